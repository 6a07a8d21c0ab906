#!/usr/bin/env perl
# docs/LIMITS.md against the tree: each name is in a header that its section names, its number is the
# one of the code where that can be read, and a test says its name. Prints each that fails.
use strict;
use warnings;

my $page = 'docs/LIMITS.md';
my $bad = 0;
sub complain { print "$page: @_\n"; $bad++; }

sub contents {
  my ($path) = @_;
  open(my $file, '<', $path) or return;
  local $/;
  return <$file>;
}

sub with_commas {
  my $text = reverse shift;
  $text =~ s/(\d{3})(?=\d)/$1,/g;
  return scalar reverse $text;
}

# What an initialiser is worth; nothing where it is no plain number.
sub worth {
  my ($text) = @_;
  $text =~ s/std::chrono::hours\((.*)\)/($1) * 3600/;
  $text =~ s/'//g;
  $text =~ s/\b(\d+)(?:U?LL|U|u)\b/$1/g;
  return unless $text =~ m{^[\d\s()*<+-]+$};
  return eval $text;
}

# The ways in which the page may write a value of this type and name.
sub ways_to_write {
  my ($value, $type, $name) = @_;
  my @ways = (with_commas($value));
  for my $unit (['KiB', 10], ['MiB', 20], ['GiB', 30]) {
    push @ways, ($value >> $unit->[1]) . " $unit->[0]" unless $value % (1 << $unit->[1]);
  }
  my $ms = $type =~ /milliseconds/ || $name =~ /Ms(?:Min|Max)?$/ ? $value
         : $type =~ /seconds/ ? 1000 * $value : undef;
  return @ways unless defined $ms;
  @ways = (with_commas($ms) . ' ms');
  for my $unit (['s', 1000], ['minutes', 60_000], ['hours', 3_600_000], ['days', 86_400_000]) {
    my $count = $ms / $unit->[1];
    push @ways, "$count $unit->[0]" if $count == int $count;
    push @ways, $unit->[0] eq 'hours' ? 'an hour' : $unit->[0] eq 'days' ? 'a day' : () if $count == 1;
  }
  return @ways;
}

# The declaration of a name: type and initialiser. `owner`: the struct it is a member of.
sub declaration {
  my ($header, $owner, $name) = @_;
  ($header) = $header =~ /\bstruct \Q$owner\E \{(.*?)^\};/ms if $owner;
  return unless defined $header && $header =~ /^\s*([\w:\s]*?)\b\Q$name\E\s*(?:=\s*([^;]*)|\{([^;]*)\});/m;
  return ($1, $2 // $3);
}

open(my $list, '-|', 'find', 'tests', '-name', '*.cc', '-o', '-name', '*.h') or die $!;
chomp(my @paths = <$list>);
my $tests = join "\n", map { contents($_) } @paths;

my (@headers, $title_owner);
my $rows = 0;
for my $line (split /\n/, contents($page)) {
  if ($line =~ /^## (.*)/) {
    my $title = $1;
    @headers = $title =~ /`([\w\/]+\.h)`/g;
    ($title_owner) = $title =~ /`([A-Z]\w+)` in/;
    next;
  }
  next unless @headers && $line =~ /^\| (`.*?) \| (.*?) \|/;
  my ($names, $default) = ($1, $2);
  my $where = join ' or ', @headers;
  my $owner = $title_owner;
  my ($layer) = $names =~ /\((\w+)\)/;
  while ($names =~ /`(?:(\w+)::)?(\w+)`/g) {
    $owner = $1 if $1;
    my $name = $2;
    my $of = $name =~ /^k[A-Z]/ ? undef : $owner;
    $rows++;
    my @found;
    for my $header (grep { !$layer || m{/$layer/} } @headers) {
      my $text = contents($header);
      @found = declaration($text, $of, $name) if !@found && defined $text;
    }
    if (!@found) {
      complain("$name is not in $where");
      next;
    }
    my $value = worth($found[1]);
    complain("$name is $found[1] in $where, not $default")
      if defined $value &&
         !grep { $default =~ /(?<![\d,.])\Q$_\E(?![\w,]*\d)/ } ways_to_write($value, $found[0], $name);
    # Members have names of many: a test uses, or says, them as a member.
    my $said = $name =~ /^k[A-Z]/ ? qr/\b$name\b/ : qr/(?:\.|::|->)$name\b/;
    complain("no test names $name") unless $tests =~ $said;
  }
}
complain("holds no limits that can be read") if $rows < 50;
exit($bad ? 1 : 0);
