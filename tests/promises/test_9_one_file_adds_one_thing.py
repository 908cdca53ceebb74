"""Promise 9: one file adds one thing: a claim type, one with its own rule, a reader, a backend. Each works."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from branch import branch_settings
from corridors import AT

import agent.backends
from agent.settings import Settings, load_settings
from agent.site import Site, init_home, open_site
from pipelines.claim import Claim
from pipelines.readers import READERS, read

KENNEL_YAML = """
name: kennel
title: Kennel loss notice
line: other
description: A boarded dog was hurt or lost.
cues: [kennel loss notice, kennel, boarded dog, leash]
fields:
  - {name: policy_number, kind: policy_number, description: The policy's number., labels: policy number, critical: true,
     required: true}
  - {name: dog_name, kind: name, description: The dog's name., labels: name of dog | dog, required: true}
  - {name: vet_bill, kind: money, description: What the vet asks., labels: vet bill, critical: true}
  - name: outcome_of_stay
    kind: enum
    description: How the stay ended.
    labels: end of stay
    options: {fetched: fetched, lost: ran away | lost}
records:
  - name: visits
    description: Visits to the vet.
    labels: visits
    fields:
      - {name: day, kind: date, description: The day., labels: day}
      - {name: fee, kind: money, description: The fee., labels: fee}
"""
KENNEL_NOTICE = b"""KENNEL LOSS NOTICE
Policy number: QX-204518
Name of dog: Bruno Barkly
Vet bill: $900.00
End of stay: ran away

Day            Fee
4 May 2026     $400.00
5 May 2026     $500.00
"""
BEEHIVE_MODULE = '''
"""Beehives: a claim type with a rule of its own."""

from collections.abc import Iterator

from pipelines.claim import Severity
from pipelines.claim_types.schema import ClaimType, field
from pipelines.ports import Context
from pipelines.rules.rule import ClaimView, Rule


def swarms(view: ClaimView, context: Context) -> Iterator[str]:
    """More swarms than hives."""
    hives, lost = view.number("hives"), view.number("swarms_lost")
    if hives is not None and lost is not None and lost > hives:
        yield f"{lost} swarms were lost from {hives} hives"


CLAIM_TYPE = ClaimType(
    name="beehive",
    title="Beehive loss notice",
    line="other",
    description="Bees were lost.",
    cues=("beehive loss notice", "beehive", "swarm", "apiary"),
    fields=(
        field("hives", "integer", "How many hives there were.", "number of hives"),
        field("swarms_lost", "integer", "How many swarms were lost.", "swarms lost"),
    ),
)
RULES = (Rule("beehive.swarms", Severity.ERROR, "No more swarms are lost than there are hives", swarms,
              needs=("hives", "swarms_lost")),)
'''
READER_MODULE = '''
"""Reads a toy format: lines of "key=value" below a first line that names it."""

from pipelines.claim import Document
from pipelines.readers.reader import ReadResult, ReadTask, sha256_of

MARK = b"%PARCHMENT\\n"


class ParchmentReader:
    """Parchments."""

    name = "parchment"
    media_types = ("application/x-parchment",)

    def recognises(self, data: bytes) -> bool:
        """Whether it begins with the mark."""
        return data.startswith(MARK)

    def read(self, data: bytes, task: ReadTask) -> ReadResult:
        """One document: the lines, keys as labels."""
        text = data.removeprefix(MARK).decode().replace("=", ": ")
        task.check_length(len(text))
        own = {"media_type": self.media_types[0], "sha256": sha256_of(data), "text": text}
        document = Document(id=task.new_id(), ordinal=0, **own)
        return ReadResult((document,))
'''
BACKEND_MODULE = '''
"""A backend that says that the insured is whoever signs."""

from agent.settings import Settings
from pipelines.ports import Answer, Prompt


class Signatory:
    """Answers insured_name with the last line of the document, everything else with nothing."""

    name = "signatory"
    sha256 = "5" * 64
    context_tokens = 8192

    def count_tokens(self, text: str) -> int:
        """One a character."""
        return len(text) // 3

    def answer(self, prompt: Prompt) -> Answer:
        """The signature."""
        signed = prompt.prefix.removesuffix("\\n>>>").strip().splitlines()[-1]
        properties = prompt.schema["properties"]
        data = {name: [] if "items" in schema else None for name, schema in properties.items()}
        if "insured_name" in properties:
            data["insured_name"] = signed
        return Answer(str(data), data, 1, 1, 0.0)

    def close(self) -> None:
        """Nothing to give back."""


def open_signatory(settings: Settings) -> Signatory:
    """The backend."""
    return Signatory()
'''
SIGNED = b"Automobile loss notice: on 4 May 2026 a truck hit my parked car and dented the bumper.\n\nOdo Brandt\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of somebody else's, importable as `anothers`."""
    folder = tmp_path / "src" / "anothers"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(folder.parent))
    yield folder
    for name in [name for name in sys.modules if name.partition(".")[0] == "anothers"]:
        del sys.modules[name]


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    settings = branch_settings(tmp_path / "home")
    init_home(settings)
    return settings


