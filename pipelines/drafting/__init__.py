"""Drafting: a claim type proposed from sample documents: labels become fields, values only tell their kinds."""

from pipelines.drafting.draft import draft
from pipelines.drafting.proposal import Draft
from pipelines.drafting.writing import written

__all__ = ["Draft", "draft", "written"]
