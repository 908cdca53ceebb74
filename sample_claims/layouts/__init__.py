"""Layouts: the ways in which a form is put on paper. To add one: a file beside these and a line in LAYOUTS."""

from __future__ import annotations

from collections.abc import Callable

from sample_claims.forms import Form
from sample_claims.layouts.below import draw_below
from sample_claims.layouts.boxed import draw_boxed
from sample_claims.layouts.columns import draw_columns
from sample_claims.layouts.dotted import draw_dotted
from sample_claims.layouts.halves import draw_halves
from sample_claims.layouts.report import draw_report
from sample_claims.layouts.ruled import draw_ruled
from sample_claims.layouts.sheet import Sheet

Layout = Callable[[Sheet, Form], None]
LAYOUTS: dict[str, Layout] = {
    "boxed": draw_boxed,
    "columns": draw_columns,
    "ruled": draw_ruled,
    "report": draw_report,
    "dotted": draw_dotted,
    "below": draw_below,
}
# For claim types that ask for it alone: sets made before it came keep their layouts.
FURTHER_LAYOUTS: dict[str, Layout] = {"halves": draw_halves}
