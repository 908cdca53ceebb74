"""Serving an app on a socket of our own: the address is known, and a taken port is told, before anything starts."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from pipelines.errors import OperatorError

_END_SECONDS = 5  # an open page does not hold up the end for longer


def serve(app: FastAPI, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Serve until Ctrl-C; `announce` is given the address. Port 0 takes any that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        raise OperatorError(f"Port {port} of {host} cannot be used ({error.strerror}). Choose another.") from None
    with listener:
        name = f"[{host}]" if family == socket.AF_INET6 else host
        announce(f"http://{name}:{listener.getsockname()[1]}/")
        # No access log: it would hold addresses and whatever somebody types into the address bar.
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=_END_SECONDS
        )
        uvicorn.Server(config).run(sockets=[listener])
