"""Documents: what was odd while reading them."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.claim import Severity
from pipelines.ports import Context
from pipelines.rules.rule import Check, ClaimView, Fault, Rule


def problem(code: str, sentence: str) -> Check:
    """A check that no document has the problem `code`, or `code:detail`."""

    def check(view: ClaimView, context: Context) -> Iterator[Fault]:
        details = [
            found.partition(":")[2]
            for document in view.claim.documents
            for found in document.problems
            if found.partition(":")[0] == code
        ]
        if details:
            reasons = ", ".join(dict.fromkeys(detail.replace("_", " ") for detail in details if detail))
            yield Fault(f"{sentence} ({reasons})" if reasons else sentence)

    return check


def told(rule: str) -> Check:
    """A check that no document has a defect under this rule's id; the reader has put it into words."""

    def check(view: ClaimView, context: Context) -> Iterator[Fault]:
        for document in view.claim.documents:
            for defect in document.defects:
                if defect.rule == rule:
                    yield Fault(defect.message, (), spans=defect.spans)

    return check


def other(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Problems that have no rule of their own."""
    known = {rule.id.partition(".")[2] for rule in RULES}
    found = {code.partition(":")[0] for document in view.claim.documents for code in document.problems} - known
    if found:
        yield Fault(f"Reading a document met with: {', '.join(sorted(found)).replace('_', ' ')}")


RULES: tuple[Rule, ...] = (
    Rule("documents.hidden_text", Severity.WARNING, "A person sees all the words of the documents",
         problem("hidden_text", "A document holds words that nobody sees on the page; they were not read")),
    Rule("documents.garbled_text", Severity.WARNING, "The documents' characters make words",
         problem("garbled_text", "The characters of a document make no words; it must be read by eye")),
    Rule("documents.no_text", Severity.WARNING, "The documents have text",
         problem("no_text", "A document has pages without text, such as scans or pictures; they must be read by eye")),
    Rule("documents.page_not_read", Severity.WARNING, "All pages were read",
         problem("page_not_read", "Pages were not read: they are damaged, or pictures for which there was no time or "
                                  "no program that reads them; they must be read by eye")),
    Rule("documents.handwriting", Severity.WARNING, "The documents are printed",
         problem("handwriting", "A page holds writing that could only be guessed at, as handwriting is; "
                                "compare every value with the page")),
    Rule("documents.hard_to_read", Severity.WARNING, "Scans and photos are clear",
         problem("hard_to_read", "A page is a poor scan or photo, of which much is unsure; "
                                 "compare every value with the page")),
    Rule("documents.attachment_unreadable", Severity.WARNING, "All attachments can be read",
         problem("attachment_unreadable", "An attachment could not be read; ask the sender for it")),
    Rule("documents.embedded_files", Severity.WARNING, "No files are hidden inside a document",
         problem("embedded_files", "A document has files inside it that were not read")),
    Rule("documents.xfa_form", Severity.WARNING, "Forms are of the kind that can be read",
         problem("xfa_form", "A document is an XFA form, of which only the printed part was read")),
    Rule("documents.form_unreadable", Severity.WARNING, "Fillable fields can be read",
         problem("form_unreadable", "The fillable fields of a document could not be read; only its print was")),
    Rule("documents.transcribed", Severity.WARNING, "No page had to be transcribed by a model",
         told("documents.transcribed")),
    Rule("documents.not_transcribed", Severity.WARNING, "Handwritten pages could be transcribed, where that is switched"
         " on", told("documents.not_transcribed")),
    Rule("documents.broken_line", Severity.WARNING, "Every line of a file of records can be read",
         told("documents.broken_line")),
    Rule("documents.claim_status", Severity.WARNING, "The sender holds the claim for valid",
         told("documents.claim_status")),
    Rule("documents.claim_use", Severity.WARNING, "The claim bills services that were given",
         told("documents.claim_use")),
    Rule("documents.claim_kind", Severity.WARNING, "The claim is of a kind that can be checked in full",
         told("documents.claim_kind")),
    Rule("documents.claim_currency", Severity.WARNING, "Amounts are in US dollars",
         told("documents.claim_currency")),
    Rule("documents.other", Severity.WARNING, "Nothing odd was met while reading", other),
)  # fmt: skip
