"""Waiting for a server of this machine to answer."""

from __future__ import annotations

import time

import httpx

from pipelines.errors import OperatorError

_MOST_SECONDS = 60.0
_LOOK_SECONDS = 0.02


def wait_until_there(url: str) -> None:
    """Wait until a server answers at `url`."""
    end = time.monotonic() + _MOST_SECONDS
    while time.monotonic() < end:
        try:
            httpx.get(f"{url}/api/version", trust_env=False)
        except httpx.TransportError:
            time.sleep(_LOOK_SECONDS)
        else:
            return
    raise OperatorError("The Ollama server did not start.")
