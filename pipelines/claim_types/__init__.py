"""The kinds of claim that Lodge knows. To add one: a file beside these, and a line in CLAIM_TYPES."""

from pipelines.claim_types.auto import AUTO
from pipelines.claim_types.health import HEALTH
from pipelines.claim_types.loading import load_claim_types, load_rules
from pipelines.claim_types.property import PROPERTY_LOSS
from pipelines.claim_types.schema import ClaimType, FieldSpec, RecordSpec

CLAIM_TYPES: dict[str, ClaimType] = {
    "auto": AUTO,
    "property": PROPERTY_LOSS,
    "health": HEALTH,
}

__all__ = ["CLAIM_TYPES", "ClaimType", "FieldSpec", "RecordSpec", "load_claim_types", "load_rules"]
