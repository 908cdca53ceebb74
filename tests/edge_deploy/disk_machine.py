"""A small virtual machine to run the disk script in: Debian's kernel with dm-crypt, an emulated TPM 2, two empty disks.

Nothing of this machine's disks is in it: its root is an archive in memory, made of the programs that the script calls.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from edge_deploy.kube.parts import cache_folder

PROGRAMS = (
    "awk", "blkid", "cryptsetup", "dmsetup", "findmnt", "grep", "head", "lsblk", "mkfs.ext4", "mount", "sed",
    "systemd-cryptenroll", "umount", "wipefs",
)  # fmt: skip
OUTSIDE = ("qemu-system-x86_64", "swtpm", "busybox", "cryptsetup", "dmsetup", "systemd-cryptenroll")
MODULES = ("virtio_pci", "virtio_blk", "dm_mod", "dm_crypt", "ecb", "xts", "aesni_intel", "ext4", "tpm_tis")
DISK = 96 * 2**20
# Without hardware help, on a busy machine: it takes half a minute alone.
SECONDS = 600
INIT = """\
#!/bin/busybox sh
/bin/busybox --install -s /bin
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
mkdir -p /dev/shm; mount -t tmpfs tmpfs /dev/shm; mount -t tmpfs tmpfs /run
echo /bin/modprobe >/proc/sys/kernel/modprobe
for name in {modules}; do modprobe $name 2>/dev/null; done
shut() {{ umount /srv/lodge /var/lib/rancher /mnt/lodge && cryptsetup close lodge-data; }}
{{
{words}
}} >/dev/ttyS0 2>&1
echo THE-END >/dev/ttyS0
poweroff -f
"""


def missing() -> str | None:
    """What is not here, and how to get it; None where all is."""
    if os.uname().machine != "x86_64":
        return "the virtual machine is one of x86_64"
    if absent := [name for name in OUTSIDE if shutil.which(name) is None]:
        packages = "qemu-system-x86 swtpm busybox-static cryptsetup-bin libtss2-esys-3.0.2-0 libtss2-tcti-device0"
        return f"{', '.join(absent)} not here; apt-get install {packages}"
    if _kernel() is None:
        where = f"/boot, or below {cache_folder() / 'kernel'}, where dpkg -x may unpack it"
        return f"no kernel of linux-image-cloud-amd64 in {where}"
    return None


def _kernel() -> Path | None:
    found = [path for place in (Path("/"), cache_folder() / "kernel") for path in sorted(place.glob("boot/vmlinuz-*"))]
    return next((path for path in found if (_modules(path) / "kernel/drivers/md/dm-crypt.ko").is_file()), None)


def _modules(kernel: Path) -> Path:
    return kernel.parents[1] / "lib/modules" / kernel.name.removeprefix("vmlinuz-")


@dataclass(frozen=True)
class Machine:
    """A machine that boots, does what it is told, and ends; its disks last."""

    folder: Path

    def run(self, script: Path, words: str) -> str:
        """What the machine printed while it did `words`, with the script at /disk.sh."""
        root = self.folder / "root"
        _fill(root, script, words)
        for name in ("vda", "vdb"):
            with (self.folder / name).open("ab") as disk:
                disk.truncate(DISK)
        names = "\n".join(str(path.relative_to(root)) for path in root.rglob("*"))
        packed = subprocess.run(
            ["busybox", "cpio", "-o", "-H", "newc"], cwd=root, input=names.encode(), capture_output=True, check=True
        ).stdout
        (self.folder / "root.gz").write_bytes(gzip.compress(packed, 1))
        return self._boot()

    def _boot(self) -> str:
        chip = self.folder / "tpm"
        chip.mkdir(exist_ok=True)
        control = f"type=unixio,path={chip / 'control'}"
        tpm = subprocess.Popen(
            ["swtpm", "socket", "--tpm2", "--tpmstate", f"dir={chip}", "--ctrl", control, "--terminate"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        disks = [("-drive", f"file={self.folder / name},if=virtio,format=raw") for name in ("vda", "vdb")]
        command = [
            "qemu-system-x86_64", "-accel", "tcg", "-cpu", "max", "-m", "1024",
            "-nographic", "-no-reboot", "-nic", "none", *(word for disk in disks for word in disk),
            "-kernel", str(_kernel()), "-initrd", str(self.folder / "root.gz"),
            "-append", "console=ttyS0 loglevel=3 panic=-1",
            "-chardev", f"socket,id=chip,path={chip / 'control'}",
            "-tpmdev", "emulator,id=tpm,chardev=chip", "-device", "tpm-tis,tpmdev=tpm",
        ]  # fmt: skip
        try:
            while not (chip / "control").exists():
                assert tpm.poll() is None, "swtpm ended"
                time.sleep(0.05)
            done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS, check=False)
        finally:
            tpm.terminate()
            tpm.wait()
        text = done.stdout.decode(errors="replace").replace("\r", "")
        assert "THE-END" in text, text[-3000:] + done.stderr.decode(errors="replace")
        return text


def _fill(root: Path, script: Path, words: str) -> None:
    for name in ("bin", "dev", "proc", "sys", "run", "tmp", "etc", "root", "mnt"):
        (root / name).mkdir(parents=True, exist_ok=True)
    kernel = _kernel()
    assert kernel is not None
    modules = _modules(kernel)
    unused = shutil.ignore_patterns("build", "source", "net", "sound", "gpu", "media")
    shutil.copytree(modules, root / "lib/modules" / modules.name, symlinks=True, ignore=unused)
    subprocess.run(["busybox", "depmod", "-b", str(root), modules.name], check=True, capture_output=True)
    for path in {*_programs(), *_libraries()}:
        for each in (path, *_needs(path)):
            place = root / each.relative_to("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(each, place)
    shutil.copy2(shutil.which("busybox") or "", root / "bin" / "busybox")
    shutil.copy2(script, root / "disk.sh")
    (root / "etc" / "passwd").write_text("root:x:0:0:root:/root:/bin/sh\n")
    (root / "init").write_text(INIT.format(modules=" ".join(MODULES), words=words))
    (root / "init").chmod(0o755)


def _programs() -> Iterator[Path]:
    for name in PROGRAMS:
        if found := shutil.which(name):
            yield Path(found)


def _libraries() -> Iterator[Path]:
    """What is loaded only while it runs: the TPM's parts, and cryptsetup's way to them."""
    for folder in ("/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu"):
        for pattern in ("libtss2*.so*", "libgcc_s.so.1", "cryptsetup/*.so", "ossl-modules/*.so"):
            yield from Path(folder).glob(pattern)


def _needs(path: Path) -> list[Path]:
    told = subprocess.run(["ldd", path], capture_output=True, text=True, check=False).stdout
    return [Path(found) for found in re.findall(r"(/\S+) \(0x", told)]
