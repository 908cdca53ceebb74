"""The rules that Lodge's manifests hold to, all of them."""

from edge_deploy.validating.rule import Rule
from edge_deploy.validating.rules import (
    access,
    batch,
    images,
    network,
    objects,
    placing,
    pods,
    references,
    resources,
    secrets,
    services,
    settings,
    workloads,
)

RULES: tuple[Rule, ...] = (
    *objects.RULES,
    *pods.RULES,
    *images.RULES,
    *resources.RULES,
    *secrets.RULES,
    *network.RULES,
    *services.RULES,
    *workloads.RULES,
    *references.RULES,
    *batch.RULES,
    *access.RULES,
    *settings.RULES,
    *placing.RULES,
)
