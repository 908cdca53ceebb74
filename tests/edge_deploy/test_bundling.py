"""The bundle: what is in it, that a second run writes what changed alone, and what it refuses."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bundle_site import ARCHITECTURE, SUM, Stick, k3s, make_stick, oci, site, tar
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from edge_deploy import carrying
from edge_deploy.archives import read_archive
from edge_deploy.bundling import assemble, find_branches, pieces_of, require_no_secret
from edge_deploy.carrying import (
    FAT32_BYTES,
    Piece,
    carry,
    file_system_of,
    piece_of_text,
    require_fat_names,
    require_space,
    too_large_for_fat,
)
from edge_deploy.checksums import check, read_sums, sums_text
from edge_deploy.commands import deploy
from edge_deploy.signing import read_public_key
from pipelines.errors import OperatorError, UsageError

FULL = "docker.io/library/lodge:0.1.0"


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stick:
    return make_stick(tmp_path, monkeypatch)


def states(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_everything_is_in_it_and_sha256sum_agrees(stick: Stick) -> None:
    names = set(states(stick.out))
    assert {
        "install.sh", "bundle.json", "SHA256SUMS", "SHA256SUMS.sig", f"weights/{SUM}.gguf", "sbom/lodge.cdx.json",
        "sbom/bundle.cdx.json",
        f"images/{ARCHITECTURE}/lodge.tar", f"k3s/{ARCHITECTURE}/k3s", "appliance/config.yaml",
        f"k3s/{ARCHITECTURE}/k3s-airgap-images-{ARCHITECTURE}.tar.zst",
        *(f"manifests/leeds/{name}" for name in ("lodge.yaml", "site.yaml", "pod.yaml", "files.txt")),
    } <= names  # fmt: skip
    assert set(read_sums(stick.out)) == names - {"SHA256SUMS", "SHA256SUMS.sig"}
    subprocess.run(["sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS"], cwd=stick.out, check=True)
    contents = json.loads((stick.out / "bundle.json").read_text())
    assert contents["sites"] == ["leeds"] and contents["architectures"] == [ARCHITECTURE]
    assert check(stick.out, read_public_key(stick.public), lambda *_: None).faults == ()


def test_the_bill_has_a_digest_for_each_part_and_is_the_same_each_time(stick: Stick) -> None:
    text = (stick.out / "sbom/bundle.cdx.json").read_text()
    parts = {part["type"]: part for part in json.loads(text)["components"]}
    assert set(parts) == {"container", "machine-learning-model", "application"}
    assert parts["machine-learning-model"]["hashes"] == [{"alg": "SHA-256", "content": SUM}]
    assert all(len(part["hashes"][0]["content"]) == 64 for part in parts.values())
    shutil.rmtree(stick.out)
    stick.bundle()
    assert (stick.out / "sbom/bundle.cdx.json").read_text() == text


def test_a_k3s_that_its_release_does_not_vouch_for_is_refused(stick: Stick) -> None:
    (sums,) = (stick.place / "k3s").glob("sha256sum-*.txt")
    sums.write_text(sums.read_text().replace(sums.read_text()[:8], "00000000"))
    shutil.rmtree(stick.out)
    with pytest.raises(OperatorError, match=r"k3s/.* has the SHA-256"):
        stick.bundle()


def test_a_second_run_touches_nothing_and_a_change_touches_its_files_alone(stick: Stick) -> None:
    before = states(stick.out)
    assert stick.bundle().written == ()
    assert states(stick.out) == before
    (stick.place / "rendered" / "leeds" / "lodge.yaml").open("a").write("# changed\n")
    assert stick.bundle().written == ("manifests/leeds/lodge.yaml", "SHA256SUMS", "SHA256SUMS.sig")


def test_what_was_damaged_on_the_stick_is_mended_and_what_left_the_bundle_goes(stick: Stick) -> None:
    (stick.out / "weights" / f"{SUM}.gguf").write_bytes(b"Weights" * 1000)
    (stick.out / "holiday.jpg").write_bytes(b"not ours")
    done = stick.bundle(k3s=None)
    assert f"weights/{SUM}.gguf" in done.written
    assert len(done.removed) == 2 and not (stick.out / "k3s").exists()
    assert (stick.out / "holiday.jpg").exists()
    assert check(stick.out, read_public_key(stick.public), lambda *_: None).faults == ()


def test_an_interrupted_run_goes_on_and_leaves_no_part(stick: Stick) -> None:
    shutil.rmtree(stick.out)

    class PulledError(Exception):
        pass

    def pull(name: str, _: int) -> None:
        if name.startswith("weights/"):
            raise PulledError

    with pytest.raises(PulledError):
        assemble(pieces_of(stick.order()), stick.out, None, pull)
    assert not (stick.out / "SHA256SUMS").exists() and not list(stick.out.rglob("*.part"))
    before = states(stick.out)
    stick.bundle()
    after = states(stick.out)
    assert {name: after[name] for name in before} == before
    assert check(stick.out, None, lambda *_: None).faults == ()


def test_a_full_name_is_put_into_an_oci_archive_and_nothing_else_changes(stick: Stick) -> None:
    source, carried = stick.place / "lodge.tar", stick.out / f"images/{ARCHITECTURE}/lodge.tar"
    with tarfile.open(source) as one, tarfile.open(carried) as two:
        assert one.getnames() == two.getnames()
        for name in one.getnames():
            same = one.extractfile(name).read() == two.extractfile(name).read()  # type: ignore[union-attr]
            assert same == (name != "index.json")
    assert read_archive(carried).names == (FULL,) and read_archive(carried).index is None


@pytest.mark.parametrize("ending", [".tar", ".tar.gz", ".tar.zst"])
def test_docker_archives_are_read_however_they_are_pressed(tmp_path: Path, ending: str) -> None:
    if ending == ".tar.zst" and shutil.which("zstd") is None:
        pytest.skip("zstd is not here.")
    manifest = [{"Config": "c.json", "RepoTags": ["registry.example/ollama:1"], "Layers": ["l/layer.tar"]}]
    whole = tar(
        {
            "c.json": json.dumps({"architecture": ARCHITECTURE}).encode(),
            "l/layer.tar": tar({"usr/share/lodge/sbom.cdx.json": b"{}"}),
            "manifest.json": json.dumps(manifest).encode(),
        }
    )
    place = tmp_path / f"image{ending}"
    tools = {".tar": ["cat"], ".tar.gz": ["gzip", "-c"], ".tar.zst": ["zstd", "-cq"]}
    place.write_bytes(subprocess.run(tools[ending], input=whole, capture_output=True, check=True).stdout)
    found = read_archive(place)
    assert (found.names, found.architecture, found.bill()) == (("registry.example/ollama:1",), ARCHITECTURE, "{}")
    assert b"".join(found.piece().chunks()) == place.read_bytes()


@pytest.mark.parametrize("content", [b"", b"nothing", tar({"a": b"b"}), tar({"index.json": b"{}"})])
def test_what_is_no_archive_of_an_image_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "image.tar").write_bytes(content)
    with pytest.raises(UsageError, match="no image archive") as seen:
        read_archive(tmp_path / "image.tar")
    assert "\n" not in str(seen.value)


@pytest.mark.parametrize(
    ("name", "seen"),
    [("lodge:1", "docker.io/library/lodge:1"), ("ollama/ollama:2", "docker.io/ollama/ollama:2"),
     ("registry.example/lodge:1", "registry.example/lodge:1")],
)  # fmt: skip
def test_an_archive_says_its_image_by_its_full_name(tmp_path: Path, name: str, seen: str) -> None:
    found = read_archive(oci(tmp_path / "image.tar", name))
    assert found.names == (seen,) and found.architecture == ARCHITECTURE
    assert json.loads(found.bill() or "") == {"bomFormat": "CycloneDX"}


def test_missing_parts_are_named(stick: Stick, tmp_path: Path) -> None:
    site(tmp_path / "others", "york", "registry.example/lodge:0.1.0")
    york = find_branches((tmp_path / "others",))
    with pytest.raises(UsageError, match=r"york runs registry\.example/lodge:0\.1\.0, and no archive"):
        pieces_of(stick.order(branches=york))
    assert pieces_of(stick.order(branches=york, registry_at_hand=True))
    with pytest.raises(UsageError, match="No image is given"):
        pieces_of(stick.order(archives=[]))
    with pytest.raises(UsageError, match=r"k3s-airgap-images-.* beside it"):
        folder = k3s(tmp_path / "no-images")
        next(folder.glob("*.zst")).unlink()
        pieces_of(stick.order(k3s=folder))
    with pytest.raises(OperatorError, match="lodge models pull small"):
        pieces_of(stick.order(cache=tmp_path / "empty"))
    with pytest.raises(UsageError, match="no model 'large'"):
        pieces_of(stick.order(models=("large",)))


def test_weights_with_other_bytes_than_the_catalogues_are_refused(stick: Stick) -> None:
    (stick.place / "cache" / "weights" / f"{SUM}.gguf").write_bytes(b"Weights" * 1000)
    with pytest.raises(OperatorError, match="has the SHA-256"):
        stick.bundle()
    shutil.rmtree(stick.out)
    with pytest.raises(OperatorError, match="has the SHA-256"):
        stick.bundle()
    assert not list(stick.out.rglob("*.gguf*"))


def test_a_stick_that_loses_bytes_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "_read", lambda path: iter([b"other"]))
    with pytest.raises(OperatorError, match="reads back other bytes"):
        carry(piece_of_text("file", "right"), tmp_path, lambda *_: None)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text",
    ["-----BEGIN PRIVATE KEY-----\nx", "-----BEGIN EC PRIVATE KEY-----\nx", "kind: Secret\n", '{"kind": "Secret"}',
     "token: K10abc::server:def\n", "configs:\n  r.example:\n    auth:\n      password: x\n"],
)  # fmt: skip
def test_secrets_do_not_get_onto_a_stick(text: str) -> None:
    with pytest.raises(UsageError, match="a stick gets lost"):
        require_no_secret(piece_of_text("manifests/leeds/lodge.yaml", f"a: b\n{text}"))


def test_a_rendered_secret_is_named_and_a_reference_to_one_is_none(stick: Stick) -> None:
    require_no_secret(piece_of_text("lodge.yaml", "envFrom:\n  - secretRef: {name: lodge-secrets}\n"))
    with (stick.place / "rendered" / "leeds" / "lodge.yaml").open("a") as file:
        file.write("---\napiVersion: v1\nkind: Secret\nmetadata: {name: x}\n")
    with pytest.raises(UsageError, match=r"manifests/leeds/lodge\.yaml holds a secret"):
        stick.bundle()


def _piece(size: int) -> Piece:
    return Piece("images/large.tar", size, list)


def test_fat32_ends_at_4_gib_and_no_room_is_told_before_anything_is_written(tmp_path: Path) -> None:
    assert too_large_for_fat([_piece(FAT32_BYTES)]) == []
    assert too_large_for_fat([_piece(FAT32_BYTES + 1)]) == ["images/large.tar"]
    with pytest.raises(OperatorError, match="MB are free"):
        require_space([_piece(1 << 60)], tmp_path)


@pytest.mark.parametrize(
    "name", ["aux", "manifests/con/lodge.yaml", "a:b", "a?", "dot.", "nul.txt", "a\\b", "x" * 256, "tab\t"]
)
def test_names_that_fat_cannot_hold_are_refused(name: str) -> None:
    with pytest.raises(UsageError):
        require_fat_names([name])


def test_names_that_differ_in_case_alone_are_refused() -> None:
    with pytest.raises(UsageError, match="the same file"):
        require_fat_names(["images/A.tar", "images/a.tar"])
    require_fat_names(["images/a.tar", "sbom/a.tar", "console.log"])


def test_the_file_system_of_a_folder_is_that_of_its_nearest_mount(tmp_path: Path) -> None:
    mounts = f"/dev/a / ext4 rw 0 0\n/dev/b {tmp_path} vfat rw 0 0\n/dev/c {tmp_path}x exfat rw 0 0\n"
    assert file_system_of(tmp_path / "stick", mounts) == "vfat"
    assert file_system_of(Path("/"), mounts) == "ext4"


@given(st.dictionaries(st.from_regex(r"[a-z0-9][a-z0-9/._-]{0,20}", fullmatch=True).filter(lambda n: ".." not in n),
                       st.binary(min_size=32, max_size=32).map(bytes.hex)))  # fmt: skip
def test_checksums_are_read_as_they_were_written(digests: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / "SHA256SUMS").write_text(sums_text(digests))
        assert read_sums(Path(folder)) == digests


@pytest.mark.parametrize("line", [f"{SUM}  /etc/passwd\n", f"{SUM}  ../x\n", f"{SUM}  a/../../x\n", "x  y\n"])
def test_checksums_that_lead_out_of_the_bundle_are_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "SHA256SUMS").write_text(line)
    with pytest.raises(UsageError, match="damaged"):
        read_sums(tmp_path)


def _call(*words: object) -> tuple[int, dict[str, object]]:
    result = CliRunner().invoke(deploy, ["bundle", *map(str, words), "--json"], catch_exceptions=False)
    return result.exit_code, json.loads(result.stdout)


def test_the_command_makes_a_key_a_bundle_and_checks_it(stick: Stick, tmp_path: Path) -> None:
    place = stick.place
    assert _call("--new-key", place / "mine")[1]["public_key"] == str(place / "mine.pub")
    words = (place / "rendered", "--image", place / "lodge.tar", "--cache", place / "cache", "--out", place / "usb")
    code, done = _call(*words, "--key", place / "mine")
    assert code == 0 and done["signed"] and "K3s is not in it" in str(done["remarks"])
    assert _call("--verify", place / "usb", "--public-key", place / "mine.pub")[1]["signature"] == "good"
    code, found = _call("--verify", place / "usb", "--public-key", stick.public)
    assert (code, found["signature"]) == (1, "bad")
    # Another bundle without a key must not keep the signature of the first.
    _, done = _call(*words, "--k3s", place / "k3s")
    assert not done["signed"] and not (place / "usb" / "SHA256SUMS.sig").exists()
    with pytest.raises(UsageError, match="keys stay at home"):
        (place / "usb" / "key").write_bytes((place / "mine").read_bytes())
        (place / "usb" / "key").chmod(0o600)
        _call(*words, "--key", place / "usb" / "key")
    (place / "usb" / "images" / "evil.tar").write_bytes(b"")
    (place / "usb" / "bundle.json").write_bytes(b"")
    (place / "usb" / "install.sh").unlink()
    code, found = _call("--verify", place / "usb")
    assert code == 1 and found["faults"] == [
        "bundle.json is damaged.", "install.sh is missing.", "images/evil.tar is not of the bundle: remove it.",
    ]  # fmt: skip
