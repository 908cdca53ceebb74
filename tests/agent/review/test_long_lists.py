"""Long lists: 500 rows are a table to read; a row that is opened, doubted or typed over has its inputs."""

from __future__ import annotations

from agent.review.claim_view import Draft, view
from pipelines.claim import Claim, Field, Finding, Grounding, Reading, ReadingSource, Severity
from pipelines.claim_types import CLAIM_TYPES


def loss_run(rows: int, *findings: Finding) -> Claim:
    fields = []
    for row in range(rows):
        for column in ("claim_number", "paid"):
            reading = Reading(
                path=f"losses[{row}].{column}", verbatim=f"{row}", value=f"{row}", source=ReadingSource.LABEL
            )
            fields.append(
                Field(
                    path=reading.path,
                    value=f"{row}",
                    chosen=reading,
                    readings=(reading,),
                    grounding=Grounding.VERBATIM,
                    score=0.95,
                )
            )
    return Claim(id="c", source_id="s", claim_type="loss_run", fields=tuple(fields), findings=findings)


def open_rows(claim: Claim, **how: object) -> set[str]:
    shown = view(claim, CLAIM_TYPES["loss_run"], **how)  # type: ignore[arg-type]
    return {row.path.partition(".")[0] for group in shown.groups for row in group.rows if "[" in row.path}


def test_many_rows_are_one_table() -> None:
    (table,) = view(loss_run(500), CLAIM_TYPES["loss_run"]).lists
    assert (len(table.lines), table.heads) == (500, ("Claim number", "Paid"))
    assert open_rows(loss_run(500)) == set()
    assert len({cell.key for line in table.lines for cell in line.cells if cell}) == 1000


def test_few_rows_keep_their_inputs() -> None:
    claim = loss_run(5)
    assert view(claim, CLAIM_TYPES["loss_run"]).lists == ()
    assert len(open_rows(claim)) == 5


def test_a_row_is_opened_by_its_name_a_finding_or_what_was_typed() -> None:
    finding = Finding(rule="money.x", severity=Severity.WARNING, message="m", paths=("losses[7].paid",))
    draft = Draft({"losses[9].paid": "12"}, (), {})
    shown = open_rows(loss_run(40, finding), opened=("losses[3]",), draft=draft)
    assert shown == {"losses[3]", "losses[7]", "losses[9]"}


def test_what_is_told_of_nearly_all_rows_opens_none() -> None:
    paths = tuple(f"losses[{row}].paid" for row in range(40))
    finding = Finding(rule="money.x", severity=Severity.WARNING, message="m", paths=paths)
    assert open_rows(loss_run(40, finding)) == set()
