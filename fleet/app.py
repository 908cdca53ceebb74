"""The fleet's door: takes enrolments and signed batches in, and serves the page."""

from __future__ import annotations

import base64
import logging
import re
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from fleet import pages
from fleet.guard import Guard
from fleet.store import DatabaseAwayError, Store, Taken
from pipelines import disclosure
from pipelines.errors import LodgeError, OperatorError
from pipelines.privacy.summary import (
    MAX_BATCH_BYTES,
    Acknowledgement,
    Checkpoint,
    Enrolment,
    SiteReport,
    decode,
    decode_batch,
    encode,
)

log = logging.getLogger("lodge.fleet")
_SITE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SIGNATURE = re.compile(r"[A-Za-z0-9+/]{86}==")
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def create_app(
    store: Store, now: Callable[[], datetime] = lambda: datetime.now(UTC), security_contact: str | None = None
) -> FastAPI:
    """The fleet server over `store`; its security.txt names `security_contact`."""
    # No generated API pages: they would load their scripts from elsewhere.
    app = FastAPI(title="Lodge fleet", docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    app.include_router(pages.router(store, Guard(store), now))
    _add_api(app, store, now)
    _add_security_txt(app, security_contact, now)
    _add_errors(app)

    @app.middleware("http")
    async def harden(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        response.headers.update(_HEADERS)
        return response

    return app


def _add_api(app: FastAPI, store: Store, now: Callable[[], datetime]) -> None:
    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        store.public_key("")
        return {"status": "ok"}

    @app.post("/api/v1/enrol")
    async def enrol(request: Request) -> Response:
        body = await _body(request)
        return await run_in_threadpool(_enrol, store, _Signed(request, body), now())

    @app.post("/api/v1/messages")
    async def messages(request: Request) -> Response:
        body = await _body(request)
        return await run_in_threadpool(_take, store, _Signed(request, body), now())


def _add_security_txt(app: FastAPI, contact: str | None, now: Callable[[], datetime]) -> None:
    """Whom to tell of a weakness: for everybody, so without a login."""

    @app.api_route(disclosure.PATH, methods=["GET", "HEAD"])
    def security_txt() -> Response:
        if contact is None:
            raise HTTPException(404, disclosure.NONE_SET)
        text = disclosure.security_txt(contact, now())
        if text is None:
            raise HTTPException(404, disclosure.EXPIRED)
        return Response(text, media_type=disclosure.MEDIA_TYPE)


class _Signed:
    """A body with the two headers that say who signed it."""

    def __init__(self, request: Request, body: bytes) -> None:
        self.body = body
        self.site_id = request.headers.get("X-Lodge-Site", "")
        self._signature = request.headers.get("X-Lodge-Signature", "")
        if not _SITE.fullmatch(self.site_id) or not _SIGNATURE.fullmatch(self._signature):
            raise HTTPException(401, "The headers X-Lodge-Site (id) and X-Lodge-Signature (base64) are needed.")

    def verify(self, public_key: str | None) -> None:
        """Raise 401 unless the body was signed with this key; an unknown site and a wrong key look the same."""
        try:
            key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key or "A" * 43 + "="))
            key.verify(base64.b64decode(self._signature), self.body)
        except (InvalidSignature, ValueError):
            public_key = None
        if public_key is None:
            raise HTTPException(401, "The site is not enrolled, or the signature is not its own.")


def _enrol(store: Store, signed: _Signed, at: datetime) -> Response:
    message = decode(signed.body)
    if not isinstance(message, Enrolment) or message.site_id != signed.site_id:
        raise OperatorError("This is not an enrolment of the site that sends it.")
    signed.verify(message.public_key)
    taken = store.enrol(message, at)
    log.info("enrolled site=%s", signed.site_id)
    return _acknowledge(signed.site_id, taken)


def _take(store: Store, signed: _Signed, at: datetime) -> Response:
    started = time.monotonic()
    signed.verify(store.public_key(signed.site_id))
    messages = [decode(data) for data in decode_batch(signed.body)]
    for message in messages:
        if message.site_id != signed.site_id:
            raise OperatorError("A message is of another site than the one that signed the batch.")
        if not isinstance(message, SiteReport | Checkpoint):
            raise OperatorError(f"The fleet takes no message of the kind {message.kind} here.")
    taken = store.take(signed.site_id, messages, at)
    milliseconds = round(1000 * (time.monotonic() - started))
    counts = (len(taken.accepted), len(taken.repeated))
    log.info("messages site=%s accepted=%d repeated=%d ms=%d", signed.site_id, *counts, milliseconds)
    return _acknowledge(signed.site_id, taken)


def _acknowledge(site_id: str, taken: Taken) -> Response:
    answer = Acknowledgement(message_id=str(uuid4()), site_id=site_id, accepted=taken.accepted, repeated=taken.repeated)
    return Response(encode(answer), media_type="application/json")


async def _body(request: Request) -> bytes:
    """The body, read no further than a batch may be long."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BATCH_BYTES:
            raise HTTPException(413, f"A body may have {MAX_BATCH_BYTES} bytes.")
    return body


def _add_errors(app: FastAPI) -> None:
    """Every refusal is one sentence: JSON for sites, plain text for people; none quotes what was sent."""

    def answer(request: Request, status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": sentence}, status, headers)
        return PlainTextResponse(sentence + "\n", status, headers)

    @app.exception_handler(DatabaseAwayError)
    async def away(request: Request, error: DatabaseAwayError) -> Response:
        log.error("%s", error)
        # 503, not 400: a branch keeps its messages and sends them again. Where the database stands is not told.
        return answer(request, 503, "The fleet's database cannot be used now. Try again later.", {"Retry-After": "30"})

    @app.exception_handler(LodgeError)
    async def refused(request: Request, error: LodgeError) -> Response:
        return answer(request, 400, str(error))

    @app.exception_handler(HTTPException)
    async def failed(request: Request, error: HTTPException) -> Response:
        return answer(request, error.status_code, error.detail, dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return answer(request, 404, "There is no such page.")
