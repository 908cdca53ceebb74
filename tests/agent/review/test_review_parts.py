"""The parts of the review page that need no server: passwords, sessions, limits, evidence, forms."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import Request, Response
from hypothesis import given
from hypothesis import strategies as st

from agent.review.claim_view import label, view
from agent.review.evidence import exhibit
from agent.review.limiter import PER_ADDRESS, PER_NAME, WINDOW_SECONDS, Limiter
from agent.review.passwords import hash_password, verify_password
from agent.review.sessions import COOKIE, IDLE_SECONDS, WHOLE_SECONDS, Sessions
from agent.review.verdicts import REASONS, read_form
from pipelines.claim import (
    Box,
    Claim,
    Document,
    Field,
    Finding,
    Grounding,
    Page,
    PageSpan,
    Reading,
    ReadingSource,
    Severity,
    Span,
    TextSpan,
    Verdict,
    Word,
)
from pipelines.claim_types import CLAIM_TYPES

TEXT = "Policy: PX-1 and loss on 2026-05-02."
AUTO = CLAIM_TYPES["auto"]


def document(**changes: Any) -> Document:
    given: dict[str, Any] = {"id": "d1", "ordinal": 0, "media_type": "text/plain", "sha256": "0" * 64, "text": TEXT}
    return Document.model_validate(given | changes)


def field(path: str, value: Any, *spans: Span, verbatim: str | None = None) -> Field:
    reading = Reading(path=path, verbatim=verbatim or str(value), value=value, source=ReadingSource.LABEL, spans=spans)
    return Field(path=path, value=value, chosen=reading, readings=(reading,), grounding=Grounding.VERBATIM, score=0.95)


CLAIM = Claim(
    id="c1",
    source_id="s1",
    claim_type="auto",
    documents=(document(),),
    fields=(
        field("policy_number", "PX-1", TextSpan(document_id="d1", text="PX-1", start=8, end=12)),
        field("date_of_loss", "2026-05-02", TextSpan(document_id="d1", text="2026-05-02", start=25, end=35)),
        field("injuries_reported", False),
        field("loss_description", "Hit a wall.\nNobody hurt."),
        field("witnesses[0].name", "Invented Person"),
    ),
    findings=(
        Finding(rule="dates.x", severity=Severity.WARNING, message="Late (rule dates.x).", paths=("date_of_loss",)),
        Finding(rule="required.y", severity=Severity.ERROR, message="Gap (rule required.y).", paths=("insured_name",)),
    ),
)


# Passwords and sessions


def test_a_password_opens_its_own_hash_only() -> None:
    kept = hash_password("a long password")
    assert kept != hash_password("a long password"), "hashes are salted"
    assert verify_password("a long password", kept)
    assert not verify_password("a long passwore", kept)
    assert not verify_password("a long password", None)


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def with_cookie(value: str) -> Request:
    return Request({"type": "http", "headers": [(b"cookie", f"{COOKIE}={value}".encode())]})


def cookie_of(sessions: Sessions, session: Any, secure: bool = False) -> tuple[str, str]:
    response = Response()
    sessions.keep(response, session, secure)
    header = response.headers["set-cookie"]
    return header.partition("=")[2].partition(";")[0], header


def test_a_session_ends_by_idling_by_age_and_by_logging_out() -> None:
    clock = Clock()
    sessions = Sessions(b"s" * 32, clock)
    session = sessions.start("ann", "hash")
    value, header = cookie_of(sessions, session)
    assert "HttpOnly" in header and "SameSite=strict" in header and "Secure" not in header
    assert "Secure" in cookie_of(sessions, session, secure=True)[1]
    assert sessions.read(with_cookie(value)) == session
    clock.now += IDLE_SECONDS + 1
    assert sessions.read(with_cookie(value)) is None
    fresh, _ = cookie_of(sessions, session)
    assert sessions.read(with_cookie(fresh)) is not None
    clock.now = session.started + WHOLE_SECONDS + 1
    assert sessions.read(with_cookie(cookie_of(sessions, session)[0])) is None
    clock.now = session.started
    sessions.end(session)
    assert sessions.read(with_cookie(value)) is None


@pytest.mark.parametrize("value", ["", "x", "eyJ1c2VyIjoiYW5uIn0.AAAA", "W10.x"])
def test_a_cookie_of_somebody_elses_making_is_none(value: str) -> None:
    assert Sessions(b"s" * 32, Clock()).read(with_cookie(value)) is None
    sessions = Sessions(b"t" * 32, Clock())
    foreign, _ = cookie_of(sessions, sessions.start("ann", "hash"))
    assert Sessions(b"s" * 32, Clock()).read(with_cookie(foreign)) is None


def test_a_new_password_ends_older_sessions() -> None:
    sessions = Sessions(b"s" * 32, Clock())
    session = sessions.start("ann", "hash")
    assert sessions.fits(session, "hash") and not sessions.fits(session, "other")


def test_a_form_token_belongs_to_one_session() -> None:
    sessions = Sessions(b"s" * 32, Clock())
    assert sessions.form_fits("one", sessions.form_token("one"))
    assert not sessions.form_fits("other", sessions.form_token("one"))
    assert not sessions.form_fits("", sessions.form_token(""))
    assert not sessions.form_fits("one", "é")


def test_the_limiter_stops_guesses_and_spares_the_others() -> None:
    clock = Clock()
    limiter = Limiter(clock)
    for _ in range(PER_NAME):
        assert limiter.allows("ann", "10.0.0.9")
        limiter.wrong("ann", "10.0.0.9")
    assert not limiter.allows("ann", "10.0.0.9")
    assert limiter.allows("ann", "10.0.0.10") and limiter.allows("bob", "10.0.0.9")
    for number in range(PER_ADDRESS):
        limiter.wrong(f"name{number}", "10.0.0.9")
    assert not limiter.allows("bob", "10.0.0.9")
    clock.now += WINDOW_SECONDS + 1
    assert limiter.allows("ann", "10.0.0.9")


# Evidence


@given(st.lists(st.tuples(st.integers(0, 36), st.integers(0, 36), st.sampled_from("abc"))))
def test_pieces_keep_the_text_and_cover_each_span(runs: list[tuple[int, int, str]]) -> None:
    evidence: dict[str, list[Span]] = {}
    for start, end, key in runs:
        evidence.setdefault(key, []).append(TextSpan(document_id="d1", text="", start=start, end=end))
    pieces = exhibit(document(), "", evidence).pieces
    assert "".join(piece.text for piece in pieces) == TEXT
    place = 0
    for piece in pieces:
        for offset in range(place, place + len(piece.text)):
            assert set(piece.keys) == {key for start, end, key in runs if start <= offset < end}
        place += len(piece.text)


def test_boxes_of_equal_place_are_one_highlight_and_others_documents_stay_away() -> None:
    box = Box(x0=10, top=20, x1=30, bottom=28)
    word = Word(text="PX-1", box=box, start=8, end=12)
    pdf = document(
        media_type="application/pdf",
        pages=(Page(number=1, width=612, height=792, start=0, end=len(TEXT), words=(word,)),),
    )
    evidence: dict[str, list[Span]] = {
        "f0": [PageSpan(document_id="d1", text="PX-1", page=1, boxes=(box,))],
        "f1": [TextSpan(document_id="d1", text="PX-1", start=8, end=12)],
        "f2": [PageSpan(document_id="d2", text="PX-1", page=1, boxes=(box,))],
        "f3": [PageSpan(document_id="d1", text="PX-1", page=2, boxes=(box,))],
    }
    (sheet,) = exhibit(pdf, "", evidence).sheets
    assert [(mark.x, mark.y, mark.width, mark.height, mark.keys) for mark in sheet.rectangles] == [
        (9, 19, 22, 10, ("f0", "f1"))
    ]


def test_view_shows_what_was_read_what_is_missed_and_folds_the_rest() -> None:
    shown = view(CLAIM, AUTO)
    rows = {row.path: row for group in shown.groups for row in group.rows}
    folded = {row.path for group in shown.groups for row in group.absent}
    assert rows["policy_number"].critical and rows["policy_number"].how == "label"
    assert rows["insured_name"].field is None and rows["insured_name"].findings
    assert "owner_name" in folded
    assert "Witnesses 1" in [group.title for group in shown.groups]
    assert [finding.rule for _, finding in shown.findings] == ["required.y", "dates.x"]
    assert shown.critical == sum(spec.critical for spec in AUTO.fields)


def test_view_shows_a_claim_of_unknown_type() -> None:
    shown = view(CLAIM.model_copy(update={"claim_type": "unknown"}), None)
    assert [row.path for group in shown.groups for row in group.rows] == [one.path for one in CLAIM.fields]


@pytest.mark.parametrize(
    ("name", "words"), [("vehicle_vin", "Vehicle VIN"), ("npi", "NPI"), ("date_of_loss", "Date of loss")]
)
def test_label(name: str, words: str) -> None:
    assert label(name) == words


# Forms

UNCHANGED = {
    "verdict": "accepted.as_read",
    "value:policy_number": "PX-1",
    "value:date_of_loss": "2026-05-02",
    "value:injuries_reported": "no",
    "value:loss_description": "Hit a wall.\r\nNobody hurt.",
    "value:insured_name": "",
}


def test_an_unchanged_form_accepts_as_read() -> None:
    posted = read_form(UNCHANGED | {"confirmed:policy_number": "on"}, CLAIM, AUTO)
    assert posted and posted.verdict is Verdict.ACCEPTED and posted.reason_code == "as_read"
    assert (posted.corrections, posted.faults) == ({}, {})
    assert posted.confirmed == {"policy_number"}


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("policy_number", "PX-2"),
        ("policy_number", ""),
        ("insured_name", "Invented Insured"),
        ("date_of_loss", "2026-05-03"),
        ("injuries_reported", "yes"),
        ("cause_of_loss", "hail"),
        ("witnesses[0].name", "Another Person"),
    ],
)
def test_a_changed_value_is_a_correction(path: str, typed: str) -> None:
    posted = read_form(UNCHANGED | {f"value:{path}": typed, f"confirmed:{path}": "on"}, CLAIM, AUTO)
    assert posted and posted.verdict is Verdict.CORRECTED and posted.faults == {}
    assert posted.corrections == {path: typed}
    assert posted.confirmed == frozenset(), "what was corrected was not confirmed"


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("date_of_loss", "not a day"),
        ("estimate_amount", "much"),
        ("injuries_reported", "perhaps"),
        ("cause_of_loss", "unheard of"),
        ("loss_description", "x" * 4001),
    ],
)
def test_what_cannot_be_a_value_is_a_fault(path: str, typed: str) -> None:
    posted = read_form(UNCHANGED | {f"value:{path}": typed}, CLAIM, AUTO)
    assert posted and list(posted.faults) == [path]
    assert typed not in posted.faults[path]


@pytest.mark.parametrize(
    "verdict", ["", "accepted", "accepted.x", "paid.as_read", "sent_back.as_read", "referred.Jane"]
)
def test_a_verdict_is_of_the_closed_list(verdict: str) -> None:
    assert read_form({"verdict": verdict}, CLAIM, AUTO) is None


def test_every_verdict_has_reasons_and_only_reading_ones_take_corrections() -> None:
    assert set(REASONS) == set(Verdict)
    posted = read_form({"verdict": "referred.legal", "value:policy_number": "PX-2"}, CLAIM, AUTO)
    assert posted and posted.verdict is Verdict.REFERRED and posted.corrections == {}


def test_paths_that_the_type_does_not_know_are_dropped() -> None:
    posted = read_form(UNCHANGED | {"value:route": "accept", "confirmed:route": "on"}, CLAIM, AUTO)
    assert posted and (posted.corrections, posted.confirmed) == ({}, frozenset())
