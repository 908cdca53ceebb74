"""`lodge check`: what Lodge makes of a document, nothing stored."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import click
from rich.text import Text

from agent.backends.catalogue import CATALOGUE
from agent.commands.claim_json import claim_json, document_json
from agent.commands.claim_text import claim_text
from agent.commands.options import (
    backend_option,
    home_option,
    json_option,
    model_option,
    reads_documents,
    settings_with,
)
from agent.commands.output import console, print_json, waiting
from agent.settings import Settings
from agent.site import Site, init_home, open_site
from pipelines.claim import Claim, Decision, Document, Outcome, Reason, Source
from pipelines.errors import UnreadableError, UsageError
from pipelines.readers.reader import sha256_of


@dataclass(frozen=True)
class Checked:
    """What came of one file; where it cannot be read, one claim that holds the reason alone. `seconds` for the file."""

    source: Source
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    seconds: float

    @property
    def is_readable(self) -> bool:
        """Whether there is anything in it to work on."""
        return bool(self.documents)


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@model_option
@backend_option
@json_option
@home_option
@reads_documents
def check(files: tuple[Path, ...], model: str | None, backend: str | None, as_json: bool) -> None:
    """Take documents through the corridor and print what comes out. Nothing is stored, and nothing is sent.

    \b
    lodge check notice.pdf
    lodge check --json notice.pdf | jq '.claims[0].fields'

    Where the home folder has a site, its policy register, its past claims and its own claim types are used. With --json
    one object is printed for each file: indented for one, one line each for several.

    Exit codes: 0 done, 2 no such file, 3 a setting is not right, 4 a document cannot be read, 5 the model cannot be
    used.
    """
    settings = settings_with(model=model, backend=backend)
    contents = [_content(number, file, settings.max_file_mb) for number, file in enumerate(files, start=1)]
    readable = True
    with a_site(settings) as site:
        for number, data in enumerate(contents, start=1):
            with waiting(
                f"Reading file {number} of {len(contents)}, {max(1, len(data) >> 10)} KB. This may take minutes."
            ):
                checked = examine(site, data, datetime.now(UTC))
            readable = readable and checked.is_readable
            if as_json and len(files) > 1:
                click.echo(json.dumps(_as_json(checked, site), ensure_ascii=False))
            elif as_json:
                print_json(_as_json(checked, site))
            else:
                _print(checked, site)
    raise SystemExit(0 if readable else UnreadableError.exit_code)


@contextmanager
def a_site(settings: Settings) -> Iterator[Site]:
    """The site in the home folder; where there is none, an empty one that is gone afterwards."""
    if settings.database.exists():
        with open_site(settings) as site:
            yield site
        return
    with tempfile.TemporaryDirectory(prefix="lodge-") as folder:
        passing = settings.model_copy(update={"home": Path(folder), "inbox": Path(folder) / "inbox"})
        init_home(passing)
        with open_site(passing) as site:
            yield site


def examine(site: Site, data: bytes, received_at: datetime) -> Checked:
    """Take a file's bytes through the corridor in memory."""
    started = time.monotonic()
    try:
        examined = site.examine(data, received_at)
        if not examined.claims:
            raise UnreadableError("no_document", "There is nothing to read in it. Ask the sender what it should hold.")
        source, documents, claims = examined.source, examined.documents, examined.claims
    except UnreadableError as error:
        source = Source(id=str(uuid4()), sha256=sha256_of(data), size=len(data), received_at=received_at)
        documents, claims = (), (_quarantined(source, error),)
    return Checked(source, documents, claims, time.monotonic() - started)


def _quarantined(source: Source, error: UnreadableError) -> Claim:
    reason = Reason(code=error.code, message=str(error))
    decision = Decision(outcome=Outcome.QUARANTINE, reasons=(reason,))
    return Claim(id=str(uuid4()), source_id=source.id, decision=decision)


def _content(number: int, file: Path, limit_mb: int) -> bytes:
    """A file's bytes; errors tell which one it is by its number: its name may be a claimant's."""
    limit = limit_mb << 20
    try:
        with file.open("rb") as source:
            data = source.read(limit + 1)
    except IsADirectoryError:
        raise UsageError(f"FILE {number} is a folder. Give the files in it.") from None
    except FileNotFoundError:
        raise UsageError(f"FILE {number} does not exist.") from None
    except OSError as error:
        raise UsageError(f"FILE {number} cannot be read: {error.strerror}.") from None
    if len(data) > limit:
        raise UsageError(f"FILE {number} is larger than {limit_mb} MB. Raise max_file_mb (LODGE_MAX_FILE_MB).")
    return data


def _as_json(checked: Checked, site: Site) -> dict[str, Any]:
    own = {"seconds": round(checked.seconds, 3), "model": _model(site)}
    return {
        "source": checked.source.model_dump(mode="json"),
        "documents": [document_json(document) for document in checked.documents],
        "claims": [claim_json(claim) | own for claim in checked.claims],
    }


def _model(site: Site) -> dict[str, str]:
    """The model that read, or, where nothing had to be asked, the one that would have."""
    if site.opened:
        return {"name": site.opened.name, "sha256": site.opened.sha256}
    name = site.settings.model
    return {"name": name, "sha256": CATALOGUE[name].sha256 if name in CATALOGUE else ""}


def _print(checked: Checked, site: Site) -> None:
    out = console()
    for claim in checked.claims:
        out.print(claim_text(claim, site.claim_types))
    by = f", read by {site.opened.name}" if site.opened else ", no model was needed"
    out.print(Text(f"\n{checked.seconds:.1f} s{by}. Nothing was stored.\n", style="dim"))
