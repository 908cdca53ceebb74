"""Promise 3: no value without evidence. Every value points at its place; what stands nowhere becomes a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from corridors import AT, Branch, a_branch, documents_in, sample

from agent.backends.scripted import Scripted, emptiest
from pipelines.claim import Claim, Field, Grounding, Layer, PageSpan, ReadingSource, Span
from pipelines.claim_types import CLAIM_TYPES
from pipelines.ports import Prompt
from pipelines.values import KINDS
from pipelines.values.kind import Hints

PAPERS = (
    "auto-acroform-007.pdf", "auto-form-001.pdf", "auto-packet-010.pdf", "auto-portal-012.txt", "auto-letter-016.txt",
    "auto-email-018.eml", "auto-transcript-024.txt", "auto-hidden-078.pdf", "auto-injection-074.txt",
    "property-acroform-033.pdf", "property-form-030.pdf", "property-letter-036.pdf", "property-email-041.eml",
    "health-acroform-054.pdf", "health-cms-047.pdf", "health-form-051.pdf", "health-letter-060.txt",
    "health-transcript-065.txt",
)  # fmt: skip


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Branch]:
    with a_branch(tmp_path_factory.mktemp("branch") / "home") as branch:
        yield branch


def stands(span: Span, claim: Claim) -> bool:
    """Whether what a span says stands where it points: in the text, or in a fillable field of its page."""
    document = next(document for document in claim.documents if document.id == span.document_id)
    start, end = getattr(span, "start", -1), getattr(span, "end", -1)
    if start >= 0:
        return bool(span.text.strip()) and document.text[start:end] == span.text
    return isinstance(span, PageSpan) and any(
        form.value == span.text and form.page == span.page and (form.box,) == span.boxes for form in document.form
    )


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def is_said_there(field: Field) -> bool:
    """Whether the verbatim words are those of the spans, in order; of a ticked box the mark is pointed at."""
    told = [span.text for span in field.chosen.spans]
    if field.chosen.source is ReadingSource.FORM and told == ["[x]"]:
        return True
    return letters(field.chosen.verbatim) == letters("".join(told))


@pytest.mark.parametrize("name", PAPERS)
def test_every_value_of_every_kind_of_paper_points_at_its_place(branch: Branch, name: str) -> None:
    claim = branch.work(sample(name))
    claim_type = CLAIM_TYPES[claim.claim_type or ""]
    assert len(claim.fields) > 3
    for field in claim.fields:
        assert field.chosen.spans, field.path
        assert all(stands(span, claim) for reading in field.readings for span in reading.spans), field.path
        assert is_said_there(field), field.path
        spec = claim_type.spec(field.path)
        assert spec
        if field.grounding is Grounding.DERIVED:
            assert field.chosen.derivation
            continue
        assert field.chosen.derivation is None
        if field.grounding is Grounding.VERBATIM:
            assert str(field.value) == field.chosen.verbatim.strip()


@pytest.mark.parametrize("name", PAPERS)
def test_boxes_lie_on_the_pages(branch: Branch, name: str) -> None:
    claim = branch.work(sample(name))
    pages = {(document.id, page.number): page for document in claim.documents for page in document.pages}
    for field in claim.fields:
        for span in field.chosen.spans:
            if not isinstance(span, PageSpan):
                continue
            page = pages[span.document_id, span.page]
            assert span.boxes, field.path
            for box in span.boxes:
                assert -1 <= box.x0 <= box.x1 <= page.width + 1, field.path
                assert -1 <= box.top <= box.bottom <= page.height + 1, field.path


def inventing(prompt: Prompt) -> object:
    """Answers every open question with what stands nowhere."""
    answer = emptiest(prompt.schema)
    for name, branch in prompt.schema["properties"].items():
        if "anyOf" in branch:
            answer[name] = "Zebedee Zymurgy-Quux"
        elif branch.get("type") == "array":
            columns = branch["items"]["properties"]
            row = emptiest(branch["items"])
            answer[name] = [row | {c: "Zebedee Zymurgy-Quux" for c, schema in columns.items() if "anyOf" in schema}]
    return answer


def test_what_a_model_invents_is_dropped_and_told(branch: Branch) -> None:
    papers = documents_in(b"Automobile loss notice. My car was hit by another car whose witness saw it.")
    model = Scripted(inventing)
    claim = branch.work(papers, model)
    assert model.history
    assert all(field.chosen.source is not ReadingSource.MODEL for field in claim.fields)
    assert all("Zymurgy" not in str(field.value) for field in claim.fields)
    dropped = [finding for finding in claim.findings if finding.rule == "grounding.not_in_document"]
    assert dropped
    assert {"insured_name"} <= {path for finding in dropped for path in finding.paths}


def test_hidden_words_are_no_evidence(branch: Branch) -> None:
    claim = branch.work(sample("auto-hidden-078.pdf"))
    (document,) = claim.documents
    hidden = [word for page in document.pages for word in page.words if word.layer is Layer.HIDDEN]
    assert hidden
    assert all((word.start, word.end) == (-1, -1) for word in hidden)
    assert " ".join(word.text for word in hidden) not in " ".join(document.text.split())


def test_the_reader_of_a_value_can_be_asked_what_it_meant(branch: Branch) -> None:
    """A value that is not derived is what its kind makes of the words it points at."""
    claim = branch.work(sample("auto-letter-016.txt"))
    claim_type = CLAIM_TYPES["auto"]
    told = [field for field in claim.fields if field.grounding is not Grounding.DERIVED]
    assert told
    for field in told:
        spec = claim_type.spec(field.path)
        assert spec
        hints = Hints(today=branch.site.context_for(AT).received_on, options=spec.options)
        assert KINDS[spec.kind].parse(field.chosen.verbatim, hints) == field.value, field.path
