"""Invented claims as real files, each with exact truth beside it, and the generator that makes them."""

from pathlib import Path

from sample_claims.case import Case, Planted, Truth, load_cases

DOCUMENTS = Path(__file__).parent / "documents"
POLICIES = Path(__file__).parent / "policies.csv"

# What `lodge demo` shows: every kind of document, every outcome, and the originals of the ones that repeat them.
DEMO_CASES = (
    "auto-acroform-009",
    "auto-email-021",
    "auto-encrypted-072",
    "auto-form-002",
    "auto-form-005",
    "auto-injection-074",
    "auto-letter-013",
    "auto-packet-011",
    "auto-repeat-068",
    "auto-transcript-025",
    "health-acroform-055",
    "health-cms-047",
    "health-email-062",
    "health-form-053",
    "health-letter-057",
    "health-transcript-065",
    "other-empty-073",
    "other-newsletter-079",
    "property-acroform-034",
    "property-form-030",
    "property-hidden-077",
    "property-letter-037",
    "property-repeat-071",
    "property-transcript-044",
)

__all__ = ["DEMO_CASES", "DOCUMENTS", "POLICIES", "Case", "Planted", "Truth", "load_cases"]
