"""Health: a port beside the work, on which a cluster asks whether this branch is alive, and takes its metrics."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI, Response
from fastapi.responses import PlainTextResponse

from agent.inbox import SENTINEL
from agent.metrics import expose, registry_of
from agent.site import Site
from pipelines.errors import LodgeError, OperatorError

# The longest honest silence of a worker: one file may be read for minutes, and a slow box asks its model many times.
# Restarting earlier would end work that goes on.
SILENT_SECONDS = 3600.0
_MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def create_app(site: Site, silent_seconds: Callable[[], float]) -> FastAPI:
    """`/healthz` (the worker is at work), `/readyz` (store and inbox are there), `/metrics`; nothing of any claim.

    `silent_seconds` tells how long ago the worker last moved on.
    """
    app = FastAPI(title="Lodge health", docs_url=None, redoc_url=None, openapi_url=None)
    registry = registry_of(site)

    @app.get("/healthz")
    def healthz() -> Response:
        return _answer([] if silent_seconds() < SILENT_SECONDS else ["the worker has been silent for an hour"])

    @app.get("/readyz")
    def readyz() -> Response:
        return _answer(list(_missing(site)))

    @app.get("/metrics")
    def metrics() -> Response:
        return Response(expose(registry), media_type=_MEDIA_TYPE)

    return app


def _missing(site: Site) -> Iterator[str]:
    """What this branch lacks; a model that is down is no such thing, for files are still taken in and reviewed."""
    try:
        site.store.counts()
    except LodgeError:
        yield "the store cannot be read"
    inbox = site.settings.inbox
    if not inbox.is_dir():
        yield "the inbox is missing"
    elif site.settings.require_sentinel and not (inbox / SENTINEL).exists():
        yield f"the inbox has no {SENTINEL}"


def _answer(faults: list[str]) -> Response:
    return PlainTextResponse("\n".join(faults or ["ok"]) + "\n", 503 if faults else 200)


@contextmanager
def served(site: Site, silent_seconds: Callable[[], float]) -> Iterator[int | None]:
    """Serve while the block runs, where `metrics_port` is set; gives the port, or None."""
    host, port = site.settings.metrics_host, site.settings.metrics_port
    if port is None:
        yield None
        return
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise OperatorError(
            f"Port {port} of {host} cannot be used ({error.strerror}). Set another with LODGE_METRICS_PORT."
        ) from None
    config = uvicorn.Config(
        create_app(site, silent_seconds),
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=5,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="health", daemon=True)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
