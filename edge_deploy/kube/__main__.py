"""`python -m edge_deploy.kube`: a Kubernetes on this machine, started and stopped by hand."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import click

from edge_deploy.kube import parts
from edge_deploy.kube.box import add_box, add_storage_class, add_volumes
from edge_deploy.kube.cluster import Cluster, start_cluster
from edge_deploy.kube.parts import Parts, Process
from pipelines.errors import LodgeError, OperatorError


@click.group()
def kube() -> None:
    """A real Kubernetes on loopback, for a developer's hand. No container ever runs in it."""


@kube.command()
@click.option("--folder", type=click.Path(path_type=Path), help="Where it lies; default: kube/run in Lodge's cache.")
def start(folder: Path | None) -> None:
    """Start a cluster with one box of 16 GB, and tell how to reach and how to stop it."""
    programs = Parts()
    folder = folder or programs.cache / "kube" / "run"
    if (missing := programs.missing()) is not None:
        raise OperatorError(missing[0].upper() + missing[1:])
    if (folder / "pids.json").exists():
        raise OperatorError(f"A cluster is in {folder} already. Stop it with: python -m edge_deploy.kube stop")
    begin = time.monotonic()
    cluster = start_cluster(folder, programs, outlives=True)
    pids = {process.name: process.pid for process in cluster.processes}
    (folder / "pids.json").write_text(json.dumps(pids))
    _furnish(cluster)
    click.echo(f"Kubernetes answers at {cluster.url} (after {time.monotonic() - begin:.1f} s). Logs: {folder}/*.log")
    click.echo(f"  use:   export KUBECONFIG={cluster.kubeconfig}")
    click.echo("  stop:  python -m edge_deploy.kube stop" + (f" --folder {folder}" if _is_elsewhere(folder) else ""))


@kube.command()
@click.option("--folder", type=click.Path(path_type=Path), help="Where it lies; default: kube/run in Lodge's cache.")
def stop(folder: Path | None) -> None:
    """Stop the cluster that `start` started, and remove its folder."""
    folder = folder or Parts().cache / "kube" / "run"
    if not (folder / "pids.json").exists():
        raise OperatorError(f"No cluster was started in {folder}. Start one with: make kube")
    pids: dict[str, int] = json.loads((folder / "pids.json").read_text())
    processes = [Process(name, pid, folder / f"{name}.log") for name, pid in pids.items()]
    # A process id may by now be another program's: ours has its folder among its words.
    parts.stop([process for process in processes[::-1] if _is_ours(process.pid, folder)])
    shutil.rmtree(folder)
    click.echo("The cluster is stopped and removed.")


def _furnish(cluster: Cluster) -> None:
    add_storage_class(cluster)
    add_box(cluster, "box")
    add_volumes(cluster, "box", 8)


def _is_elsewhere(folder: Path) -> bool:
    return folder != Parts().cache / "kube" / "run"


def _is_ours(pid: int, folder: Path) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return False
    return str(folder).encode() in words


if __name__ == "__main__":
    try:
        kube(standalone_mode=False)
    except LodgeError as error:
        raise SystemExit(f"Error: {error}") from None
