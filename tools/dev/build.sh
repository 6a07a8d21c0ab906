# Configure and compile. One folder a preset, build/<preset>; nothing is ever built as another user.

cores_to_use() { # as many as there are cores, but 1.5 GB for each: a file full of templates takes that much
  local cores memory
  cores=$(nproc)
  memory=$(awk '/^MemAvailable/ { print int($2 / 1500000) }' /proc/meminfo 2> /dev/null || echo "$cores")
  echo $((memory < 1 ? 1 : memory < cores ? memory : cores))
}

configure() { # preset
  [[ -f build/$1/build.ninja ]] && return
  say "configuring build/$1"
  mkdir -p "build/$1"
  cmake --preset "$1" > "build/$1/configure.log" 2>&1 || { cat "build/$1/configure.log" >&2; return 1; }
}

build_targets() { # preset target...
  local preset=$1
  shift
  configure "$preset" || die "CMake could not configure build/$preset"
  local quiet=--quiet  # without a terminal a line for each of hundreds of files says nothing
  [[ ! -t 1 ]] || quiet=
  # shellcheck disable=SC2086
  NINJA_STATUS="[%f/%t %es] " cmake --build "build/$preset" -j "$(cores_to_use)" --target "$@" -- $quiet
}

# The page goes into the server's binary, so it comes first; meanwhile the layers below compile.
build_with_web() { # preset target...
  local preset=$1 page failed=
  shift
  mkdir -p build
  configure "$preset" || die "CMake could not configure build/$preset"
  build_web & page=$!
  say "compiling (preset $preset)"
  build_targets "$preset" layers || failed=1
  wait "$page" || die "the page could not be built"
  [[ -z $failed ]] || die "compiling failed"
  build_targets "$preset" "$@" || die "compiling failed"
}

find_binary() { # preset name
  local path
  for path in server/app clients/cli load-tests tests; do
    [[ ! -x build/$1/$path/$2 ]] || { echo "build/$1/$path/$2"; return; }
  done
  die "the build of preset $1 made no program named $2"
}
