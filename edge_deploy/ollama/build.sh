#!/bin/sh
# Builds the Ollama server from its Go module and puts it into Lodge's cache; does nothing if it is there already.
#
#   edge_deploy/ollama/build.sh
#
# Needs Go, a C++ compiler, and from Debian nlohmann-json3-dev and libstb-dev (installed if this runs as root).
# LODGE_CACHE is the cache (default ~/.cache/lodge); PYTHON a Python with pip (default python3).
set -eu

# The last version whose CPU engine is in the module itself: from 0.30 on it wants a llama-server beside it.
version=v0.24.0
miniaudio=1.71
cache=${LODGE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/lodge}
python=${PYTHON:-python3}
binary=$cache/bin/ollama

say() { echo "ollama: $*"; }
fail() { echo "ollama: $*" >&2; exit 1; }

command -v go >/dev/null || fail "Go is missing. Install it from https://go.dev/dl or with: apt-get install golang"
if [ -x "$binary" ] && go version -m "$binary" 2>/dev/null | grep -q "github.com/ollama/ollama[[:space:]]$version"; then
    say "$version is already at $binary"
    exit 0
fi
command -v c++ >/dev/null || fail "a C++ compiler is missing. Install it with: apt-get install g++"

# The module leaves out headers of other projects that it includes.
missing=
[ -e /usr/include/nlohmann/json.hpp ] || missing="$missing nlohmann-json3-dev"
[ -e /usr/include/stb/stb_image.h ] || missing="$missing libstb-dev"
if [ -n "$missing" ]; then
    [ "$(id -u)" = 0 ] || fail "headers are missing. Install them with: sudo apt-get install$missing"
    say "installing$missing"
    # shellcheck disable=SC2086  # several package names
    apt-get update -qq && apt-get install -qq -y --no-install-recommends $missing
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say "fetching miniaudio.h"
"$python" -m pip download --quiet --no-deps --no-binary miniaudio --dest "$work" "miniaudio==$miniaudio" ||
    fail "the miniaudio source package cannot be downloaded. Is the package index reachable?"
tar -xzf "$work"/miniaudio-*.tar.gz -C "$work"
mkdir -p "$work/include/miniaudio" "$cache/bin"
find "$work"/miniaudio-* -name miniaudio.h -exec cp {} "$work/include/miniaudio/" \; -quit

say "building $version (about 5 minutes on 2 cores)"
CGO_CPPFLAGS="-I$work/include" CGO_CFLAGS="-O3 -march=native" CGO_CXXFLAGS="-O3 -march=native" \
    GOBIN="$cache/bin" nice -n 10 go install "github.com/ollama/ollama@$version"
say "$version is at $binary"
