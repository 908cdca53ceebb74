"""HTML as plain text: what a mail program would show, without its looks."""

from __future__ import annotations

from html.parser import HTMLParser

_BLOCKS = frozenset(
    "address article blockquote br dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre"
    " section table tr ul".split()
)
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset({"head", "script", "style", "template", "title", "noscript", "svg"})
_CELL_GAP = "   "  # as wide as the gap between columns of a page's text


class _Stripper(HTMLParser):
    """Collects the text between tags; blocks part lines, table cells part columns."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[list[str]] = [[]]
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag in _BLOCKS:
            self._lines.append([])
        elif tag in _CELLS and self._lines[-1]:
            self._lines[-1].append(_CELL_GAP)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen and tag == self._unseen[-1]:
            self._unseen.pop()
        elif tag in _BLOCKS:
            self._lines.append([])

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            words = " ".join(data.split())
            lead = " " if data[:1].isspace() else ""
            tail = " " if data[-1:].isspace() and words else ""
            self._lines[-1].append(lead + words + tail)

    def text(self) -> str:
        """The collected lines; runs of blank lines are one."""
        lines: list[str] = []
        for pieces in self._lines:
            line = "".join(pieces).strip()
            if line or (lines and lines[-1]):
                lines.append(line)
        return "\n".join(lines).strip()


def strip_tags(html: str) -> str:
    """The text that a reader of `html` would see, one line per block."""
    stripper = _Stripper()
    stripper.feed(html)
    stripper.close()
    return stripper.text()
