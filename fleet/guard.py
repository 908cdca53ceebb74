"""Who may see the fleet page: HTTP Basic against the users' hashes, slowed down where someone guesses."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable

from fastapi import HTTPException, Request
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from starlette.concurrency import run_in_threadpool

from fleet.passwords import verify_password
from fleet.store import Store

_KNOWN_SECONDS = 600  # a page that refreshes itself must not cost a password hash each time
_WRONG_SECONDS = 300
_WRONG_LIMIT = 10
_basic = HTTPBasic(realm="Lodge fleet")


class Guard:
    """A dependency for routes: lets known users through, everyone else gets 401, or 429 after too many tries."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._salt = secrets.token_bytes(32)
        self._known: dict[bytes, float] = {}
        self._wrong: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    async def __call__(self, request: Request) -> str:
        """The name of the user who asks."""
        credentials = await _basic(request)
        assert credentials is not None  # with auto_error on, a request without credentials got 401
        return await run_in_threadpool(self.check, credentials, request.client.host if request.client else "")

    def check(self, credentials: HTTPBasicCredentials, address: str) -> str:
        """The name in `credentials` where its password is right; an HTTPException where it is not."""
        kept = self._store.password_hash(credentials.username)
        # The kept hash is part of the mark, so that a changed password ends what the old one opened.
        mark = hashlib.sha256(
            b"\0".join(
                (self._salt, credentials.username.encode(), credentials.password.encode(), (kept or "").encode())
            )
        ).digest()
        with self._lock:
            now = self._clock()
            self._known = {known: end for known, end in self._known.items() if end > now}
            if mark in self._known:
                return credentials.username
            self._wrong = {who: tries for who, tries in self._wrong.items() if tries[-1] > now - _WRONG_SECONDS}
            if len(self._wrong.get(address, ())) >= _WRONG_LIMIT:
                raise HTTPException(429, "Too many wrong passwords. Wait five minutes.")
            # One hash at a time: guesses in parallel would otherwise take all cores and memory.
            right = verify_password(credentials.password, kept)
            if not right:
                self._wrong.setdefault(address, []).append(now)
                raise HTTPException(
                    401, "Unknown name or wrong password.", {"WWW-Authenticate": 'Basic realm="Lodge fleet"'}
                )
            self._known[mark] = now + _KNOWN_SECONDS
        return credentials.username
