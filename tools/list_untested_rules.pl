#!/usr/bin/env perl
# Rules of the conflict tables (S, C) and guarantees (G) that no test names yet. Information only.
use strict;
use warnings;

my %named;
my @folders = grep { -d } 'tests', 'clients';
open(my $list, '-|', 'find', @folders, '-name', 'node_modules', '-prune', '-o', '-type', 'f', '-print')
  or die $!;
chomp(my @paths = <$list>);
for my $path (grep { m{^tests/.*\.(cc|mjs|sh|h)$} || m{\.test\.tsx?$} } @paths) {
  open(my $file, '<', $path) or die "$path: $!";
  while (my $line = <$file>) {
    $named{$1} = 1 while $line =~ /(?<![A-Za-z0-9])([SCG][0-9]{1,2})(?![0-9])/g;
  }
}

my @missing = grep { !$named{$_} } (map { "S$_" } 1 .. 19), (map { "C$_" } 1 .. 50), (map { "G$_" } 1 .. 15);
print "rules that no test names yet: ", (@missing ? "@missing" : "none"), "\n";
