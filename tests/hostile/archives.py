# ruff: noqa: E501, PLW0108 (one file a line reads better; what makes it stands below)
"""Hostile archives: bombs, links, names that lead elsewhere, sizes that lie."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable

from hostile.case import MB, HostileFile, cut, flipped, noise, packed
from hostile.pdfs import paper

_NOTE = b"Policy number AP-118822\nDate of loss 2026-03-02\n"


def info(name: str, mode: int = 0o100644) -> zipfile.ZipInfo:
    """An entry of fixed date."""
    entry = zipfile.ZipInfo(name)
    entry.external_attr = mode << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def folder(entries: Iterable[tuple[str, bytes]], mode: int = 0o100644) -> bytes:
    """A ZIP of these entries."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in entries:
            out.writestr(info(name, mode), data)
    return held.getvalue()


def nested(levels: int, times: int, inner: bytes) -> bytes:
    """Archives within archives."""
    for level in range(levels):
        inner = folder((f"{level}-{n}.zip", inner) for n in range(times))
    return inner


def local(name: bytes, data: bytes, size: int, method: int = 8, crc: int = 0, flags: int = 0) -> bytes:
    """The head of an entry, and its data."""
    return (
        struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, flags, method, 0, 33, crc, len(data), size, len(name), 0)
        + name
        + data
    )


def central(
    name: bytes, held: int, size: int, at: int, method: int = 8, crc: int = 0, flags: int = 0, extra: bytes = b""
) -> bytes:
    """What the table at the end says of an entry."""
    return (
        struct.pack(
            "<IHHHHHHIIIHHHHHII",
            0x02014B50,
            20,
            20,
            flags,
            method,
            0,
            33,
            crc,
            held,
            size,
            len(name),
            len(extra),
            0,
            0,
            0,
            0,
            at,
        )
        + name
        + extra
    )


def closing(count: int, size: int, at: int) -> bytes:
    """The end of a ZIP."""
    return struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count & 0xFFFF, count & 0xFFFF, size, at, 0)


