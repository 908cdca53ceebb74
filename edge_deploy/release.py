"""A release: wheel, bill of materials, lock and licences in one folder, with checksums and a signature over them."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from edge_deploy.checksums import SIGNATURE, SUMS, sums_text
from edge_deploy.licences import PROJECT, licences, read_project, refuse_unknown
from edge_deploy.sbom import release_bill
from edge_deploy.signing import read_key, sign
from pipelines.errors import LodgeError, OperatorError, UsageError

_PAPERS = ("LICENSE", "NOTICE", "SECURITY.md", "requirements.lock", "docs/licences.md")


def make_release(out: Path, epoch: int, besides: tuple[Path, ...] = (), key: Path | None = None) -> list[str]:
    """Fill the new folder `out`, and return the names of what its checksums vouch for.

    The same checkout and `epoch` (seconds since 1970) give the same bytes. Without a key there is no signature.
    """
    signer = read_key(key) if key else None
    pins, project = read_project()
    refuse_unknown(licences(pins, project))
    if out.exists() and any(out.iterdir()):
        raise UsageError(f"{out} is not empty. Give a new folder: what lies in a release is vouched for as a whole.")
    out.mkdir(parents=True, exist_ok=True)
    _build_wheel(out, epoch)
    bill = json.dumps(release_bill(pins, project, datetime.fromtimestamp(epoch, UTC)), indent=1, sort_keys=True) + "\n"
    (out / f"{project['name']}-{project['version']}.cdx.json").write_text(bill, encoding="utf-8")
    for place in (*(PROJECT / name for name in _PAPERS), *besides):
        _take(place, out)
    digests = {place.name: _digest(place) for place in out.iterdir()}
    text = sums_text(digests)
    (out / SUMS).write_text(text, encoding="utf-8")
    if signer:
        (out / SIGNATURE).write_bytes(sign(signer, text.encode()))
    return sorted(digests)


def _build_wheel(out: Path, epoch: int) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out.absolute())]
    environment = {"SOURCE_DATE_EPOCH": str(epoch), "PATH": ""}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        raise OperatorError(f"The wheel cannot be built: {last}. Install the tools with: make install")


def _take(place: Path, out: Path) -> None:
    if (out / place.name).exists():
        raise UsageError(f"Two files of the release are called {place.name}. Rename one.")
    try:
        shutil.copyfile(place, out / place.name)
    except OSError as error:
        raise OperatorError(f"{place} cannot be taken into the release: {error.strerror}.") from None


def _digest(place: Path) -> str:
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@click.command()
@click.argument("besides", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="A new folder.")
@click.option(
    "--epoch",
    type=int,
    required=True,
    envvar="SOURCE_DATE_EPOCH",
    show_envvar=True,
    help="The release's time in seconds since 1970: the same release can be made again.",
)
@click.option("--key", type=click.Path(path_type=Path), help="The Ed25519 key that signs it; `openssl` may sign later.")
def main(besides: tuple[Path, ...], out: Path, epoch: int, key: Path | None) -> None:
    """Make a release of this checkout: wheel, bill of materials, licences, and BESIDES, such as the image."""
    try:
        names = make_release(out, epoch, besides, key)
    except LodgeError as error:
        click.echo(f"release: {error}", err=True)
        sys.exit(error.exit_code)
    click.echo(f"{out}: {', '.join(names)}")
    if key is None:
        click.echo(
            f"It is not signed. Sign it: openssl pkeyutl -sign -rawin -inkey KEY -in {SUMS} -out {SIGNATURE}", err=True
        )


if __name__ == "__main__":
    main()
