"""Runs LangExtract in an environment of its own: a JSON line with a document in, a JSON line with what it found out.

Nothing of Lodge is imported: it is started with the Python of that environment (see langextract_ollama).
"""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from typing import Any


def main() -> None:
    """Answer line by line until the input ends."""
    started = time.perf_counter()
    # What the library prints must not come between the answers.
    out, sys.stdout = sys.stdout, sys.stderr
    langextract = import_module("langextract")
    answer: dict[str, Any] = {"ready": True, "seconds": time.perf_counter() - started}
    out.write(json.dumps(answer) + "\n")
    out.flush()
    for line in sys.stdin:
        out.write(json.dumps(_extract(langextract, json.loads(line))) + "\n")
        out.flush()


def _extract(langextract: Any, asked: dict[str, Any]) -> dict[str, Any]:
    made = langextract.data
    examples = [
        made.ExampleData(
            text=example["text"],
            extractions=[
                made.Extraction(extraction_class=name, extraction_text=text) for name, text in example["said"]
            ],
        )
        for example in asked["examples"]
    ]
    try:
        found = langextract.extract(
            text_or_documents=asked["text"],
            prompt_description=asked["prompt"],
            examples=examples,
            model_id=asked["model"],
            model_url=asked["url"],
            language_model_params=asked["settings"],
            temperature=0.0,
            show_progress=False,
        )
    except Exception as error:  # whatever the library raises: the document counts as not read
        return {"failed": type(error).__name__, "extractions": []}
    # An extraction that stands nowhere in the text has no interval: the library itself says not to believe it.
    grounded = [one for one in found.extractions or () if one.char_interval is not None]
    return {"extractions": [[one.extraction_class, one.extraction_text] for one in grounded]}


if __name__ == "__main__":
    main()
