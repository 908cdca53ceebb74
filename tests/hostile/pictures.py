# ruff: noqa: E501 (one file a line reads better)
"""Hostile pictures: sizes that are only declared, frames without end, loops of tables, noise behind a good beginning."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageDraw

from hostile.case import MB, HostileFile, cut, flipped, noise, packed


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(wide: int, high: int, data: bytes, extra: bytes = b"", depth: int = 8, colour: int = 0) -> bytes:
    """A PNG that declares this size and holds this data, which need not be enough."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def full_png(wide: int, high: int) -> bytes:
    """A black and white PNG that really has so many pixels."""
    packer = zlib.compressobj(9)
    line = bytes(1 + (wide + 7) // 8) * 100
    data = b"".join(packer.compress(line) for _ in range(high // 100)) + packer.flush()
    return png(wide, high, data, depth=1)


def tiff(tables: list[tuple[list[tuple[int, int, int, int]], int]], tail: bytes = b"") -> bytes:
    """A TIFF of these tables: (tag, kind, count, value) each, and where the next table is said to be (0: it follows)."""
    data, at = bytearray(b"II*\0" + struct.pack("<I", 8)), 8
    for place, (tags, following) in enumerate(tables):
        at += 2 + 12 * len(tags) + 4
        last = place == len(tables) - 1
        data += struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags)
        data += struct.pack("<I", following or (0 if last else at))
    return bytes(data) + tail


def tags(wide: int, high: int, offset: int = 8, count: int = 1, packing: int = 1) -> list[tuple[int, int, int, int]]:
    """The tags of a grey picture of one strip."""
    values = ((256, 4, wide), (257, 4, high), (258, 3, 8), (259, 3, packing), (262, 3, 1), (273, 4, offset))
    return [*((tag, kind, 1, value) for tag, kind, value in values), (278, 4, 1, high), (279, 4, 1, count)]


def drawn(kind: str, size: tuple[int, int] = (600, 300), **options: object) -> bytes:
    """A picture with a line of writing."""
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).text((40, 40), "Date of loss 2026-03-02", fill="black")
    held = io.BytesIO()
    picture.save(held, kind, **options)  # type: ignore[arg-type]
    return held.getvalue()


def gif(frames: int, wide: int = 60_000, high: int = 60_000) -> bytes:
    """A GIF of so many frames, each as large as it says."""
    frame = b"\x2c\0\0\0\0" + struct.pack("<HH", wide, high) + b"\0\2\2\x44\1\0"
    return b"GIF89a" + struct.pack("<HH", wide, high) + b"\x80\0\0\0\0\0\xff\xff\xff" + frame * frames + b"\x3b"


def exif(data: bytes) -> bytes:
    """A JPEG with this as what its camera noted."""
    jpeg = drawn("JPEG")
    note = b"Exif\0\0" + data
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(note) + 2) + note + jpeg[2:]


def _f(name: str, make: object, small: bool = False) -> HostileFile:
    return HostileFile("picture", name, make, small)  # type: ignore[arg-type]


