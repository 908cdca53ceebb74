"""HTML as plain text: what a browser or a mail program would show, tables as columns, without what nobody sees."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote_to_bytes

from pipelines.readers.grid import GAP, Grid, GridCell
from pipelines.readers.styles import Look, hidden_names, look_of

_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6"
    " header hr html legend li main nav ol p pre section ul".split()
)
_APART = frozenset("h1 h2 h3 h4 h5 h6 p table".split())  # a blank line stands around them in a browser
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_SKIPPED = frozenset({"head", "script", "style", "template", "title", "noscript", "svg", "math", "object", "iframe"})
_TABLES = frozenset({"table", "tr", "td", "th", "tbody", "thead", "tfoot"})
_DATA = re.compile(r"data:image/[\w.+-]+(?P<base64>;base64)?,(?P<body>.*)", re.IGNORECASE | re.DOTALL)
_WORDS = re.compile(r"[^\W_]{2,}")
_MOST_PICTURES = 200
_MOST_OPEN = 3_000  # elements within elements: no page needs more, and every further level costs time


@dataclass(frozen=True)
class Hypertext:
    """What an HTML text shows; `hidden` says whether it holds words that nobody sees.

    `pictures` are the bytes of those that stand in the text itself.
    """

    text: str
    hidden: bool = False
    pictures: tuple[bytes, ...] = ()


@dataclass
class _Flow:
    """Lines as they grow: the page's, or those of one cell."""

    lines: list[str] = field(default_factory=list)
    line: str = ""

    def add(self, text: str) -> None:
        """Words that go on where the last ones ended; a run of blanks is one."""
        if text[:1] == " " and (not self.line or self.line.endswith(" ")):
            text = text[1:]
        self.line += text

    def end_line(self) -> None:
        """Whatever follows begins a line."""
        if self.line.strip():
            self.lines.append(self.line.strip())
        self.line = ""

    def blank(self) -> None:
        """Whatever follows stands apart."""
        self.end_line()
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def finished(self) -> list[str]:
        """All lines, without blank ones at either end."""
        self.end_line()
        first = next((number for number, line in enumerate(self.lines) if line), len(self.lines))
        last = next((number for number in range(len(self.lines), 0, -1) if self.lines[number - 1]), 0)
        return self.lines[first:last]


@dataclass
class _Table:
    grid: Grid
    outer: _Flow
    cell: dict[str, str] | None = None  # the attributes of the open cell