def only_claim(site: Site, data: bytes) -> Claim:
    (claim,) = site.examine(data, AT).claims
    return claim


def values(claim: Claim) -> dict[str, Any]:
    return {field.path: field.value for field in claim.fields}


def test_a_claim_type_is_one_yaml_file(home: Settings) -> None:
    with open_site(home) as site:
        assert only_claim(site, KENNEL_NOTICE).claim_type != "kennel"
    (home.home / "claim_types" / "kennel.yaml").write_text(KENNEL_YAML)
    with open_site(home) as site:
        claim = only_claim(site, KENNEL_NOTICE)
    assert claim.claim_type == "kennel"
    assert values(claim) == {
        "policy_number": "QX-204518", "dog_name": "Bruno Barkly", "vet_bill": "900.00", "outcome_of_stay": "lost",
        "visits[0].day": "2026-05-04", "visits[0].fee": "400.00",
        "visits[1].day": "2026-05-05", "visits[1].fee": "500.00",
    }  # fmt: skip
    assert claim.triage is not None


def test_a_claim_type_with_a_rule_of_its_own_is_one_module(home: Settings) -> None:
    (home.home / "claim_types" / "beehive.py").write_text(BEEHIVE_MODULE)
    notice = b"BEEHIVE LOSS NOTICE\nNumber of hives: 3\nSwarms lost: %d\n"
    with open_site(home) as site:
        right, wrong, gap = (
            only_claim(site, data) for data in (notice % 2, notice % 5, b"BEEHIVE LOSS NOTICE\nNumber of hives: 3\n")
        )
    assert right.claim_type == wrong.claim_type == "beehive"
    assert "beehive.swarms" not in {finding.rule for finding in right.findings}
    (finding,) = [finding for finding in wrong.findings if finding.rule == "beehive.swarms"]
    assert finding.message.startswith("5 swarms were lost from 3 hives")
    assert [span.text for span in finding.spans] == ["3", "5"]
    assert [finding.outcome for finding in gap.findings if finding.rule == "beehive.swarms"] == ["missing"]


def test_a_reader_is_one_class_and_its_place_in_the_tuple(package: Path, home: Settings) -> None:
    (package / "parchment.py").write_text(READER_MODULE)
    reader = importlib.import_module("anothers.parchment").ParchmentReader()
    data = b"%PARCHMENT\nAutomobile loss notice\npolicy number=QX-204518\n"
    (document,) = read(data, lambda: "d", readers=(reader, *READERS)).documents
    assert document.media_type == "application/x-parchment"
    (plain,) = read(b"Policy number: QX-1\n", lambda: "d", readers=(reader, *READERS)).documents
    assert plain.media_type == "text/plain"


def test_a_new_reader_reads_what_is_attached_to_an_e_mail(package: Path) -> None:
    (package / "parchment.py").write_text(READER_MODULE)
    reader = importlib.import_module("anothers.parchment").ParchmentReader()
    mail = (
        b"From: a@b.example\nTo: c@d.example\nSubject: loss\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nSee the parchment.\n"
        b"--x\nContent-Type: application/x-parchment\nContent-Disposition: attachment; filename=p.bin\n\n"
        b"%PARCHMENT\npolicy number=QX-204518\n--x--\n"
    )
    documents = read(mail, lambda: "d", readers=(reader, *READERS)).documents
    assert [document.media_type for document in documents][-1] == "application/x-parchment"
    assert "policy number: QX-204518" in documents[-1].text


def test_a_backend_is_one_class_and_one_line(package: Path, home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    (package / "signatory.py").write_text(BACKEND_MODULE)
    opener = importlib.import_module("anothers.signatory").open_signatory
    monkeypatch.setitem(agent.backends.BACKENDS, "signatory", opener)
    settings = home.model_copy(update={"backend": "signatory"})
    with open_site(settings) as site:
        claim = only_claim(site, SIGNED)
    field = claim.field("insured_name")
    assert field is not None
    assert (field.value, field.chosen.source) == ("Odo Brandt", "model")


def test_the_line_in_the_list_is_all_that_names_a_backend(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(agent.backends.BACKENDS, "signatory", lambda settings: None)
    assert load_settings(tmp_path, {"LODGE_BACKEND": "signatory"}).backend == "signatory"


def test_a_claim_type_of_the_sites_own_can_be_told_in_json(home: Settings) -> None:
    (home.home / "claim_types" / "kennel.yaml").write_text(KENNEL_YAML)
    with open_site(home) as site:
        claim = only_claim(site, KENNEL_NOTICE)
    assert Claim.model_validate(json.loads(claim.model_dump_json())) == claim
