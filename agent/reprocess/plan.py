"""Plan: what is read again, by which pipeline, and under which name."""

from __future__ import annotations

import difflib
import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from agent.pinning import pin
from agent.rows import Pipeline
from agent.settings import Settings
from agent.site import Site
from agent.store.base import canonical
from agent.trial_rows import Selection, Shard
from pipelines.claim_types import CLAIM_TYPES, ClaimType, load_claim_types, load_rules
from pipelines.errors import OperatorError, UsageError
from pipelines.rules import RULES

STATUSES = ("review", "decided", "settled", "quarantine")
CLAIM_TYPES_FOLDER = "claim_types"
# What a pipeline file may set: what changes results, and where the model is to be had.
IN_FILE = (
    "backend", "model", "ollama_url", "openai_url", "openai_model", "script", "vision_model", "context_tokens",
    "time_zone", "currency", "max_pages",
)  # fmt: skip
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")
_SHARD = re.compile(r"(\d{1,5})/(\d{1,5})")


@dataclass(frozen=True)
class TrialPipeline:
    """The settings that a re-processing reads with, and the folder of its claim types where that is another."""

    settings: Settings
    claim_types: Path | None = None


def trial_pipeline(settings: Settings, file: Path | None, **given: str | None) -> TrialPipeline:
    """The site's settings, under what `file` sets, under what was `given`; OperatorError names what is not right."""
    values = _from_file(file) if file else {}
    folder = values.pop(CLAIM_TYPES_FOLDER, None)
    values |= {name: value for name, value in given.items() if value}
    if file and isinstance(values.get("script"), str):
        values["script"] = file.parent / values["script"]
    try:
        changed = Settings.model_validate(settings.model_dump() | values)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        message = str(fault["msg"]).removeprefix("Value error, ")
        raise OperatorError(f"{fault['loc'][0]} has the value {str(fault['input'])!r}: {message}.") from None
    return TrialPipeline(changed, _folder(file, folder) if file and folder is not None else None)


def _from_file(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OperatorError(f"The pipeline file {path} cannot be read: {error.strerror}.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OperatorError(f"The pipeline file {path} is no TOML: {error}.") from None
    known = (*IN_FILE, CLAIM_TYPES_FOLDER)
    for name in values:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"Do you mean {near[0]}?" if near else f"It may set: {', '.join(known)}."
            raise OperatorError(f"The pipeline file {path} sets {name}, which changes no reading. {hint}")
    return values


def _folder(file: Path, folder: Any) -> Path:
    place = file.parent / Path(str(folder)).expanduser()
    if not place.is_dir():
        raise OperatorError(f"The pipeline file {file} sets {CLAIM_TYPES_FOLDER} to {folder}, which is no folder.")
    return place


def prepare(site: Site, trial: TrialPipeline) -> Pipeline:
    """Let an open site read as the trial says, with its models opened, and give the pipeline that this makes.

    Raises OperatorError or ModelError where a model cannot be had.
    """
    if trial.claim_types is not None:
        site.claim_types = {**CLAIM_TYPES, **load_claim_types(trial.claim_types)}
        site.rules = (*RULES, *load_rules(trial.claim_types))
    model = site.model()
    vision = site.vision() if site.settings.vision_model else None
    return pin(site.settings, site.claim_types, site.rules, site.engine, model, vision, trial.claim_types)


def parse_day(text: str, zone: ZoneInfo, option: str, *, is_end: bool = False) -> datetime:
    """The moment at which a day of the site begins, or (`is_end`) ends; UsageError where it is no day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} has the value {text!r}: a day is written like 2026-11-30.") from None
    return datetime.combine(day + timedelta(days=is_end), time.min, zone)


def parse_shard(text: str | None) -> Shard:
    """The part that "0/4" names, the first of four; UsageError where there is no such part."""
    if text is None:
        return Shard()
    found = _SHARD.fullmatch(text)
    if found is None:
        raise UsageError(f"--shard has the value {text!r}: it is written I/N, like 0/4 for the first of four.")
    shard = Shard(int(found[1]), int(found[2]))
    if shard.index >= shard.count:
        raise UsageError(f"--shard has the value {text!r}: shards are counted from 0, so the last is N-1/N.")
    return shard


def select(
    since: str,
    until: str | None,
    zone: ZoneInfo,
    now: datetime,
    statuses: Sequence[str],
    claim_types: Sequence[str],
    limit: int | None,
) -> Selection:
    """The sources that were asked for, by the site's days; UsageError for days that cannot be."""
    begin = parse_day(since, zone, "--since")
    end = parse_day(until, zone, "--until", is_end=True) if until else now
    if begin > now:
        raise UsageError(f"--since has the value {since!r}, which is in the future: nothing came in since.")
    if end <= begin:
        raise UsageError(f"--until has the value {until!r}, which is before --since.")
    return Selection(begin, end, tuple(sorted(set(statuses))), tuple(sorted(set(claim_types))), limit)


def split_words(text: str | None, option: str, choices: Sequence[str]) -> tuple[str, ...]:
    """The words of a list like "review,settled"; UsageError names the one that is none of the choices."""
    words = tuple(word.strip() for word in (text or "").split(",") if word.strip())
    for word in words:
        if word not in choices:
            raise UsageError(f"{option} has the value {word!r}. It must be of: {', '.join(choices)}.")
    return words


def types_of_line(claim_types: Mapping[str, ClaimType], lines: Sequence[str]) -> tuple[str, ...]:
    """The claim types of these lines of business."""
    return tuple(name for name, claim_type in claim_types.items() if claim_type.line in lines)


def name_for(asked: Mapping[str, Any], pipeline: Pipeline) -> str:
    """A name for a re-processing that was given none: each shard, and each call with the same words, has the same."""
    digest = hashlib.sha256(canonical({"asked": asked, "pipeline": pipeline.digest})).hexdigest()
    return f"{asked['since']}-{digest[:8]}"


def require_name(name: str) -> str:
    """A name that may stand in logs and file names."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"--name has the value {name!r}: use small letters, digits, dots and hyphens, 63 at most.")
    return name
