"""Engines to test against: the real ones where they are on this machine, and loopback servers."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from backend_parts import MODELFILE, SMALL, Play, Stage, a_cache, free_port, small_weights, some_settings, wait_for


@pytest.fixture(scope="session")
def embedded() -> Iterator[Any]:
    """The embedded engine with the small model."""
    pytest.importorskip("xllamacpp", reason="The embedded engine is not installed: pip install 'lodge[llamacpp]'")
    from agent.backends.llamacpp import open_llamacpp

    small_weights()
    model = open_llamacpp(some_settings())
    yield model
    model.close()


@pytest.fixture(scope="session")
def fast() -> Iterator[Any]:
    """OpenVINO's runtime with the small model."""
    pytest.importorskip("openvino", reason="The fast engine is not installed: pip install 'lodge[fast]'")
    from agent.backends.openvino import open_openvino

    small_weights()
    model = open_openvino(some_settings())
    yield model
    model.close()


@pytest.fixture(scope="session")
def ollama_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Ollama server of this test run's own, which has the small model."""
    binary = str(a_cache() / "bin" / "ollama")
    if not Path(binary).exists():
        pytest.skip("The Ollama server is not built. Build it with: make ollama")
    weights, home = small_weights(), tmp_path_factory.mktemp("ollama")
    host = f"127.0.0.1:{free_port()}"
    own = {"OLLAMA_HOST": host, "OLLAMA_MODELS": str(home / "models"), "OLLAMA_NO_CLOUD": "1", "HOME": str(home)}
    environment = {"PATH": os.environ["PATH"], **own}
    with (home / "log").open("w") as log:
        server = subprocess.Popen([binary, "serve"], env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://{host}/api/version", server)
        modelfile = home / "Modelfile"
        modelfile.write_text(f"FROM {weights}\n{MODELFILE.read_text()}")
        create = [binary, "create", SMALL.ollama_tag, "-f", str(modelfile)]
        subprocess.run(create, env=environment, check=True, capture_output=True)
        yield f"http://{host}"
    finally:
        server.terminate()
        server.wait(timeout=30)
        shutil.rmtree(home)  # half a gigabyte


@pytest.fixture
def stage() -> Iterator[Callable[[Play], Stage]]:
    """Start servers that answer (status, headers, body) to a request with method, path, headers and body."""
    stages: list[Stage] = []

    def start(play: Play) -> Stage:
        stages.append(Stage(play))
        return stages[-1]

    yield start
    for one in stages:
        one.close()
