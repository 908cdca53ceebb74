"""DOCX: a Word document as text, converted by mammoth after what does not show on paper was taken out of it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from pipelines.errors import UnreadableError
from pipelines.readers.characters import clean_lines
from pipelines.readers.hypertext import view
from pipelines.readers.office import damaged, has_embedded, is_office, package, parts_of, tree
from pipelines.readers.office_clearing import TAB, Cleared, attribute, child, clear, is_on, local
from pipelines.readers.reader import ReadResult, ReadTask
from pipelines.readers.written import with_pictures

_MAIN = "wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml", "document.macroEnabled.main+xml"
_NOTES = ("footnotes", "endnotes")


class WordReader:
    """Reads a DOCX into one document without pages: heads, body, feet. Pictures shown large are attachments.

    Its problems: hidden_text (hidden or white letters, comments), tracked_changes, embedded_files,
    attachment_unreadable.
    """

    name = "DOCX"
    media_types = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)

    def recognises(self, data: bytes) -> bool:
        """Whether the bytes are an Office package that holds a Word document."""
        return is_office(data, "word/")

    def read(self, data: bytes, task: ReadTask) -> ReadResult:
        """One document, and those of its pictures; without words and pictures it is refused as "empty"."""
        parts = parts_of(data, task)
        main = _main_part(parts)
        cleared = Cleared()
        _clear_all(parts, main, cleared)
        pictures = [parts[name] for name in _pictures(parts, main, cleared) if name in parts]
        problems = [
            *(["hidden_text"] if cleared.hidden or _has_comments(parts) else []),
            *(["tracked_changes"] if cleared.changed else []),
            *(["embedded_files"] if has_embedded(data) else []),
        ]
        return with_pictures(data, self.media_types[0], clean_lines(_text(parts)), pictures, problems, task)


def _main_part(parts: Mapping[str, bytes]) -> str:
    """The name of the part that holds the text, by the list of contents."""
    for one in tree(parts["[Content_Types].xml"]):
        if attribute(one, "ContentType").endswith(_MAIN):
            name = attribute(one, "PartName").lstrip("/")
            if name in parts:
                return name
    raise UnreadableError("damaged", "The Word document has no text part. Ask the sender to send it again.")


def _clear_all(parts: dict[str, bytes], main: str, cleared: Cleared) -> None:
    """Clear the text, its notes, and the heads and feet of its pages, which are set before and after it."""
    styles = [tree(part) for name, part in parts.items() if name.endswith("/styles.xml")]
    hiding = frozenset(name for sheet in styles for name in _hiding(sheet))
    shading = frozenset(name for sheet in styles for name in _shading(sheet))
    root = tree(parts[main])
    body = child(root, "body")
    if body is None:
        raise UnreadableError("damaged", "The Word document has no text in it. Ask the sender to send it again.")
    relations = _relations(parts, main)
    clear(root, hiding, shading, cleared)
    marginal = Cleared()  # its pictures are letterheads
    for kind in ("header", "footer"):
        for number, name in enumerate(_margins(root, relations, kind)):
            if name in parts:
                margin = tree(parts[name])
                clear(margin, hiding, shading, marginal)
                for place, one in enumerate(list(margin)):
                    body.insert(place + number, one) if kind == "header" else body.append(one)
    cleared.hidden, cleared.changed = cleared.hidden or marginal.hidden, cleared.changed or marginal.changed
    parts[main] = ElementTree.tostring(root)
    for name in parts:
        if name.endswith(tuple(f"/{note}.xml" for note in _NOTES)):
            note = tree(parts[name])
            clear(note, hiding, shading, cleared)
            parts[name] = ElementTree.tostring(note)


def _margins(root: Element, relations: Mapping[str, str], kind: str) -> list[str]:
    """The parts that hold the heads or feet of the pages, each once."""
    used = [attribute(one, "id") for one in root.iter() if local(one) == f"{kind}Reference"]
    return list(dict.fromkeys(relations[relation] for relation in used if relation in relations))


def _relations(parts: Mapping[str, bytes], main: str) -> dict[str, str]:
    """The parts that the text refers to, by the relation's id."""
    folder, name = posixpath.split(main)
    listed = parts.get(f"{folder}/_rels/{name}.rels")
    if listed is None:
        return {}
    return {
        attribute(one, "Id"): posixpath.normpath(posixpath.join(folder, attribute(one, "Target"))).lstrip("/")
        if not attribute(one, "Target").startswith("/")
        else attribute(one, "Target").lstrip("/")
        for one in tree(listed)
        if attribute(one, "TargetMode") != "External"
    }


def _pictures(parts: Mapping[str, bytes], main: str, cleared: Cleared) -> Iterator[str]:
    relations = _relations(parts, main)
    for relation in cleared.pictures:
        if relation in relations:
            yield relations[relation]


def _hiding(sheet: Element) -> Iterator[str]:
    """The styles whose letters are hidden, their own way or that of the style they are based on."""
    base: dict[str, str] = {}
    own: dict[str, bool] = {}
    for style in sheet:
        if local(style) == "style":
            name, based = attribute(style, "styleId"), child(style, "basedOn")
            base[name] = attribute(based, "val") if based is not None else ""
            switch = child(child(style, "rPr"), "vanish")
            if switch is not None:
                own[name] = is_on(switch)
    for name in base:
        current, seen = name, set[str]()
        while current and current not in own and current not in seen:
            seen.add(current)
            current = base.get(current, "")
        if own.get(current):
            yield name


def _shading(sheet: Element) -> Iterator[str]:
    """The table styles that colour cells."""
    for style in sheet:
        if local(style) == "style" and attribute(style, "type") == "table":
            fills = {attribute(one, "fill").lower() for one in style.iter() if local(one) == "shd"}
            if fills - {"", "auto", "ffffff"}:
                yield attribute(style, "styleId")


def _has_comments(parts: Mapping[str, bytes]) -> bool:
    return any(
        any((one.text or "").strip() for one in tree(part).iter() if local(one) == "t")
        for name, part in parts.items()
        if name.startswith("word/") and name.endswith("comments.xml")
    )


def _text(parts: Mapping[str, bytes]) -> str:
    # A fifth of a second to import; most papers are no Word documents.
    import mammoth  # type: ignore[import-untyped]

    with damaged():
        converted = mammoth.convert_to_html(package(parts), ignore_empty_paragraphs=False)
    return view(converted.value, apart=False).text.replace(TAB, "\t")
