"""The page docs/licences.md, out of what the lock, the catalogue of weights and the table of licences say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from agent.backends.catalogue import CATALOGUE

if TYPE_CHECKING:
    from edge_deploy.licences import Licensed

_HEAD = """\
# Licences

Lodge is under the Apache License 2.0. This page is written by `python -m edge_deploy.licences --out
docs/licences.md`; it lists every package of `requirements.lock`, and the command fails on one whose licence is
unknown or does not fit. A package's own metadata count, except where `edge_deploy/licence_table.py` has a reviewed
entry: there a person read the licence files and the libraries in the wheel. Versions and hashes stand in the bill of
materials (`make sbom`).
"""
_USES = {
    "required": "Every Lodge needs them",
    "optional": "An extra needs them",
    "development": "Only whoever works on Lodge needs them: they are never shipped",
}
_REST = """\
## Other people's files in the source

htmx (0BSD), the code lists and the manufacturers' table of `pipelines/values/data`, and the Kubernetes API
description of `edge_deploy/validating/data` (Apache-2.0): see `NOTICE`.

## The image

The image is Debian 13 with Python and Tesseract's trained data (Apache-2.0) added. Of the licence files that its
packages keep in `/usr/share/doc`, four in five name the GPL or the LGPL. They are programs and libraries of their own
beside Lodge; Debian offers their source under the versions that the image's bill names
(`/usr/share/lodge/sbom.cdx.json`). Who hands the image on keeps these files in it.

The weights of RapidOCR's networks come inside its wheel (Apache-2.0).

## Programs beside Lodge

Ollama (MIT), K3s (Apache-2.0), PostgreSQL (PostgreSQL licence), versitygw (Apache-2.0), kwok, Kueue and Kubernetes
(Apache-2.0) run as programs of their own. MinIO (AGPL-3.0) is named in the documents as one S3 store of several;
Lodge ships none of it. A model that a site fetches itself (`vision_model`, `embed_model`, another `model`) brings its
own licence: Gemma's terms of use, for one, forbid some uses and must be handed on with it.
"""


def page(found: Iterable[Licensed]) -> str:
    """The page in Markdown."""
    found = list(found)
    parts = [_HEAD]
    for use, title in _USES.items():
        mine = [one for one in found if one.use == use]
        lines = [f"| {one.name} | {one.expression} |" for one in mine]
        parts.append("\n".join([f"## {title} ({len(mine)})\n", "| package | licence |", "| --- | --- |", *lines, ""]))
    parts.append(_duties(found))
    parts.append(_weights())
    return "\n".join([*parts, _REST])


def _duties(found: list[Licensed]) -> str:
    lines = ["## More than a notice, and why it fits\n"]
    reasons = dict.fromkeys(reason for one in found if one.use != "development" for reason in one.duties)
    for reason in reasons:
        names = ", ".join(one.name for one in found if reason in one.duties and one.use != "development")
        lines.append(f"- {names}: {reason}")
    return "\n".join([*lines, ""])


def _weights() -> str:
    lines = [f"| {one.name} | {one.licence} | `{one.sha256}` |" for one in CATALOGUE.values()]
    return "\n".join(
        ["## Models of the catalogue\n", "| weights | licence | SHA-256 |", "| --- | --- | --- |", *lines, ""]
    )
