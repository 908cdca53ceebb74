"""Serving the fleet on a socket of our own: the address is known, and a taken port is told, before anything starts."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from pipelines.errors import OperatorError

_END_SECONDS = 5  # an open page does not hold up the end for longer


def serve(app: FastAPI, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Serve until Ctrl-C; `announce` is given the address. Port 0 takes any that is free."""
    with _listen(host, port) as listener:
        announce(_address(host, listener))
        uvicorn.Server(_configure(app)).run(sockets=[listener])


@contextmanager
def served(app: FastAPI, host: str, port: int) -> Iterator[str]:
    """Serve in a thread while the block runs; gives the address. For what stands beside the main server."""
    with _listen(host, port) as listener:
        server = uvicorn.Server(_configure(app))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="beside", daemon=True)
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            yield _address(host, listener)
        finally:
            server.should_exit = True
            thread.join()


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise OperatorError(f"Port {port} of {host} cannot be used ({error.strerror}). Choose another.") from None


def _address(host: str, listener: socket.socket) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}/"


def _configure(app: FastAPI) -> uvicorn.Config:
    # No access log: it would hold addresses and whatever somebody types into the address bar.
    return uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=_END_SECONDS
    )
