"""The review page over HTTP: who gets in, what each role sees, what a verdict records, and what never shows."""

from __future__ import annotations

import logging
import re
from uuid import uuid4

import pytest
from review_desk import PASSWORD, Desk, form_token, log_in
from starlette.testclient import TestClient

from agent.review.sessions import COOKIE
from pipelines.claim import Verdict

SECRETS = ("PX-204-7781", "Fennimore", "1HGCM82633A004352", "4812.50")


def refused(client: TestClient, path: str) -> bool:
    """Whether a page sends its visitor to the login."""
    response = client.get(path, follow_redirects=False)
    return response.status_code == 303 and response.headers["location"] == "/login"


# Getting in


def test_every_page_asks_for_a_login(desk: Desk, client: TestClient) -> None:
    claim = desk.claims[0]
    image = f"/claims/{claim.id}/documents/{claim.documents[0].id}/pages/1.png"
    for path in ("/", f"/claims/{claim.id}", f"/claims/{claim.id}/history", image):
        assert refused(client, path), path
    assert client.post(f"/claims/{claim.id}/verdict", follow_redirects=False).status_code == 303
    assert desk.site.store.verdicts(claim.id) == []


def test_a_handler_logs_in_and_out(desk: Desk, client: TestClient) -> None:
    page = log_in(client, "ann", PASSWORD)
    assert page.status_code == 200 and "Claims to review" in page.text
    cookie = client.cookies[COOKIE]
    client.post("/logout", data={"form_token": form_token(page.text)})
    client.cookies.set(COOKIE, cookie)
    assert refused(client, "/"), "a cookie that was logged out is worth nothing"


