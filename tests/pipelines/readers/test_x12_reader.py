"""X12 837: one document for each claim, what it inherits, and what is wrong with the file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_x12 import (
    claim,
    defects_of,
    dependent,
    documents_of,
    interchange,
    recounted,
    rules_of,
    subscriber,
    transaction,
    whole,
    without,
)

from pipelines.claim import Document, SegmentSpan
from pipelines.errors import UnreadableError
from pipelines.readers import ReadLimits, ReadResult
from pipelines.readers.reader import ReadTask
from pipelines.readers.x12 import X12Reader

KINDS = ("837P", "837I", "837D")


def values(document: Document) -> dict[str, str]:
    return {entry.path: entry.value for entry in document.entries}


def family() -> str:
    levels = subscriber(2, claim("A1") + claim("A2"), children=1) + dependent(3, 2, claim("A3"))
    return interchange(transaction(levels + subscriber(4, claim("A4"))))


@pytest.mark.parametrize("kind", KINDS)
def test_a_sound_file_has_no_defects(kind: str) -> None:
    (document,) = documents_of(whole(kind))
    assert document.declares == kind
    assert document.media_type == "application/edi-x12"
    assert document.defects == ()
    assert document.problems == ()


def test_each_claim_is_a_document_with_what_it_inherits() -> None:
    documents = documents_of(family())
    assert [document.claim for document in documents] == [0, 1, 2, 3]
    assert [values(document)["2300.CLM.01"] for document in documents] == ["A1", "A2", "A3", "A4"]
    assert all(values(document)["2010AA.NM1[85].03"] == "LAKE CLINIC" for document in documents)
    assert [values(document)["2010BA.NM1[IL].09"] for document in documents] == ["MEM2", "MEM2", "MEM2", "MEM4"]
    assert [values(document).get("2010CA.NM1[QC].04") for document in documents] == [None, None, "TIM", None]
    assert all(document.defects == () for document in documents)


def test_entries_tell_their_place_in_the_file() -> None:
    text = family()
    segments = [segment.split("*") for segment in text.split("~")]
    for document in documents_of(text):
        for entry in document.entries:
            element = segments[entry.segment - 1][entry.element]
            assert entry.value == (element.split(":")[entry.component - 1] if entry.component else element).strip()


def test_the_text_is_the_claims_segments_each_with_its_number() -> None:
    text = family()
    segments = text.split("~")
    for document in documents_of(text):
        lines = [line.split(None, 1) for line in document.text.splitlines()]
        assert [int(number) for number, _ in lines] == sorted(int(number) for number, _ in lines)
        assert all(segments[int(number) - 1] == body for number, body in lines)
        assert {entry.segment for entry in document.entries} <= {int(number) for number, _ in lines}
        assert sum("CLM*" in body for _, body in lines) == 1


def test_paths_of_repeated_things() -> None:
    extra = "REF*G1*PA1~REF*G1*PA2~HI*BG:09*BG:17~SBR*S*01*******CI~OI***Y***Y~NM1*IL*1*OAKES*LEE~NM1*PR*2*OTHER PLAN~"
    found = values(documents_of(whole(extra=extra.replace("SBR", "NM1*82*1*REED*ANA****XX*1234567893~SBR")))[0])
    assert found["2300.REF[G1].02"] == "PA1" and found["2300.REF[G1][1].02"] == "PA2"
    assert found["2300.HI[BG].02"] == "09" and found["2300.HI[BG][1].02"] == "17"
    assert found["2330B[0].NM1[PR].03"] == "OTHER PLAN"
    assert found["2400[1].SV1.02"] == "25.50"
    assert found["2400[0].SV1.01-2"] == "99213" and found["2400[0].SV1.07-2"] == "2"
    assert found["2300.CLM.05-1"] == "11"
    assert found["2010AA.PER[IC].TE"] == "3305550199"


def test_of_a_text_that_holds_the_components_mark_nothing_is_cut() -> None:
    found = values(documents_of(whole(extra="NTE*ADD*SEEN AT: HOME~"))[0])
    assert found["2300.NTE[ADD].02"] == "SEEN AT: HOME"


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: "\ufeff" + text,
        lambda text: "\r\n  " + text,
        lambda text: text.replace("~", "~\r\n"),
        lambda text: text.replace("~", "~\n    "),
        lambda text: text.replace("~", "\n"),
        lambda text: text.replace("*", "|").replace(":", ">"),
    ],
)
def test_how_a_file_is_set_does_not_matter(changed: object) -> None:
    text = family()
    plain = [[(e.path, e.value, e.segment, e.element) for e in one.entries] for one in documents_of(text)]
    other = [[(e.path, e.value, e.segment, e.element) for e in one.entries] for one in documents_of(changed(text))]  # type: ignore[operator]
    assert other == plain


def test_windows_1252_is_read() -> None:
    (document,) = documents_of(whole().replace("RUTH", "RENÉE’S").encode("cp1252"))
    assert values(document)["2010BA.NM1[IL].04"] == "RENÉE’S"


def test_several_interchanges_groups_and_sets() -> None:
    two = interchange(transaction(subscriber(2, claim("B1"))), transaction(subscriber(2, claim("B2")), control="0002"))
    dental = whole("837D").replace("A1", "B3")
    documents = documents_of(two + "\n" + dental)
    assert [values(document)["2300.CLM.01"] for document in documents] == ["B1", "B2", "B3"]
    assert [document.declares for document in documents] == ["837P", "837P", "837D"]
    assert all(document.defects == () for document in documents)


@pytest.mark.parametrize(
    ("version", "lines", "kind"),
    [
        ("004010X096A1", "837I", "837I"),
        ("004010X097A1", "837D", "837D"),
        ("004010X098A1", "837P", "837P"),
        ("005010X224A3", "837D", "837D"),
        ("006020X325", "837P", "837P"),
        ("", "837D", "837D"),
    ],
)
def test_the_kind_is_told_by_the_guide_or_by_the_lines(version: str, lines: str, kind: str) -> None:
    text = interchange(transaction(subscriber(2, claim("A1", lines)), lines, version=version or "X"))
    assert documents_of(text.replace("*X~", "~").replace(f"*X*{'005010X222A1'}", f"*X*{version}"))[0].declares == kind


def test_a_mark_that_isa_does_not_name_is_found() -> None:
    text = whole()
    head, body = text[:106], text[106:]
    (document,) = documents_of(head + body.replace(":", ">"))
    assert values(document)["2400[0].SV1.01-2"] == "99213"
    assert [defect.rule for defect in document.defects] == ["edi.delimiters"]


BROKEN = [
    ("edi.unknown_segment", lambda t: recounted(t.replace("LX*1~", "ZZZ*1~LX*1~")), "(ZZZ) is not one that an 837P"),
    ("edi.unknown_segment", lambda t: recounted(t.replace("LX*1~", "NM1*XX*1*A~LX*1~")), "names somebody whom"),
    ("edi.loop_order", lambda t: t.replace("NM1*40*2*STATE HEALTH PLAN*****46*55555~", "")
     .replace("HL*1**20", "NM1*40*2*P*****46*5~HL*1**20").replace("NM1*41*2", "NM1*40*2*P*****46*5~NM1*41*2"), "1000"),
    ("edi.loop_order", lambda t: recounted(t.replace("LX*2~", "SBR*S*01~LX*2~")), "opens loop 2320 after a loop"),
    ("edi.loop_order", lambda t: recounted(t.replace("LX*1~", "LX*1~N3*1 PINE ST~")), "does not belong where it"),
    ("edi.missing_segment", lambda t: without(t, lambda s: s.startswith("NM1*PR")), "has no loop 2010BB"),
    ("edi.missing_segment", lambda t: without(t, lambda s: s.startswith("SV1")), "has no SV1"),
    ("edi.missing_segment", lambda t: without(t, lambda s: s.startswith("SE*")), "has no SE"),
    ("edi.missing_segment", lambda t: without(t, lambda s: s.startswith("N4*AKRON*OH*44302")), "2010AA"),
    ("edi.bad_count", lambda t: t.replace("SE*27", "SE*28"), "(SE) counts 28 segments; there are 27"),
    ("edi.bad_count", lambda t: t.replace("GE*1*", "GE*7*"), "(GE) counts 7 transaction sets; there are 1"),
    ("edi.bad_count", lambda t: t.replace("IEA*1*", "IEA*x*"), "(IEA) counts no number groups; there are 1"),
    ("edi.control_number", lambda t: t.replace("*0001~GE", "*0009~GE"), "(SE) differs"),
    ("edi.control_number", lambda t: t.replace("GE*1*1", "GE*1*2"), "(GE) differs"),
    ("edi.control_number", lambda t: t.replace("IEA*1*000000101", "IEA*1*000000102"), "(IEA) differs"),
    ("edi.hl_parent", lambda t: t.replace("HL*2*1*22", "HL*2*9*22"), "names a parent that stands nowhere before it"),
    ("edi.hl_parent", lambda t: t.replace("HL*2*1*22", "HL*4*1*22"), "has the number 4; expected 2"),
    ("edi.hl_parent", lambda t: t.replace("HL*2*1*22", "HL*2**22"), "names no parent"),
    ("edi.element", lambda t: t.replace("CLM*A1*", "CLM**"), "(CLM) lacks its element 1"),
    ("edi.element", lambda t: t.replace("CLM*A1*", f"CLM*{'9' * 39}*"), "has 39 characters; the guide allows 38"),
    ("edi.truncated", lambda t: t[: t.index("SE*27")], "SE, GE, IEA missing"),
    ("edi.truncated", lambda t: t[: t.index("IEA*")], "IEA missing"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "breaks", "told"), BROKEN)
def test_a_fault_is_told_with_its_segment(rule: str, breaks: object, told: str) -> None:
    text = breaks(whole())  # type: ignore[operator]
    told_by = [defect for defect in defects_of(text) if defect.rule == rule]
    assert any(told in defect.message for defect in told_by), defects_of(text)
    segments = text.split("~")
    for defect in told_by:
        (span,) = defect.spans
        assert isinstance(span, SegmentSpan) and 1 <= span.segment <= len(segments)
        assert not defect.message.endswith(".")


def test_a_fault_of_a_claim_is_not_told_of_its_neighbours() -> None:
    text = interchange(transaction(subscriber(2, claim("A1") + claim("A2", extra="ZZZ*1~") + claim("A3"))))
    assert [[d.rule for d in document.defects] for document in documents_of(text)] == [[], ["edi.unknown_segment"], []]


def test_a_fault_of_the_envelope_is_told_of_every_claim_in_it() -> None:
    documents = documents_of(family().replace("IEA*1", "IEA*2") + whole())
    assert [[d.rule for d in document.defects] for document in documents] == [["edi.bad_count"]] * 4 + [[]]


def test_a_file_of_faults_tells_the_first_of_each_kind() -> None:
    found = defects_of(whole(extra="ZZZ*1~" * 500))
    assert len(found) == 21
    assert found[-1].message == "There are 480 more faults of this kind"


def test_a_provider_that_comes_late_does_not_take_the_claim_away() -> None:
    text = recounted(whole().replace("CLM*", "NM1*85*2*OTHER CLINIC*****XX*1234567893~CLM*"))
    (document,) = documents_of(text)
    found = values(document)
    assert found["2010BA.NM1[IL].09"] == "MEM2" and found["2300.CLM.01"] == "A1"
    assert rules_of(text)[0] == "edi.loop_order"


def test_a_patient_without_a_level_of_his_own_is_still_the_patient() -> None:
    text = recounted(whole().replace("CLM*", "NM1*QC*1*OAKES*TIM~CLM*"))
    assert values(documents_of(text)[0])["2010CA.NM1[QC].04"] == "TIM"
    assert "edi.loop_order" in rules_of(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (whole().replace("ST*837", "ST*835"), "This is X12 835, a remittance advice"),
        (whole().replace("ST*837", "ST*277"), "This is X12 277, a claim status"),
        (interchange(transaction("")), "no CLM segment"),
        (whole()[:106], "no ST segment"),
    ],
)
def test_a_file_without_a_claim_is_refused(text: str, told: str) -> None:
    with pytest.raises(UnreadableError, match=told) as refused:
        documents_of(text)
    assert refused.value.code == "no_claim"


def test_other_sets_beside_claims_are_told() -> None:
    other = "ST*835*0002~BPR*I~SE*3*0002~"
    text = interchange(transaction(subscriber(2, claim("A1"))), other)
    (defect,) = defects_of(text)
    assert defect.rule == "edi.other_transaction" and "X12 835, a remittance advice" in defect.message


def test_limits() -> None:
    with pytest.raises(UnreadableError, match="has 4 claims, more than 3") as refused:
        documents_of(family(), ReadLimits(max_claims=3))
    assert refused.value.code == "too_many_claims"
    with pytest.raises(UnreadableError, match="more than 20 segments"):
        documents_of(family(), ReadLimits(max_segments=20))
    with pytest.raises(UnreadableError, match="more than 300000 segments"):
        documents_of(whole()[:106] + "LX*1~" * 700_000)


def test_a_file_without_isa_is_read() -> None:
    (document,) = documents_of(transaction(subscriber(2, claim("A1"))))
    assert document.declares == "837P" and values(document)["2300.CLM.02"] == "100.50"


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(KINDS),
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["drop", "double", "swap", "change"])), max_size=8),
    st.text(alphabet="HLNM1CS*:~ \n²é", max_size=12),
)
def test_a_broken_file_is_read_or_refused_but_breaks_nothing(
    kind: str, breaks: list[tuple[int, str]], odd: str
) -> None:
    segments = whole(kind).split("~")
    for place, how in breaks:
        at = place % len(segments)
        if how == "drop":
            segments = segments[:at] + segments[at + 1 :] or ["ISA*"]
        elif how == "double":
            segments.insert(at, segments[-at])
        elif how == "swap":
            segments[at], segments[0] = segments[0], segments[at]
        else:
            segments[at] = segments[at][:3] + odd
    task = ReadTask(lambda: "d", ReadLimits(), lambda data, task: ReadResult(()), iter(range(9)))
    try:
        documents = X12Reader().read("~".join(segments).encode(), task).documents
    except UnreadableError as error:
        assert str(error).endswith(".")
    else:
        assert all(document.entries and document.text for document in documents)


def test_a_file_wrapped_at_80_columns_is_read_whole() -> None:
    text = whole()
    for end in ("\n", "\r\n"):
        (document,) = documents_of(end.join(text[start : start + 80] for start in range(0, len(text), 80)))
        assert document.defects == ()
        assert [entry.value for entry in document.entries] == [entry.value for entry in documents_of(text)[0].entries]


def test_small_letters_are_read_as_capitals_and_it_is_told() -> None:
    (document,) = documents_of(whole().lower())
    assert document.declares == "837P"
    assert [defect.rule for defect in document.defects] == ["edi.unknown_segment"]


@pytest.mark.parametrize("before", ["# claims of June\n", "-- exported 2026-06-01 --\r\n\r\n"])
def test_lines_before_the_interchange_are_told(before: str) -> None:
    (document,) = documents_of(before + whole())
    assert len(document.entries) == len(documents_of(whole())[0].entries)
    assert [defect.rule for defect in document.defects] == ["edi.unknown_segment"]


def test_a_group_without_its_interchange_is_read_and_told() -> None:
    text = whole()
    assert "edi.missing_segment" in rules_of(text[text.index("GS*") : text.index("IEA*")])
