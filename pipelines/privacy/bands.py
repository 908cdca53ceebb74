"""From exact to coarse: how a figure of a claim becomes a band that may be counted."""

from __future__ import annotations

from datetime import UTC, datetime

from pipelines.privacy.summary_words import Format, SecondsBand

# Upper bound of each band in seconds, not included; what is not below any is the last band.
_SECONDS = (
    (1, SecondsBand.UNDER_1),
    (5, SecondsBand.FROM_1_TO_5),
    (15, SecondsBand.FROM_5_TO_15),
    (60, SecondsBand.FROM_15_TO_60),
    (300, SecondsBand.FROM_60_TO_300),
)

_FORMATS = {
    "application/pdf": Format.PDF,
    "text/plain": Format.TEXT,
    "text/html": Format.TEXT,
    "message/rfc822": Format.EMAIL,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Format.OFFICE,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Format.OFFICE,
    "application/edi-x12": Format.EDI,
    "application/fhir+json": Format.FHIR,
    "application/fhir+xml": Format.FHIR,
}


def seconds_band(seconds: float) -> SecondsBand:
    """The band in which a claim's duration is counted."""
    return next((band for bound, band in _SECONDS if seconds < bound), SecondsBand.OVER_300)


def format_of(media_type: str) -> Format:
    """The format under which a document of this media type is counted; `other` where it is none of them."""
    name = media_type.partition(";")[0].strip().lower()
    if name.startswith("image/"):
        return Format.IMAGE
    return _FORMATS.get(name, Format.OTHER)


def cut_to_hour(moment: datetime) -> datetime:
    """The full hour, UTC, in which a moment lies; `moment` carries its time zone."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
