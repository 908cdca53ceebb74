"""Weights from this machine's cache into the site's Ollama server, so that it needs no line to fetch a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

import httpx
import ollama

from agent.backends.addresses import require_site_url, site_client, site_transport
from agent.backends.ollama import SETTING
from agent.backends.server import READ_SECONDS
from agent.backends.weights import catalogued, find_weights
from pipelines.errors import ModelError

if TYPE_CHECKING:
    from agent.settings import Settings

# The chat layout of the catalogue's models, as in edge_deploy/ollama/Modelfile.
TEMPLATE = """{{- range .Messages }}<|im_start|>{{ .Role }}
{{ .Content }}<|im_end|>
{{ end }}<|im_start|>assistant
"""
STOP = ("<|im_end|>",)
_LONGEST = 200  # characters of the server's own words
_HAS_BLOB = {HTTPStatus.OK: True, HTTPStatus.NOT_FOUND: False}

BytesSent = Callable[[int], None]


def load_into_ollama(name: str, settings: Settings, report: BytesSent) -> bool:
    """Give the settings' Ollama server the catalogue's model `name`; tells whether its weights had to be sent.

    `report` is told how many bytes have been sent. Raises UsageError for a name that is not in the catalogue,
    OperatorError for a server outside the site, ModelError where the weights are not here or the server fails.
    """
    weights = catalogued(name)
    require_site_url(settings.ollama_url, SETTING, settings.site_networks)
    path, sha256 = find_weights(name, settings.cache)
    digest = f"sha256:{sha256}"
    with _told(settings), _client(settings, report) as client:
        sent = not _has_blob(digest, settings)
        if sent:
            digest = client.create_blob(path)
        parameters = {"stop": list(STOP)}
        steps = client.create(
            model=weights.ollama_tag, files={path.name: digest}, template=TEMPLATE, parameters=parameters, stream=True
        )
        if [step.status for step in steps][-1:] != ["success"]:
            raise ollama.ResponseError("It did not say that it was done.")
    return sent


def _client(settings: Settings, report: BytesSent) -> ollama.Client:
    def count(request: httpx.Request) -> None:
        if request.url.path.startswith("/api/blobs/"):
            request.stream = _Counted(cast("httpx.SyncByteStream", request.stream), report)

    return ollama.Client(
        host=settings.ollama_url,
        timeout=READ_SECONDS,
        transport=site_transport(SETTING, settings.site_networks),
        trust_env=False,
        follow_redirects=False,
        event_hooks={"request": [count]},
    )


def _has_blob(digest: str, settings: Settings) -> bool:
    # Ollama answers without reading a blob that it has: the connection would break in the middle of a gigabyte.
    with site_client(settings.ollama_url, SETTING, settings.site_networks, read_seconds=READ_SECONDS) as client:
        reply = client.head(f"/api/blobs/{digest}")
    if reply.status_code not in _HAS_BLOB:
        raise ollama.ResponseError("It is not an Ollama server, or it is not well.", reply.status_code)
    return _HAS_BLOB[HTTPStatus(reply.status_code)]


@contextmanager
def _told(settings: Settings) -> Iterator[None]:
    """Turn every failure of the server into one line that names it and the setting."""
    place = f"{urlsplit(settings.ollama_url).netloc.rpartition('@')[2]} ({SETTING})"
    try:
        yield
    except (ConnectionError, httpx.TransportError):
        message = f"No Ollama server answers at {place}, or it broke off. Start it, or correct the setting."
        raise ModelError("unreachable", message) from None
    except ollama.ResponseError as error:
        # No claim has been sent: the server's words can quote none, and "no space left" helps.
        words = "".join(letter if letter.isprintable() else " " for letter in error.error)[:_LONGEST]
        raise ModelError("unreachable", f"The Ollama server at {place} did not take the model in: {words}") from None
    except (AttributeError, TypeError, ValueError):
        raise ModelError(
            "invalid_answer", f"What answers at {place} is not an Ollama server. Correct the setting."
        ) from None


class _Counted(httpx.SyncByteStream):
    """A request's body that tells how much of it has gone."""

    def __init__(self, body: httpx.SyncByteStream, report: BytesSent) -> None:
        self._body, self._report = body, report

    def __iter__(self) -> Iterator[bytes]:
        sent = 0
        for chunk in self._body:
            yield chunk
            sent += len(chunk)
            self._report(sent)

    def close(self) -> None:
        self._body.close()
