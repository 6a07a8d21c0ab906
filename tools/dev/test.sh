# ./dev test: builds everything, runs every suite, adds up.
#
# A suite reports by writing "PASSED FAILED" to build/test/counts/NAME. One that was expected and
# wrote nothing (it crashed, it hung, its tool is missing) counts as one failure.

results=build/test
expected=()

expect() { expected+=("$@"); }

report() { # name passed failed
  printf '%d %d\n' "$2" "$3" > "$results/counts/$1"
  say "$1: $2 passed, $3 failed"
}

# A command with an end. In the background and waited for, so that Ctrl-C is answered at once:
# `timeout` puts what it runs out of the terminal's reach.
limited() { # seconds command...
  local status=0
  timeout -k 10 "$@" < /dev/null &
  wait $! || status=$?
  return "$status"
}

end_jobs() {
  # shellcheck disable=SC2046
  kill $(jobs -p) 2> /dev/null
  exit 130
}

# Runs a check that either holds or not; its output is shown only when it does not.
one() { # name command...
  local name=$1 log=$results/$1.log
  shift
  if "$@" > "$log" 2>&1; then
    report "$name" 1 0
  else
    report "$name" 0 1
    tail -n 60 "$log"
  fi
}

test_everything() {
  trap end_jobs INT TERM
  need_packages build node browser format proxies
  rm -rf "$results"
  mkdir -p "$results/counts"

  local web_job
  # In a subshell: a tree that does not compile must still end with a count.
  expect page-and-layers
  if (build_with_web dev layers); then report page-and-layers 1 0; else report page-and-layers 0 1; fi
  test_web &
  web_job=$!
  local programs=new
  compile_all || programs=old
  wait "$web_job" || true
  check_fast
  if [[ $programs == new ]]; then
    test_vectors
    test_cpp
    test_e2e
  else
    expect vectors cpp e2e
    say "nothing else is run: programs that an earlier tree left here would answer for this one"
  fi
  add_up
}

compile_all() {
  expect compile
  say "compiling tests and programs"
  if build_targets dev all; then
    report compile 1 0
  else
    report compile 0 1
    return 1
  fi
}

test_cpp() {
  expect cpp
  say "C++ tests"
  rm -rf build/dev/test-results
  ctest --test-dir build/dev -j "$(cores_to_use)" --output-on-failure --no-tests=error \
    --output-junit "$root/$results/ctest.xml" > "$results/ctest.log" 2>&1 || true
  # shellcheck disable=SC2046
  report cpp $(perl tools/dev/count_cases.pl build/dev "$results/ctest.xml" 2> "$results/cpp-failures.log")
  if [[ -s $results/cpp-failures.log ]]; then
    cat "$results/cpp-failures.log"
    grep -vE '^ *[0-9]+/[0-9]+ Test .* Passed|^ +Start +[0-9]+:' "$results/ctest.log" | tail -n 300
  fi
}

# The page's replica against histories that the server's rules and an independent model have just
# made: many more than the few that are kept in the tree and run with the unit tests.
histories_in_ci=5000
test_vectors() {
  [[ -x build/dev/tests/reviewd-vectors && -f $web/package.json ]] || return 0
  expect vectors
  use_node
  say "$histories_in_ci histories through the page's replica"
  one vectors run_vectors
}

run_vectors() {
  build/dev/tests/reviewd-vectors --histories "$histories_in_ci" > build/vectors.jsonl &&
    REVIEWD_VECTORS=$root/build/vectors.jsonl limited 600 npm --prefix "$web" --loglevel=error test -- vectors
}

# Runs beside the compiler. `expected` is set by the caller's side (web_suites), this is a subshell.
web_suites=(web-unit web-lint web-types schema)

test_web() {
  [[ -f $web/package.json ]] || return 0
  trap end_jobs TERM
  use_node
  say "web tests"
  rm -f "$results/vitest.json"
  limited 900 npm --prefix "$web" --loglevel=error test -- --reporter=default --reporter=json \
    --outputFile.json="$root/$results/vitest.json" > "$results/web-unit.log" 2>&1 || true
  if [[ -f $results/vitest.json ]]; then
    # shellcheck disable=SC2046
    report web-unit $(node tools/dev/count_vitest.mjs "$results/vitest.json")
  fi
  read -r _ failed < "$results/counts/web-unit" 2> /dev/null || failed=1
  [[ $failed == 0 ]] || tail -n 150 "$results/web-unit.log"
  one web-lint npm_in_web run lint
  one web-types npm_in_web run typecheck
  one schema check_schema
}

# Real browsers against the real server. The script prints "N passed, N failed" last.
test_e2e() {
  [[ -f tests/e2e/run.sh ]] || { say "no end-to-end tests in this tree"; return 0; }
  expect e2e
  use_node
  say "end-to-end tests in Chromium"
  limited 1500 bash tests/e2e/run.sh > "$results/e2e.log" 2>&1 || true
  local passed failed
  read -r passed failed < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$results/e2e.log" | tail -n 1) || true
  [[ -z ${failed-} ]] || report e2e "$passed" "$failed"
  [[ ${failed:-1} == 0 ]] || tail -n 200 "$results/e2e.log"
}

add_up() {
  local name passed=0 failed=0 p f
  [[ ! -f $web/package.json ]] || expect "${web_suites[@]}"
  for name in "${expected[@]}"; do
    if [[ -s $results/counts/$name ]] && read -r p f < "$results/counts/$name" && ((p + f > 0)); then
      passed=$((passed + p)) failed=$((failed + f))
    else
      say "$name: gave no count, that is one failure"
      failed=$((failed + 1))
    fi
  done
  echo "$passed passed, $failed failed"
  ((failed == 0))
}
