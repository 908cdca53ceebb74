"""The table of the score's weights in docs/score.md, renewed by `python -m evals.fit --write`."""

from __future__ import annotations

from pathlib import Path

from pipelines.surety import AGAINST, BASE, FOR, RULES, Weights

PAGE = Path(__file__).parent.parent / "docs" / "score.md"
BEGIN, END = "<!-- weights: written by python -m evals.fit -->\n", "<!-- end of weights -->\n"
MEANING = {
    BASE: "what every value begins with",
    "by_form": "a fillable field or an entry of a structured document says it",
    "by_label": "it stands beside words that name it",
    "by_code": "words of an option, a known make, a sum",
    "by_model": "the model says it",
    "unlikely_token": "the model's least likely token: minus the logarithm of its probability, at most 4",
    "no_probability": "the model's engine tells no probabilities",
    "agreeing": "other readers, or the same model asked otherwise, say the same: how many, at most 2",
    "contradicted": "others say something else: how many, at most 2",
    "wavering": "the same reader finds another value elsewhere",
    "outranked": "a reader that is trusted more says something else",
    "nowhere": "it stands nowhere in the documents",
    "derived": "computed from what stands there",
    "normalised": "written otherwise than in its normal form",
    "faulty": "a value of its kind cannot be so: a check digit, an unknown code",
    "checked": "its check digit is right",
    "odd_shape": "a name or a town with a figure in it, or beginning with a small letter",
    "runs_on": "a capital or a figure follows at once: the value may be longer",
    "shared": "another field was given the same value",
    "labelled": "a label of the field stands shortly before it",
    "labelled_otherwise": "a label of another field of the kind stands nearer",
    "spoken_of": "the largest share of one of the field's wordings that stands around it",
    "rivals": "how many other values of the kind stand in the documents: logarithm of one more than these",
    "in_list": "it is of a row of a list",
    "in_form": "so many labels were found that the documents are a form",
    "expected": "the field is critical or required",
    "repeated": "how often else it stands in the documents: logarithm of the number",
    "free_answer": "the model says it, and values of its kind have no shape and no options",
    "improbable": "one less the probability of the model's least likely token",
    **{f"rule_{topic}": f"a rule of the topic “{topic}” warns of it" for topic in RULES},
}


def table(found: Weights) -> str:
    """Every weight, the heaviest first, and what its trait means."""
    lines = [f"Fitted on {found.fitted_on}.\n\n", "| trait | what it tells | weight | |\n|---|---|---|---|\n"]
    for name, weight in sorted(found.weights.items(), key=lambda item: (-abs(item[1]), item[0])):
        sign = "never below 0" if name in FOR else "never above 0" if name in AGAINST else ""
        lines.append(f"| `{name}` | {meaning(name)} | {weight:+.2f} | {sign} |\n")
    return "".join(lines)


def meaning(name: str) -> str:
    """What a trait tells, in words."""
    return MEANING.get(name, f"found in running text by the reader of {name.removeprefix('reader_')}")


def write_table(found: Weights) -> None:
    """Renew the table on its page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{table(found)}\n{END}{after}", encoding="utf-8")
