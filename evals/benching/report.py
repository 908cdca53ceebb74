"""Report: a bench for the terminal, and as docs/bench.md.

`python -m evals.benching.report RESULT.json > docs/bench.md`; without a result it writes the method alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from rich.console import Group, RenderableType
from rich.text import Text

from agent.commands.output import table
from evals.benching.figures import Figures
from evals.benching.sheets import Sheet, beside, facts, sheets, whole
from pipelines.errors import UsageError

METHOD = """\
# Fast and right, beside what else there is

`make bench` reads the same documents with Lodge and with what a branch could run instead, on this machine, with the
same weights, in turn. It writes all figures (`bench.json`), a page with plots (`bench.html`), and a journal from which
it goes on where it was cut off (`--resume`). No value of a claim and no name of a document is in them.

```sh
make bench
python -m evals.benching --set FOLDER --limit 12 --models qwen2.5-coder-0.5b     # a first impression
python -m evals.benching --strategies lodge:llamacpp --ablate --rounds 1         # each part of the strategy off
python -m evals.benching.report bench/bench.json > docs/bench.md                 # this page
```

## Who is compared

| name | what it is |
|---|---|
| `baseline` | a real Ollama: one request for a claim, `format` set to the whole schema of its claim type, typed \
(dates, numbers, options, lists of objects, null allowed), temperature 0, the fields also described in the prompt, \
a context that holds it all |
| `langextract` | LangExtract on the same Ollama, as its documentation shows it: the task in words, one invented \
example |
| `labels` | fillable fields and printed labels; no sentence is read, and no model asked |
| `lodge:ENGINE` | Lodge, from the file's bytes to the decision, its model in this engine |
| `lodge:ENGINE-PART` | the same without this part of its reading strategy |

Where a choice had to be made it was made for the baselines:

- They are told the true claim type, which Lodge finds out itself, and given the text as Lodge's readers read it,
  without what only costs tokens.
- What is the same for all claims of a type stands first in the baseline's prompt, so that Ollama has it in its cache
  when the next claim comes; of a backlog it reads one claim type after the other. It is told the day the document came
  in.
- Nobody is given a policy register.
- It is not asked for narratives, which are long to copy and are not scored.
- Its answers are normalised by Lodge's own parsers, and what was cut off counts as far as it goes. What LangExtract
  gives without a place in the text is left out, as it advises.

A test pins the digest of the baseline's prompt, schema and settings: it stays as it is.

## How it is measured

- **One claim**: each document by all of them in turn; who begins changes. The engine is warm and has nothing of the
  document in its cache: each round has processes of its own, an invented letter is read first, and no document comes
  twice.
- **Backlog**: all documents at once, one contender after the other; who begins changes from round to round. Seconds
  are the whole time by the number of claims.
- **Cold start**: from the start of the process to the first claim, on the same invented letter; of the baselines from
  the start of Ollama's server alone, for their client has Lodge's parsers in it. The weights lie in the system's file
  cache for all of them.
- **Right** is the share of all values in the documents that were reported as the truth has them, scored for all by the
  same code as `lodge eval` ([evals.md](evals.md)).
- Shares have 95 % Wilson intervals. Differences and ratios to the baseline are paired: whole documents are drawn
  again, 2,000 times.
- **Memory** is the most that each process has held. Ollama's engine is a process of its own.
"""


def markdown(found: Figures | None) -> str:
    """The page for docs/; the method alone where nothing was measured."""
    if found is None:
        return METHOD
    measured = [f"- {name}: {words}" for name, words in facts(found)]
    parts = [METHOD, "## What was measured\n", "\n".join(measured) + "\n"]
    return "\n".join([*parts, *(_section(sheet) for sheet in sheets(found))])


def summary(found: Figures) -> RenderableType:
    """The two tables that matter most."""
    shown = [sheet for sheet in (whole(found.entries), beside(found.entries)) if sheet.rows]
    return Group(
        *(part for sheet in shown for part in (Text(f"\n{sheet.title}", "bold"), table(sheet.head, sheet.rows)))
    )


def _section(sheet: Sheet) -> str:
    lines = [_line(sheet.head), "|---" + "|---:" * (len(sheet.head) - 1) + "|", *(_line(row) for row in sheet.rows)]
    return "\n".join([f"## {sheet.title}\n", f"{sheet.note}\n", *lines, ""])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


@click.command("report")
@click.argument("result", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def report(result: Path | None) -> None:
    """Print docs/bench.md from a bench's JSON."""
    try:
        found = Figures.from_text(result.read_text(encoding="utf-8")) if result else None
    except ValueError:
        raise UsageError("This file is no result of a bench (bench.json).") from None
    click.echo(markdown(found), nl=False)


if __name__ == "__main__":
    report()