def bomb(size: int, said: int | None = None) -> bytes:
    """A ZIP of one entry of so many zeros."""
    data = packed(size, bits=-15)
    crc = 0
    for _ in range(size // MB):
        crc = zlib.crc32(bytes(MB), crc)
    size = size if said is None else said
    head, table = local(b"a.txt", data, size, crc=crc), central(b"a.txt", len(data), size, 0, crc=crc)
    return head + table + closing(1, len(table), len(head))


def one(
    name: bytes = b"a.txt",
    data: bytes = _NOTE,
    said: int | None = None,
    crc: int | None = None,
    method: int = 8,
    flags: int = 0,
    extra: bytes = b"",
) -> bytes:
    """A ZIP of one entry about which it may lie."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    held = packer.compress(data) + packer.flush() if method == 8 else data
    size = len(data) if said is None else said
    check = zlib.crc32(data) if crc is None else crc
    head = local(name, held, size, method, check, flags)
    table = central(name, len(held), size, 0, method, check, flags, extra)
    return head + table + closing(1, len(table), len(head))


def overlapping(count: int, size: int) -> bytes:
    """Many entries that share the bytes of one."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = bytes(size)
    crc, packed_data = zlib.crc32(data), packer.compress(data) + packer.flush()
    head = local(b"a", packed_data, size, crc=crc)
    table = b"".join(central(b"a%d" % n, len(packed_data), size, 0, crc=crc) for n in range(count))
    return head + table + closing(count, len(table), len(head))


def tar(kind: bytes, name: str, target: str = "") -> bytes:
    """A tape archive of one entry."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as out:
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname, entry.size = kind, target, 0
        out.addfile(entry)
    return held.getvalue()


_ZIP64 = struct.pack("<HHQQQ", 1, 24, 2**63, 2**63, 2**63)


def _f(name: str, make: object, small: bool = False) -> HostileFile:
    return HostileFile("archive", name, make, small)  # type: ignore[arg-type]


ARCHIVES: tuple[HostileFile, ...] = (
    _f("one entry of 300 MB", lambda: bomb(300 * MB), True),
    _f("one entry of 300 MB that says 10 bytes", lambda: bomb(300 * MB, 10)),
    _f("one entry of 10 bytes that says 4 GB", lambda: one(said=2**32 - 2)),
    _f("16 entries of 16 MB each", lambda: folder((f"{n}.txt", b" x" * (8 * MB)) for n in range(16))),
    _f("10,000 entries that share 10 MB", lambda: overlapping(10_000, 10 * MB), True),
    _f("archives 5 deep, 16 each", lambda: nested(5, 16, folder([("a.txt", bytes(MB))]))),
    _f("archives 1,000 deep", lambda: nested(1000, 1, folder([("a.txt", _NOTE)]))),
    _f("an archive that is its own entry", lambda: _quine(), True),
    _f("a link to /etc/passwd", lambda: folder([("x", b"/etc/passwd")], 0o120777), True),
    _f("a link upwards", lambda: folder([("x", b"../../.."), ("x/y.txt", _NOTE)], 0o120777)),
    _f("a device", lambda: folder([("null", b"")], 0o020666)),
    _f("an entry named ../../x", lambda: folder([("../../x.txt", _NOTE)]), True),
    _f("an entry named /tmp/lodge-hostile", lambda: folder([("/tmp/lodge-hostile", _NOTE)])),
    _f("an entry named C:\\x", lambda: folder([("C:\\windows\\x.txt", _NOTE), ("..\\..\\x", _NOTE)])),
    _f("an entry with a NUL in its name", lambda: one(b"a\0b.txt")),
    _f("an entry without a name", lambda: one(b"")),
    _f("an entry with a name of 60,000", lambda: one(b"n" * 60_000)),
    _f("names of no character set", lambda: one(b"\xff\xfe\xfd", flags=0x800)),
    _f("the same name 1,000 times", lambda: folder(("a.txt", _NOTE + b"%d" % n) for n in range(1000))),
    _f("encrypted", lambda: one(flags=1), True),
    _f("encrypted strongly", lambda: one(method=99, flags=1)),
    _f("a packing that is none", lambda: one(method=77)),
    _f("LZMA of noise", lambda: one(data=noise(5000), method=14)),
    _f("a wrong sum", lambda: one(crc=1)),
    _f("noise within", lambda: one(data=noise(5000), method=0).replace(b"\0\0\x21\0", b"\x08\0\x21\0")),
    _f("zip64 beyond everything", lambda: one(said=2**32 - 1, extra=_ZIP64)),
    _f("100,000 entries", lambda: folder((f"{n}.txt", b"x") for n in range(100_000))),
    _f("65,535 entries said, one there", lambda: one()[:-22] + closing(65_535, 60, 0)),
    _f("a table before the beginning", lambda: one()[:-22] + closing(1, 2**32 - 1, 2**32 - 1)),
    _f("no entries", lambda: closing(0, 0, 0), True),
    *(_f(f"cut at {share:.0%}", lambda share=share: cut(folder([("a.txt", _NOTE * 99), ("b.pdf", paper())]), share)) for share in (0.1, 0.5, 0.95)),
    _f("bytes changed", lambda: flipped(folder([("a.txt", _NOTE), ("b.pdf", paper())]), 20)),
    _f("a comment that is an archive", lambda: folder([("a.txt", _NOTE)])[:-2] + struct.pack("<H", 1000) + one()),
    _f("hostile papers", lambda: folder([("a.pdf", b"%PDF-1.7"), ("b.pdf", paper(b"3 0 R")), ("c", noise(999)), ("d.txt", b"\0" * 99)])),
    _f("a gzip of 300 MB", lambda: packed(300 * MB, bits=31)),
    _f("a tape with a link", lambda: tar(tarfile.SYMTYPE, "x", "/etc/passwd")),
    _f("a tape with ../../x", lambda: tar(tarfile.REGTYPE, "../../x")),
    _f("7z of noise", lambda: b"7z\xbc\xaf\x27\x1c\0\4" + noise(9000)),
    _f("RAR of noise", lambda: b"Rar!\x1a\7\1\0" + noise(9000)),
)  # fmt: skip


def _quine() -> bytes:
    """An archive in which one entry's data begins where the archive begins."""
    whole = local(b"r.zip", b"", 0, method=0)
    table = central(b"r.zip", 200, 200, 0, method=0)
    return whole + table + closing(1, len(table), len(whole)) + bytes(100)
