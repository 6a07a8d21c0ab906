#!/usr/bin/env perl
# Size and names: what keeps files small enough to read in one go. Prints each finding.
use strict;
use warnings;

my %lines_max = (source => 400, test => 600);
my $function_lines_max = 60;

my $bad = 0;
sub complain { print "@_\n"; $bad++; }

sub kind_of {
  my ($path) = @_;
  return 'test' if $path =~ m{^(tests/|.*\.test\.tsx?$|.*_test\.cc$|.*/(test|tests|e2e)/)};
  return 'source' if $path =~ /\.(h|cc|proto|ts|tsx|css|mjs|js|cmake|sh|pl|bash)$/;
  return '';
}

sub check_functions {  # top-level blocks: our formatter puts their last brace into column 1
  my ($path, @lines) = @_;
  my $start;
  for my $i (0 .. $#lines) {
    my $line = $lines[$i];
    if (!defined $start && $line =~ /^[A-Za-z~]/ &&
        $line !~ /^(namespace|class|struct|enum|union|extern|using|typedef|static_assert|public|private|TEST|RC_)\b/ &&
        $line !~ /^(static |inline |constexpr |const )*[^()]*=/) {
      $start = $i;
    }
    $start = undef if defined $start && $line =~ /;\s*(\/\/.*)?$/ && $line =~ /^\S/;
    if (defined $start && $line =~ /^\}/) {
      my $length = $i - $start + 1;
      complain("$path:" . ($start + 1) . ": function of $length lines (at most $function_lines_max)")
        if $length > $function_lines_max;
      $start = undef;
    }
  }
}

# The find of the shell: File::Find is not part of a bare Debian's perl.
my @skip = map { ('-name', $_, '-o') } '.git', 'node_modules', 'dist', 'gen', 'coverage', '.cache';
my @find = ('find', '.', '(', @skip, '-path', './build*', ')', '-prune', '-o', '-type', 'f', '-print');
open(my $list, '-|', @find) or die $!;
chomp(my @paths = sort <$list>);
close($list) or die 'find failed';
for (@paths) {
  my $path = s{^\./}{}r;
  next unless -T $_;
  my ($name) = $path =~ m{([^/]+)$};

  complain("$path: name the thing, not its shelf")
    if $path =~ m{(^|[/_.-])(utils?|common|helpers?|managers?)([/_.-]|$)}i;

  open(my $file, '<', $_) or die "$path: $!";
  my @lines = <$file>;
  close $file;
  if (my $kind = kind_of($path)) {
    my $limit = $lines_max{$kind};
    complain("$path: " . @lines . " lines (at most $limit)") if @lines > $limit;
  }
  check_functions($path, @lines) if $path =~ /\.cc$/ && $path !~ m{^tests/};

  if ($name =~ /^(package-lock|npm-shrinkwrap)\.json$/) {
    for my $i (0 .. $#lines) {
      complain("$path:" . ($i + 1) . ": resolved from a private registry")
        if $lines[$i] =~ /"resolved": "(?!https:\/\/registry\.npmjs\.org\/)/;
    }
    next;
  }
  next if $path =~ m{^tools/check_tidiness\.pl$|\.(svg|csv|json|snap)$|^LICENSE$};
  for my $i (0 .. $#lines) {
    my $where = "$path:" . ($i + 1);
    complain("$where: unfinished (" . $1 . ")") if $lines[$i] =~ /\b(TODO|FIXME|XXX|HACK)\b/;
    complain("$where: a path of somebody's machine") if $lines[$i] =~ m#(?<![\w.}])/(home|work|Users|root)/\w#;
    complain("$where: white space at the end") if $lines[$i] =~ /[ \t]+$/ && $path !~ /\.md$/;
    complain("$where: test that never runs") if kind_of($path) eq 'test' &&
      $lines[$i] =~ /\b(DISABLED_\w|(?:it|test|describe)\.(?:skip|only|todo)\b)/;
  }
}
exit($bad ? 1 : 0);
