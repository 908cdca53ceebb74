"""The queue, one claim, its page images, its history, and the verdict."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from agent.review.claim_view import NO_DRAFT, Draft, view
from agent.review.desk import Desk
from agent.review.verdicts import REASONS, Posted, read_form
from pipelines.claim import Claim, Verdict
from pipelines.errors import LodgeError

_MOST_OPENED = 50  # rows of long lists that one address may open
_SCALE = 2.0  # pixels per point: 144 dots per inch, readable on a dense screen


def router(desk: Desk) -> APIRouter:
    """The routes behind the login."""
    routes = APIRouter()

    @routes.get("/")
    def queue(request: Request, done: str = "") -> Response:
        desk.session(request)
        counts = desk.store.counts()
        is_handler = request.state.user.role == "handler"
        rows = desk.store.queue() if is_handler else []
        held = desk.store.claims(status="quarantine") if is_handler else []
        done = done if done in set(Verdict) else ""
        return desk.page(request, "queue.html", rows=rows, held=held, counts=counts, done=done)

    @routes.get("/claims/{claim_id}")
    def claim(request: Request, claim_id: str, done: str = "") -> Response:
        desk.session(request, "handler")
        opened = tuple(request.query_params.getlist("open")[:_MOST_OPENED])
        done = done if done in set(Verdict) else ""
        return _claim_page(desk, request, desk.claim(claim_id), done=done, opened=opened)

    @routes.get("/claims/{claim_id}/history")
    def history(request: Request, claim_id: str) -> Response:
        desk.session(request, "handler")
        one = desk.claim(claim_id)
        return desk.page(request, "history.html", claim=one, rows=desk.store.history(claim_id))

    @routes.get("/claims/{claim_id}/documents/{document_id}/pages/{number}.png")
    def image(request: Request, claim_id: str, document_id: str, number: int) -> Response:
        desk.session(request, "handler")
        documents = [one for one in desk.documents(claim_id) if one.id == document_id]
        if not documents or number not in {page.number for page in documents[0].pages}:
            raise HTTPException(404, "There is no such page.")
        data = desk.site.blobs.get(documents[0].sha256)
        return Response(desk.site.sandbox.render(data, number, _SCALE), media_type="image/png")

    @routes.post("/claims/{claim_id}/verdict")
    async def decide(request: Request, claim_id: str) -> Response:
        session = desk.session(request, "handler")
        form = await desk.form(request, session.id)
        return await run_in_threadpool(_decide, desk, request, claim_id, form)

    @routes.post("/claims/{claim_id}/join")
    async def join(request: Request, claim_id: str) -> Response:
        session = desk.session(request, "handler")
        form = await desk.form(request, session.id)
        return await run_in_threadpool(_join, desk, request, claim_id, form.get("into", ""))

    @routes.post("/claims/{claim_id}/split")
    async def split(request: Request, claim_id: str) -> Response:
        session = desk.session(request, "handler")
        form = await desk.form(request, session.id)
        return await run_in_threadpool(_split, desk, request, claim_id, form.get("late", ""))

    return routes


def _join(desk: Desk, request: Request, claim_id: str, into: str) -> Response:
    """Give this claim's documents to another; the answer is the other claim's page."""
    claim, other = desk.claim(claim_id), desk.claim(into)
    at = datetime.fromtimestamp(desk.clock(), UTC)
    try:
        desk.store.join_by_hand(claim.id, other.id, request.state.user.name, at)
    except LodgeError as error:
        raise HTTPException(409, str(error)) from None
    return RedirectResponse(f"/claims/{other.id}", 303)


def _split(desk: Desk, request: Request, claim_id: str, late: str) -> Response:
    """Take a claim's late documents away again; the answer is the page of the claim that they are then."""
    claim, apart = desk.claim(claim_id), desk.claim(late)
    join = desk.store.join_of(apart.id)
    if join is None or join.into_claim != claim.id:
        raise HTTPException(409, "These documents are not joined to this claim.")
    try:
        desk.store.split(apart.id, request.state.user.name, datetime.fromtimestamp(desk.clock(), UTC))
    except LodgeError as error:
        raise HTTPException(409, str(error)) from None
    return RedirectResponse(f"/claims/{apart.id}", 303)


def _claim_page(
    desk: Desk,
    request: Request,
    claim: Claim,
    status: int = 200,
    draft: Draft = NO_DRAFT,
    done: str = "",
    opened: tuple[str, ...] = (),
) -> Response:
    line = desk.store.row(claim.id)
    papers, joins = desk.store.documents_joined_to(claim.id), desk.store.joins_into(claim.id)
    return desk.page(
        request,
        "claim.html",
        status,
        view=view(claim, desk.claim_type(claim), draft, opened),
        waiting=line is not None and line.status == "review",
        left=desk.store.counts().review,
        line_status=line.status if line else "",
        verdicts=desk.store.verdicts(claim.id),
        joins=joins,
        joined=desk.store.join_of(claim.id),
        late={one.id: join for join in joins for one in papers.get(join.id, ())},
        reasons=REASONS,
        done=done,
    )


def _decide(desk: Desk, request: Request, claim_id: str, form: dict[str, str]) -> Response:
    claim = desk.claim(claim_id)
    posted = read_form(form, claim, desk.claim_type(claim))
    if posted is None:
        raise HTTPException(400, "This verdict is not on the list.")
    if posted.faults:
        typed = {key.removeprefix("value:"): text for key, text in form.items() if key.startswith("value:")}
        return _claim_page(desk, request, claim, 422, Draft(typed, posted.confirmed, posted.faults))
    following = _following(desk, claim_id)
    _record(desk, request, claim_id, posted)
    place = f"/claims/{following}" if following else "/"
    return RedirectResponse(f"{place}?done={posted.verdict}", 303)


def _record(desk: Desk, request: Request, claim_id: str, posted: Posted) -> None:
    try:
        desk.store.record_verdict(
            claim_id,
            posted.verdict,
            request.state.user.name,
            reason_code=posted.reason_code,
            corrections=posted.corrections,
            confirmed=posted.confirmed,
            at=datetime.fromtimestamp(desk.clock(), UTC),
        )
    except LodgeError:
        raise HTTPException(409, "This claim no longer waits for a verdict: somebody else was first.") from None


def _following(desk: Desk, claim_id: str) -> str | None:
    """The claim that comes after this one in the queue; from its end, the first that is left."""
    waiting = [row.claim_id for row in desk.store.queue()]
    place = waiting.index(claim_id) if claim_id in waiting else -1
    others = waiting[place + 1 :] + waiting[: max(place, 0)]
    return others[0] if others else None