PICTURES: tuple[HostileFile, ...] = (
    _f("PNG of 50,000 by 50,000", lambda: full_png(50_000, 50_000), True),
    _f("PNG of two billion by two billion", lambda: png(2**31 - 1, 2**31 - 1, zlib.compress(b"x"))),
    _f("PNG of no size", lambda: png(0, 0, zlib.compress(b""))),
    _f("PNG of one pixel by 60 million", lambda: png(1, 60_000_000, zlib.compress(bytes(120_000_000), 9))),
    _f("PNG of noise", lambda: b"\x89PNG\r\n\x1a\n" + noise(100_000), True),
    _f("PNG cut short", lambda: cut(drawn("PNG"), 0.5)),
    _f("PNG with bytes changed", lambda: flipped(drawn("PNG"), 20)),
    _f("PNG with a note of 200 MB", lambda: png(9, 9, zlib.compress(bytes(90)), chunk(b"zTXt", b"x\0\0" + packed(200 * MB)))),
    _f("PNG with a colour profile of 200 MB", lambda: png(9, 9, zlib.compress(bytes(90)), chunk(b"iCCP", b"x\0\0" + packed(200 * MB)))),
    _f("PNG with a chunk of 4 GB", lambda: b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR" + bytes(100)),
    _f("PNG of a colour type that is none", lambda: png(9, 9, zlib.compress(bytes(90)), depth=3, colour=5)),
    _f("TIFF whose table follows itself", lambda: tiff([(tags(9, 9), 8)]), True),
    _f("TIFF of 100,000 pages", lambda: tiff([(tags(9, 9, count=81), 0)] * 100_000)),
    _f("TIFF of 100,000 by 100,000", lambda: tiff([(tags(100_000, 100_000, count=4), 0)], bytes(99))),
    _f("TIFF with a table of 65,535 tags", lambda: tiff([([(256, 4, 0xFFFFFFFF, 8)] * 65_535, 0)])),
    _f("TIFF fax of noise", lambda: tiff([(tags(50_000, 50_000, 110, 40_000, packing=4), 0)], noise(50_000))),
    _f("TIFF LZW of noise", lambda: tiff([(tags(9000, 6000, 110, 40_000, packing=5), 0)], noise(50_000))),
    _f("TIFF with a table beyond its end", lambda: b"II*\0\xff\xff\xff\xff" + bytes(20)),
    _f("TIFF of the large kind, endless", lambda: b"II+\0\x08\0\0\0" + b"\xff" * 100),
    *(_f(f"JPEG cut at {share:.0%}", lambda share=share: cut(drawn("JPEG"), share)) for share in (0.05, 0.4, 0.9)),
    _f("JPEG with bytes changed", lambda: flipped(drawn("JPEG"), 40)),
    _f("JPEG of 65,500 by 65,500", lambda: drawn("JPEG").replace(struct.pack(">HH", 300, 600), struct.pack(">HH", 65_500, 65_500), 1), True),
    _f("JPEG of a million scans", lambda: drawn("JPEG")[:-2] + b"\xff\xda\0\x08\1\1\0\0\x3f\0\0" * 400_000),
    _f("JPEG with notes of noise", lambda: exif(b"II*\0" + noise(20_000)), True),
    _f("JPEG with notes in a ring", lambda: exif(tiff([([(0x8769, 4, 1, 8), (0x8825, 4, 1, 8), (0x927C, 7, 0x7FFFFFFF, 8)], 8)]))),
    _f("JPEG with a preview that is itself", lambda: exif(tiff([([(0x0201, 4, 1, 0), (0x0202, 4, 1, 0xFFFFFFFF)], 0)]))),
    _f("JPEG turned by 77", lambda: exif(tiff([([(0x0112, 3, 1, 77)], 0)]))),
    _f("GIF of a million frames", lambda: gif(1_000_000)),
    _f("GIF cut short", lambda: gif(3)[:30]),
    _f("WebP of noise", lambda: b"RIFF" + struct.pack("<I", 50_000) + b"WEBPVP8 " + noise(50_000), True),
    _f("WebP that loses nothing, of noise", lambda: b"RIFF" + struct.pack("<I", 50_000) + b"WEBPVP8L" + noise(50_000)),
    _f("BMP of two billion lines", lambda: b"BM" + struct.pack("<IHHIIiiHHIIIIII", 999, 0, 0, 54, 40, 2**31 - 1, -(2**31), 1, 24, 0, 0, 0, 0, 0, 0)),
    _f("BMP that repeats", lambda: b"BM" + struct.pack("<IHHIIiiHHIIIIII", 999, 0, 0, 54, 40, 60_000, 60_000, 1, 8, 1, 0, 0, 0, 0, 0) + b"\xff\1" * 500_000),
    _f("HEIC of noise", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + noise(50_000)),
    _f("JPEG 2000 of noise", lambda: b"\0\0\0\x0cjP  \r\n\x87\n" + noise(50_000)),
    _f("an icon of icons", lambda: b"\0\0\1\0\xff\xff" + b"\0\0\0\0\1\0\x20\0\xff\xff\xff\x7f\x06\0\0\0" * 65_535),
    _f("SVG with an entity bomb", lambda: b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">' + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)) + b']><svg xmlns="http://www.w3.org/2000/svg">&j;</svg>'),
    _f("a picture and a ZIP", lambda: drawn("PNG") + b"PK\3\4" + noise(1000)),
    _f("a white picture of 7,000 by 8,000", lambda: full_png(7000, 8000)),
)  # fmt: skip