class _Viewer(HTMLParser):
    """Collects what shows."""

    def __init__(self, hiding: frozenset[str], apart: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._apart = apart
        self._hiding = hiding
        self._open: list[tuple[str, Look]] = []
        self._skipped: list[str] = []
        self._tables: list[_Table] = []
        self._flow = _Flow()
        self._select: list[tuple[bool, str]] | None = None
        self._pre = 0
        self.hidden = False
        self.pictures: list[bytes] = []

    @property
    def _look(self) -> Look:
        return self._open[-1][1] if self._open else Look()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in _SKIPPED:
            self._skipped.append(tag)
            return
        if self._skipped:
            return
        look = look_of(attributes, self._look, self._hiding)
        if tag not in _VOID and len(self._open) < _MOST_OPEN:
            self._open.append((tag, look))
        if tag in _TABLES:
            self._table_tag(tag, attributes)
        elif tag in _BLOCKS:
            self._flow.blank() if tag in self._apart else self._flow.end_line()
            self._pre += tag == "pre"
        elif not look.unseen:
            self._control(tag, attributes)

    def _control(self, tag: str, attributes: dict[str, str]) -> None:
        """Pictures, and what a form's controls show."""
        kind = attributes.get("type", "text").lower()
        if tag == "img":
            self._picture(attributes.get("src", ""))
        elif tag == "input" and kind in ("checkbox", "radio"):
            self._flow.add("[X] " if "checked" in attributes else "[ ] ")
        elif tag == "input" and kind not in ("hidden", "password", "submit", "button", "reset", "image", "file"):
            self._flow.add(f" {' '.join(attributes.get('value', '').split())} ")
        elif tag == "select":
            self._select = []
        elif tag == "option" and self._select is not None:
            self._select.append(("selected" in attributes, ""))

    def _picture(self, address: str) -> None:
        match = _DATA.match(address.strip())
        if match is None or len(self.pictures) >= _MOST_PICTURES:
            return
        try:
            body = match["body"]
            self.pictures.append(base64.b64decode(body) if match["base64"] else unquote_to_bytes(body))
        except (binascii.Error, ValueError):
            return

    def _table_tag(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table":
            self._flow.end_line()
            self._tables.append(_Table(Grid(), self._flow))
            self._flow = _Flow()
        elif not self._tables:
            self._loose_cell(tag)
        elif tag == "tr":
            self._end_cell()
            self._tables[-1].grid.rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            table = self._tables[-1]
            if not table.grid.rows:
                table.grid.rows.append([])
            table.cell = attributes
            self._flow = _Flow()

    def _loose_cell(self, tag: str) -> None:
        """A row or a cell without a table."""
        if tag == "tr":
            self._flow.end_line()
        elif tag in ("td", "th") and self._flow.line.strip():
            self._flow.line = self._flow.line.rstrip() + " " * GAP

    def _end_cell(self) -> None:
        table = self._tables[-1]
        lines = self._flow.finished()
        if table.cell is not None:
            cell = GridCell(tuple(lines), _count(table.cell, "colspan"), _count(table.cell, "rowspan"))
            table.grid.rows[-1].append(cell)
        elif lines:  # words between the cells: a caption
            table.grid.rows.append([GridCell(tuple(lines))])
        table.cell = None
        self._flow = _Flow()

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            if tag == self._skipped[-1]:
                self._skipped.pop()
            return
        if tag == "select":
            self._end_select()
        elif tag in _TABLES:
            self._end_table_tag(tag)
        elif tag in _BLOCKS:
            is_empty = tag == "p" and not self._flow.line.strip()
            self._flow.blank() if tag in self._apart or is_empty else self._flow.end_line()
            self._pre -= tag == "pre" and self._pre > 0
        for place in range(len(self._open) - 1, max(-1, len(self._open) - 50), -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                break

    def _end_select(self) -> None:
        """A list of choices shows the chosen one; the first, which usually asks to choose, is none."""
        chosen = [text for is_chosen, text in self._select or () if is_chosen]
        self._select = None
        self._flow.add(f" {' '.join(' '.join(chosen).split())} ")

    def _end_table_tag(self, tag: str) -> None:
        if not self._tables:
            self._flow.end_line() if tag in ("tr", "table") else None
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table":
            self._end_cell()
            table = self._tables.pop()
            self._flow = table.outer
            self._take_table(table.grid)

    def _take_table(self, grid: Grid) -> None:
        """Add a table's lines; what has columns stands apart, what only arranges the page does not."""
        has_columns = any(sum(cell.width > 0 for cell in row) > 1 for row in grid.rows)
        self._flow.blank() if has_columns else self._flow.end_line()
        self._flow.lines += grid.lines()
        if has_columns:
            self._flow.blank()

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        if self._look.unseen:
            self.hidden = self.hidden or bool(_WORDS.search(data))
        elif self._select is not None:
            if self._select:
                is_chosen, text = self._select[-1]
                self._select[-1] = (is_chosen, text + data)
        elif self._pre:
            first, *rest = data.split("\n")
            self._flow.line += first.expandtabs()
            for line in rest:
                self._flow.lines.append(self._flow.line.rstrip())
                self._flow.line = line.expandtabs()
        else:
            words = " ".join(data.replace("\t", " ").split())
            lead = " " if data[:1].isspace() else ""
            tail = " " if data[-1:].isspace() and words else ""
            self._flow.add(lead + words + tail)

    def finish(self) -> Hypertext:
        """What was collected; open tables are closed."""
        self._skipped.clear()
        while self._tables:
            self._end_table_tag("table")
        lines = self._flow.finished()
        return Hypertext("\n".join(lines), self.hidden, tuple(self.pictures))


def _count(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "1").strip()
    return min(max(int(value), 1), 100) if value.isdecimal() and len(value) < 6 else 1


def view(html: str, *, apart: bool = True) -> Hypertext:
    """What a reader of `html` sees: a line per block, a table's cells in columns.

    `apart` says whether a blank line stands between paragraphs, as in browsers; else only an empty one makes it.
    """
    sheets = " ".join(re.findall(r"<style[^>]{0,500}>(.{0,200000}?)</style", html, re.IGNORECASE | re.DOTALL))
    viewer = _Viewer(hidden_names(sheets) if sheets else frozenset(), _APART if apart else frozenset())
    viewer.feed(html)
    viewer.close()
    return viewer.finish()


def strip_tags(html: str) -> str:
    """The text alone of what a reader of `html` sees."""
    return view(html).text
