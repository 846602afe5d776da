#!/bin/sh
# Gets the programs of others that './test --peers' checks against, each by its own package client, into
# EYEPIECE_PEERS (default: the user's cache). Usage: .build/peers.sh [python|node|go|telemetrygen|collector|opamp-agent|
# opamp-server|opamp-collector|opamp-supervisor|opamp-node|shares-go|shares-rust|chdb|viewer]..
# Without names all of them but viewer, which only MatrixBenchmark uses, and chdb, ClickHouse's engine of 566 MB; one
# whose tools are missing is said and passed over. Exit code 1 when any was.
set -u
root=$(cd "$(dirname "$0")/.." && pwd -P) || exit 3
# shellcheck source=.build/setup.sh
. "$root/.build/setup.sh"
peers=${EYEPIECE_PEERS:-$cache/peers}
sources=$root/app/src/test/peers
profiled=$root/local-agent/profiler/src/test/programs
collector_version=v0.161.0
mkdir -p "$peers/bin" || cannot "cannot write to $peers"

needs() { # peer, program
  command -v "$2" >/dev/null 2>&1 && return 0
  say "$1: $2 is not here; install it and run this again"
  return 1
}

# Builds a Go program in a copy, since the Go client writes beside go.mod.
go_program() { # folder of app/src/test/peers, name, package (this folder's), where the folder is instead
  needs "$2" go || return 1
  rm -rf "$peers/src/$1"
  mkdir -p "$peers/src" && cp -r "${4:-$sources}/$1" "$peers/src/$1" &&
    (cd "$peers/src/$1" && CGO_ENABLED=0 GOFLAGS='' go build -mod=mod -trimpath -o "$peers/bin/$2" "${3:-.}")
}

get() {
  case $1 in
    python)
      needs python python3 || return 1
      python3 -m venv "$peers/python" && "$peers/python/bin/pip" install -q -r "$sources/python/requirements.txt"
      ;;
    node)
      needs node npm || return 1
      mkdir -p "$peers/node" && cp "$sources/node/package.json" "$peers/node/" && (cd "$peers/node" && npm install --silent)
      ;;
    go) go_program go signals-go ;;
    telemetrygen)
      needs telemetrygen go || return 1
      GOBIN="$peers/bin" GOFLAGS='' go install \
        "github.com/open-telemetry/opentelemetry-collector-contrib/cmd/telemetrygen@$collector_version"
      ;;
    collector) go_program collector collector ;;
    viewer)
      needs viewer go || return 1
      GOBIN="$peers/bin" GOFLAGS='' go install github.com/CtrlSpice/otel-desktop-viewer@latest
      ;;
    opamp-agent | opamp-server | opamp-collector) go_program "$1" "$1" ;;
    opamp-supervisor)
      go_program "$1" "$1" github.com/open-telemetry/opentelemetry-collector-contrib/cmd/opampsupervisor
      ;;
    opamp-node)
      needs "$1" npm || return 1
      mkdir -p "$peers/$1" && cp "$sources/$1/package.json" "$peers/$1/" && (cd "$peers/$1" && npm install --silent)
      ;;
    chdb)
      needs chdb npm || return 1
      mkdir -p "$peers/chdb" && cp "$root/local-agent/store/src/test/peers/chdb/package.json" "$peers/chdb/" &&
        (cd "$peers/chdb" && npm install --silent)
      ;;
    shares-go) go_program shares-go shares-go . "$profiled" ;;
    shares-rust)
      needs shares-rust cargo || return 1
      rm -rf "$peers/src/shares-rust"
      mkdir -p "$peers/src" && cp -r "$profiled/shares-rust" "$peers/src/shares-rust" &&
        (cd "$peers/src/shares-rust" && cargo build -q --release --offline && cp target/release/shares-rust "$peers/bin/")
      ;;
    *) cannot "no peer is called $1 (expected: python, node, go, telemetrygen, collector, or one of opamp-agent," \
      "opamp-server, opamp-collector, opamp-supervisor, opamp-node, shares-go, shares-rust, chdb, viewer)" ;;
  esac
}

[ $# -gt 0 ] || set -- python node go telemetrygen collector opamp-agent opamp-server opamp-collector \
  opamp-supervisor opamp-node shares-go shares-rust
failed=0
for peer in "$@"; do
  say "getting $peer into $peers"
  get "$peer" || {
    say "$peer: not got"
    failed=1
  }
done
exit "$failed"
