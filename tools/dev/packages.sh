# Packages of Debian 12, by what needs them. Installs what is missing, nothing else.

packages_of() {
  case $1 in
    build)
      echo clang-19 cmake ninja-build mold ccache pkg-config ca-certificates \
        protobuf-compiler libprotobuf-dev libboost1.81-dev libboost-url1.81-dev libboost-json1.81-dev \
        librocksdb-dev libssl-dev zlib1g-dev libspdlog-dev libcli11-dev libtomlplusplus-dev \
        prometheus-cpp-dev libgtest-dev libgmock-dev librapidcheck-dev libbenchmark-dev
      ;;
    # The tool chain of the page needs Node 20, Debian has 18: node.sh fetches a newer one with this npm.
    node) command -v npm > /dev/null || echo nodejs npm ca-certificates ;;
    # Fonts by name: without recommended packages the browser would draw boxes (CJK is in many backlogs).
    browser)
      [[ -n ${REVIEWD_CHROMIUM-} ]] || echo chromium
      echo fonts-noto-core fonts-noto-cjk
      ;;
    # What docs/proxies/ has examples for. Never started as services: see install_packages.
    proxies) echo nginx caddy ;;
    format) echo clang-format-19 ;;
    tidy) echo clang-tidy-19 ;;
    sanitizers) echo libclang-rt-19-dev llvm-19 ;;
    gcc) echo g++-12 ;;
    *) die "no package group $1" ;;
  esac
}

preset_packages() { # the groups a preset needs beyond `build`
  case $1 in
    dev | release) ;;
    asan | tsan) echo sanitizers ;;
    gcc) echo gcc ;;
    *) die "no preset $1: dev, release, asan, tsan, gcc" ;;
  esac
}

need_packages() { # group...
  local group missing=()
  if ! command -v dpkg-query > /dev/null; then
    say "this is no Debian: I take it that the packages of tools/dev/packages.sh are here under other names"
    return
  fi
  for group in "$@"; do
    # shellcheck disable=SC2046
    mapfile -t -O ${#missing[@]} missing < <(missing_of $(packages_of "$group"))
  done
  [[ ${#missing[@]} == 0 ]] || install_packages "${missing[@]}"
}

missing_of() { # package...: those that are not installed, one a line
  [[ $# == 0 ]] || dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2> /dev/null |
    awk -v wanted="$*" '$1 == "installed" { have[$2] = 1 }
      END { n = split(wanted, name, " "); for (i = 1; i <= n; i++) if (!(name[i] in have)) print name[i] }'
}

install_packages() {
  local -a as_root=() get=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0)
  local by_hand="apt-get update && apt-get install --no-install-recommends $*"
  if [[ $EUID != 0 ]]; then
    command -v sudo > /dev/null || die "need root or sudo to install packages. As root: $by_hand"
    as_root=(sudo)
  fi
  mkdir -p build
  say "installing Debian packages: $*"
  # </dev/null: no package may ask anything. sudo still reads a password from the terminal.
  "${as_root[@]}" "${get[@]}" update < /dev/null || die "apt-get update failed. By hand, as root: $by_hand"
  without_services "${as_root[@]}" "${get[@]}" install -y --no-install-recommends "$@" \
    < /dev/null > build/packages.log 2>&1 || {
    tail -n 20 build/packages.log >&2
    die "installing failed (all of it in build/packages.log). By hand, as root: $by_hand"
  }
  rm -f build/packages.log
  local service
  for service in $(packages_of proxies); do
    [[ " $* " != *" $service "* ]] || keep_off "$service"
  done
}

# Debian starts the services of a package once it is installed, unless this file forbids it. One
# that is there already is somebody else's, and stays.
without_services() (
  policy=/usr/sbin/policy-rc.d
  if [[ ! -e $policy ]]; then
    trap '"${as_root[@]}" rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" > /dev/null
    "${as_root[@]}" chmod 755 "$policy"
  fi
  "$@"
)

# Not at the next start of the machine either. There may be no systemd at all.
keep_off() { # service
  if command -v systemctl > /dev/null; then "${as_root[@]}" systemctl -q disable "$1" || true; fi
  if command -v update-rc.d > /dev/null; then "${as_root[@]}" update-rc.d "$1" disable || true; fi
} > /dev/null 2>&1