@pytest.mark.parametrize(("name", "password"), [("ann", "wrong password"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_login_looks_the_same_whatever_is_wrong(
    desk: Desk, client: TestClient, name: str, password: str
) -> None:
    page = log_in(client, name, password)
    assert page.status_code == 401
    assert "Unknown name or wrong password" in page.text
    assert COOKIE not in client.cookies


def test_five_wrong_tries_close_the_door_for_a_while(desk: Desk, client: TestClient) -> None:
    for _ in range(5):
        assert log_in(client, "ann", "wrong password").status_code == 401
    assert log_in(client, "ann", PASSWORD).status_code == 401
    desk.clock.now += 301
    assert log_in(client, "ann", PASSWORD).status_code == 200


def test_a_login_form_from_elsewhere_is_refused(client: TestClient) -> None:
    login = {"name": "ann", "password": PASSWORD}
    assert client.post("/login", data=login).status_code == 403
    token = form_token(client.get("/login").text)
    client.cookies.clear()
    assert client.post("/login", data=login | {"form_token": token}).status_code == 403


def test_a_session_ends_when_the_user_goes_or_changes_the_password(desk: Desk, handler: TestClient) -> None:
    assert handler.get("/").status_code == 200
    desk.site.store.add_user("ann", "scrypt$2$8$1$00$00", "handler")
    assert refused(handler, "/")


def test_a_session_ends_after_idling_and_a_page_left_open_is_idle(desk: Desk, handler: TestClient) -> None:
    for _ in range(4):
        desk.clock.now += 15 * 60
        assert handler.get("/", headers={"HX-Request": "true"}).status_code in (200, 204)
    answer = handler.get("/", headers={"HX-Request": "true"})
    assert answer.status_code == 204 and answer.headers["HX-Redirect"] == "/login"
    assert refused(handler, "/")


def test_the_cookie_is_closed_to_scripts_and_other_pages(client: TestClient, desk: Desk) -> None:
    token = form_token(client.get("/login").text)
    login = {"name": "ann", "password": PASSWORD, "form_token": token}
    (header,) = [
        value
        for value in client.post("/login", data=login, follow_redirects=False).headers.get_list("set-cookie")
        if value.startswith(COOKIE)
    ]
    assert "HttpOnly" in header and "SameSite=strict" in header and "Path=/" in header


def test_an_operator_sees_counts_and_no_claim(desk: Desk, client: TestClient) -> None:
    page = log_in(client, "oscar", PASSWORD)
    assert "to review" in page.text
    claim = desk.claims[0]
    assert claim.id not in page.text
    for path in (f"/claims/{claim.id}", f"/claims/{claim.id}/history"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert not any(secret in answer.text + page.text for secret in SECRETS)
    token = form_token(page.text)
    answer = client.post(f"/claims/{claim.id}/verdict", data={"form_token": token, "verdict": "accepted.as_read"})
    assert answer.status_code == 403
    assert desk.site.store.verdicts(claim.id) == []


# Headers and errors


def test_headers_forbid_scripts_frames_and_caches(handler: TestClient) -> None:
    for path in ("/", "/login", "/nowhere"):
        headers = handler.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert headers["cache-control"] == "no-store"


def test_pages_hold_no_inline_script_or_style_and_load_nothing_from_elsewhere(desk: Desk, handler: TestClient) -> None:
    for path in ("/", "/login", *(f"/claims/{claim.id}" for claim in desk.claims)):
        html = handler.get(path).text
        assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=|javascript:", html), path
        assert re.findall(r"""(?:src|href|action)=["'](?!/|#|data:,)""", html) == [], path


def test_what_is_not_there_is_a_404_that_quotes_nothing(handler: TestClient) -> None:
    for path in ("/nowhere", "/claims/x", "/claims/Jane%20Roe", f"/claims/{uuid4()}", "/docs", "/openapi.json"):
        answer = handler.get(path)
        assert answer.status_code == 404, path
        assert "Jane" not in answer.text


def test_an_unforeseen_error_shows_and_logs_no_word_of_a_claim(
    desk: Desk, handler: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def choke(claim_id: str) -> None:
        raise ValueError("choked on PX-204-7781 of Fennimore")

    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(desk.site.store, "verdicts", choke)
    answer = handler.get(f"/claims/{desk.claims[0].id}")
    assert answer.status_code == 500
    assert answer.headers["x-frame-options"] == "DENY"
    assert "failed ValueError" in caplog.text
    assert not any(secret in answer.text + caplog.text for secret in SECRETS)


def test_logs_hold_ids_and_milliseconds(desk: Desk, handler: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    claim = desk.claims[0]
    handler.get(f"/claims/{claim.id}?name=Jane+Roe")
    handler.get("/claims/Jane%20Roe")
    assert f"GET /claims/{claim.id} 200 ms=" in caplog.text
    assert "GET /claims/… 404 ms=" in caplog.text
    lodge = "".join(record.getMessage() for record in caplog.records if record.name.startswith("lodge"))
    assert "Jane" not in lodge


# Queue and claim


def test_the_queue_shows_tier_type_reasons_and_age(desk: Desk, handler: TestClient) -> None:
    text = handler.get("/").text
    for claim in desk.claims:
        assert f"/claims/{claim.id}" in text
    for expected in ("complex", "auto", "check digit is 3", "ago"):
        assert expected in text


def test_what_is_in_quarantine_is_listed_with_its_reason_and_offers_no_verdict(desk: Desk, handler: TestClient) -> None:
    source_id = desk.quarantine("The PDF is encrypted. Ask the sender for an open copy.")
    page = handler.get("/").text
    assert f"/claims/{source_id}" in page and "Ask the sender for an open copy" in page
    page = handler.get(f"/claims/{source_id}").text
    assert "Ask the sender for an open copy" in page and 'id="accept"' not in page


def test_a_claim_shows_values_findings_and_where_they_stand(desk: Desk, handler: TestClient) -> None:
    pdf, letter = desk.claims
    page = handler.get(f"/claims/{pdf.id}").text
    for expected in (*SECRETS, "label + model", "check digit is 3", "subrogation", "<rect data-keys="):
        assert expected in page
    marked = handler.get(f"/claims/{letter.id}").text
    assert re.search(r'<mark data-keys="f\d+">PX-204-7781</mark>', marked)


def test_a_page_image_is_drawn_for_its_claim_only(desk: Desk, handler: TestClient) -> None:
    pdf, letter = desk.claims
    document = pdf.documents[0].id
    image = handler.get(f"/claims/{pdf.id}/documents/{document}/pages/1.png")
    assert image.status_code == 200 and image.content.startswith(b"\x89PNG")
    assert image.headers["cache-control"] == "no-store"
    for path in (
        f"/claims/{letter.id}/documents/{document}/pages/1.png",
        f"/claims/{pdf.id}/documents/{document}/pages/9.png",
        f"/claims/{pdf.id}/documents/{document}/pages/x.png",
        f"/claims/{pdf.id}/documents/{uuid4()}/pages/1.png",
    ):
        assert handler.get(path).status_code == 404, path


def test_words_of_a_document_are_shown_as_words(desk: Desk, handler: TestClient) -> None:
    page = handler.get(f"/claims/{desk.claims[1].id}").text
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_the_history_tells_what_happened(desk: Desk, handler: TestClient) -> None:
    claim = desk.claims[0]
    desk.decide(handler, claim, "referred.legal")
    page = handler.get(f"/claims/{claim.id}/history").text
    assert "ann" in page and "verdict" in page


# Verdicts


def test_a_verdict_needs_the_token_of_its_session(desk: Desk, handler: TestClient) -> None:
    claim = desk.claims[0]
    for form in ({}, {"form_token": ""}, {"form_token": "0" * 64}, {"form_token": desk.other_token()}):
        answer = handler.post(f"/claims/{claim.id}/verdict", data=form | {"verdict": "accepted.as_read"})
        assert answer.status_code == 403
    assert desk.site.store.verdicts(claim.id) == []


def test_accepting_records_what_was_looked_at_and_shows_the_next_claim(desk: Desk, handler: TestClient) -> None:
    first, second = desk.waiting()
    answer = desk.decide(handler, first, "accepted.as_read", **{"confirmed:policy_number": "on"})
    assert answer.headers["location"] == f"/claims/{second.id}?done=accepted"
    (verdict,) = desk.site.store.verdicts(first.id)
    assert (verdict.verdict, verdict.reason_code, verdict.user) == (Verdict.ACCEPTED, "as_read", "ann")
    assert verdict.marks["policy_number"] == "confirmed"
    assert verdict.marks["date_of_loss"] == "not_looked_at"
    last = desk.decide(handler, second, "duplicate.same_loss")
    assert last.headers["location"] == "/?done=duplicate"
    assert [row.claim_id for row in desk.site.store.queue()] == []


def test_a_correction_is_recorded_as_typed(desk: Desk, handler: TestClient) -> None:
    claim = desk.claims[0]
    desk.decide(handler, claim, "accepted.as_read", **{"value:policy_number": "PX-204-7782"})
    (verdict,) = desk.site.store.verdicts(claim.id)
    assert verdict.verdict == Verdict.CORRECTED
    assert verdict.corrections == {"policy_number": "PX-204-7782"}
    assert verdict.marks["policy_number"] == "corrected"


def test_a_value_that_does_not_fit_comes_back_with_the_whole_draft(desk: Desk, handler: TestClient) -> None:
    claim = desk.claims[0]
    draft = {
        "value:date_of_loss": "last Tuesday or so",
        "value:policy_number": "PX-204-7782",
        "confirmed:insured_name": "on",
    }
    answer = desk.decide(handler, claim, "accepted.as_read", **draft)
    assert answer.status_code == 422
    assert "This is not a date" in answer.text
    assert 'value="last Tuesday or so"' in answer.text and 'value="PX-204-7782"' in answer.text
    assert re.search(r'name="confirmed:insured_name"[^>]* checked', answer.text)
    assert desk.site.store.verdicts(claim.id) == []


def test_a_verdict_off_the_list_is_refused(desk: Desk, handler: TestClient) -> None:
    claim = desk.claims[0]
    assert desk.decide(handler, claim, "paid.at_once").status_code == 400
    assert desk.site.store.verdicts(claim.id) == []


def test_the_second_of_two_verdicts_is_told_so(desk: Desk, handler: TestClient) -> None:
    claim = desk.claims[0]
    desk.decide(handler, claim, "referred.legal")
    assert desk.decide(handler, claim, "accepted.as_read").status_code == 409
    assert [row.verdict for row in desk.site.store.verdicts(claim.id)] == [Verdict.REFERRED]
    page = handler.get(f"/claims/{claim.id}").text
    assert 'id="accept"' not in page, "what is decided offers no buttons"


def test_a_long_form_is_cut_off(desk: Desk, handler: TestClient) -> None:
    claim = desk.claims[0]
    answer = handler.post(f"/claims/{claim.id}/verdict", content=b"a=" + b"x" * (1024 * 1024 + 1))
    assert answer.status_code == 413
