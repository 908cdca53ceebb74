"""Invented claims as real files, each with exact truth beside it, and the generator that makes them."""

from pathlib import Path

from sample_claims.case import Case, Planted, Truth, load_cases

DOCUMENTS = Path(__file__).parent / "documents"
POLICIES = Path(__file__).parent / "policies.csv"

__all__ = ["DOCUMENTS", "POLICIES", "Case", "Planted", "Truth", "load_cases"]
