#!/usr/bin/env bash
# Build the wheel, install it with the pinned dependencies into a new environment, and run the tests from a foreign folder.
set -euo pipefail
here="$(cd "$(dirname "$0")/.." && pwd)"
python="${1:-python3}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

"$here/.venv/bin/python" -m hatchling build -t wheel -d "$work/dist" >/dev/null
"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$here/requirements.lock"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "$work"/dist/lodge-*.whl
mkdir "$work/elsewhere"
cp -r "$here/tests" "$work/elsewhere/tests"
cp "$here/pyproject.toml" "$work/elsewhere/pytest-settings.toml"
cd "$work/elsewhere"
export LODGE_SHARED="${LODGE_SHARED:-$here/../shared}"
# What runs against real servers, is killed amid its work or takes its time does so on the checkout; here the question is
# whether the wheel holds everything.
"$work/venv/bin/python" -m pytest -q -n "${WORKERS:-2}" --dist loadfile -c pytest-settings.toml --rootdir . \
    -m "not model and not ollama and not browser and not slow and not kube and not podman and not netns and not s3 and not postgres" \
    --ignore tests/hostile --ignore tests/sample_claims --ignore tests/promises --ignore tests/agent/test_reprocessing.py tests
