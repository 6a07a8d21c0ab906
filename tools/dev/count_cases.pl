#!/usr/bin/env perl
# count_cases.pl BUILD JUNIT: prints "PASSED FAILED" of a ctest run, and on stderr what failed.
#
# Cases come from the XML that each GoogleTest executable writes when it ends. One listed in
# BUILD/reviewd-tests.txt without an XML died on the way: one failure. One whose cases all
# passed but which ctest calls failed (a leak found at exit, say) is one failure more. Any other
# ctest entry is one case.
use strict;
use warnings;

my ($build, $junit) = @ARGV;

sub slurp {
  my ($path) = @_;
  open(my $file, '<', $path) or return '';
  local $/;
  return scalar <$file>;
}

my %listed = map { $_ => 1 } grep { length } split /\n/, slurp("$build/reviewd-tests.txt");
my %status;
my $run = slurp($junit);
while ($run =~ /<testcase\s([^>]*)>/g) {
  my $attributes = $1;
  my ($name) = $attributes =~ /\bname="([^"]*)"/;
  my ($status) = $attributes =~ /\bstatus="([^"]*)"/;
  $status{$name} = $status eq 'run' ? 'passed' : $status;
}

my ($passed, $failed, $skipped) = (0, 0, 0);
sub fail { my ($name, $why) = @_; $failed++; print STDERR "FAILED $name: $why\n"; }

for my $name (sort keys %{{ %listed, %status }}) {
  my $status = $status{$name} // 'not run';
  my $xml = $listed{$name} ? slurp("$build/test-results/$name.xml") : '';
  $xml =~ s{<!\[CDATA\[.*?\]\]>}{}sg;  # what a test printed may look like XML
  my ($head) = $xml =~ /<testsuites\s([^>]*)>/;
  if (!$listed{$name}) {
    if ($status eq 'passed') { $passed++ } else { fail($name, $status) }
    next;
  }
  if (!defined $head || $xml !~ m{</testsuites>\s*$}) {
    fail($name, "died or never started ($status)");
    next;
  }
  my $bad = 0;
  my ($suite, $case) = ('', '');
  while ($xml =~ /<testsuite\sname="([^"]*)"|<testcase\s([^>]*?)(\/?)>|<failure\s/g) {
    if (defined $1) { $suite = $1; next; }
    if (defined $2) {
      my $attributes = $2;
      ($case) = $attributes =~ /\bname="([^"]*)"/;
      if ($attributes =~ /\bresult="(skipped|suppressed)"|\bstatus="notrun"/) { $skipped++; }
      else { $passed++; }
      next;
    }
    next if $case eq '';
    $passed--; $bad++;
    fail($name, "$suite.$case");
    $case = '';  # a case may hold several failures
  }
  fail($name, "its cases passed, the program did not: $status") if !$bad && $status ne 'passed';
}
fail('ctest', 'ran nothing') if !%status;
print STDERR "skipped: $skipped\n" if $skipped;
print "$passed $failed\n";
