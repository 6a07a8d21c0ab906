#!/usr/bin/env perl
# Which folder may include which. The link lists say the same to the linker; this says it about
# headers, which a linker does not see. Prints each include that breaks the rule.
use strict;
use warnings;

# base <- domain <- engine <- {store, net, auth} <- app. wire sits beside engine: it turns bytes into
# what the domain knows, and the engine must not care about bytes. store and net never meet.
my %may_use = (
  'server/base'   => [],
  'server/domain' => ['base'],
  'server/engine' => ['base', 'domain'],
  'server/wire'   => ['base', 'domain'],
  'server/store'  => ['base', 'domain', 'engine', 'wire'],
  'server/auth'   => ['base', 'domain', 'engine', 'wire'],
  'server/net'    => ['base', 'domain', 'engine', 'wire', 'auth'],
  'server/app'    => ['base', 'domain', 'engine', 'wire', 'store', 'auth', 'net'],
  'clients/sdk'   => ['base', 'domain', 'wire'],
  'clients/cli'   => ['base', 'domain', 'wire', 'sdk'],
  # verify, backup and repair open a data folder without a server: --offline in a file name says so.
  'clients/cli/offline' => ['base', 'domain', 'engine', 'wire', 'store', 'sdk', 'cli'],
  'load-tests'    => ['base', 'domain', 'wire', 'sdk'],
);
# Third-party names by the layers that may know them: the rules stay free of sockets and disks.
my @outside = (
  [qr{^boost/(asio|beast)}, 'net', 'app', 'sdk', 'cli', 'load-tests'],
  [qr{^rocksdb/}, 'store'],
  [qr{^(CLI|toml\+\+)/}, 'app', 'cli', 'load-tests'],
);
my %layer = map { $_ => 1 } qw(base domain engine wire store auth net app sdk cli);

my $bad = 0;
sub complain { print "@_\n"; $bad++; }

for my $folder (sort keys %may_use) {
  next unless -d $folder;
  my ($own) = $folder =~ m{([^/]+)$};
  my %allowed = map { $_ => 1 } $own, @{$may_use{$folder}};
  open(my $list, '-|', 'find', $folder, '-name', '*.h', '-o', '-name', '*.cc') or die $!;
  chomp(my @paths = sort <$list>);
  for my $path (@paths) {
    next if $folder ne 'clients/cli/offline' && $path =~ m{^clients/cli/offline/};
    open(my $file, '<', $path) or die "$path: $!";
    while (my $line = <$file>) {
      next unless $line =~ /^\s*#\s*include\s*[<"]([^>"]+)[>"]/;
      my $include = $1;
      complain("$path:$.: $include: write it from the root, \"layer/file.h\"") if $include =~ m{^\.\.?/};
      my ($top) = $include =~ m{^([a-z_]+)/};
      if (defined $top && $layer{$top} && $line =~ /"/ && !$allowed{$top}) {
        complain("$path:$.: $own must not include $top ($include)");
      }
      for my $rule (@outside) {
        my ($pattern, @who) = @$rule;
        next unless $include =~ $pattern;
        complain("$path:$.: $own must not know $include") unless grep { $_ eq $own } @who;
      }
    }
  }
}

exit($bad ? 1 : 0);
