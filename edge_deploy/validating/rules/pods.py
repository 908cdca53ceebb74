"""What a pod may do on the box: Pod Security "restricted", and somewhat more."""

from __future__ import annotations

from collections.abc import Iterator

from edge_deploy.validating.manifests import items, mapping, scalars
from edge_deploy.validating.rule import Rule, of_container, of_pod
from edge_deploy.validating.scene import Container, Pod

_SAFE_SYSCTLS = (
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.ping_group_range",
)
_VOLUMES = (
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "persistentVolumeClaim",
    "projected",
    "secret",
    "image",
)
_BAD_MOUNTS = ("docker.sock", "containerd.sock", "crio.sock")


def privileged(container: Container) -> Iterator[str]:
    if container.security.get("privileged"):
        yield "privileged is true; take it out"
    if mapping(container.setting("windowsOptions")).get("hostProcess"):
        yield "windowsOptions.hostProcess is true; take it out"


def escalation(container: Container) -> Iterator[str]:
    value = container.security.get("allowPrivilegeEscalation")
    if value is not False:
        yield f"allowPrivilegeEscalation is {_told(value)}; set it to false"


def root_user(container: Container) -> Iterator[str]:
    if container.setting("runAsNonRoot") is not True:
        yield f"runAsNonRoot is {_told(container.setting('runAsNonRoot'))}; set it to true"
    for name in ("runAsUser", "runAsGroup"):
        if container.setting(name) == 0:
            yield f"{name} is 0, root; use 10001 or another number above 0"


def root_groups(pod: Pod) -> Iterator[str]:
    if pod.security.get("fsGroup") == 0:
        yield "fsGroup is 0, root's group; use the group of the image"
    if 0 in scalars(pod.security.get("supplementalGroups")):
        yield "supplementalGroups holds 0, root's group; take it out"


def writable_root(container: Container) -> Iterator[str]:
    value = container.security.get("readOnlyRootFilesystem")
    if value is not True:
        yield f"readOnlyRootFilesystem is {_told(value)}; set it to true and mount an emptyDir where it writes"


def capabilities(container: Container) -> Iterator[str]:
    found = mapping(container.security.get("capabilities"))
    added = scalars(found.get("add"))
    if added:
        yield f"capabilities.add holds {', '.join(map(str, added))}; take it out"
    if "ALL" not in scalars(found.get("drop")):
        yield "capabilities.drop lacks ALL; add it"


def host_namespaces(pod: Pod) -> Iterator[str]:
    for name in ("hostNetwork", "hostPID", "hostIPC"):
        if pod.spec.get(name):
            yield f"{name} is true; take it out"
    if pod.spec.get("shareProcessNamespace"):
        yield "shareProcessNamespace is true, so containers see each other's memory; take it out"


def host_ports(container: Container) -> Iterator[str]:
    for port in container.ports():
        if port.get("hostPort"):
            yield f"hostPort {port['hostPort']} opens the box itself; use a Service"


def volume_kinds(pod: Pod) -> Iterator[str]:
    for volume in pod.volumes():
        name = volume.get("name")
        if "hostPath" in volume:
            path = mapping(volume["hostPath"]).get("path")
            yield f"volume {name} is hostPath {path}; bind a PersistentVolumeClaim instead"
            continue
        for kind in volume:
            if kind != "name" and kind not in _VOLUMES:
                yield f"volume {name} is of kind {kind}, which Pod Security forbids; bind a claim of storage"


def runtime_sockets(container: Container) -> Iterator[str]:
    for mount in items(container.body.get("volumeMounts")):
        path = str(mount.get("mountPath", ""))
        if path.endswith(_BAD_MOUNTS):
            yield f"mounts {path}, the container runtime's socket; take it out"
        if mount.get("mountPropagation") == "Bidirectional":
            yield f"mountPropagation of {path} is Bidirectional; take it out"


