#!/bin/sh
# Builds Lodge's image, and writes it as an OCI archive that K3s imports from its folder agent/images.
#
#   edge_deploy/images/build.sh [amd64|arm64]                  on a base that base.sh makes
#   BASE=registry.example/debian@sha256:… edge_deploy/images/build.sh
#
# FRESH=false takes steps from the last build where nothing of them changed. TAG names the image (default lodge:<version>), OUT the archive (default in the cache), CA a file of certificates for
# a package index behind a company's own authority. Needs root, buildah, and Lodge's Python (PYTHON).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
arch=${1:-$(dpkg --print-architecture)}
python=${PYTHON:-$project/.venv/bin/python}
[ -x "$python" ] || python=python3
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$project/pyproject.toml")
tag=${TAG:-lodge:$version}
cache=${LODGE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/lodge}/images
out=${OUT:-$cache/lodge-$version-$arch.tar}
epoch=${SOURCE_DATE_EPOCH:-$(git -C "$project" log -1 --format=%ct 2>/dev/null || echo 0)}

say() { echo "image: $*" >&2; }
fail() { say "$*"; exit 1; }

command -v buildah >/dev/null || fail "buildah is missing. Install it with: apt-get install buildah"
case ${BASE:-} in
"") BASE=oci-archive:$("$here/base.sh" "$arch") ;;
*@sha256:*) ;;
*) fail "BASE is $BASE, which can change. Name it by its digest: BASE=registry/debian@sha256:…" ;;
esac
case $BASE in oci-archive:*) BASE=$(buildah pull --quiet "$BASE") ;; esac

context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
mkdir -p "$context/project" "$(dirname "$out")"
cd "$project"
"$python" -m edge_deploy.images.locking llamacpp ocr postgres >"$context/requirements.txt"
"$python" -m edge_deploy.images.locking --only hatchling --only editables >"$context/tools.txt"
tar --create --exclude=__pycache__ --exclude=evals/results pyproject.toml README.md LICENSE NOTICE \
    agent pipelines fleet edge_deploy evals sample_claims | tar --extract --directory "$context/project"
chmod -R u=rwX,go=rX "$context"

ca=${CA:-/etc/ssl/certs/ca-certificates.crt}
[ -s "$ca" ] || { ca=$context/none; : >"$ca"; }
say "$tag for $arch"
runtime=$(command -v runc || command -v crun) || fail "runc is missing. Install it with: apt-get install runc"
# Small limits: a machine that may not raise its own cannot start containers that ask for more.
# The host's network is for the build alone: nothing of it is kept.
buildah bud --runtime "$runtime" --quiet --ulimit nofile=4096:4096 --ulimit nproc=4096:4096 --layers --no-cache="${FRESH:-true}" --network host --arch "$arch" --timestamp "$epoch" \
    --secret "id=ca,src=$ca" --build-arg "BASE=$BASE" --build-arg "SOURCE_DATE_EPOCH=$epoch" \
    ${PIP_INDEX_URL:+--build-arg "PIP_INDEX_URL=$PIP_INDEX_URL"} \
    --file "$here/Containerfile" --tag "$tag" "$context" >/dev/null
rm -f "$out"
buildah push --quiet "$tag" "oci-archive:$out:$tag"
say "$(du -h "$out" | cut -f1) at $out"
echo "$out"
