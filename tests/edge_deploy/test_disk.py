"""The disk script: what it would do, what it refuses, and a disk that it lays out, twice.

Formatting, file systems and mounts are the real ones, on files. Opening is not, as many kernels have no device mapper:
a file stands for the opened disk. Everything around it is as on a box, but nothing is deciphered.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

import edge_deploy

SCRIPT = Path(edge_deploy.__file__).parent / "appliance" / "disk.sh"
NEEDS = ("cryptsetup", "dmsetup", "blkid", "wipefs", "mkfs.ext4", "unshare")
MISSING = [name for name in NEEDS if shutil.which(name) is None]
MAY_MOUNT = (
    not MISSING and subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode == 0
)
pytestmark = [
    pytest.mark.skipif(
        bool(MISSING), reason=f"not here: {', '.join(MISSING)}; apt-get install cryptsetup-bin e2fsprogs"
    ),
    pytest.mark.skipif(not MAY_MOUNT, reason="laying out a disk needs root, and leave to mount"),
]
SIZE = 96 * 2**20
CRYPTSETUP = """\
#!/bin/sh
if [ "$1" = open ]; then
    [ -e "$MAPPER/lodge-data" ] || truncate -s 32M "$MAPPER/lodge-data"
    exit 0
fi
exec {real} "$@"
"""


@dataclass(frozen=True)
class Bench:
    """A disk that is a file, a root of its own, and programs that stand in for the kernel's device mapper."""

    folder: Path

    @property
    def disk(self) -> Path:
        return self.folder / "disk"

    @property
    def root(self) -> Path:
        return self.folder / "root"

    def run(self, *words: str, runs: int = 1) -> subprocess.CompletedProcess[str]:
        """The script, `runs` times in one mount namespace, which ends with it."""
        environment = {
            **os.environ,
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "ROOT": str(self.root),
            "MAPPER": str(self.folder / "mapper"),
        }
        command = ["unshare", "--mount", "sh", "-c", 'sh "$SCRIPT" "$@" || exit; ' * runs, "sh"]
        environment["SCRIPT"] = str(SCRIPT)
        return subprocess.run([*command, *words], env=environment, capture_output=True, text=True, check=False)

    def state(self) -> dict[str, bytes]:
        """Every file of the root that is not on the disk, and the disk's own header."""
        files = [path for path in sorted(self.root.rglob("*")) if path.is_file()]
        found = {str(path.relative_to(self.root)): path.read_bytes() for path in files}
        with self.disk.open("rb") as disk:
            found["header"] = disk.read(16 * 2**20)
        return found


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    for name in ("bin", "root", "mapper"):
        (tmp_path / name).mkdir()
    programs = {"cryptsetup": CRYPTSETUP.format(real=shutil.which("cryptsetup")), "dmsetup": "#!/bin/sh\nexit 0\n"}
    for name, text in programs.items():
        (tmp_path / "bin" / name).write_text(text)
        (tmp_path / "bin" / name).chmod(0o755)
    bench = Bench(tmp_path)
    with bench.disk.open("wb") as disk:
        disk.truncate(SIZE)
    return bench


def by_file(bench: Bench, *words: str) -> tuple[str, ...]:
    return ("--key", "file", "--key-file", str(bench.folder / "key"), *words, str(bench.disk))


@pytest.mark.parametrize("key", ["tpm2", "file", "passphrase"])
def test_a_dry_run_tells_all_and_changes_nothing(bench: Bench, key: str) -> None:
    if key == "tpm2" and shutil.which("systemd-cryptenroll") is None:
        pytest.skip("systemd-cryptenroll is not here; apt-get install systemd")
    before = bench.state()
    given = by_file(bench) if key == "file" else ("--key", key, str(bench.disk))
    done = bench.run("--dry-run", *given)
    assert done.returncode == 0, done.stderr
    for step in ("luksFormat", "mkfs.ext4", "/etc/crypttab", "/etc/fstab", "mount --bind", "--label lodge-data"):
        assert step in done.stdout
    assert ("systemd-cryptenroll" in done.stdout) == (key == "tpm2")
    assert bench.state() == before
    assert not (bench.folder / "key").exists()


