"""Joining and splitting by hand: from the command line, and from the review page."""

from __future__ import annotations

import pytest
from branch import put, work_off
from click.testing import CliRunner
from starlette.testclient import TestClient

from agent.commands.join import join, split
from agent.review.app import create_app
from agent.review.passwords import hash_password
from agent.site import Site

NOTICE = (
    b"AUTOMOBILE LOSS NOTICE\n\nPolicy Number: QX-100001\nDate of Loss: 2026-03-14\nName of Insured: Wilma Tarnbeck\n"
)
PAPER = b"REPAIR ESTIMATE\n\nPolicy Number: QX-100001\n\nTOTAL ESTIMATE: $1,250.00\n"
PASSWORD = "a long password"


@pytest.fixture
def two(branch_site: Site) -> tuple[str, str]:
    """An estimate that names a policy alone, and the claim that it may belong to."""
    put(branch_site.settings, "a.txt", NOTICE)
    work_off(branch_site)
    (claim,) = branch_site.store.queue()
    put(branch_site.settings, "b.txt", PAPER)
    work_off(branch_site)
    (paper,) = [row for row in branch_site.store.queue() if row.claim_id != claim.claim_id]
    return paper.claim_id, claim.claim_id


def test_from_the_command_line(branch_site: Site, two: tuple[str, str]) -> None:
    paper, claim = two
    home = {"LODGE_HOME": str(branch_site.settings.home)}
    joined = CliRunner().invoke(join, [paper[:8], claim[:8]], env=home)
    assert joined.exit_code == 0, joined.output
    assert branch_site.store.joins_into(claim)[0].claim_id == paper
    again = CliRunner().invoke(join, [paper[:8], claim[:8]], env=home)
    assert again.exit_code != 0 and "Only a claim that waits" in str(again.exception)
    assert CliRunner().invoke(split, [paper[:8]], env=home).exit_code == 0
    assert branch_site.store.joins_into(claim) == []


def test_from_the_review_page(branch_site: Site, two: tuple[str, str]) -> None:
    paper, claim = two
    branch_site.store.add_user("ann", hash_password(PASSWORD), "handler")
    with TestClient(create_app(branch_site, branch_site.settings)) as client:
        token = _token(client.get("/login").text)
        client.post("/login", data={"form_token": token, "name": "ann", "user": "ann", "password": PASSWORD})
        page = client.get(f"/claims/{paper}").text
        assert f'value="{claim}" formaction="/claims/{paper}/join"' in page
        data = {"form_token": _token(page), "into": claim}
        answer = client.post(f"/claims/{paper}/join", data=data, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/claims/{claim}")
        assert client.post(f"/claims/{paper}/join", data=data).status_code == 409
        work_off(branch_site)
        page = client.get(f"/claims/{claim}").text
        assert "Late documents joined on" in page and "Split off" in page and 'class="tag warning">joined' in page
        assert "These documents belong to claim" in client.get(f"/claims/{paper}").text
        assert client.post(f"/claims/{claim}/split", data={"late": paper}).status_code == 403  # no token
        data = {"form_token": _token(page), "late": paper}
        answer = client.post(f"/claims/{claim}/split", data=data, follow_redirects=False)
        assert answer.headers["location"] == f"/claims/{paper}"
    assert branch_site.store.join_of(paper) is None


def _token(page: str) -> str:
    return page.partition('name="form_token" value="')[2].partition('"')[0]
