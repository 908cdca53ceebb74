"""The review page's server: routes, headers, and errors that never quote a claim."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from agent.review import claims, login
from agent.review.desk import Desk, LoginNeededError
from agent.settings import Settings
from agent.site import Site
from pipelines import disclosure
from pipelines.errors import LodgeError

log = logging.getLogger("lodge.review")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def create_app(site: Site, settings: Settings, clock: Callable[[], float] = time.time) -> FastAPI:
    """The handlers' page over a site; `clock` gives seconds since the epoch."""
    desk = Desk(site, settings, clock)
    # No generated API pages: they would load their scripts from elsewhere.
    app = FastAPI(title="Lodge review", docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    app.include_router(login.router(desk))
    app.include_router(claims.router(desk))

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    _add_security_txt(app, desk)
    _add_errors(app, desk)
    _add_shell(app, desk)
    return app


def _add_security_txt(app: FastAPI, desk: Desk) -> None:
    """Whom to tell of a weakness: for everybody, so without a login."""

    @app.api_route(disclosure.PATH, methods=["GET", "HEAD"])
    def security_txt() -> Response:
        settings, now = desk.settings, datetime.fromtimestamp(desk.clock(), UTC)
        if settings.security_contact is None:
            raise HTTPException(404, disclosure.NONE_SET)
        text = disclosure.security_txt(settings.security_contact, now, settings.review_public_url)
        if text is None:
            raise HTTPException(404, disclosure.EXPIRED)
        return Response(text, media_type=disclosure.MEDIA_TYPE)


def _add_shell(app: FastAPI, desk: Desk) -> None:
    """Around every request: headers, the session's new time, one log line, and no traceback with words of a claim."""

    @app.middleware("http")
    async def shell(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        started = time.monotonic()
        try:
            response = await call_next(request)
        except Exception as error:
            # The message of an unknown error may quote what it choked on; its type and place cannot.
            log.error("failed %s %s", type(error).__name__, _place(error))
            response = _error_page(desk, request, 500, "Something went wrong here. The claim is unchanged.")
        session = getattr(request.state, "session", None)
        if session is not None and not request.headers.get("HX-Request"):  # a page left open is no activity
            desk.sessions.keep(response, session, desk.is_secure(request))
        response.headers.update(_HEADERS)
        milliseconds = round(1000 * (time.monotonic() - started))
        log.info("%s %s %d ms=%d", request.method, _logged(request), response.status_code, milliseconds)
        return response


def _logged(request: Request) -> str:
    """A path as it may be logged: its parts that are routes of ours or random ids."""
    known = {
        "claims",
        "documents",
        "pages",
        "history",
        "verdict",
        "join",
        "split",
        "login",
        "logout",
        "static",
        "healthz",
        *PurePosixPath(disclosure.PATH).parts,
    }
    parts = request.url.path.strip("/").split("/")
    return "/" + "/".join(part if part in known or _ID.fullmatch(part) else "…" for part in parts if part)


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"


def _error_page(desk: Desk, request: Request, status: int, sentence: str) -> Response:
    return desk.page(request, "error.html", status, sentence=sentence)


def _add_errors(app: FastAPI, desk: Desk) -> None:
    @app.exception_handler(LoginNeededError)
    async def login_needed(request: Request, error: LoginNeededError) -> Response:
        if request.headers.get("HX-Request"):
            # A page that refreshes itself must not swallow the login page into its middle.
            return Response(status_code=204, headers={"HX-Redirect": "/login"})
        return RedirectResponse("/login", 303)

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        return _error_page(desk, request, error.status_code, error.detail)

    @app.exception_handler(RequestValidationError)
    async def no_such_page(request: Request, error: RequestValidationError) -> Response:
        return _error_page(desk, request, 404, "There is no such page.")

    @app.exception_handler(LodgeError)
    async def failed(request: Request, error: LodgeError) -> Response:
        log.error("failed %s", type(error).__name__)
        return _error_page(desk, request, 503, f"{error}")
