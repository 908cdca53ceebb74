# `make demo` and `make test` need Python 3.11 or newer, git and make; everything else is fetched.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
CACHE ?= $(or $(LODGE_CACHE),$(or $(XDG_CACHE_HOME),$(HOME)/.cache)/lodge)
ONCE ?=
MODEL ?= qwen2.5-coder-0.5b
BENCH ?=
MINUTES ?= 10
WORKERS ?= 2
EPOCH ?= $(shell git log -1 --format=%ct)

.DEFAULT_GOAL := help
.PHONY: help install demo test test-wheel lint types format docs bench hostile fuzz ollama kube kube-stop image box \
	sbom audit release lock samples clean

help:  ## Show these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(BIN)/.installed: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

install: $(BIN)/.installed  ## Make the virtual environment and install Lodge into it

demo: install  ## Run 24 sample files through Lodge with a small model and show the pages (ONCE=1: end by itself)
	$(BIN)/lodge demo --model $(MODEL) $(if $(ONCE),--once)

test: install  ## Run the tests, on as many cores as WORKERS says (0: one after another)
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder

test-wheel: install  ## Build the wheel, install it alone into a new environment, and run the tests against it elsewhere
	tests/run_on_wheel.sh $(PYTHON)

lint: install  ## Check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install  ## Check types, strictly
	$(BIN)/mypy

format: install  ## Put the code into its format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: install  ## Write the generated pages of docs/
	$(BIN)/python -m evals.reference
	$(BIN)/python -m edge_deploy.licences --out docs/licences.md

bench: install  ## Measure the reading beside a plain Ollama and other readers, and draw the page (BENCH=options)
	$(BIN)/lodge models pull qwen2.5-coder-0.5b
	$(BIN)/lodge models pull qwen2.5-coder-1.5b
	$(BIN)/python -m evals.benching $(BENCH)

hostile: install  ## Put every hostile file through a site, and tell what became of each (JSON=1: as JSON)
	@cd tests && ../$(BIN)/python -m hostile $(if $(JSON),--json)

fuzz: install  ## Fuzz every reader with atheris, or with hypothesis where that cannot be had (MINUTES=10)
	@cd tests && ../$(BIN)/python -m hostile.fuzz --minutes $(MINUTES)

ollama:  ## Build a real Ollama server into the cache (needs Go), for the tests marked `ollama`
	edge_deploy/ollama/build.sh

kube: install  ## Build a real Kubernetes control plane into the cache (needs Go and etcd), and start it
	edge_deploy/kube/build.sh
	$(BIN)/python -m edge_deploy.kube start

kube-stop: install  ## End that control plane
	$(BIN)/python -m edge_deploy.kube stop

image: install  ## Build Lodge's container image (needs buildah; as root it makes its base by debootstrap)
	edge_deploy/images/build.sh

box: install  ## Play the pod of a branch in podman, end its agent amid the work, and tell what it took
	$(BIN)/python -m evals.box --weights $(CACHE)/weights

sbom: install  ## Write the bill of materials (CycloneDX 1.6) into dist/
	SOURCE_DATE_EPOCH=$(EPOCH) $(BIN)/python -m edge_deploy.sbom --out dist/lodge.cdx.json

audit: install  ## Look for known weaknesses in the dependencies (needs the Internet)
	$(BIN)/uv tool run pip-audit --strict --require-hashes --disable-pip -r requirements.lock

release: install  ## Make wheel, bill, licences and checksums in dist/release (KEY=file signs them)
	$(BIN)/python -m edge_deploy.release --out dist/release --epoch $(EPOCH) $(if $(KEY),--key $(KEY))

samples: install  ## Write sample_claims/documents anew
	rm -rf sample_claims/documents sample_claims/policies.csv
	$(BIN)/python -m sample_claims --seed 1 --out sample_claims

lock: install  ## Pin all dependencies with their hashes
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--extra all --extra dev --python-version 3.11 pyproject.toml -o requirements.lock

clean:  ## Remove what was built here (never the cache of weights)
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
