"""`lodge types`: the claim types that this site knows, and an author's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from agent.commands.options import home_option, json_option, option, reads_documents, settings_with
from agent.commands.output import console, print_json, table
from agent.commands.types_text import shown_type
from agent.sandbox import Sandbox
from agent.settings import Settings
from agent.site import sandbox_limits
from pipelines.claim import Document
from pipelines.claim_types import CLAIM_TYPES, ClaimType, load_claim_types
from pipelines.claim_types.advice import advice, rules_for
from pipelines.claim_types.faults import NAME
from pipelines.claim_types.loading import load_claim_type
from pipelines.classifying import classify
from pipelines.drafting import Draft, draft, written
from pipelines.errors import OperatorError, UnreadableError, UsageError

_FOLDER = "claim_types"


@click.group()
def types() -> None:
    """The claim types that this site reads: those that come with Lodge, and its own.

    \b
    lodge types list
    lodge types show auto
    lodge types new samples/* --name travel --title "Travel cancellation claim"
    lodge types check ~/lodge/claim_types/travel.yaml

    A type of your own is one file in the folder claim_types of the home folder; docs/claim-types.md leads from ten
    sample documents to a measured one.
    """


@types.command("list")
@json_option
@home_option
def list_types(as_json: bool) -> None:
    """List the claim types: what they are called, how many fields they have, and where they come from."""
    own = _own(settings_with())
    found = {**CLAIM_TYPES, **own}
    if as_json:
        print_json([_summary(one, name in own) for name, one in found.items()])
        return
    rows = (
        (one.name, one.title, one.line, len(one.fields), len(one.records), "this site" if name in own else "Lodge")
        for name, one in found.items()
    )
    console().print(table(("name", "title", "line", "fields", "lists", "from"), rows))


@types.command()
@click.argument("name")
@json_option
@home_option
def show(name: str, as_json: bool) -> None:
    """Show the claim type NAME: its fields and lists, their kinds and options, and the rules that apply to it.

    Exit codes: 0 done, 2 there is no such type, 3 a file of this site's own types has a fault.
    """
    own = _own(settings_with())
    found = {**CLAIM_TYPES, **own}
    if name not in found:
        raise UsageError(f"There is no claim type {name!r}. There are: {', '.join(found)}.")
    if as_json:
        print_json(found[name].model_dump(mode="json") | {"rules": rules_for(found[name]), "own": name in own})
    else:
        console().print(shown_type(found[name], rules_for(found[name])))


@types.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@home_option
def check(file: Path, as_json: bool) -> None:
    """Check the claim type in FILE: a line for each fault with what to do, and advice on what works but looks odd.

    Exit codes: 0 it can be used, 1 it has faults and cannot.
    """
    faults: list[str] = []
    found: ClaimType | None = None
    try:
        found = load_claim_type(file)
    except OperatorError as error:
        faults = str(error).splitlines()
    advised = list(advice(found)) if found else []
    if as_json:
        print_json({"usable": found is not None, "faults": faults, "advice": advised,
                    "type": _summary(found, True) if found else None})  # fmt: skip
    else:
        for line in faults:
            click.echo(line)
        for line in advised:
            click.echo(f"Advice: {line}")
        if found:
            count = len(list(found.specs()))
            click.echo(f"{found.name}: {count} fields, {len(rules_for(found))} rules apply. It can be used.")
    raise SystemExit(0 if found else 1)


@types.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@option("--name", required=True, help="What programs call the type: small letters, figures, underscores.")
@option("--title", help="What people call it, as documents have it in their heading (default: the name).")
@option("--out", type=click.Path(dir_okay=False, path_type=Path), envvar="LODGE_TYPES_NEW_OUT",
        help="The file to write (default: claim_types/NAME.yaml in the home folder).")  # fmt: skip
@json_option
@home_option
@reads_documents
def new(files: tuple[Path, ...], name: str, title: str | None, out: Path | None, as_json: bool) -> None:
    """Draft a claim type from sample documents, about ten of them, in any format that Lodge reads.

    Labels that come again become fields, of the kind that their values have; tables become lists, boxes to tick become
    options, headings become groups. No value of a document is written, and no label that looks like a name. The same
    documents always give the same file, and no model is asked. A file that is there already is never overwritten.

    \b
    lodge types new samples/*.pdf --name travel --title "Travel cancellation claim"

    Exit codes: 0 done, 2 the name does not fit or the file is there, 3 there is nothing to draft from, 4 no document
    can be read.
    """
    settings = settings_with()
    target = out or settings.home / _FOLDER / f"{name}.yaml"
    _check_new(name, target)
    documents, unread = _documents(files, settings)
    found = draft(documents)
    if not found.fields and not found.lists:
        raise OperatorError(
            "No label comes again in these documents. Give more of them, or copy an example and edit it."
        )
    text = written(found, name, title or name.replace("_", " ").capitalize())
    _write(target, text)
    made = load_claim_type(target)
    known = {**CLAIM_TYPES, **_own(settings), name: made}
    told = sum(classify([document], known).claim_type == name for document in documents)
    if as_json:
        print_json({"file": str(target), "documents": found.documents, "told": told, "unreadable": unread,
                    "left_out": found.left_out, **_summary(made, True)})  # fmt: skip
        return
    _tell(found, made, target, unread)
    if told < found.documents:
        click.echo(
            f"Advice: {told} of {found.documents} documents are told as {name}. Add to its cues what the others say."
        )
    click.echo(f"Next: edit the file, then: lodge types check {target}")


def _check_new(name: str, target: Path) -> None:
    if not NAME.fullmatch(name) or name == "unknown":
        raise UsageError(
            f"The name {name!r} does not fit: small letters, figures and underscores, such as travel_delay."
        )
    if target.exists():
        raise UsageError("That file is there already and stays as it is. Give another with --out, or remove it first.")


def _documents(files: Sequence[Path], settings: Settings) -> tuple[list[Document], int]:
    """The documents of all files that can be read, and how many cannot; truths beside them are no documents."""
    found: list[Document] = []
    unread = 0
    with Sandbox(sandbox_limits(settings)) as sandbox:
        for file in _each([file for file in files if not file.name.endswith(".truth.json")]):
            try:
                found += _papers(sandbox.read(_content(file, settings.max_file_mb)).documents)
            except UnreadableError:
                unread += 1
    if not found:
        raise UnreadableError("no_document", "None of these files holds a document with words. Give others.")
    return found, unread


def _papers(documents: Sequence[Document]) -> list[Document]:
    """Documents with words and labels; what a structured document means, it says itself."""
    return [document for document in documents if document.text.strip() and not document.entries]


def _content(file: Path, limit_mb: int) -> bytes:
    try:
        if file.stat().st_size > limit_mb << 20:
            raise UsageError(f"A FILE is larger than {limit_mb} MB. Leave it out, or raise max_file_mb.")
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"A FILE cannot be read: {error.strerror}. Leave it out, or correct it.") from None


def _each(files: Sequence[Path]) -> Iterator[Path]:
    """The files, with a bar on standard error that says how long it will take."""
    columns = (TextColumn("documents"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    out = Console(stderr=True)
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as bar:
        yield from bar.track(sorted(set(files)))


def _write(target: Path, text: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError("That file is there already and stays as it is. Give another with --out.") from None
    except OSError as error:
        raise OperatorError(f"The file cannot be written: {error.strerror}. Give another place with --out.") from None


def _tell(found: Draft, made: ClaimType, target: Path, unread: int) -> None:
    rows = [(path, spec.kind, " | ".join((spec.labels or spec.section_labels)[:2])) for path, spec in made.specs()]
    console().print(table(("field", "kind", "first labels"), rows))
    click.echo(f"\nDrafted from {found.documents} documents: {target}")
    if unread:
        click.echo(f"Files that could not be read: {unread}.")
    if found.left_out:
        click.echo(f"Labels left out because they look like names or values: {found.left_out}.")
    for line in advice(made):
        click.echo(f"Advice: {line}")


def _own(settings: Settings) -> dict[str, ClaimType]:
    return load_claim_types(settings.home / _FOLDER)


def _summary(one: ClaimType, own: bool) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "line": one.line,
        "fields": [path for path, _ in one.specs()],
        "own": own,
    }
