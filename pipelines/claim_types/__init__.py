"""The kinds of claim that Lodge knows. To add one: a file beside these, and a line in CLAIM_TYPES."""

from pipelines.claim_types.accident_statement import ACCIDENT_STATEMENT
from pipelines.claim_types.auto import AUTO
from pipelines.claim_types.dental import DENTAL
from pipelines.claim_types.health import HEALTH
from pipelines.claim_types.institutional import INSTITUTIONAL
from pipelines.claim_types.liability import GENERAL_LIABILITY
from pipelines.claim_types.loading import load_claim_types, load_rules
from pipelines.claim_types.loss_run import LOSS_RUN
from pipelines.claim_types.property import PROPERTY_LOSS
from pipelines.claim_types.schema import ClaimType, FieldSpec, RecordSpec
from pipelines.claim_types.workers_comp import WORKERS_COMP

CLAIM_TYPES: dict[str, ClaimType] = {
    "auto": AUTO,
    "property": PROPERTY_LOSS,
    "health": HEALTH,
    "institutional": INSTITUTIONAL,
    "dental": DENTAL,
    "liability": GENERAL_LIABILITY,
    "workers_comp": WORKERS_COMP,
    "loss_run": LOSS_RUN,
    "accident_statement": ACCIDENT_STATEMENT,
}

__all__ = ["CLAIM_TYPES", "ClaimType", "FieldSpec", "RecordSpec", "load_claim_types", "load_rules"]
