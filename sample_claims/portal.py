"""Portal entries: what a web form mails to the branch, "key: value" line by line."""

from __future__ import annotations

from sample_claims.forms import Form


def export(form: Form, style: str) -> str:
    """The form as text; `style` is "colon", "equals" or "arrow"."""
    mark = {"colon": ": ", "equals": " = ", "arrow": " -> "}[style]
    lines = [f"*** {form.title} ***", "Submitted through the customer portal", ""]
    for section in form.sections:
        lines.append(f"[{section.title}]")
        lines += [f"{entry.label}{mark}{entry.text}".rstrip() for entry in section.entries]
        if section.table:
            lines += [" | ".join(section.table.columns), *(" | ".join(row) for row in section.table.rows)]
        lines.append("")
    return "\n".join(lines)
