"""Sessions of the review page: a signed cookie, two time limits, and the token that every form carries."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request, Response
from itsdangerous import BadSignature, URLSafeSerializer

COOKIE = "lodge_session"
LOGIN_COOKIE = "lodge_login"
IDLE_SECONDS = 45 * 60
WHOLE_SECONDS = 10 * 60 * 60  # a working day


@dataclass(frozen=True)
class Session:
    """Who is logged in. `mark` changes with the user's password, so that a new one ends older sessions."""

    id: str
    user: str
    mark: str
    started: int  # seconds since the epoch
    seen: int


class Sessions:
    """Makes, reads and ends sessions; `secret` is kept by the store, so that they outlive a restart."""

    def __init__(self, secret: bytes, clock: Callable[[], float]) -> None:
        self._secret = secret
        self._clock = clock
        self._cookies = URLSafeSerializer(secret, salt="lodge.review.session")
        self._ended: dict[str, float] = {}
        self._lock = threading.Lock()

    def start(self, user: str, password_hash: str) -> Session:
        """A new session; its id is new even where the browser had one."""
        now = int(self._clock())
        return Session(secrets.token_hex(16), user, self._mark(password_hash), now, now)

    def read(self, request: Request) -> Session | None:
        """The session behind a request's cookie; None where there is none, or it has ended."""
        try:
            session = Session(**self._cookies.loads(request.cookies.get(COOKIE, "")))
        except (BadSignature, TypeError):
            return None
        now = self._clock()
        if now - session.seen > IDLE_SECONDS or now - session.started > WHOLE_SECONDS or session.id in self._ended:
            return None
        return session

    def fits(self, session: Session, password_hash: str) -> bool:
        """Whether the session was started with this password."""
        return hmac.compare_digest(session.mark, self._mark(password_hash))

    def keep(self, response: Response, session: Session, secure: bool) -> None:
        """Send the session's cookie, seen now."""
        seen = Session(session.id, session.user, session.mark, session.started, int(self._clock()))
        set_cookie(response, COOKIE, self._cookies.dumps(seen.__dict__), secure)

    def end(self, session: Session) -> None:
        """No cookie of this session is taken any more."""
        with self._lock:
            now = self._clock()
            self._ended = {one: until for one, until in self._ended.items() if until > now}
            self._ended[session.id] = session.started + WHOLE_SECONDS

    def form_token(self, nonce: str) -> str:
        """What a form must carry when it comes from a page of this session, or of this login cookie."""
        return hmac.new(self._secret, b"form\0" + nonce.encode(), hashlib.sha256).hexdigest()

    def form_fits(self, nonce: str, token: str) -> bool:
        """Whether a form's token is that of its session."""
        return bool(nonce) and hmac.compare_digest(self.form_token(nonce).encode(), token.encode())

    def _mark(self, password_hash: str) -> str:
        return hmac.new(self._secret, b"mark\0" + password_hash.encode(), hashlib.sha256).hexdigest()[:16]


def set_cookie(response: Response, name: str, value: str, secure: bool) -> None:
    """A cookie that scripts cannot read and other pages cannot send."""
    response.set_cookie(name, value, httponly=True, samesite="strict", secure=secure, path="/")
