"""A handler's morning in a real browser: log in, open the first claim, correct a value, accept; by keyboard alone."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from review_desk import PASSWORD, Desk

from pipelines.claim import Verdict

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"No Chromium at {CHROMIUM}: the browser tests need it."),
]
sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install playwright")


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    """The page on a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(desk.app, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


def enter(browser: Any, address: str, **context: Any) -> Any:
    """A page on which ann has just logged in, that fails on any script error and any request to elsewhere."""
    page = browser.new_context(**context).new_page()
    page.set_default_timeout(20_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on(
        "request", lambda request: None if request.url.startswith((address, "data:")) else faults.append(request.url)
    )
    page.faults = faults
    page.goto(address)
    page.keyboard.type("ann")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("table.queue a:focus")
    page.wait_for_load_state()
    return page


def open_claim(page: Any) -> None:
    """Open the focused claim; the page's own script has run when this returns, its images may be on their way."""
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/*", wait_until="domcontentloaded")


def test_a_claim_is_corrected_and_accepted_by_keyboard(desk: Desk, address: str, browser: Any) -> None:
    page = enter(browser, address, viewport={"width": 1280, "height": 800})
    first, second = desk.waiting()
    page.keyboard.press("j")
    page.keyboard.press("k")
    open_claim(page)
    assert page.url.endswith(first.id)

    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.name") == "value:policy_number"
    assert page.locator(".documents .lit").count() >= 1, "the focused field's place in the document is lit"
    page.keyboard.press("Enter")
    assert page.locator("[name='confirmed:policy_number']").is_checked(), "Enter says: this is right"
    assert page.evaluate("document.activeElement.name") == "value:date_of_loss"
    page.keyboard.press("Control+a")
    page.keyboard.type("2026-04-18")
    assert page.locator(".row.changed [name='value:date_of_loss']").count() == 1
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/claims/{second.id}?done=corrected")

    (verdict,) = desk.site.store.verdicts(first.id)
    assert verdict.verdict == Verdict.CORRECTED and verdict.corrections == {"date_of_loss": "2026-04-18"}
    assert verdict.marks["policy_number"] == "confirmed" and verdict.marks["date_of_loss"] == "corrected"
    assert page.faults == []


def test_send_back_by_keys_and_the_list_of_keys(desk: Desk, address: str, browser: Any) -> None:
    page = enter(browser, address)
    first, _ = desk.waiting()
    open_claim(page)
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    page.wait_for_url("**?done=sent_back")
    (verdict,) = desk.site.store.verdicts(first.id)
    assert (verdict.verdict, verdict.reason_code) == (Verdict.SENT_BACK, "illegible")
    assert page.faults == []


def test_a_highlight_leads_to_its_field(desk: Desk, address: str, browser: Any) -> None:
    page = enter(browser, address, viewport={"width": 1280, "height": 800})
    page.goto(f"{address}/claims/{desk.claims[1].id}")
    page.click("mark >> text=PX-204-7781")
    assert page.evaluate("document.activeElement.name") == "value:policy_number"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out_on_a_phone(desk: Desk, address: str, browser: Any, scheme: str) -> None:
    page = enter(browser, address, viewport={"width": 390, "height": 844}, color_scheme=scheme)
    for path in ("/", *(f"/claims/{claim.id}" for claim in desk.claims)):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    assert page.locator("#accept").is_visible()
    assert page.faults == []


def test_the_queue_refreshes_itself_and_keeps_the_focus(desk: Desk, address: str, browser: Any) -> None:
    page = enter(browser, address)
    first, second = desk.waiting()
    page.keyboard.press("j")
    focused = "document.activeElement.getAttribute('href')"
    assert page.evaluate(focused) == f"/claims/{second.id}"
    desk.settle(first)
    page.evaluate("document.querySelector('#queue').dispatchEvent(new Event('every'))")
    page.wait_for_selector(f"a[href='/claims/{first.id}']", state="detached")
    assert page.evaluate(focused) == f"/claims/{second.id}"
    assert page.faults == []


def test_a_page_left_open_leads_to_the_login_when_the_session_ends(desk: Desk, address: str, browser: Any) -> None:
    page = enter(browser, address)
    desk.clock.now += 24 * 3600
    page.evaluate("document.querySelector('#queue').dispatchEvent(new Event('every'))")
    page.wait_for_url("**/login")
