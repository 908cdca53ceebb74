"""Logging in and out."""

from __future__ import annotations

import secrets
import threading

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from agent.review.desk import Desk
from agent.review.passwords import verify_password
from agent.review.sessions import COOKIE, LOGIN_COOKIE, Session, set_cookie

_WRONG = "Unknown name or wrong password. After five tries, wait five minutes."
# One password at a time: guesses in parallel would otherwise take the box's cores and memory.
_one_at_a_time = threading.Lock()


def router(desk: Desk) -> APIRouter:
    """The routes of the login page."""
    routes = APIRouter()

    @routes.get("/login")
    def ask(request: Request) -> Response:
        return _login_page(desk, request, 200, "")

    @routes.post("/login")
    async def log_in(request: Request) -> Response:
        form = await desk.form(request, request.cookies.get(LOGIN_COOKIE, ""))
        name, password = form.get("name", ""), form.get("password", "")
        address = request.client.host if request.client else ""
        session = await run_in_threadpool(_check, desk, name, password, address)
        if session is None:
            return _login_page(desk, request, 401, _WRONG)
        response = RedirectResponse("/", 303)
        desk.sessions.keep(response, session, desk.is_secure(request))
        response.delete_cookie(LOGIN_COOKIE)
        return response

    @routes.post("/logout")
    async def log_out(request: Request) -> Response:
        session = desk.session(request)
        await desk.form(request, session.id)
        desk.sessions.end(session)
        request.state.session = None
        response = RedirectResponse("/login", 303)
        response.delete_cookie(COOKIE)
        return response

    return routes


def _login_page(desk: Desk, request: Request, status: int, fault: str) -> Response:
    """The form, tied to a cookie of its own: another page cannot log a handler in under its name."""
    nonce = secrets.token_hex(16)
    token = desk.sessions.form_token(nonce)
    response = desk.page(request, "login.html", status, fault=fault, form_token=token)
    set_cookie(response, LOGIN_COOKIE, nonce, desk.is_secure(request))
    return response


def _check(desk: Desk, name: str, password: str, address: str) -> Session | None:
    """A session where name and password fit; unknown names, wrong passwords and too many tries look and last alike."""
    with _one_at_a_time:
        user = desk.store.user(name)
        allowed = desk.limiter.allows(name, address)
        right = verify_password(password, user.password_hash if user else None)
        if not (allowed and right) or user is None:
            if allowed:
                desk.limiter.wrong(name, address)
            return None
        desk.limiter.right(name, address)
    return desk.sessions.start(user.name, user.password_hash)
