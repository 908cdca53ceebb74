"""What `lodge reprocess` prints for people: the whole in a sentence, then what changed, then who is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from agent.commands.output import table
from agent.reprocess.comparing import SAME
from agent.reprocess.summing import sentence, told
from agent.store import Store
from agent.trial_rows import TrialClaim
from pipelines.claim import Claim, Value

_MOST_ROWS = 15
# Why claims were not adopted, as sentences.
REFUSALS = {
    "already": "adopted before",
    "unfinished": "not read again yet",
    "discarded": "of a re-processing that was discarded",
    "handled": "decided by a handler; what a handler decided stays",
    "joined": "joined to another claim",
    "changed": "read again or worked on since they were compared",
    "split": "of files that fall into other claims than before; these are for a handler",
    "quarantine": "not readable by the new pipeline; they stay as they are",
}


def summary_text(summary: Mapping[str, Any], claims: list[TrialClaim]) -> RenderableType:
    """A re-processing as a page."""
    parts: list[RenderableType] = [Text(sentence(summary), style="bold"), Text(_how_far(summary), style="dim")]
    parts += list(_lines(summary))
    fields = [(one["type"], one["field"], one["found"], one["lost"], one["changed"]) for one in summary["fields"]]
    if fields:
        parts += [_title("Fields"), table(("claim type", "field", "found now", "lost now", "differently"), fields)]
    for name, words in (("findings_new", "New findings"), ("findings_gone", "Findings that are gone")):
        if summary[name]:
            parts += [_title(words), table(("rule", "times"), summary[name].items())]
    parts += list(_agreement(summary["agreement"]))
    parts += list(_changed(claims))
    return Group(*parts)


def _how_far(summary: Mapping[str, Any]) -> str:
    sources = summary["sources"]
    read = sources["done"] + sources["refused"]
    state = "" if summary["status"] == "open" else f"  {summary['status']}"
    return f"{summary['name']}  model {summary['model']}  {read} of {sources['total']} files read{state}"


def _lines(summary: Mapping[str, Any]) -> Iterator[RenderableType]:
    sources, seconds = summary["sources"], summary["seconds"]
    if summary["rescued"]:
        yield Text(f"{summary['rescued']} in quarantine can be read now.")
    if summary["lost"]:
        yield Text(f"{summary['lost']} could no longer be read.", style="bold red")
    if sources["failed"]:
        codes = ", ".join(f"{code.replace('_', ' ')}: {count}" for code, count in summary["codes"].items())
        yield Text(f"{sources['failed']} files failed ({codes}). Try them again with --retry.", style="bold red")
    if sources["skipped"]:
        yield Text(f"{sources['skipped']} files were being worked on, and skipped. Try them again with --retry.")
    if seconds["old"] is not None:
        yield Text(f"Seconds per claim, the middle one: {seconds['old']:.1f} before, {seconds['new']:.1f} now.")
    if summary["adopted"]:
        yield Text(f"{summary['adopted']} adopted. Nothing else of the site has changed.")
    else:
        yield Text(f"Nothing has changed. To take it over: lodge reprocess adopt {summary['name']}")


def _agreement(rows: list[dict[str, Any]]) -> Iterator[RenderableType]:
    """Whom the handlers are with, as counts; they saw the old reading when they decided."""
    if not rows:
        yield Text("\nNo handler has looked at a critical field of these claims: nothing says which reading is right.")
        return
    looked = sum(row["looked_at"] for row in rows)
    old, new = sum(row["old_right"] for row in rows), sum(row["new_right"] for row in rows)
    yield _title("Against what handlers confirmed or corrected (critical fields)")
    yield Text(f"The old reading agrees in {old} of {looked}, the new one in {new} of {looked}.")
    yield Text("Handlers saw the old reading when they decided, which speaks for it.", style="dim")
    columns = ("claim type", "field", "looked at", "corrected", "old right", "new right")
    names = ("claim_type", "field", "looked_at", "corrected", "old_right", "new_right")
    yield table(columns, ([row[name] for name in names] for row in rows))


def _changed(claims: list[TrialClaim]) -> Iterator[RenderableType]:
    """The claims that are not the same, by id."""
    rows = []
    for one in claims:
        difference = told(one) if one.is_done or one.kind == "lost" else {"became": SAME}
        if difference["became"] != SAME:
            names = [*difference.get("changed", ()), *difference.get("found", ()), *difference.get("lost", ())]
            shown = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
            rows.append((one.claim_id[:8], difference["became"], shown or "–"))
    if rows:
        yield _title("Claims")
        yield table(("id", "became", "fields"), rows[:_MOST_ROWS])
        more = f"and {len(rows) - _MOST_ROWS} more; all with --json. " if len(rows) > _MOST_ROWS else ""
        yield Text(f"{more}One with its values: lodge reprocess show NAME --claim ID", style="dim")


def claim_changes(store: Store, row: TrialClaim) -> dict[str, Any]:
    """One claim's differences with the values, for the branch's own screen."""
    difference = told(row)
    old = store.reading(row.claim_id, row.basis_run) if row.basis_run else None
    new = store.trial_reading(row) if row.is_done else None
    paths = [path for how in ("changed", "found", "lost") for path in difference.get(how, ())]
    if row.kind == "new" and new:
        paths = [field.path for field in new.fields]
    values = [{"field": path, "was": _value(old, path), "is": _value(new, path)} for path in paths]
    return {
        "claim": row.claim_id,
        **difference,
        "values": values,
        "seconds": {"old": row.basis_seconds, "new": row.seconds},
        "adopted": row.adopted_at is not None,
    }


def claim_changes_text(changes: Mapping[str, Any]) -> RenderableType:
    """One claim's differences as a page."""
    parts: list[RenderableType] = [Text(f"{changes['claim']}  {changes['became']}", style="bold")]
    rows = [(one["field"], one["was"], one["is"]) for one in changes["values"]]
    parts.append(table(("field", "was", "is"), rows) if rows else Text("Every field is read the same."))
    for name, words in (("outcome", "Outcome"), ("type", "Claim type"), ("tier", "Tier")):
        was, now = changes.get(name, (None, None))
        if was != now:
            parts.append(Text(f"{words}: {was or 'none'} → {now or 'none'}"))
    for name, words in (("findings_new", "New findings"), ("findings_gone", "Findings that are gone")):
        if changes.get(name):
            parts.append(Text(f"{words}: {', '.join(changes[name])}"))
    return Group(*parts)


def _value(claim: Claim | None, path: str) -> Value | None:
    field = claim.field(path) if claim else None
    return field.value if field else None


def _title(words: str) -> Text:
    return Text(f"\n{words}", style="bold")
