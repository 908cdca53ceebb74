"""The engines that are there, and which of them is taken."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from pipelines.readers.ocr.engine import Engine
from pipelines.readers.ocr.rapid import RapidEngine
from pipelines.readers.ocr.tesseract import TesseractEngine

# "auto" takes the first that is installed. The order is measured: see docs/ocr.md.
ENGINES: dict[str, Callable[[], Engine]] = {"tesseract": TesseractEngine, "rapidocr": RapidEngine}


@lru_cache(maxsize=len(ENGINES) + 2)
def engine_named(name: str) -> Engine | None:
    """The engine of this name, loaded; with "auto" the best one that is installed; None where there is none."""
    for engine in [name] if name != "auto" else list(ENGINES):
        if engine in ENGINES:
            try:
                return ENGINES[engine]()
            except (ImportError, FileNotFoundError, RuntimeError):
                continue  # not installed, without its trained data, or with data that it cannot use
    return None


def second_engine() -> Engine | None:
    """The engine that "auto" takes for pages which the first one reads badly; None where only one is installed."""
    others = [name for name in ENGINES if (first := engine_named("auto")) is None or name != first.name]
    return next((engine for name in others if (engine := engine_named(name))), None)
