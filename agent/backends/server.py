"""What the backends that talk to a model server over HTTP share."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from agent.backends.addresses import site_client
from pipelines.errors import ModelError

if TYPE_CHECKING:
    import httpx

# A small box may need minutes for a long document; a server that is silent for longer has lost the request.
READ_SECONDS = 600.0


class ModelServer:
    """Requests to one model server on the site; its failures are ModelErrors that name the setting to look at."""

    def __init__(
        self, url: str, setting: str, networks: Sequence[str], *, read_seconds: float = READ_SECONDS, key: str = ""
    ) -> None:
        """Refuse an address outside the site (OperatorError); connect only when asked."""
        self._place = f"{urlsplit(url).netloc.rpartition('@')[2]} ({setting})"
        self._client = site_client(url, setting, networks, read_seconds=read_seconds, key=key)

    def get(self, path: str, *, seconds: float) -> dict[str, Any]:
        """The JSON object at `path`, if it comes within `seconds`."""
        return self._send(self._client.build_request("GET", path, timeout=seconds))

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """The JSON object that the server answers to `body`."""
        return self._send(self._client.build_request("POST", path, json=body))

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _send(self, request: httpx.Request) -> dict[str, Any]:
        import httpx

        try:
            reply = self._client.send(request)
        except httpx.TimeoutException:
            raise ModelError("unreachable", f"The model server at {self._place} did not answer in time.") from None
        except httpx.HTTPError:
            message = f"No model server answers at {self._place}. Start it, or correct the setting."
            raise ModelError("unreachable", message) from None
        if reply.is_error:
            raise self._refusal(reply)
        data = _json(reply)
        if not isinstance(data, dict):
            raise ModelError("invalid_answer", f"What answers at {self._place} is not a model server.")
        return data

    def _refusal(self, reply: httpx.Response) -> ModelError:
        # The server's words are looked at and never quoted: it may repeat the claim in them.
        words, status = reply.text.lower(), reply.status_code
        if status < HTTPStatus.INTERNAL_SERVER_ERROR and "context" in words:
            return ModelError("truncated", "The question is longer than the model server's context.")
        if status == HTTPStatus.NOT_FOUND and "model" in words:
            return ModelError("missing_model", f"The model server at {self._place} does not have the model.")
        return ModelError("unreachable", f"The model server at {self._place} failed with answer {status}.")


def _json(reply: httpx.Response) -> Any:
    try:
        return reply.json()
    except ValueError:
        return None
