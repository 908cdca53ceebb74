"""ZIP archives: members are read within limits, whatever they are called; what cannot be read is told."""

from __future__ import annotations

import io
import zipfile

import pytest
from made_office import zipped
from made_pdfs import encrypted, lines, read_bytes

from pipelines.errors import UnreadableError
from pipelines.readers import READERS, ReadLimits, ReadResult
from pipelines.readers.reader import ReadTask, sha256_of


def test_members_are_documents_of_one_claim() -> None:
    pdf, note = lines("Estimate 1,250.00"), b"Police report BPD-77\n"
    result = read_bytes(zipped({"a.txt": pdf, "folder/": b"", "folder/b.exe": note}))
    assert [(one.media_type, one.role, one.claim) for one in result.documents] == [
        ("application/pdf", "attachment", 0),
        ("text/plain", "attachment", 0),
    ]
    assert result.contents == {sha256_of(pdf): pdf, sha256_of(note): note}


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "C:\\x", "a\0b", "x" * 60_000])
def test_names_lead_nowhere(name: str) -> None:
    (document,) = read_bytes(zipped({name: b"a note\n"})).documents
    assert (document.text, document.role) == ("a note", "attachment") or document.text == "a note\n"
    assert "cron" not in document.model_dump_json()


def test_an_archive_that_holds_a_stored_pdf_is_an_archive() -> None:
    data = zipped({"a.pdf": lines("one"), "b.txt": b"two\n"}, zipfile.ZIP_STORED)
    assert len(read_bytes(data).documents) == 2


def test_what_cannot_be_read_is_a_problem() -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("note.txt", "a note\n")
        archive.writestr("locked.pdf", encrypted(lines("secret"), "pass"))
        archive.writestr("strange.bin", bytes(range(1, 200)))
    (document,) = read_bytes(stream.getvalue()).documents
    assert document.problems == tuple(
        f"attachment_unreadable:{code}" for code in ("link", "encrypted", "unknown_format")
    )


def test_a_locked_archive_says_so() -> None:
    data = bytearray(zipped({"a.txt": b"secret words\n"}, zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableError) as error:
        read_bytes(bytes(data))
    assert error.value.code == "nothing_readable"
    assert "locked with a password" in str(error.value)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped({}), "empty"),
        (zipped({"a": b"x" * 100})[:60], "damaged"),
        (zipped({"a.txt": bytes(range(1, 200))}), "nothing_readable"),
        (zipped({str(number): b"" for number in range(10_001)}), "too_many_attachments"),
    ],
    ids=["empty", "cut off", "nothing readable", "too many"],  # an archive's bytes hold the time it was made
)
def test_what_holds_nothing_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read_bytes(data)
    assert error.value.code == code


def test_a_bomb_is_stopped_while_it_unpacks() -> None:
    with pytest.raises(UnreadableError) as error:
        read_bytes(zipped({"a.txt": b"0" * (20 << 20)}))
    assert error.value.code == "unpacks_too_large"


def test_all_levels_share_one_limit() -> None:
    noise = bytes(range(32, 127)) * 3_000
    inner = zipped({"a.txt": noise, "b.txt": noise})
    limits = ReadLimits(max_unpacked=len(noise) * 2 + len(inner) + 10)
    assert len(read_bytes(zipped({"i.zip": inner}), limits).documents) == 2
    with pytest.raises(UnreadableError) as error:
        read_bytes(zipped({"i.zip": inner, "c.txt": noise}), limits)
    assert error.value.code == "unpacks_too_large"


def test_a_declared_size_that_lies_changes_nothing() -> None:
    data = bytearray(zipped({"a.txt": b"0" * (20 << 20)}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (5).to_bytes(4, "little")
    with pytest.raises(UnreadableError):
        read_bytes(bytes(data))


def test_depth_and_number_are_limited() -> None:
    data = b"a note\n"
    for _ in range(6):
        data = zipped({"inner.zip": data})
    with pytest.raises(UnreadableError) as error:
        read_bytes(data)
    assert error.value.code == "nothing_readable"
    many = zipped({f"{number}.txt": f"note {number}\n" for number in range(9)})
    documents = read_bytes(many, ReadLimits(max_attachments=5)).documents
    assert len(documents) == 5
    assert documents[0].problems == ("attachment_unreadable:too_many_attachments",)


class Batch:
    """A format whose files hold several structured claims: "BATCH" and a number."""

    name = "batch"
    media_types = ("application/x-batch",)

    def recognises(self, data: bytes) -> bool:
        return data.startswith(b"BATCH")

    def read(self, data: bytes, task: ReadTask) -> ReadResult:
        from pipelines.claim import Document

        return ReadResult(
            tuple(
                Document(id=task.new_id(), ordinal=0, claim=number, media_type="application/x-batch",
                         sha256=sha256_of(data), text="x", declares="837P")
                for number in range(int(data[5:]))
            )
        )  # fmt: skip


def test_structured_claims_are_numbered_on() -> None:
    from pipelines.readers import read

    data = zipped({"a": b"BATCH2", "note": b"a note\n", "b": b"BATCH3"})
    documents = read(data, lambda: "x", readers=(Batch(), *READERS)).documents
    assert [document.claim for document in documents] == [0, 1, 0, 2, 3, 4]  # the note goes with the first


NOTICE = """AUTOMOBILE LOSS NOTICE

Policy number: {0}-4471
Insured name: {1}
Date of loss: 05/0{2}/2026
Cause of loss: Collision
Vehicle year: 2019
"""
REPORT = "POLICE REPORT\n\nReport number: 26-1\nDriver: {}\nPolicy number: {}-4471\n"


def test_notices_of_different_claims_are_claims_with_their_papers() -> None:
    data = zipped(
        {
            "1": NOTICE.format("AP1", "Greta Okonkwo", 2),
            "2": NOTICE.format("BQ2", "Tomas Lindqvist", 3),
            "3": REPORT.format("Greta Okonkwo", "AP1"),
            "4": "RECEIPT\n\nTowing: $120.00\n",
            "5": NOTICE.format("AP1", "Greta Okonkwo", 2),
        }
    )
    documents = read_bytes(data).documents
    assert [document.claim for document in documents] == [0, 1, 0, 1, 0]
    assert [document.ordinal for document in documents] == [0, 1, 2, 3, 4]


def test_one_notice_with_papers_is_one_claim() -> None:
    data = zipped({"1": REPORT.format("Greta Okonkwo", "AP1"), "2": NOTICE.format("AP1", "Greta Okonkwo", 2)})
    assert [document.claim for document in read_bytes(data).documents] == [0, 0]
