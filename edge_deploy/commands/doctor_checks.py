"""What `lodge deploy doctor` looks at on the machine: one function per thing, each with a remedy."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from edge_deploy.box import Box

MINORS = (34, 35, 36, 37)
_GIB = 2**30
# A box of 4 GB shows less: firmware and kernel keep their part.
_LEAST_MEMORY = {"4gb": 3.4 * _GIB, "16gb": 14.0 * _GIB}
_LEAST_CORES = {"4gb": 2, "16gb": 4}
_UNITS = {"Mi": 2**20, "Gi": _GIB, "Ti": 2**40}
_IMAGES_BYTES = 6 * _GIB  # K3s, its images, ours
# What the kubelet wants to find under protect-kernel-defaults, or it does not start.
SYSCTLS = {
    "vm.overcommit_memory": "1",
    "vm.panic_on_oom": "0",
    "kernel.panic": "10",
    "kernel.panic_on_oops": "1",
    "kernel.keys.root_maxkeys": "1000000",
    "kernel.keys.root_maxbytes": "25000000",
}
SYSCTL_FILE = "/etc/sysctl.d/90-kubelet.conf"


@dataclass(frozen=True)
class Line:
    """One thing that was looked at; `remedy` says what to do where it is not ok."""

    name: str
    state: Literal["ok", "warn", "fail"]
    seen: str
    remedy: str = ""


def k3s(box: Box) -> Line:
    """K3s itself, of a version that the manifests are checked against."""
    supported = f"1.{MINORS[0]} to 1.{MINORS[-1]}"
    found = re.search(r"v(1)\.(\d+)\.\d+\S*", box.run("k3s", "--version"))
    if found is None:
        return Line("k3s", "fail", "not here", f"Install K3s {supported} from the bundle.")
    if int(found.group(2)) not in MINORS:
        return Line("k3s", "fail", found.group(0), f"Lodge is checked against {supported}: install one of these.")
    return Line("k3s", "ok", found.group(0))


def processor(box: Box) -> Line:
    """Cores, and the instructions that a small model is fast with."""
    text = box.read("/proc/cpuinfo")
    cores = len(re.findall(r"^processor\s*:", text, re.MULTILINE))
    match = re.search(r"^(?:flags|Features)\s*:(.*)$", text, re.MULTILINE)
    flags = set(match.group(1).split()) if match else set()
    words = f"{cores} cores"
    if cores < _LEAST_CORES[box.site.box]:
        return Line("processor", "fail", words, f"A {box.site.box} box has {_LEAST_CORES[box.site.box]} or more.")
    if flags & {"avx512_vnni", "avx_vnni", "asimddp"}:
        return Line("processor", "ok", f"{words}, with integer dot products")
    if flags & {"avx2", "asimd"}:
        return Line("processor", "ok", f"{words}, with AVX2" if "avx2" in flags else f"{words}, with ASIMD")
    return Line(
        "processor", "warn", f"{words}, without AVX2", "The model will be several times slower: use a newer box."
    )


def memory(box: Box) -> Line:
    """Memory against the box that the site file names."""
    match = re.search(r"^MemTotal:\s*(\d+) kB", box.read("/proc/meminfo"), re.MULTILINE)
    found = int(match.group(1)) * 1024 if match else 0
    words = f"{found / _GIB:.1f} GiB for box {box.site.box}"
    if found < _LEAST_MEMORY[box.site.box]:
        return Line("memory", "fail", words, "Set the site's box to what it is, or add memory.")
    return Line("memory", "ok", words)


def disk(box: Box) -> Line:
    """Room for claims, models and images where K3s keeps them."""
    place = box.at(box.data)
    while not place.exists():
        place = place.parent
    usage = shutil.disk_usage(place)
    wanted = _bytes(box.site.storage.claims) + _bytes(box.site.storage.models) + _IMAGES_BYTES
    words = f"{usage.total / _GIB:.0f} GiB, {usage.free / _GIB:.0f} free; {wanted / _GIB:.0f} wanted"
    if usage.total < wanted:
        return Line("disk", "fail", words, "Use a larger disk, or lower storage in the site file.")
    if usage.free < usage.total * 0.15:
        return Line("disk", "warn", words, "Make room: the kubelet evicts pods below 15 %.")
    return Line("disk", "ok", words)


def kernel(box: Box) -> Line:
    """The kernel's settings that a hardened kubelet insists on."""
    wrong = [
        name for name, wanted in SYSCTLS.items() if box.read("/proc/sys/" + name.replace(".", "/")).strip() != wanted
    ]
    if wrong:
        named = ", ".join(f"{name}={SYSCTLS[name]}" for name in wrong)
        return Line("kernel", "fail", f"not as it must be: {named}", f"Set them in {SYSCTL_FILE}: sysctl --system")
    return Line("kernel", "ok", f"{len(SYSCTLS)} settings are as protect-kernel-defaults wants them")


def swap(box: Box) -> Line:
    """Swap would write what a process has read to the disk."""
    rows = [line.split() for line in box.read("/proc/swaps").splitlines()[1:] if line.strip()]
    open_ones = [row for row in rows if not _is_safe(box, row[0])]
    if open_ones:
        return Line("swap", "fail", "on, and not encrypted", "Pages of claims lie on it: swapoff -a, and clear fstab.")
    return Line("swap", "ok", "on, encrypted or in memory" if rows else "off")


def clock(box: Box) -> Line:
    """The clock: dates of claims, certificates and reports hang on it."""
    if box.clock_is_set():
        return Line("clock", "ok", "kept by a time server")
    return Line("clock", "warn", "not kept by a time server", "Set one up with chrony, or the branch's own router.")


def encryption(box: Box) -> Line:
    """The disk under K3s's data, where the claims lie."""
    device, kind = box.mount(box.data)
    if device and box.is_encrypted(device):
        return Line("disk encryption", "ok", f"{box.data} lies on an encrypted disk ({kind})")
    return Line(
        "disk encryption", "fail", f"{box.data} does not lie on LUKS", "A stolen box gives away claims: encrypt it."
    )


def secrets(box: Box) -> Line:
    """Secrets in K3s's own database."""
    files = ["/etc/rancher/k3s/config.yaml"]
    files += [
        f"/etc/rancher/k3s/config.yaml.d/{path.name}"
        for path in sorted(box.at("/etc/rancher/k3s/config.yaml.d").glob("*.yaml"))
    ]
    if any(re.search(r"^secrets-encryption:\s*true\b", box.read(path), re.MULTILINE) for path in files):
        return Line("secrets", "ok", "encrypted in K3s's database")
    remedy = (
        "Set secrets-encryption: true in /etc/rancher/k3s/config.yaml, restart, then: k3s secrets-encrypt reencrypt"
    )
    return Line("secrets", "fail", "not encrypted in K3s's database", remedy)


def _bytes(size: str) -> int:
    return int(size[:-2]) * _UNITS[size[-2:]]


def _is_safe(box: Box, device: str) -> bool:
    if "/zram" in device:
        return True
    name = box.at(device).resolve().name if box.at(device).exists() else device.rsplit("/", 1)[-1]
    number = box.read(f"/sys/class/block/{name}/dev").strip()
    return bool(number) and box.is_encrypted(number)


MACHINE: tuple[Callable[[Box], Line], ...] = (
    k3s, processor, memory, disk, kernel, swap, clock, encryption, secrets,
)  # fmt: skip
