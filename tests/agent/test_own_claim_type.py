"""A claim type of a site's own, with groups in groups and in rows, all the way: read, shown, reviewed, measured."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lodge_cli import Cli, lodge_cli

import pipelines
from agent.review.app import create_app
from agent.review.passwords import hash_password
from agent.settings import load_settings
from agent.site import open_site
from sample_claims.case import Truth

TYPE = Path(pipelines.__file__).parents[1] / "docs" / "examples" / "claim_types" / "bicycle.yaml"
FORM = """BICYCLE THEFT CLAIM

Policy number: BK-447120

OWNER
Name: Ann Example
Telephone: (212) 555-0101
Street: 12 Canal Street
Town: Salem

THEFT
Kind of loss: stolen
Was the bicycle locked?  [X] Yes   [ ] No
Date of theft: 04/03/2026
Town of the theft: Portland

STOLEN ITEMS
Item                  Value      Bought at
City bicycle       1,240.00      Wheel House
Helmet                80.50      Corner Sports
Total value: $1,320.50
"""
LETTER = """Dear team,

My name is Bo Sample and I own a bicycle that was stolen on May 14, 2026, although it stood in the yard of our house.
My policy number is BK-881034. The total value is $940.00, and I hope that you can help me to a new bicycle soon.

Kind regards,
Bo Sample
"""
VALUES = {
    "policy_number": "BK-447120",
    "insured": {"name": "Ann Example", "phone": "+12125550101", "home": {"street": "12 Canal Street", "city": "Salem"}},
    "theft": {"kind": "stolen", "was_locked": True, "place": {"city": "Portland"}},
    "date_of_loss": "2026-04-03",
    "total_value": "1320.50",
    "items": [
        {"description": "City bicycle", "value": "1240.00", "shop": {"name": "Wheel House"}},
        {"description": "Helmet", "value": "80.50", "shop": {"name": "Corner Sports"}},
    ],
}
PATHS = {
    "policy_number": "BK-447120", "insured_name": "Ann Example", "insured_phone": "+12125550101",
    "insured_home_street": "12 Canal Street", "insured_home_city": "Salem", "theft_kind": "stolen",
    "theft_was_locked": True, "theft_place_city": "Portland", "date_of_loss": "2026-04-03", "total_value": "1320.50",
    "items[0].description": "City bicycle", "items[0].value": "1240.00", "items[0].shop_name": "Wheel House",
    "items[1].description": "Helmet", "items[1].value": "80.50", "items[1].shop_name": "Corner Sports",
}  # fmt: skip

PASSWORD = "correct horse battery"

pytestmark = pytest.mark.skipif(not TYPE.is_file(), reason="the examples of the documentation are not installed")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    call = lodge_cli(home, monkeypatch)
    assert call("init").exit_code == 0
    shutil.copy(TYPE, home / "claim_types" / TYPE.name)
    return call


def read(run: Cli, folder: Path, text: str) -> dict[str, object]:
    paper = folder / "paper.txt"
    paper.write_text(text)
    (claim,) = json.loads(run("check", "--json", paper).stdout)["claims"]
    assert claim["claim_type"] == "bicycle"
    return {path: field["value"] for path, field in claim["fields"].items()}


def test_groups_and_rows_are_read_from_a_form(run: Cli, tmp_path: Path) -> None:
    assert read(run, tmp_path, FORM) == PATHS


def test_a_letter_is_read_too(run: Cli, tmp_path: Path) -> None:
    found = read(run, tmp_path, LETTER)
    assert found.items() >= {
        "policy_number": "BK-881034", "date_of_loss": "2026-05-14", "total_value": "940.00",
    }.items()  # fmt: skip


def test_the_claim_is_kept_shown_and_reviewed(run: Cli, home: Path) -> None:
    (home / "inbox" / "paper.txt").write_text(FORM)
    assert run("run", "--once").exit_code == 0
    (claim,) = json.loads(run("list", "--json").stdout)
    shown = json.loads(run("show", claim["id"], "--json").stdout)
    assert {path: field["value"] for path, field in shown["fields"].items()} == PATHS
    assert "Insured home" in run("show", claim["id"]).stdout
    settings = load_settings()
    with open_site(settings) as site, TestClient(create_app(site, settings)) as client:
        site.store.add_user("ann", hash_password(PASSWORD), "handler")
        token = re.search(r'name="form_token" value="([0-9a-f]+)"', client.get("/login").text)
        assert token is not None
        client.post("/login", data={"name": "ann", "password": PASSWORD, "form_token": token[1]})
        page = client.get(f"/claims/{claim['id']}").text
    for words in ("Bicycle theft claim", "12 Canal Street", "Wheel House", 'name="value:insured_home_city"'):
        assert words in page, words


def test_what_leaves_names_no_own_type(run: Cli, home: Path) -> None:
    (home / "inbox" / "paper.txt").write_text(FORM)
    run("run", "--once")
    report = run("summary", "--json").stdout
    assert "property" in report and "bicycle" not in report and "insured_home" not in report


def test_a_nested_truth_measures_it(run: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "one.txt").write_text(FORM)
    truth = {"file": "one.txt", "claim_type": "bicycle", "kind": "form",
             "received_at": datetime(2026, 5, 1, tzinfo=UTC).isoformat(), "fields": VALUES}  # fmt: skip
    assert Truth.model_validate_json(json.dumps(truth)).fields == PATHS
    (folder / "one.truth.json").write_text(json.dumps(truth))
    every = json.loads(run("eval", "--cases", folder, "--json", "-").stdout)["measures"]["values"]["all"]
    assert (every["right"], every["wrong"], every["missing"], every["invented"]) == (len(PATHS), 0, 0, 0)
