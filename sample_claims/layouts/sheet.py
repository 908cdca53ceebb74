"""Sheet: a US letter page to write on from the top down, turning the page when it is full."""

from __future__ import annotations

import io
from random import Random

from reportlab.lib.pagesizes import letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from sample_claims.forms import Entry, Table

WIDTH, HEIGHT = letter
MARGIN = 50.0
FAMILIES = {
    "Helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "Times": ("Times-Roman", "Times-Bold", "Times-Italic"),
    "Courier": ("Courier", "Courier-Bold", "Courier-Oblique"),
}


class Sheet:
    """Pages of one PDF. Coordinates are points; `y` counts from the bottom, as PDF does, and falls while one writes."""

    def __init__(self, rng: Random, family: str = "Helvetica", typed: str = "") -> None:
        self.rng = rng
        self._bytes = io.BytesIO()
        self.canvas = Canvas(self._bytes, pagesize=letter, invariant=1)
        self.plain, self.bold, self.slanted = FAMILIES[family]
        self.typed = typed or self.plain  # the font of what was filled in
        self.y = HEIGHT - MARGIN
        self.footer = ""

    def room(self, height: float) -> None:
        """Turn the page unless `height` points are left."""
        if self.y - height < MARGIN:
            self.turn()

    def turn(self) -> None:
        """Start a new page."""
        self._close()
        self.y = HEIGHT - MARGIN

    def _close(self) -> None:
        if self.footer:
            self.text(MARGIN, MARGIN - 22, self.footer, self.slanted, 7)
        self.canvas.showPage()

    def text(self, x: float, y: float, text: str, font: str = "", size: float = 9) -> None:
        """Words at a place."""
        self.canvas.setFont(font or self.plain, size)
        self.canvas.drawString(x, y, text)

    def lines(self, text: str, width: float, font: str = "", size: float = 9) -> list[str]:
        """The text broken into lines that fit `width`."""
        lines: list[str] = []
        for paragraph in text.split("\n"):
            line = ""
            for word in paragraph.split():
                longer = f"{line} {word}".strip()
                if line and stringWidth(longer, font or self.plain, size) > width:
                    lines.append(line)
                    longer = word
                line = longer
            lines.append(line)
        return lines

    def paragraph(self, text: str, size: float = 10, *, font: str = "", x: float = MARGIN, gap: float = 6) -> None:
        """Wrapped text across the page, then a gap."""
        for line in self.lines(text, WIDTH - MARGIN - x, font, size):
            self.room(size * 1.35)
            self.y -= size * 1.35
            self.text(x, self.y, line, font, size)
        self.y -= gap

    def heading(self, text: str, size: float = 11, *, rule: bool = False) -> None:
        """A bold heading, kept together with what follows."""
        self.room(size * 4)
        self.y -= size * 1.6
        self.text(MARGIN, self.y, text, self.bold, size)
        if rule:
            self.canvas.setLineWidth(0.7)
            self.canvas.line(MARGIN, self.y - 3, WIDTH - MARGIN, self.y - 3)
        self.y -= 5

    def table(self, table: Table, *, ruled: bool = True, size: float = 8) -> None:
        """Columns as wide as their words need, with or without rules."""
        widths = column_widths(table, self.plain, size)
        rows = [table.columns, *table.rows]
        for number, row in enumerate(rows):
            cells = [self.lines(text, width - 6, self.plain, size) for text, width in zip(row, widths, strict=True)]
            height = max(len(lines) for lines in cells) * size * 1.25 + 5
            self.room(height + 4)
            x = MARGIN
            for lines, width in zip(cells, widths, strict=True):
                if ruled:
                    self.canvas.setLineWidth(0.4)
                    self.canvas.rect(x, self.y - height, width, height)
                for place, line in enumerate(lines):
                    font = (
                        self.bold
                        if number == 0
                        else self.typed
                        if stringWidth(line, self.typed, size) < width
                        else self.plain
                    )
                    self.text(x + 3, self.y - size - 1 - place * size * 1.25, line, font, size)
                x += width
            self.y -= height
        self.y -= 6

    def ticks(self, x: float, y: float, entry: Entry, size: float = 8) -> None:
        """Tick boxes with an X in the one that is meant."""
        for choice, ticked in entry.ticks:
            self.canvas.setLineWidth(0.6)
            self.canvas.rect(x, y - 1, size - 1, size - 1)
            if ticked:
                self.text(x + 1, y, "X", self.bold, size - 1)
            self.text(x + size + 2, y, choice, self.plain, size)
            x += size + stringWidth(choice, self.plain, size) + 12

    def finish(self, title: str = "") -> bytes:
        """The whole PDF."""
        if title:
            self.canvas.setTitle(title)
        self._close()
        self.canvas.save()
        return self._bytes.getvalue()


def column_widths(table: Table, font: str, size: float) -> list[float]:
    """Widths in points that share the page by what the columns hold."""
    columns = list(zip(table.columns, *table.rows, strict=True))
    needs = [max(stringWidth(text, font, size) for text in column) + 12 for column in columns]
    total = WIDTH - 2 * MARGIN
    if sum(needs) <= total:
        return [need * min(total / sum(needs), 1.7) for need in needs]
    narrow = [min(need, total / len(needs)) for need in needs]
    spare = total - sum(narrow)
    wide = sum(need - got for need, got in zip(needs, narrow, strict=True))
    return [got + spare * (need - got) / wide for need, got in zip(needs, narrow, strict=True)]
