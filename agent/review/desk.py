"""What every page of the review needs: the site, who is asking, and the templates."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException

from agent.review.limiter import Limiter
from agent.review.sessions import Session, Sessions
from agent.rows import UserRow
from agent.settings import Settings
from agent.site import Site
from pipelines.claim import Claim, Document
from pipelines.claim_types.schema import ClaimType

MAX_FORM_BYTES = 1024 * 1024
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class LoginNeededError(Exception):
    """Nobody is logged in; the answer is the login page."""


class Desk:
    """The parts that the routes share."""

    def __init__(self, site: Site, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self.site = site
        self.settings = settings
        self.store = site.store
        self.clock = clock
        self.sessions = Sessions(site.store.secret("session"), clock)
        self.limiter = Limiter(clock)
        self._templates = Jinja2Templates(Path(__file__).parent / "templates")
        self._templates.env.filters["words"] = lambda name: str(name).replace("_", " ")
        self._templates.env.filters["ago"] = self._ago
        self._templates.env.filters["telling"] = _telling

    def session(self, request: Request, role: str | None = None) -> Session:
        """The session of a user who is still known, with this role; LoginNeededError, or 403."""
        session = self.sessions.read(request)
        user = self.store.user(session.user) if session else None
        if session is None or user is None or not self.sessions.fits(session, user.password_hash):
            raise LoginNeededError
        if role and user.role != role:
            raise HTTPException(403, "Claims are read by handlers only.")
        request.state.session = session
        request.state.user = user
        return session

    async def form(self, request: Request, nonce: str) -> dict[str, str]:
        """A posted form; 403 unless it carries the token that belongs to `nonce`."""
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_FORM_BYTES:
                raise HTTPException(413, "The form is too long.")
        try:
            form = dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=5000))
        except ValueError:
            raise HTTPException(400, "This is not a form of this page.") from None
        if not self.sessions.form_fits(nonce, form.pop("form_token", "")):
            raise HTTPException(403, "This form is stale. Load the page again.")
        return form

    def page(self, request: Request, name: str, status: int = 200, **values: object) -> Response:
        """A page; where somebody is logged in, with their name and the token for its forms."""
        session: Session | None = getattr(request.state, "session", None)
        user: UserRow | None = getattr(request.state, "user", None)
        token = self.sessions.form_token(session.id) if session else ""
        return self._templates.TemplateResponse(
            request, name, {"form_token": token, "user": user, **values}, status_code=status
        )

    def claim(self, claim_id: str) -> Claim:
        """The claim with this whole id; 404 where there is none."""
        claim = self.store.claim(claim_id) if _ID.fullmatch(claim_id) else None
        if claim is None:
            raise HTTPException(404, "There is no such claim.")
        return claim

    def documents(self, claim_id: str) -> tuple[Document, ...]:
        """The documents of the claim with this whole id; () where there is none."""
        return self.store.documents(claim_id) if _ID.fullmatch(claim_id) else ()

    def claim_type(self, claim: Claim) -> ClaimType | None:
        """The claim's type as it was when the claim was read; None where it has none."""
        return self.store.claim_type_of(claim.id)

    def is_secure(self, request: Request) -> bool:
        """Whether the browser speaks TLS to the page."""
        return (self.settings.review_public_url or str(request.url)).startswith("https:")

    def _ago(self, moment: datetime) -> str:
        seconds = max(int(self.clock() - moment.timestamp()), 0)
        for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
            if seconds >= 2 * size:
                return f"{seconds // size} {unit}"
        return f"{seconds} s"


def _telling(reasons: Sequence[str]) -> list[str]:
    """The reasons that tell claims apart: that no certificate covers them is said where nothing else is."""
    telling = [reason for reason in reasons if "(rule certificate." not in reason]
    return telling or list(reasons)