def test_a_disk_is_laid_out_and_a_second_run_changes_nothing(bench: Bench) -> None:
    backup = bench.folder / "header.img"
    words = by_file(bench, "--header-backup", str(backup))
    first = bench.run(*words)
    assert first.returncode == 0, first.stderr
    after = bench.state()
    dump = subprocess.run(["cryptsetup", "luksDump", bench.disk], capture_output=True, text=True, check=True).stdout
    assert "Label:         \tlodge-data" in dump
    assert "aes-xts-plain64" in dump
    key = bench.folder / "key"
    assert (key.stat().st_size, key.stat().st_mode & 0o777) == (64, 0o600)
    opens = ["cryptsetup", "luksOpen", "--test-passphrase", "--key-file", str(key), str(bench.disk)]
    assert subprocess.run(opens, check=False).returncode == 0
    assert backup.stat().st_size >= 16 * 2**20

    again = bench.run(*words, "--erase", runs=2)
    assert again.returncode == 0, again.stderr
    assert "--erase was not heeded" in again.stdout
    assert bench.state() == after


def test_the_tables_open_the_disk_and_keep_k3s_off_the_system_disk(bench: Bench) -> None:
    (bench.root / "etc").mkdir()
    (bench.root / "etc/fstab").write_text("/dev/sda1 / ext4 defaults 0 1\n")
    assert bench.run(*by_file(bench)).returncode == 0
    uuid = subprocess.run(["cryptsetup", "luksUUID", bench.disk], capture_output=True, text=True, check=True).stdout
    crypttab = (bench.root / "etc/crypttab").read_text()
    assert crypttab == f"lodge-data UUID={uuid.strip()} {bench.folder / 'key'} luks\n"
    lines = (bench.root / "etc/fstab").read_text().splitlines()
    assert lines[0].startswith("/dev/sda1 / ")
    assert [line.split()[1] for line in lines[1:]] == ["/mnt/lodge", "/var/lib/rancher", "/srv/lodge"]
    unit = (bench.root / "etc/systemd/system/k3s.service.d/10-disk.conf").read_text()
    assert "AssertPathIsMountPoint=/var/lib/rancher" in unit


def test_data_on_a_disk_is_kept_unless_told(bench: Bench) -> None:
    subprocess.run(["mkfs.ext4", "-q", "-F", bench.disk], check=True)
    before = bench.state()
    refused = bench.run(*by_file(bench))
    assert refused.returncode == 1
    assert "holds data (ext4)" in refused.stderr
    assert bench.state() == before
    told = bench.run(*by_file(bench, "--erase"))
    assert told.returncode == 0, told.stderr


def test_what_a_power_cut_left_half_made_is_made_anew(bench: Bench) -> None:
    assert bench.run(*by_file(bench)).returncode == 0
    subprocess.run(["cryptsetup", "config", bench.disk, "--label", "lodge-new"], check=True)
    done = bench.run(*by_file(bench))
    assert done.returncode == 0, done.stderr
    assert "encrypting" in done.stdout


def test_folders_with_data_are_not_hidden(bench: Bench) -> None:
    (bench.root / "var/lib/rancher/k3s").mkdir(parents=True)
    refused = bench.run(*by_file(bench))
    assert refused.returncode == 1
    assert "/var/lib/rancher holds data already" in refused.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "say which DEVICE"),
        (("/nowhere",), "is no disk"),
        (("--key", "magnet", "DISK"), "none of tpm2, file, passphrase"),
        (("--key", "file", "DISK"), "needs --key-file"),
        (("--key", "file", "--key-file", "key", "DISK"), "path from /"),
        (("--key", "passphrase", "--key-file", "/key", "DISK"), "goes with --key file"),
        (("--fast", "DISK"), "is no option"),
        (("DISK", "DISK"), "one DEVICE"),
    ],
)
def test_a_wrong_word_is_refused_with_a_line_and_nothing_is_done(
    bench: Bench, words: tuple[str, ...], told: str
) -> None:
    before = bench.state()
    done = bench.run(*(word.replace("DISK", str(bench.disk)) for word in words))
    assert done.returncode != 0
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert bench.state() == before


def test_a_kernel_that_cannot_open_it_leaves_the_disk_alone(bench: Bench) -> None:
    (bench.folder / "bin" / "dmsetup").write_text("#!/bin/sh\nexit 1\n")
    before = bench.state()
    done = bench.run(*by_file(bench))
    assert done.returncode == 1
    assert "modprobe dm_crypt" in done.stderr
    assert bench.state() == before
