"""`lodge deploy bundle`: a USB stick that brings a branch's box up without a network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from agent.settings import default_cache
from edge_deploy.archives import read_archive
from edge_deploy.bundling import Bundled, Order, assemble, find_branches, pieces_of
from edge_deploy.carrying import Piece, Report, file_system_of, too_large_for_fat
from edge_deploy.checksums import Checked, check, read_sums
from edge_deploy.commands.options import json_option, option, print_json
from edge_deploy.signing import new_key, read_key, read_public_key
from pipelines.errors import UsageError

_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_folder = click.Path(exists=True, file_okay=False, path_type=Path)
_FAT = ("vfat", "msdos")


@click.command()
@click.argument("sites", nargs=-1, metavar="[RENDERED]…", type=_folder)
@option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder to fill: the stick, or for it.")
@option(
    "--image", "images", multiple=True, type=_file, help="An image's archive, as build.sh writes it; once for each."
)
@option("--model", "models", multiple=True, help="A model to carry besides those that the sites run.")
@option(
    "--cache",
    envvar="LODGE_CACHE",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where weights lie (default: as for lodge models).",
)
@option("--k3s", type=_folder, help="A folder with a K3s release: the program and its airgap images.")
@option("--registry-at-hand", is_flag=True, help="The branch has a registry for images that no archive here holds.")
@option("--key", type=_file, help="The Ed25519 private key to sign with.")
@option("--new-key", type=click.Path(dir_okay=False, path_type=Path), help="Make a key pair there, and do no more.")
@option("--verify", type=_folder, help="Read a bundle in full and say what is wrong with it.")
@option("--public-key", type=_file, help="The public key for --verify.")
@json_option
@click.pass_context
def bundle(context: click.Context, /, as_json: bool, **given: Any) -> None:
    """Fill one folder with all that the boxes of RENDERED sites need: images, weights, manifests, bills of materials.

    \b
    lodge deploy bundle --new-key release.key
    lodge deploy bundle rendered/leeds-north --image lodge.tar --key release.key --out /media/stick
    lodge deploy bundle --verify /media/stick --public-key release.key.pub
    sh install.sh --site leeds-north --public-key release.key.pub     on the box, from the stick

    RENDERED is a site's folder, or a folder of them. A second run writes what changed and nothing else. With --verify
    it ends with 1 where something is wrong.
    """
    if given["new_key"]:
        _make_key(given["new_key"], as_json)
    elif given["verify"]:
        found = _verify(given["verify"], given["public_key"], as_json)
        context.exit(1 if found.faults else 0)
    elif not given["sites"] or not given["out"]:
        raise UsageError("Say which RENDERED sites, and --out FOLDER. Or give --new-key, or --verify.")
    else:
        _bundle(given, as_json)


def _make_key(place: Path, as_json: bool) -> None:
    public = new_key(place)
    if as_json:
        print_json({"key": str(place), "public_key": str(public)})
        return
    click.echo(f"{place} signs bundles: keep it off the network. Boxes trust {public}: bring it there apart.")


def _bundle(given: dict[str, Any], as_json: bool) -> None:
    key = read_key(given["key"]) if given["key"] else None
    if key and given["out"].resolve() in given["key"].resolve().parents:
        raise UsageError(f"{given['key']} lies on the stick. A stick gets lost: keys stay at home.")
    order = Order(
        find_branches(given["sites"]),
        [read_archive(path) for path in given["images"]],
        given["models"],
        given["cache"] or default_cache(os.environ),
        given["k3s"],
        given["registry_at_hand"],
    )
    pieces = pieces_of(order)
    remarks = _remarks(pieces, given)
    with _progress(as_json, sum(piece.size_bytes for piece in pieces)) as report:
        done = assemble(pieces, given["out"], key, report)
    if not done.signed:
        remarks.append(
            "It is not signed, and no box installs it. Sign it: openssl pkeyutl -sign -rawin -inkey KEY "
            "-in SHA256SUMS -out SHA256SUMS.sig"
        )
    _say(done, remarks, as_json)


def _remarks(pieces: list[Piece], given: dict[str, Any]) -> list[str]:
    out: Path = given["out"]
    remarks = []
    if not given["k3s"]:
        remarks.append("K3s is not in it: the box must have K3s already. Give a release's folder with --k3s.")
    if large := too_large_for_fat(pieces):
        words = f"{', '.join(large)}: larger than the 4 GiB that FAT32 holds. Format the stick as exFAT or ext4."
        mounts = Path("/proc/self/mounts")
        if mounts.is_file() and file_system_of(out, mounts.read_text(encoding="utf-8")) in _FAT:
            raise UsageError(words)
        remarks.append(words)
    return remarks


def _say(done: Bundled, remarks: list[str], as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "written": list(done.written),
                "kept": list(done.kept),
                "removed": list(done.removed),
                "bytes": done.size_bytes,
                "signed": done.signed,
                "remarks": remarks,
            }
        )
        return
    for name in done.written:
        click.echo(f"written  {name}")
    for name in done.removed:
        click.echo(f"removed  {name}")
    click.echo(f"{done.size_bytes / 1e6:.0f} MB; {len(done.written)} files written, {len(done.kept)} as they were.")
    for remark in remarks:
        click.echo(remark)


def _verify(place: Path, public: Path | None, as_json: bool) -> Checked:
    key = read_public_key(public) if public else None
    total = sum((place / name).stat().st_size for name in read_sums(place) if (place / name).is_file())
    with _progress(as_json, total) as report:
        found = check(place, key, report)
    if as_json:
        print_json({"files": found.files, "bytes": found.bytes_read, "signature": found.signature,
                    "faults": list(found.faults)})  # fmt: skip
        return found
    for fault in found.faults:
        click.echo(fault)
    count = f"{len(found.faults)} {'fault' if len(found.faults) == 1 else 'faults'}"
    click.echo(f"{found.files} files, {found.bytes_read / 1e6:.0f} MB, signature {found.signature}: {count}.")
    return found


@contextmanager
def _progress(as_json: bool, total: int) -> Iterator[Report]:
    """A progress bar in bytes, on standard error; none where there is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    out = Console(stderr=True)
    with Progress(*columns, console=out, transient=True, disable=as_json or not out.is_terminal) as bar:
        task = bar.add_task("", total=total)
        yield lambda name, size: bar.update(task, advance=size, description=name[-40:])
