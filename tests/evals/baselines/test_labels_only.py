"""Labels alone read forms and no sentences."""

from uuid import uuid4

from evals.baselines.labels_only import read_labelled
from pipelines.claim_types import CLAIM_TYPES
from pipelines.readers import read
from sample_claims import DOCUMENTS, Truth


def share_read(name: str) -> float:
    truth = Truth.model_validate_json((DOCUMENTS / f"{name}.truth.json").read_text())
    documents = read((DOCUMENTS / truth.file).read_bytes(), lambda: str(uuid4())).documents
    found = read_labelled(CLAIM_TYPES[truth.claim_type], documents, truth.received_at.date())
    return sum(found.get(path) == value for path, value in truth.fields.items()) / len(truth.fields)


def test_forms_are_read_and_letters_hardly() -> None:
    assert share_read("auto-acroform-007") > 0.7
    assert share_read("auto-letter-013") < 0.4