def seccomp(container: Container) -> Iterator[str]:
    kind = mapping(container.setting("seccompProfile")).get("type")
    if kind not in ("RuntimeDefault", "Localhost"):
        yield f"seccompProfile.type is {_told(kind)}; set RuntimeDefault on the pod"


def confinement(container: Container) -> Iterator[str]:
    if mapping(container.setting("appArmorProfile")).get("type") == "Unconfined":
        yield "appArmorProfile.type is Unconfined; take it out"
    if container.security.get("procMount") not in (None, "Default"):
        yield f"procMount is {container.security['procMount']}; take it out"
    selinux = mapping(container.setting("seLinuxOptions"))
    if selinux.get("user") or selinux.get("role"):
        yield "seLinuxOptions sets a user or role; take it out"


def sysctls(pod: Pod) -> Iterator[str]:
    for each in items(pod.security.get("sysctls")):
        if each.get("name") not in _SAFE_SYSCTLS:
            yield f"sysctl {each.get('name')} is unsafe; take it out"


def service_links(pod: Pod) -> Iterator[str]:
    value = pod.spec.get("enableServiceLinks")
    if value is not False and pod.is_own:
        yield f"enableServiceLinks is {_told(value)}: Services would turn into LODGE_… variables; set it to false"


def interactive(container: Container) -> Iterator[str]:
    for name in ("stdin", "tty"):
        if container.body.get(name):
            yield f"{name} is true on an unattended box; take it out"


def debugging(pod: Pod) -> Iterator[str]:
    if pod.spec.get("ephemeralContainers"):
        yield "ephemeralContainers are for debugging by hand; take them out"


def grace(pod: Pod) -> Iterator[str]:
    if pod.spec.get("terminationGracePeriodSeconds") == 0:
        yield "terminationGracePeriodSeconds is 0, so work is cut off; give it at least 10"


def resolver(pod: Pod) -> Iterator[str]:
    for server in scalars(mapping(pod.spec.get("dnsConfig")).get("nameservers")):
        if str(server) not in ("127.0.0.1", "::1"):
            yield f"dnsConfig.nameservers holds {server}: no DNS but the cluster's own; use hostAliases"


def _told(value: object) -> str:
    return "not set" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


RULES = (
    Rule("pod.privileged", "No container is privileged.", of_container(privileged)),
    Rule("pod.privilege_escalation", "No container may gain privileges.", of_container(escalation)),
    Rule("pod.root_user", "No container runs as root.", of_container(root_user)),
    Rule("pod.root_groups", "No pod is in root's group.", of_pod(root_groups)),
    Rule("pod.writable_root", "Every root file system is read-only.", of_container(writable_root)),
    Rule("pod.capabilities", "All capabilities are dropped, none added.", of_container(capabilities)),
    Rule("pod.host_namespaces", "No pod shares a namespace of the host or of processes.", of_pod(host_namespaces)),
    Rule("pod.host_port", "No container opens a port of the box.", of_container(host_ports)),
    Rule("pod.volume_kind", "No hostPath, only the kinds of volume that Pod Security allows.", of_pod(volume_kinds)),
    Rule(
        "pod.runtime_socket", "No container mounts a runtime's socket or spreads mounts.", of_container(runtime_sockets)
    ),
    Rule("pod.seccomp", "Every container has a seccomp profile.", of_container(seccomp)),
    Rule("pod.confinement", "AppArmor, SELinux and /proc stay as the runtime sets them.", of_container(confinement)),
    Rule("pod.sysctls", "No unsafe sysctl.", of_pod(sysctls)),
    Rule("pod.service_links", "No variables made from Services.", of_pod(service_links)),
    Rule("pod.interactive", "No terminal on a container.", of_container(interactive)),
    Rule("pod.debugging", "No ephemeral containers.", of_pod(debugging)),
    Rule("pod.grace", "Pods get time to end their work.", of_pod(grace)),
    Rule("pod.resolver", "No DNS server of another network.", of_pod(resolver)),
)
