#!/bin/sh
# Starts the Ollama server that build.sh made, on loopback and without its cloud, and gives it the models in Lodge's cache.
#
#   edge_deploy/ollama/serve.sh          runs until Ctrl-C
#
# OLLAMA_HOST is where it listens (default 127.0.0.1:11434); LODGE_CACHE the cache (default ~/.cache/lodge).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache=${LODGE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/lodge}
python=${PYTHON:-python3}
binary=$cache/bin/ollama
export OLLAMA_HOST="${OLLAMA_HOST:-127.0.0.1:11434}" OLLAMA_MODELS="${OLLAMA_MODELS:-$cache/ollama}" OLLAMA_NO_CLOUD=1

[ -x "$binary" ] || { echo "ollama: not built yet. Build it with: make ollama" >&2; exit 1; }
"$binary" serve &
server=$!
modelfile=$(mktemp)
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -f "$modelfile"' EXIT INT TERM
until "$binary" list >/dev/null 2>&1; do
    kill -0 "$server" 2>/dev/null || { echo "ollama: the server ended. Is $OLLAMA_HOST in use?" >&2; exit 1; }
    sleep 0.2
done

cd "$here/../.."
"$python" -c '
from agent.backends.catalogue import CATALOGUE
for weights in CATALOGUE.values():
    print(weights.sha256, weights.ollama_tag)
' | while read -r sha256 tag; do
    if [ -e "$cache/weights/$sha256.gguf" ]; then
        { echo "FROM $cache/weights/$sha256.gguf"; cat "$here/Modelfile"; } >"$modelfile"
        "$binary" create "$tag" -f "$modelfile" >/dev/null 2>&1 || { echo "ollama: cannot take in $tag" >&2; exit 1; }
        echo "ollama: has $tag"
    fi
done
echo "ollama: listens on $OLLAMA_HOST; stop it with Ctrl-C"
wait "$server"
