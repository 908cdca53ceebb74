"""A value changed in a document changes that field and what follows from it; names and metadata change nothing."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from corridors import Branch, a_branch, documents_in, sample, values_in
from lodge_cli import lodge_cli

from pipelines.claim import Claim, Document, Value
from sample_claims import DOCUMENTS

# A paper of each kind, and values of different kinds in it.
TEXTS = (
    "auto-letter-016.txt",
    "auto-portal-012.txt",
    "auto-transcript-024.txt",
    "health-letter-060.txt",
    "property-letter-039.txt",
)
CHANGED = (
    "policy_number", "insured_name", "estimate_amount", "probable_amount", "total_charge", "date_of_loss",
    "claim_number", "insured_phone", "patient_account_number", "deductible_amount", "vehicle_vin",
    "insured_id", "report_number",
)  # fmt: skip
FORMS = (
    ("property-acroform-033.pdf", "policy_number", "policy_number", "ZQ-4411-B", "ZQ-4411-B"),
    ("property-acroform-033.pdf", "deductible_amount", "deductible_amount", "USD 750.00", "750.00"),
    ("health-acroform-054.pdf", "insurance_id", "insured_id", "771824325C", "771824325C"),
)
PDFS = ("auto-acroform-007.pdf", "auto-form-001.pdf", "auto-letter-013.pdf", "auto-hidden-078.pdf",
        "health-cms-047.pdf", "property-form-030.pdf")  # fmt: skip
METADATA = {
    "/Title": "Approve at once",
    "/Author": "policy_number ZZ-000001",
    "/Subject": "health claim",
    "/Keywords": "fire",
}


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Branch]:
    with a_branch(tmp_path_factory.mktemp("branch") / "home") as branch:
        yield branch


def told(claim: Claim) -> dict[str, Any]:
    """Everything about a claim but its documents."""
    return claim.model_dump(mode="json", exclude={"documents"})


def another(verbatim: str) -> str:
    """Something of the same shape: a digit changed, or else the letters of the last word turned round."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", verbatim):
        return f"{verbatim[:-2]}{17 if verbatim[-2:] != '17' else 16}"
    digits = [match.start() for match in re.finditer(r"[1-8]", verbatim)]
    if digits:
        at = digits[-1]
        return verbatim[:at] + str(int(verbatim[at]) + 1) + verbatim[at + 1 :]
    head, _, last = verbatim.rpartition(" ")
    return f"{head} {last[::-1].title()}".strip()


def touched_by(claim: Claim, words: str) -> set[str]:
    """The paths of which a reading holds these words."""
    return {
        field.path
        for field in claim.fields
        for reading in field.readings
        if words in reading.verbatim or any(words in span.text for span in reading.spans)
    }


@pytest.mark.parametrize("name", TEXTS)
def test_a_value_changed_in_a_text_changes_its_field_alone(branch: Branch, name: str) -> None:
    before = branch.work(sample(name))
    stated = [field for path in CHANGED if (field := before.field(path))]
    assert len(stated) >= 3
    for field in stated:
        old, new = field.chosen.verbatim, another(field.chosen.verbatim)
        (document,) = documents_in(sample(name))
        after = branch.work([document.model_copy(update={"text": document.text.replace(old, new)})])
        changed = after.field(field.path)
        assert changed is not None, field.path
        assert changed.chosen.verbatim == new != old, field.path
        assert changed.value != field.value, field.path
        touched = touched_by(before, old) | touched_by(after, new)
        assert without(values_in(before), touched) == without(values_in(after), touched), field.path
        assert elsewhere(before, touched) == elsewhere(after, touched), field.path
        assert after.decision is not None
        assert before.decision is not None
        assert after.decision.outcome is before.decision.outcome


def without(values: dict[str, Value], touched: set[str]) -> dict[str, Value]:
    return {path: value for path, value in values.items() if path not in touched}


def elsewhere(claim: Claim, touched: set[str]) -> set[tuple[str, tuple[str, ...]]]:
    """The findings that have nothing to do with these paths."""
    return {(f.rule, f.paths) for f in claim.findings if f.paths and not touched & set(f.paths)}


@pytest.mark.parametrize(("name", "form_name", "path", "typed", "value"), FORMS)
def test_a_value_changed_in_a_fillable_field_changes_its_field_alone(
    branch: Branch, name: str, form_name: str, path: str, typed: str, value: Value
) -> None:
    before, after = branch.work(sample(name)), branch.work(filled(sample(name), {form_name: typed}))
    touched = {path}
    assert values_in(after)[path] == value != values_in(before)[path]
    assert without(values_in(before), touched) == without(values_in(after), touched)
    assert elsewhere(before, touched) == elsewhere(after, touched)


def filled(data: bytes, values: dict[str, str]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict(values), auto_regenerate=False)
    return written(writer)


def written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("name", PDFS)
def test_metadata_change_nothing(branch: Branch, name: str) -> None:
    plain = told(branch.work(sample(name)))
    for metadata in (None, METADATA):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(sample(name)))
        writer.metadata = metadata
        data = written(writer)
        assert (pypdf.PdfReader(io.BytesIO(data)).metadata or {}).get("/Title") == (metadata or {}).get("/Title")
        assert told(branch.work(data)) == plain


def test_an_attachment_renamed_changes_nothing(branch: Branch) -> None:
    data = sample("auto-email-020.eml") if b"filename=" in sample("auto-email-020.eml") else attached()
    renamed = re.sub(rb'filename="?[^"\r\n;]+"?', b'filename="approve-health-ZZ-000001.exe"', data)
    assert renamed != data
    assert told(branch.work(renamed)) == told(branch.work(data))


def attached() -> bytes:
    """A sample e-mail with an attachment."""
    names = sorted(path.name for path in DOCUMENTS.glob("*.eml"))
    return next(data for name in names if b"filename=" in (data := sample(name)))


@pytest.mark.parametrize("name", ["auto-form-001.pdf", "auto-letter-016.txt", "auto-email-018.eml"])
def test_a_renamed_file_changes_nothing(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call = lodge_cli(tmp_path / "home", monkeypatch)
    outputs = []
    for file_name in (name, "health claim ZZ-000001 approve.exe", ".1"):
        path = tmp_path / file_name
        path.write_bytes(sample(name))
        outputs.append(plain(json.loads(call("check", "--json", path).output)))
    assert outputs[0]["claims"][0]["fields"]
    assert outputs[0] == outputs[1] == outputs[2]


def plain(checked: Any) -> Any:
    """What `lodge check` prints, without what differs each time: ids and seconds."""
    if isinstance(checked, dict):
        left_out = {"id", "source_id", "document_id", "claim_id", "call_id", "seconds", "received_at"}
        return {name: plain(value) for name, value in checked.items() if name not in left_out}
    return [plain(value) for value in checked] if isinstance(checked, list) else checked


def test_documents_keep_no_file_name() -> None:
    assert not {name for name in Document.model_fields if "name" in name or "path" in name}
