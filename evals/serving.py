"""Served: an application on loopback, in a thread of this process."""

from __future__ import annotations

import socket
import threading
import time
from types import TracebackType

import uvicorn
from fastapi import FastAPI

from pipelines.errors import OperatorError

_END_SECONDS = 5  # an open page does not hold up the end for longer

_HOST = "127.0.0.1"
_START_SECONDS = 30.0


class Served:
    """A server that listens from `with` until its end; `url` says where."""

    def __init__(self, app: FastAPI, port: int = 0) -> None:
        """`port` is taken where it is free, else any other."""
        self._socket = _listen(port)
        self.url = f"http://{_HOST}:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=_END_SECONDS
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="served", daemon=True
        )

    def __enter__(self) -> Served:
        self._thread.start()
        end = time.monotonic() + _START_SECONDS
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > end:
                raise OperatorError("A page could not be served on this machine's own address.")
            time.sleep(0.02)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()


def _listen(port: int) -> socket.socket:
    for wanted in (port, 0):
        taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((_HOST, wanted))
            return taken
        except OSError:
            taken.close()
    raise OperatorError("No port is free on this machine's own address.")
