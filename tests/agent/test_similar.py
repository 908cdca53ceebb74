"""The index of past claims and wording: the same answers from a file and from pgvector, and nothing off the site."""

from __future__ import annotations

import json
import math
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from branch import branch_settings, notice, put, work_off
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from postgres_server import PASSWORD, PostgresServer

from agent.commands.similar import similar
from agent.commands.wording import wording
from agent.settings import Settings, load_settings
from agent.similar.claims import add_missing
from agent.similar.embedding import OllamaEmbedder, WordCounts, unit
from agent.similar.index import Entry, Index, open_index
from agent.similar.wording import passages
from agent.site import Site
from pipelines.errors import ModelError, OperatorError

Opener = Callable[[str], Index]
_LENGTH = 4


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A real PostgreSQL server with pgvector."""
    server = PostgresServer(vector=True)
    server.start()
    yield server
    server.remove()


@pytest.fixture(params=["file", pytest.param("pgvector", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str | None:
    """Where the index is: in a file, or at this address."""
    if request.param == "file":
        return None
    server: PostgresServer = request.getfixturevalue("server")
    return server.url(server.new_database())


@pytest.fixture
def opener(url: str | None, tmp_path: Path) -> Opener:
    given = branch_settings(tmp_path, index_url=url)
    return lambda embedder: open_index(given, embedder, _LENGTH)


def test_the_nearest_come_first_and_outlive_the_connection(opener: Opener) -> None:
    with closing(opener("a")) as index:
        index.put(
            "claim", [Entry("x", unit([1, 0, 0, 0])), Entry("y", unit([1, 1, 0, 0])), Entry("z", unit([0, 0, 1, 0]))]
        )
        index.put("wording", [Entry("w#1", unit([1, 0, 0, 0]), "Flood is not covered.")])
    with closing(opener("a")) as index:
        found = index.nearest("claim", [1, 0, 0, 0], 2)
        assert [near.key for near in found] == ["x", "y"]
        assert [round(near.likeness, 4) for near in found] == [1.0, 0.7071]
        assert [near.text for near in index.nearest("wording", [1, 0, 0, 0], 9)] == ["Flood is not covered."]
        assert index.keys("claim") == {"x", "y", "z"}


def test_an_entry_is_replaced_and_forgotten(opener: Opener) -> None:
    with closing(opener("a")) as index:
        index.put("claim", [Entry("x", [1, 0, 0, 0])])
        index.put("claim", [Entry("x", [0, 1, 0, 0])])
        (found,) = index.nearest("claim", [0, 1, 0, 0], 5)
        assert math.isclose(found.likeness, 1.0, abs_tol=1e-5)
        index.forget("claim", ["x", "never there"])
        assert index.nearest("claim", [0, 1, 0, 0], 5) == [] and index.keys("claim") == set()


def test_vectors_of_another_embedder_are_as_if_not_there(opener: Opener) -> None:
    with closing(opener("a")) as one, closing(opener("b")) as other:
        one.put("claim", [Entry("x", [1, 0, 0, 0])])
        assert other.keys("claim") == set() and other.nearest("claim", [1, 0, 0, 0], 5) == []
        other.put("claim", [Entry("x", [0, 1, 0, 0])])
        other.forget("claim", ["x"])
        assert one.keys("claim") == set(), "what is forgotten is forgotten everywhere"


def test_any_vectors_are_ordered_as_by_hand(opener: Opener) -> None:
    number = st.integers(-9, 9)
    vector = st.lists(number, min_size=_LENGTH, max_size=_LENGTH)

    with closing(opener("a")) as index:

        @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
        @given(st.lists(vector, min_size=1, max_size=12), vector)
        def whatever(kept: list[list[int]], asked: list[int]) -> None:
            index.forget("claim", list(index.keys("claim")))
            index.put("claim", [Entry(f"{place:02d}", unit(one)) for place, one in enumerate(kept)])
            found = index.nearest("claim", unit(asked), 5)
            by_hand = sorted(
                (sum(a * b for a, b in zip(unit(one), unit(asked), strict=True)) for one in kept), reverse=True
            )[:5]
            assert [near.likeness for near in found] == pytest.approx(by_hand, abs=1e-4)

        whatever()


def test_the_file_is_the_owners_alone(tmp_path: Path) -> None:
    open_index(branch_settings(tmp_path), "a", _LENGTH).close()
    assert stat.S_IMODE((tmp_path / "index.sqlite").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"postgresql://lodge:{PASSWORD}@192.0.2.7/index", "Claims must not leave the site"),
        (f"postgresql://lodge:{PASSWORD}@127.0.0.1:1/index", "cannot be used"),
        (f"postgresql://lodge:{PASSWORD}@/index", "no address of a server"),
        (f"postgresql://lodge:{PASSWORD}@127.0.0.1,192.0.2.7/index", "no address of a server"),
        # The address that was looked at is the one that is connected to, whatever else the URL says.
        (f"postgresql://lodge:{PASSWORD}@127.0.0.1:1/index?hostaddr=192.0.2.7", "cannot be used"),
        (f"postgresql://lodge:{PASSWORD}@127.0.0.1/index?nonsense=1", "no address of a server"),
    ],
)
def test_the_server_stands_on_the_site_and_its_password_is_not_shown(tmp_path: Path, address: str, said: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(OperatorError, match=said) as caught:
        open_index(branch_settings(tmp_path, index_url=address), "a", _LENGTH)
    assert PASSWORD not in str(caught.value) and "\n" not in str(caught.value)
    assert PASSWORD not in repr(branch_settings(tmp_path, index_url=address))


def test_a_wrong_address_is_told_without_its_value(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="LODGE_INDEX_URL") as caught:
        load_settings(tmp_path, {"LODGE_INDEX_URL": f"mysql://lodge:{PASSWORD}@127.0.0.1/index"})
    assert PASSWORD not in str(caught.value)


@pytest.mark.postgres
def test_a_server_without_pgvector_is_told(tmp_path: Path) -> None:
    plain = PostgresServer()
    try:
        plain.start()
        with psycopg_of(plain) as connection:
            there = connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'").fetchone()
        if there:
            pytest.skip("this PostgreSQL server has pgvector")
        with pytest.raises(OperatorError, match="has no pgvector"):
            open_index(branch_settings(tmp_path, index_url=plain.url()), "a", _LENGTH)
    finally:
        plain.remove()


def psycopg_of(server: PostgresServer) -> Any:
    """A connection to a server."""
    import psycopg

    return psycopg.connect(server.url())


def test_word_counts_put_like_stories_together() -> None:
    stories = (
        "A pipe burst in the kitchen and water ran under the floor.",
        "Water from a burst pipe ran under our kitchen floor overnight.",
        "He hit my rear bumper while I waited at the light.",
        "",
    )
    first, like, other, empty = WordCounts().embed(stories)
    assert sum(a * b for a, b in zip(first, like, strict=True)) > 2 * sum(
        a * b for a, b in zip(first, other, strict=True)
    )
    assert not any(empty) and len(empty) == WordCounts.dimensions
    assert WordCounts().embed(stories[:1]) == [first]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"embeddings": [[3.0, 4.0]]}, ""),
        ({"embeddings": []}, "gave no vectors"),
        ({"error": "this model does not support embeddings"}, "gave no vectors"),
    ],
)
def test_a_model_servers_vectors_have_length_one(answer: dict[str, Any], said: str) -> None:
    class Server:
        def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
            assert (path, body["model"]) == ("/api/embed", "some-model")
            return answer

    if said:
        with pytest.raises(ModelError, match=said):
            OllamaEmbedder(Server(), "some-model")  # type: ignore[arg-type]
    else:
        assert OllamaEmbedder(Server(), "some-model").embed(["x"]) == [[0.6, 0.8]]  # type: ignore[arg-type]


def test_a_wording_is_cut_into_passages_under_their_headings() -> None:
    text = "SECTION I\n\nWater damage\n\nWe pay for the sudden discharge of water from a pipe.\n\n" + "It is so. " * 200
    found = list(passages(text))
    assert found[0] == "SECTION I Water damage: We pay for the sudden discharge of water from a pipe."
    assert all(len(one) < 1000 for one in found) and " ".join(found).count("It is so.") == 200
    assert list(passages("")) == []


@pytest.fixture
def commands(branch: Settings, url: str | None, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """`lodge similar` and `lodge wording` on a branch; what they print as JSON."""
    monkeypatch.setenv("LODGE_HOME", str(branch.home))
    monkeypatch.setenv("LODGE_BACKEND", "scripted")
    if url:
        monkeypatch.setenv("LODGE_INDEX_URL", url)

    def run(command: Any, *words: str) -> Any:
        result = CliRunner().invoke(command, [*words, "--json"], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return run


def test_the_claim_that_is_told_alike_is_shown_first(branch_site: Site, commands: Callable[..., Any]) -> None:
    water = b"PROPERTY LOSS NOTICE\n\nPolicy Number: HO-99881\nDate of Loss: 2026-02-01\nCause: a pipe burst upstairs\n"
    for name, data in (("1.txt", notice(1)), ("2.txt", notice(2)), ("3.txt", water)):
        put(branch_site.settings, name, data)
    work_off(branch_site)
    rows = branch_site.store.claims()
    assert len(rows) == 3
    autos = [row.claim_id for row in rows if row.claim_type == "auto"]
    assert len(autos) == 2
    found = commands(similar, autos[0])
    assert found[0]["id"] == autos[1]
    assert len(found) == 2 and found[0]["likeness"] > found[1]["likeness"]
    assert commands(similar, autos[0]) == found
    with closing(open_index(load_settings(), WordCounts.name, WordCounts.dimensions)) as index:
        assert index.keys("claim") == {row.claim_id for row in rows}
        assert add_missing(branch_site.store, index, WordCounts(), lambda done, total: None) == 0
        assert {near.text for near in index.nearest("claim", [0.0] * 512, 9)} == {""}, "no claim's text is kept"


def test_the_passage_that_a_question_is_about_comes_first(commands: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "homeowners.txt"
    file.write_text(
        "Water damage\n\nWe pay for loss by the sudden discharge of water from a plumbing pipe inside the home.\n\n"
        "Windstorm and hail\n\nWe pay for loss to the roof caused by wind or hail, less the wind deductible.\n\n"
        "Theft\n\nWe pay for property stolen from the home after it was broken into by a burglar.\n"
    )
    for _ in range(2):
        assert commands(wording, "import", str(file)) == {"name": "homeowners", "passages": 3}
    found = commands(wording, "search", "hail broke shingles on the roof")
    assert found[0]["text"].startswith("Windstorm and hail:") and len(found) == 3
    assert commands(wording, "search", "a burst water pipe")[0]["passage"] == 1
