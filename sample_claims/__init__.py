"""Invented claims as real files, each with exact truth beside it, and the generator that makes them."""

from pathlib import Path

from sample_claims.case import Case, Planted, Truth, load_cases

DOCUMENTS = Path(__file__).parent / "documents"
SHOWCASE = Path(__file__).parent / "showcase"
POLICIES = Path(__file__).parent / "policies.csv"

# What `lodge demo` shows beside the files of SHOWCASE, in this order: every kind of document and of claim, every
# outcome, and the originals of the ones that repeat them.
DEMO_CASES = (
    "auto-form-002",
    "auto-acroform-009",
    "auto-email-021",
    "property-transcript-046",
    "auto-packet-011",
    "auto-injection-074",
    "property-form-030",
    "property-letter-037",
    "health-cms-047",
    "health-edi-132",
    "dental-fhir-136",
    "institutional-ub04-112",
    "liability-form-082",
    "workers_comp-acroform-103",
    "accident_statement-statement-121",
    "loss_run-loss_run-125",
    "other-newsletter-079",
    "auto-repeat-068",
    "property-repeat-071",
)
SHOWN_LATE = "auto-acroform-009"  # the case whose police report comes by itself

__all__ = [
    "DEMO_CASES",
    "DOCUMENTS",
    "POLICIES",
    "SHOWCASE",
    "SHOWN_LATE",
    "Case",
    "Planted",
    "Truth",
    "load_cases",
]
