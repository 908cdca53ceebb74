"""Sheet: a document as a form: its lines, the labels on them, and where the value of each label may stand."""

from __future__ import annotations

from collections import Counter

from pipelines.claim import Document, Value
from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting.cells import Cell, Line, lines_of
from pipelines.extracting.hits import SHAPED, Hit, hits_in
from pipelines.extracting.material import Material
from pipelines.extracting.ticks import ticked_cells
from pipelines.extracting.turns import Turns
from pipelines.extracting.vocabulary import Section
from pipelines.extracting.words import words_of
from pipelines.values import KINDS

_STYLES = ("right", "below", "above")
# Kinds that nothing but a value has the shape of: they tell where a document puts its values.
_TELLING = SHAPED - {"integer", "year", "identifier", "state", "plate", "place_of_service"}
_UNDER_LINES = 4  # below a caption
_LEAST_HEAD = 4  # columns of one list that a line names: below them stand rows, which say nothing of other values

# Where a value stands, as pieces [start, end) of the text, one per line.
Place = tuple[tuple[int, int], ...]


class Sheet:
    """One document, split into lines and cells, with the labels of one claim type found in it.

    `hits` holds the labels of each line by its number; what is said in a telephone talk, and the options of tick boxes,
    are no labels. `styles` says where values stand, best first.
    """

    def __init__(self, document: Document, material: Material) -> None:
        self.text = document.text
        self.lines = lines_of(document.text)
        self.hits: dict[int, list[Hit]] = {}
        self._material = material
        self._vocabulary = material.vocabulary
        turns = Turns(document.text)
        for line in self.lines:
            hits = [hit for cell in line.cells for hit in hits_in(cell, self.text, self._vocabulary)]
            options = ticked_cells(line.cells)
            self.hits[line.number] = [hit for hit in hits if not turns.hold(hit.start) and hit.cell not in options]
        self.styles = self.vote()

    def below(self, line: Line, reach: int = 2) -> Line | None:
        """The next line with words on it, at most `reach` lines down."""
        for following in self.lines[line.number + 1 : line.number + 1 + reach]:
            if following.cells:
                return following
        return None

    def vote(self) -> tuple[str, ...]:
        """Where this document puts values, best first: right of their labels, below, above; () where nothing tells."""
        votes = Counter[str]()
        for number, hits in self.hits.items():
            if _is_head(hits):
                continue
            for hit in hits:
                spec = hit.matches[0].slot.spec
                if hit.inline or spec.kind not in _TELLING:
                    continue
                for style in _STYLES:
                    votes[style] += self.fits(spec, self.at(style, hit, self.lines[number]))
        return tuple(style for style, count in votes.most_common() if count)

    def at(self, style: str, hit: Hit, line: Line) -> Place | None:
        """Where the value of a label stands if this document puts values there."""
        if style == "right":
            return self._right_of(hit, line)
        if style == "above":
            return self._beside(hit, line, self._above(line))
        spec = hit.matches[0].slot.spec
        # Only a value with a shape can be told from the caption of the box below a blank one.
        under = self.under(line) if spec.kind in SHAPED else self.under(line)[:1]
        places = [place for other in under if (place := self._beside(hit, line, other))]
        return next((place for place in places if self.fits(spec, place)), places[0] if places else None)

    def under(self, line: Line) -> list[Line]:
        """The lines right below that may hold this line's values: a caption may run on over a second line."""
        following: list[Line] = []
        for other in self.lines[line.number + 1 : line.number + 1 + _UNDER_LINES]:
            if other.cells and following and self.hits.get(other.number):
                break
            if other.cells:
                following.append(other)
        return following[:2]

    def _above(self, line: Line) -> Line | None:
        """The line with words on it right above."""
        return self.lines[line.number - 1] if line.number and self.lines[line.number - 1].cells else None

    def fits(self, spec: FieldSpec, place: Place | None) -> bool:
        """Whether what stands there means something as this field."""
        return place is not None and self.parse(spec, self.words(place)) is not None

    def parse(self, spec: FieldSpec, verbatim: str) -> Value | None:
        """The field's value that these words stand for."""
        return KINDS[spec.kind].parse(verbatim, self._material.hints(spec))

    def words(self, place: Place) -> str:
        """What stands there, its lines joined."""
        return " ".join(self.text[start:end] for start, end in place)

    def _right_of(self, hit: Hit, line: Line) -> Place | None:
        """The next cell on the line, unless it is a label itself."""
        following = next((cell for cell in line.cells if cell.start >= hit.cell.end), None)
        if following is None or self.is_caption(following, hit):
            return None
        return ((following.start, following.end),)

    def is_caption(self, cell: Cell, asking: Hit | None = None) -> bool:
        """Whether a cell is a label or a heading, and so no value; what `asking` may choose is none."""
        spec = asking.matches[0].slot.spec if asking else None
        if spec and spec.kind == "boolean" and cell.text.strip(" .").lower() in ("yes", "no"):
            return False  # "NO" is the short form of "number" elsewhere
        if any(hit.cell == cell for hit in self.hits[cell.line]):
            return True
        words = words_of(cell.text)
        options = spec.options if spec else {}
        if any(words == words_of(said) for option in options.values() for said in option):
            return False
        return self._vocabulary.heading(words, Section()) is not None

    def _beside(self, hit: Hit, line: Line, other: Line | None) -> Place | None:
        """The cell of another line between this label's column and the next cell's, unless it is a label itself."""
        if other is None:
            return None
        left, right = self.columns(hit.cell, line)
        for cell in other.cells:
            if left - 3 <= cell.column < right - 1:
                return None if self.is_caption(cell, hit) else ((cell.start, cell.end),)
        return None

    @staticmethod
    def columns(cell: Cell, line: Line) -> tuple[int, int]:
        """From where to where on the line a cell has room: up to the next cell."""
        following = next((other for other in line.cells if other.start >= cell.end), None)
        return cell.column, following.column if following else 10_000


def _is_head(hits: list[Hit]) -> bool:
    """Whether a line names so many columns of one list that it is the head of its rows."""
    columns = Counter(
        name
        for hit in hits
        if not hit.inline
        for name in {match.slot.record.name for match in hit.matches if match.slot.record}
    )
    return max(columns.values(), default=0) >= _LEAST_HEAD
