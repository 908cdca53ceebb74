"""A Kubernetes on loopback: etcd, API server, controller manager, scheduler, and nodes that kwok plays.

Everything lies in one folder and listens on free ports of 127.0.0.1; nothing of the machine is touched. What runs is
the real code of Kubernetes. No kubelet runs: kwok says of a pod that it runs, and no container ever starts.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from edge_deploy.kube import parts
from edge_deploy.kube.parts import Parts, Process
from pipelines.errors import OperatorError

# Who may ask, with which groups; each gets a token of its own.
ACCOUNTS = {
    "admin": "system:masters",
    "system:kube-controller-manager": "",
    "system:kube-scheduler": "",
    "kwok": "system:masters",
}
SERVICE_NETWORK = "10.43.0.0/16"  # as K3s has it


@dataclass
class Cluster:
    """A running cluster; `kubeconfig` is its administrator's."""

    folder: Path
    url: str
    outlives: bool = False
    processes: list[Process] = field(default_factory=list)

    @property
    def kubeconfig(self) -> Path:
        return self.folder / "admin.kubeconfig"

    def kubectl(self, *words: str, stdin: str | None = None) -> str:
        """What kubectl printed; raises OperatorError with its complaint."""
        done = self.try_kubectl(*words, stdin=stdin)
        if done.returncode:
            raise OperatorError(f"kubectl {' '.join(words)}: {done.stderr.strip()}")
        return done.stdout

    def try_kubectl(self, *words: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """kubectl run to its end, whether that was a good one or not."""
        # Its own cache folder: a cluster of an earlier run may have had the same port.
        command = ["kubectl", f"--kubeconfig={self.kubeconfig}", f"--cache-dir={self.folder / 'discovery'}", *words]
        return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)

    def apply(self, documents: Iterable[dict[str, Any]] | str, *words: str) -> str:
        """Apply documents as kubectl does; tells what became of each, raises OperatorError where one is refused."""
        done = self.try_apply(documents, *words)
        if done.returncode:
            raise OperatorError(f"kubectl apply: {done.stderr.strip()}")
        return done.stdout

    def try_apply(self, documents: Iterable[dict[str, Any]] | str, *words: str) -> subprocess.CompletedProcess[str]:
        """Apply documents, whether they are taken or not."""
        return self.try_kubectl("apply", "--filename=-", *words, stdin=_as_text(documents))

    def find(self, documents: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """What the cluster holds of these documents; raises OperatorError where one is not there."""
        found = json.loads(self.kubectl("get", "--output=json", "--filename=-", stdin=_as_text(documents)))
        return list(found["items"]) if found["kind"] == "List" else [found]

    def get(self, *words: str) -> dict[str, Any]:
        """What `kubectl get` finds, as JSON."""
        found: dict[str, Any] = json.loads(self.kubectl("get", "-o", "json", *words))
        return found

    def items(self, *words: str) -> list[dict[str, Any]]:
        """Every object of a kind that `kubectl get` lists."""
        return list(self.get(*words)["items"])

    def wait_until(self, ready: Callable[[], bool], what: str, seconds: float = 60.0) -> None:
        """Return once `ready`; raises OperatorError where a part ended or time ran out."""
        parts.wait_until(ready, what, self.processes, seconds)

    def stop(self) -> None:
        """End every part; what was started last ends first, so that none is left talking to nobody."""
        parts.stop(self.processes[::-1])
        self.processes.clear()


def start_cluster(
    folder: Path, programs: Parts, *, outlives: bool = False, api_flags: Mapping[str, str] | None = None
) -> Cluster:
    """A cluster that answers, with its controllers at work and no node yet; what failed to start is stopped again.

    Unless it `outlives` this process, it ends with it. `api_flags` are the API server's, over those given here.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    client_port, peer_port, port = parts.free_ports(3)
    cluster = Cluster(folder, f"https://127.0.0.1:{port}", outlives)
    try:
        _start_etcd(cluster, client_port, peer_port)
        _start_api_server(cluster, programs, client_port, port, api_flags or {})
        _start_controllers(cluster, programs)
        cluster.wait_until(lambda: _has_default_account(cluster), "the controllers")
    except BaseException:
        cluster.stop()
        raise
    return cluster


def _start(cluster: Cluster, name: str, command: Sequence[str | Path]) -> None:
    log = cluster.folder / f"{name}.log"
    cluster.processes.append(parts.start(name, command, log, outlives=cluster.outlives))


def _start_etcd(cluster: Cluster, client_port: int, peer_port: int) -> None:
    peer = f"http://127.0.0.1:{peer_port}"
    client = f"http://127.0.0.1:{client_port}"
    own = [f"--listen-client-urls={client}", f"--advertise-client-urls={client}", f"--listen-peer-urls={peer}"]
    own += [f"--initial-advertise-peer-urls={peer}", f"--initial-cluster=default={peer}"]
    _start(cluster, "etcd", ["etcd", f"--data-dir={cluster.folder / 'etcd'}", *own])


def _start_api_server(
    cluster: Cluster, programs: Parts, etcd_port: int, port: int, api_flags: Mapping[str, str]
) -> None:
    tokens = {account: parts.new_token() for account in ACCOUNTS}
    lines = [f'{tokens[name]},{name},{name},"{groups}"' for name, groups in ACCOUNTS.items()]
    _write_secret(cluster.folder / "tokens.csv", "\n".join(lines))
    _write_secret(cluster.folder / "accounts.key", _new_key())
    flags = {
        "etcd-servers": f"http://127.0.0.1:{etcd_port}",
        "bind-address": "127.0.0.1",
        "advertise-address": "127.0.0.1",
        "secure-port": port,
        # The API server signs a certificate for 127.0.0.1 by itself.
        "cert-dir": cluster.folder / "certificates",
        "token-auth-file": cluster.folder / "tokens.csv",
        "authorization-mode": "Node,RBAC",
        "service-account-issuer": "https://kubernetes.default.svc",
        "service-account-key-file": cluster.folder / "accounts.key",
        "service-account-signing-key-file": cluster.folder / "accounts.key",
        "service-cluster-ip-range": SERVICE_NETWORK,
        # A loopback address may not be an endpoint of the service `kubernetes`.
        "endpoint-reconciler-type": "none",
        "enable-admission-plugins": "NodeRestriction",
        "allow-privileged": "true",  # as K3s: Pod Security alone decides
        # Debian's etcd 3.4 cannot tell how far a watch has come. Unless told so at once, clients try again and again.
        "feature-gates": "WatchList=false",
        **api_flags,
    }
    _start(cluster, "kube-apiserver", [programs.control_plane, "kube-apiserver", *_as_flags(flags)])
    certificate = cluster.folder / "certificates" / "apiserver.crt"
    cluster.wait_until(certificate.exists, "the API server's certificate")
    for account, token in tokens.items():
        write_kubeconfig(cluster, account, token)
    cluster.wait_until(lambda: cluster.try_kubectl("get", "--raw=/readyz").returncode == 0, "the API server")


def _start_controllers(cluster: Cluster, programs: Parts) -> None:
    folder = cluster.folder
    manager = {
        "kubeconfig": folder / "kube-controller-manager.kubeconfig",
        "authentication-kubeconfig": folder / "kube-controller-manager.kubeconfig",
        "authorization-kubeconfig": folder / "kube-controller-manager.kubeconfig",
        "service-account-private-key-file": folder / "accounts.key",
        "root-ca-file": folder / "certificates" / "apiserver.crt",
        "use-service-account-credentials": "true",
        "leader-elect": "false",
        "secure-port": 0,
        # It looks for claims of volumes every so often; the default of 15 s is made for disks in a data centre.
        "pvclaimbinder-sync-period": "2s",
    }
    _start(cluster, "kube-controller-manager", [programs.control_plane, "kube-controller-manager", *_as_flags(manager)])
    scheduler = {"kubeconfig": folder / "kube-scheduler.kubeconfig", "leader-elect": "false", "secure-port": 0}
    _start(cluster, "kube-scheduler", [programs.control_plane, "kube-scheduler", *_as_flags(scheduler)])
    kwok = {
        "kubeconfig": folder / "kwok.kubeconfig",
        "manage-nodes-with-annotation-selector": "kwok.x-k8s.io/node=fake",
    }
    stages = [f"--config={path}" for path in programs.kwok_stages]
    _start(cluster, "kwok", [programs.kwok, *_as_flags(kwok), *stages])


def _has_default_account(cluster: Cluster) -> bool:
    return cluster.try_kubectl("get", "serviceaccount", "default", "--namespace=default").returncode == 0


def _as_text(documents: Iterable[dict[str, Any]] | str) -> str:
    return documents if isinstance(documents, str) else yaml.safe_dump_all(list(documents))


def _as_flags(values: dict[str, Any]) -> list[str]:
    return [f"--{name}={value}" for name, value in values.items()]


def write_kubeconfig(cluster: Cluster, account: str, token: str) -> Path:
    """A kubeconfig in the cluster's folder for whom `token` stands for."""
    certificate = cluster.folder / "certificates" / "apiserver.crt"
    entry = {"server": cluster.url, "certificate-authority": str(certificate)}
    config = {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": "lodge-test", "cluster": entry}],
        "users": [{"name": account, "user": {"token": token.strip()}}],
        "contexts": [{"name": "lodge-test", "context": {"cluster": "lodge-test", "user": account}}],
        "current-context": "lodge-test",
    }
    path = cluster.folder / f"{account.rpartition(':')[2]}.kubeconfig"
    _write_secret(path, yaml.safe_dump(config))
    return path


def _new_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.PrivateFormat.TraditionalOpenSSL
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


def _write_secret(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text)
