"""install.sh: run for real below a root of its own; what it refuses, and that it can be run again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from bundle_site import ARCHITECTURE, SUM, WEIGHTS, Stick, make_stick, oci, site

from edge_deploy.archives import read_archive
from edge_deploy.bundling import INSTALL
from edge_deploy.commands.doctor_parts import SENTINEL
from edge_deploy.signing import new_key

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, ("openssl", "sha256sum", "sh"))), reason="needs openssl and sha256sum, as a box does."
)
# A machine of its own: this one's files, and what is written goes to a layer in memory that ends with the process.
_BOX = """\
set -e
mkdir -p {0}/layer {0}/whole
mount -t tmpfs tmpfs {0}/layer
mkdir {0}/layer/upper {0}/layer/work
mount -t overlay overlay -o lowerdir=/,upperdir={0}/layer/upper,workdir={0}/layer/work {0}/whole
mount --bind {0}/stick {0}/whole/mnt
for name in systemctl sysctl ip; do cp {0}/tool {0}/whole/usr/local/sbin/$name; done
mount -t tmpfs tmpfs {0}/whole/tmp
cp {0}/release.key.pub {0}/whole/root/
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
chroot {0}/whole sh /mnt/install.sh --public-key /root/release.key.pub | tail -n 1
chroot {0}/whole lodge-install --from /mnt
: >{0}/whole/etc/lodge/restart
chroot {0}/whole lodge-install --from /mnt
cat {0}/whole/calls
"""
# Stands for systemd, which no test may start: it says what it was asked, and that nothing is active.
_TOOL = '#!/bin/sh\necho "${0##*/} $*" >>/calls\ncase "$*" in *is-active*) exit 3 ;; esac\n'
_OTHER = {"amd64": "arm64", "arm64": "amd64"}


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stick:
    return make_stick(tmp_path, monkeypatch)


def states(folder: Path) -> dict[str, tuple[int, int, int, int]]:
    found = {path: path.stat() for path in (folder, *folder.rglob("*"))}
    return {str(path): (seen.st_ino, seen.st_mtime_ns, seen.st_mode, seen.st_uid) for path, seen in found.items()}


def trusted(stick: Stick) -> tuple[str, str]:
    return "--public-key", str(stick.public)


def refused(stick: Stick, *words: str) -> str:
    """What the refusal says; nothing may have been touched."""
    before = states(stick.place / "box") if (stick.place / "box").exists() else {}
    done = stick.install(*words)
    assert done.returncode == 1 and done.stdout == ""
    assert (states(stick.place / "box") if (stick.place / "box").exists() else {}) == before
    return done.stderr


def test_everything_gets_to_its_place_and_a_second_run_changes_nothing(stick: Stick) -> None:
    done = stick.install(*trusted(stick))
    assert done.returncode == 0, done.stderr
    box, data = stick.place / "box", "var/lib/rancher/k3s"
    modes = {
        "etc/rancher/k3s/config.yaml": 0o600,
        "etc/rancher/k3s/registries.yaml": 0o600,
        "etc/sysctl.d/90-kubelet.conf": 0o644,
        "etc/systemd/system/k3s.service": 0o644,
        "etc/lodge/bundle.pub": 0o644,
        "usr/local/bin/k3s": 0o755,
        "usr/local/sbin/lodge-install": 0o755,
        f"{data}/server/psa.yaml": 0o600,
        f"{data}/server/audit.yaml": 0o600,
        f"{data}/server/manifests/lodge.yaml": 0o600,
        f"{data}/agent/images/lodge.tar": 0o644,
        f"{data}/agent/images/k3s-airgap-images-{ARCHITECTURE}.tar.zst": 0o644,
        f"srv/lodge/weights/{SUM}.gguf": 0o644,
    }
    assert {name: (box / name).stat().st_mode & 0o777 for name in modes} == modes
    assert (box / f"srv/lodge/weights/{SUM}.gguf").read_bytes() == WEIGHTS
    assert (box / "srv/lodge/inbox").is_dir() and not (box / "etc/rancher/k3s/config.yaml.d").exists()
    if os.geteuid() == 0:
        assert {(box / "srv/lodge" / name).stat().st_uid for name in ("inbox", "weights")} == {10001}
    before = states(box)
    again = stick.install()  # the key is known by now, and the site
    assert (again.returncode, again.stdout) == (0, "lodge: All is as in the bundle already.\n")
    assert states(box) == before


def test_the_boxs_own_copy_installs_the_next_bundle_and_touches_what_changed_alone(stick: Stick) -> None:
    stick.install(*trusted(stick))
    before = states(stick.place / "box")
    with (stick.place / "rendered" / "leeds" / "lodge.yaml").open("a") as file:
        file.write("# changed\n")
    stick.bundle()
    script = stick.place / "box" / "usr/local/sbin/lodge-install"
    done = stick.install("--from", str(stick.out), script=script)
    assert done.stdout.splitlines() == [
        "lodge: put /var/lib/rancher/k3s/server/manifests/lodge.yaml",
        "lodge: 1 changes for leeds.",
    ]
    after = states(stick.place / "box")
    changed = {Path(name).name for name in after if after[name] != before.get(name)}
    assert changed == {"manifests", "lodge.yaml"}


def test_what_was_spoilt_on_the_box_is_mended(stick: Stick) -> None:
    stick.install(*trusted(stick))
    weights = stick.place / f"box/srv/lodge/weights/{SUM}.gguf"
    config = stick.place / "box/etc/rancher/k3s/config.yaml"
    weights.write_bytes(b"Weights" * 1000)
    config.chmod(0o644)
    assert "2 changes" in stick.install().stdout
    assert weights.read_bytes() == WEIGHTS and config.stat().st_mode & 0o777 == 0o600


def test_passwords_that_the_box_has_for_its_registry_stay(stick: Stick) -> None:
    place = stick.place / "box/etc/rancher/k3s/registries.yaml"
    place.parent.mkdir(parents=True)
    place.write_text("configs: {registry.example: {auth: {password: x}}}\n")
    stick.install(*trusted(stick))
    assert "password: x" in place.read_text()


def test_a_dry_run_tells_all_and_does_nothing(stick: Stick) -> None:
    done = stick.install("--dry-run", *trusted(stick))
    assert done.returncode == 0 and "would put /usr/local/bin/k3s" in done.stdout
    assert not (stick.place / "box").exists()
    told = {line.removeprefix("lodge: would ") for line in done.stdout.splitlines()[:-1]}
    assert told == {line.removeprefix("lodge: ") for line in stick.install(*trusted(stick)).stdout.splitlines()[:-1]}


def _flip(place: Path) -> None:
    content = bytearray(place.read_bytes())
    content[len(content) // 2] ^= 1
    place.write_bytes(content)


@pytest.mark.parametrize(
    "name", [f"weights/{SUM}.gguf", f"images/{ARCHITECTURE}/lodge.tar", "manifests/leeds/lodge.yaml", "bundle.json"]
)
@pytest.mark.parametrize(("spoil", "word"), [(_flip, "is damaged"), (Path.unlink, "is missing")])
def test_a_damaged_or_missing_file_is_named_and_nothing_is_touched(
    stick: Stick, name: str, spoil: object, word: str
) -> None:
    spoil(stick.out / name)  # type: ignore[operator]
    assert f"{name} {word}" in refused(stick, *trusted(stick))


@pytest.mark.parametrize(
    ("name", "words"),
    [("SHA256SUMS", "The signature is wrong"), ("SHA256SUMS.sig", "The signature is wrong")],
)  # fmt: skip
def test_changed_checksums_or_signature_are_refused(stick: Stick, name: str, words: str) -> None:
    _flip(stick.out / name)
    assert words in refused(stick, *trusted(stick))


def test_a_bundle_that_nobody_signed_or_somebody_else_did_is_refused(stick: Stick) -> None:
    assert "trusts no key yet" in refused(stick)
    other = new_key(stick.place / "other.key")
    assert "The signature is wrong" in refused(stick, "--public-key", str(other))
    stick.install(*trusted(stick))
    assert "trusts another key" in refused(stick, "--public-key", str(other))
    (stick.out / "SHA256SUMS.sig").unlink()
    assert "not signed" in refused(stick)


def test_files_that_were_slipped_onto_the_stick_are_not_taken(stick: Stick) -> None:
    for name in ("manifests/leeds/evil.yaml", f"images/{ARCHITECTURE}/evil.tar", "appliance/manifests/evil.yaml"):
        (stick.out / name).parent.mkdir(exist_ok=True)
        (stick.out / name).write_text("evil")
    assert stick.install(*trusted(stick)).returncode == 0
    assert not list((stick.place / "box").rglob("*evil*"))


def test_a_box_stays_the_branch_that_it_is(stick: Stick) -> None:
    site(stick.place / "rendered", "york")
    stick.bundle()
    assert "no site 'leeds york'" in refused(stick, *trusted(stick))
    assert "no site 'hull'. Say --site with one of: leeds york" in refused(stick, *trusted(stick), "--site", "hull")
    assert stick.install(*trusted(stick), "--site", "york").returncode == 0
    assert "is the branch york" in refused(stick, "--site", "leeds")
    assert stick.install().returncode == 0


def test_a_bundle_for_another_processor_is_refused(stick: Stick) -> None:
    other = oci(stick.place / "other.tar", architecture=_OTHER[ARCHITECTURE])
    stick.bundle(archives=[read_archive(other)])
    assert f"This box is {ARCHITECTURE}, and the images are for: {_OTHER[ARCHITECTURE]}" in refused(
        stick, *trusted(stick)
    )


def test_a_box_without_k3s_needs_it_in_the_bundle(stick: Stick) -> None:
    stick.bundle(k3s=None)
    assert "K3s is neither on this box nor in the bundle" in refused(stick, *trusted(stick))
    k3s = stick.place / "box/usr/local/bin/k3s"
    k3s.parent.mkdir(parents=True)
    k3s.write_bytes(b"there already")
    k3s.chmod(0o755)
    assert stick.install(*trusted(stick)).returncode == 0
    assert k3s.read_bytes() == b"there already"


def test_a_full_disk_is_told_before_anything_is_written(stick: Stick) -> None:
    tools = stick.place / "tools"
    tools.mkdir()
    (tools / "df").write_text("#!/bin/sh\necho head\necho '/dev/sda1  100  99  0 100% /'\n")
    (tools / "df").chmod(0o755)
    given = ("sh", str(stick.out / INSTALL), "--root", str(stick.place / "box"), *trusted(stick))
    done = subprocess.run(
        given, capture_output=True, text=True, env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}, check=False
    )
    assert done.returncode == 1 and "No room:" in done.stderr and "0 MiB are free" in done.stderr
    assert not (stick.place / "box").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to be somebody else.")
def test_only_root_installs(stick: Stick) -> None:
    for path in (stick.place, *stick.place.parents):
        if path.stat().st_mode & 0o005 != 0o005 and path.owner() == "root" and "pytest" in str(path):
            path.chmod(0o755)
    given = ("sh", str(stick.out / INSTALL), *trusted(stick))
    done = subprocess.run(given, capture_output=True, text=True, user=65534, group=65534, extra_groups=[], check=False)
    assert done.returncode == 1 and "Run this as root" in done.stderr


@pytest.mark.parametrize("words", [("--sight", "x"), ("--site",), ("--engine", "docker"), ("--root", "a b")])
def test_wrong_words_are_told_in_one_line(stick: Stick, words: tuple[str, ...]) -> None:
    assert len(refused(stick, *words).splitlines()) == 1


def test_an_install_that_was_killed_anywhere_goes_on(stick: Stick) -> None:
    """`cp` is made slow, so that the kill falls between two files; what is there afterwards is whole, or a part."""
    tools = stick.place / "tools"
    tools.mkdir()
    (tools / "cp").write_text('#!/bin/sh\n[ $# -gt 2 ] || sleep 0.05\nexec /bin/cp "$@"\n')
    (tools / "cp").chmod(0o755)
    env = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
    given = ("sh", str(stick.out / INSTALL), "--root", str(stick.place / "box"), *trusted(stick))
    right = _sums(stick)
    for files in (1, 3, 4):
        process = subprocess.Popen(given, env=env, stdout=subprocess.PIPE, text=True, start_new_session=True)
        assert process.stdout
        seen = 0
        while seen < files and (line := process.stdout.readline()):
            seen += line.startswith("lodge: put ")
        time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        whole = [
            path for path in (stick.place / "box").rglob("*") if path.is_file() and not path.name.endswith(".part")
        ]
        assert all(right.get(path.name, path.read_bytes()) == path.read_bytes() for path in whole)
        shutil.rmtree(stick.place / "box") if files == 4 else None
    assert stick.install(*trusted(stick)).returncode == 0
    assert not list((stick.place / "box").rglob("*.part"))
    before = states(stick.place / "box")
    assert "All is as in the bundle" in stick.install().stdout
    assert states(stick.place / "box") == before


def _sums(stick: Stick) -> dict[str, bytes]:
    """What files of the bundle hold, by the name that they have on the box."""
    names = {f"{SUM}.gguf": f"weights/{SUM}.gguf", "lodge.tar": f"images/{ARCHITECTURE}/lodge.tar",
             "config.yaml": "appliance/config.yaml", "k3s": f"k3s/{ARCHITECTURE}/k3s"}  # fmt: skip
    return {name: (stick.out / place).read_bytes() for name, place in names.items()}


def test_the_mark_of_an_inbox_is_put_where_the_settings_ask_for_it(stick: Stick) -> None:
    stick.install(*trusted(stick))
    mark = stick.place / "box/srv/lodge/inbox" / SENTINEL
    assert not mark.exists()
    place = stick.place / "rendered" / "leeds" / "lodge.yaml"
    place.write_text(place.read_text().replace("LODGE_MODEL", 'LODGE_REQUIRE_SENTINEL: "true"\n  LODGE_MODEL'))
    stick.bundle()
    assert "put /srv/lodge/inbox/.lodge-inbox" in stick.install().stdout
    assert mark.exists()


@pytest.mark.netns
@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("unshare"), reason="needs root, to mount.")
def test_on_a_whole_machine_k3s_is_started_anew_only_where_it_has_to_be(stick: Stick) -> None:
    (stick.place / "tool").write_text(_TOOL)
    (stick.place / "tool").chmod(0o755)
    given = ("unshare", "--mount", "sh", "-c", _BOX.format(stick.place))
    done = subprocess.run(given, capture_output=True, text=True, check=False)
    if "mount" in done.stderr and done.returncode:
        pytest.skip("this machine does not let root mount an overlay.")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].endswith("changes for leeds.")
    assert [line for line in lines if "already" in line] == ["lodge: All is as in the bundle already."] * 2
    calls = [line for line in lines if line.startswith("systemctl")]
    started = ["systemctl daemon-reload", "systemctl -q enable k3s", "systemctl restart k3s"]
    # Twice where something changed, or a cut came before the restart; between them K3s, found stopped, is started.
    assert calls == [*started, "systemctl -q is-active k3s", "systemctl start k3s", *started]
    assert any("default route" in line for line in lines)
