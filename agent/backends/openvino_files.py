"""The graph of a model as OpenVINO reads it: made once from the weights and kept beside them.

`<sha256>.r<recipe>.openvino.xml` and `.bin` are there whole or not at all; `lodge models remove` deletes them with the
weights, and they may be deleted at any time.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from agent.backends.gguf import Gguf
from agent.backends.requantising import RECIPE
from agent.memory import give_back
from pipelines.errors import OperatorError

_TELEMETRY = "openvino_telemetry"


def import_openvino() -> Any:
    """The runtime, without its telemetry; OperatorError where the extra is not installed."""
    # The package comes with a client that can tell its makers of its use. Nothing may leave a site, so it is not
    # loaded at all: the runtime then takes its own empty stand-in.
    if _TELEMETRY not in sys.modules:
        sys.modules[_TELEMETRY] = None  # type: ignore[assignment]
    try:
        import openvino
    except ImportError:
        raise OperatorError(
            "The fast engine is not installed. Install it with: pip install 'lodge[fast]', "
            "or set backend (LODGE_BACKEND) to llamacpp or ollama."
        ) from None
    return openvino


def graph_file(path: Path, sha256: str, cache: Path) -> Path:
    """The graph of the weights at `path`, made now if it is not there yet; its `.bin` is as large as the model."""
    folder = cache / "weights"
    place = folder / f"{sha256}.r{RECIPE}.openvino.xml"
    if place.exists() and place.with_suffix(".bin").exists():
        return place
    folder.mkdir(parents=True, exist_ok=True)
    _require_space(path, folder)
    part = folder / f"{sha256}.r{RECIPE}.{os.getpid()}.xml"
    try:
        _save(path, part)
        # The large file first: where the small one is, the graph is whole.
        part.with_suffix(".bin").replace(place.with_suffix(".bin"))
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
        part.with_suffix(".bin").unlink(missing_ok=True)
    return place


def _save(path: Path, part: Path) -> None:
    from agent.backends.qwen_graph import build

    openvino = import_openvino()
    openvino.save_model(build(Gguf(path)), part, compress_to_fp16=False)
    with part.with_suffix(".bin").open("rb") as file:
        os.fsync(file.fileno())
    give_back()


def _require_space(path: Path, folder: Path) -> None:
    # Eight bits a weight where the file has four to six of them.
    needed, free = 2 * path.stat().st_size, shutil.disk_usage(folder).free
    if free < needed:
        raise OperatorError(
            f"The fast engine keeps its own form of the weights and needs {needed // 10**6} MB in the cache; "
            f"{free // 10**6} MB are free. Make room, or set backend (LODGE_BACKEND) to llamacpp."
        )
