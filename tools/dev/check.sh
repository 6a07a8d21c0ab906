# ./dev check and ./dev fmt: what can be said about the tree without running it.

# find, not git: an unpacked archive and a machine without git must give the same list.
files_named() { # find's name tests...
  find . \( -name .git -o -path ./build -o -name node_modules -o -name dist -o -name gen \) -prune -o \
    -type f \( "$@" \) -print | sort
}
cpp_files() { files_named -name '*.h' -o -name '*.cc'; }

format_in_place() {
  files_named -name '*.h' -o -name '*.cc' -o -name '*.proto' | xargs -r clang-format-19 -i
  [[ ! -d $web/node_modules ]] || { use_node; npm_in_web run fmt; }
}

check_format() {
  files_named -name '*.h' -o -name '*.cc' -o -name '*.proto' |
    xargs -r clang-format-19 --dry-run --Werror --ferror-limit=1 || { echo './dev fmt puts it right'; return 1; }
}

# The one of the lock file, by its path: `npm exec buf` would fetch any package of that name instead.
buf() { (cd "$web" && node_modules/.bin/buf "$@"); }

# Names and numbers of the protocol: lint, and nothing that an old log or an old client cannot read.
check_schema() {
  buf lint "$root/proto" || return 1
  [[ ! -f proto/baseline.json ]] ||
    buf breaking "$root/proto" --against "$root/proto/baseline.json" || {
    echo "the schema breaks what is stored or spoken already; before the first release:"
    echo "  ./dev check --accept-schema"
    return 1
  }
}

accept_schema() {
  buf build "$root/proto" --exclude-source-info -o "$root/proto/baseline.json"
}

# Header by header, as the first line of a file of its own. Needs the dev build.
check_headers() { build_targets dev all_verify_interface_header_sets; }

check_tidy() { # [--all]
  local -a files
  if [[ ${1-} == --all ]] || ! command -v git > /dev/null || [[ ! -e .git ]]; then
    mapfile -t files < <(files_named -name '*.cc')
  else
    mapfile -t files < <(changed_files | grep -E '\.cc$' || true)
  fi
  # Only what the build knows how to compile.
  local database=build/dev/compile_commands.json known=() file
  for file in "${files[@]}"; do
    ! grep -qF "\"file\": \"$root/${file#./}\"" "$database" || known+=("$file")
  done
  echo "${#known[@]} files"
  [[ ${#known[@]} == 0 ]] || printf '%s\0' "${known[@]}" |
    xargs -0 -n 1 -P "$(cores_to_use)" clang-tidy-19 -p build/dev --quiet --warnings-as-errors='*'
}

changed_files() { # against the last commit that the remote has, or the last one
  local base
  base=$(git merge-base HEAD origin/HEAD 2> /dev/null || git rev-parse HEAD~1 2> /dev/null || git rev-parse HEAD)
  { git diff --name-only --diff-filter=d "$base"; git ls-files --others --exclude-standard; } | sort -u
}

# The checks without a compiler. Each counts as one test in ./dev test.
check_fast() {
  expect format layers tidiness limits
  one format check_format
  one layers perl tools/check_layers.pl
  one tidiness perl tools/check_tidiness.pl
  one limits perl tools/check_limits.pl
}

check_everything() {
  results=build/check
  mkdir -p "$results/counts"
  rm -f "$results"/counts/*
  case ${1-} in
    --gcc)
      need_packages build node gcc
      build_with_web gcc all
      say "GCC 12 compiles the tree"
      return
      ;;
    --accept-schema) need_packages node; use_node; install_web_packages; accept_schema; return ;;
    --fast | --all | "") ;;
    *) die "check knows --fast, --all, --gcc and --accept-schema" ;;
  esac
  need_packages build node format
  check_fast
  if [[ -f $web/package.json ]]; then
    use_node
    install_web_packages
    expect schema
    one schema check_schema
  fi
  if [[ ${1-} != --fast ]]; then
    need_packages tidy
    build_with_web dev all
    expect headers clang-tidy
    one headers check_headers
    one clang-tidy check_tidy "${1-}"
  fi
  perl tools/list_untested_rules.pl
  add_up_checks
}

add_up_checks() {
  local name failed=0 f
  for name in "${expected[@]}"; do
    read -r _ f < "$results/counts/$name" || f=1
    failed=$((failed + f))
  done
  say "${#expected[@]} checks, $failed failed"
  ((failed == 0))
}
