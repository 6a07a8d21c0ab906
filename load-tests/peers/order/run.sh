#!/usr/bin/env bash
# The order of a backlog against other lists: the same traces, one after another on this machine.
# README.md says what is timed. The last lines are the table; the figures are in
# build/order-peers/figures.jsonl.
#
# run.sh [--seconds S] [TRACE...]    S: timed work of one peer on one trace, at most (60)
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
cd "$here/../../.."

seconds=60
if [[ ${1-} == --seconds ]]; then
  seconds=$2
  shift 2
fi
traces=("$@")
[[ $# -gt 0 ]] || traces=(random-moves one-gap one-gap-below-a-moved-item)

out=build/order-peers
figures=$out/figures.jsonl
mkdir -p "$out"
: > "$figures"

[[ -f build/release/build.ninja ]] || cmake --preset release > /dev/null
cmake --build build/release --target reviewd-order -- --quiet > /dev/null
reviewd=build/release/load-tests/peers/order/reviewd-order
[[ $here/node_modules/.package-lock.json -nt $here/package-lock.json ]] ||
  (cd "$here" && npm ci --no-audit --no-fund --loglevel=error)

peer() { # name trace [option...]
  echo "$*"
  node "$here/replay_peer.mjs" "$1" "$out/$2.trace" --seconds "$seconds" "${@:3}" >> "$figures"
}

echo "commit $(git rev-parse --short=10 HEAD 2> /dev/null || echo unknown), $(nproc) cores," \
  "load $(cut -d ' ' -f 1 /proc/loadavg), node $(node --version)"
for trace in "${traces[@]}"; do
  node "$here/make_trace.mjs" "$trace" > "$out/$trace.trace"
  echo "reviewd $trace"
  "$reviewd" "$out/$trace.trace" --order "$out/$trace.order" >> "$figures"
  node "$here/check_order.mjs" "$out/$trace.trace" "$out/$trace.order"
  for name in yjs loro automerge; do peer "$name" "$trace"; done
  # Peers that take several updates at once may: then what arrives between two syncs is one piece.
  if [[ $trace == random-moves ]]; then
    for name in yjs loro automerge; do peer "$name" "$trace" --by-round; done
  fi
done
node "$here/print_table.mjs" "$figures"
