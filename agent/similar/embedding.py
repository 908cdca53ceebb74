"""Embedder: text to a vector; texts that tell the same lie near each other."""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from agent.backends.server import ModelServer
from agent.settings import Settings
from pipelines.errors import ModelError

_DIMENSIONS = 512
_GRAM = 4
_WORD = re.compile(r"[^\W\d_]{2,}")
_AT_ONCE = 16
_MOST_CHARACTERS = 6000  # of one text: the beginning of a story tells what it is about


class Embedder(Protocol):
    """Vectors of one length. `name` tells which: vectors of different names cannot be compared."""

    name: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """A vector of length 1 for each text; ModelError where a server does not answer."""
        ...


class WordCounts:
    """Words and their letter groups, counted into a fixed number of places: no model, the same on every machine."""

    name = f"words-{_DIMENSIONS}"
    dimensions = _DIMENSIONS

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """A vector of length 1 for each text."""
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> list[float]:
        vector = [0.0] * _DIMENSIONS
        for feature, times in Counter(_features(text)).items():
            digest = hashlib.blake2b(feature.encode(), digest_size=8).digest()
            place = int.from_bytes(digest[:4], "big") % _DIMENSIONS
            # The sign is drawn too, so that features that share a place cancel out rather than add up.
            vector[place] += (1.0 if digest[4] & 1 else -1.0) * (1.0 + math.log(times))
        return unit(vector)


class OllamaEmbedder:
    """An embedding model of the site's Ollama server."""

    def __init__(self, server: ModelServer, model: str) -> None:
        self.name = f"ollama-{model}"
        self._server = server
        self._model = model
        self.dimensions = len(self.embed(["claim"])[0])

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """A vector of length 1 for each text; ModelError where the server does not answer or has no such model."""
        found: list[list[float]] = []
        for first in range(0, len(texts), _AT_ONCE):
            part = [text[:_MOST_CHARACTERS] for text in texts[first : first + _AT_ONCE]]
            body = self._server.post("/api/embed", {"model": self._model, "input": part, "truncate": True})
            vectors = body.get("embeddings")
            if not isinstance(vectors, list) or len(vectors) != len(part):
                raise ModelError(
                    "invalid_answer", "The model server gave no vectors. Set embed_model to a model that does."
                )
            found += [unit([float(number) for number in vector]) for vector in vectors]
        return found


def open_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name; OperatorError where its server does not stand on the site."""
    if not settings.embed_model:
        return WordCounts()
    setting = "ollama_url (LODGE_OLLAMA_URL)"
    return OllamaEmbedder(ModelServer(settings.ollama_url, setting, settings.site_networks), settings.embed_model)


def unit(vector: Sequence[float]) -> list[float]:
    """The vector at length 1; one without any length stays as it is."""
    length = math.sqrt(sum(number * number for number in vector))
    return [number / length for number in vector] if length else list(vector)


def _features(text: str) -> Iterator[str]:
    # Names of months and figures say little about what happened: words of letters alone are counted.
    words = [word.lower() for word in _WORD.findall(text)]
    for word in words:
        yield word
        padded = f" {word} "
        for start in range(len(padded) - _GRAM + 1):
            yield f"#{padded[start : start + _GRAM]}"
