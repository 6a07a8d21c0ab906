#!/usr/bin/env bash
# People in real browsers against the real server. The last line is "N passed, N failed".
#
# run.sh [FILE.test.mjs...]; REVIEWD_BIN, REVIEWCTL_BIN, REVIEWD_WEB_ROOT and REVIEWD_CHROMIUM choose
# other programs, REVIEWD_BACKLOGS a folder of CSV files to import.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"

files=("$@")
[[ $# -gt 0 ]] || files=(*.test.mjs)
exec node --test --test-reporter=./count_reporter.mjs --test-reporter-destination=stdout "${files[@]}"
