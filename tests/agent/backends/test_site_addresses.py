"""Promise 2 at the model server's door: claims go to this machine or the site's networks, and nowhere else."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest
from backend_parts import NAME_SCHEMA, Play, Stage, as_json, some_settings

from agent.backends.addresses import require_site_url, site_address
from agent.backends.openai import SETTING, OpenAI
from agent.backends.server import ModelServer
from pipelines.errors import ModelError, OperatorError
from pipelines.ports import Prompt

PROMPT = Prompt("system", "the claim", "question", NAME_SCHEMA)


@pytest.mark.parametrize(
    ("url", "networks"),
    [
        ("http://127.0.0.1:11434", ()),
        ("http://127.8.9.1:11434", ()),
        ("http://[::1]:11434", ()),
        ("http://[::ffff:127.0.0.1]:11434", ()),
        ("http://localhost:11434", ()),
        ("https://10.20.3.4/v1", ("10.20.0.0/16",)),
        ("http://192.168.7.9", ("10.20.0.0/16", "192.168.7.9/32")),
        ("http://[fd00:1::7]:8000", ("fd00:1::/32",)),
    ],
)
def test_an_address_of_the_site_is_let_through(url: str, networks: tuple[str, ...]) -> None:
    require_site_url(url, "openai_url", networks)


@pytest.mark.parametrize(
    ("url", "networks"),
    [
        ("http://192.0.2.7:11434", ()),
        ("http://10.20.3.4", ()),  # private, and still not declared
        ("http://0.0.0.0:11434", ()),
        ("http://10.21.0.1", ("10.20.0.0/16",)),
        ("http://[2001:db8::7]", ("10.20.0.0/16",)),
        ("http://[::ffff:192.0.2.7]", ()),
        ("http://127.0.0.1@192.0.2.7/", ()),
    ],
)
def test_any_other_address_is_refused(url: str, networks: tuple[str, ...]) -> None:
    with pytest.raises(OperatorError, match=r"openai_url.*LODGE_SITE_NETWORKS"):
        require_site_url(url, "openai_url", networks)


@pytest.mark.parametrize("url", ["", "127.0.0.1:11434", "ftp://127.0.0.1", "http://", "unix:/run/ollama.sock"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(OperatorError, match="openai_url"):
        require_site_url(url, "openai_url", ())


def _names(table: dict[str, list[str]]) -> Callable[..., list[tuple[Any, ...]]]:
    def look_up(host: str, port: int | None = None, *args: Any, **options: Any) -> list[tuple[Any, ...]]:
        if host not in table:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port or 0)) for address in table[host]]

    return look_up


def test_every_address_of_a_name_must_be_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _names({"gpu.branch": ["127.0.0.1", "192.0.2.7"]}))

    with pytest.raises(OperatorError, match=r"192\.0\.2\.7"):
        site_address("gpu.branch", "openai_url", ())


def test_a_name_that_moves_outside_later_gets_no_claim(
    monkeypatch: pytest.MonkeyPatch, stage: Callable[[Play], Stage]
) -> None:
    """DNS may answer otherwise at each request: the address is checked again, and that very address is used."""
    server = stage(lambda asked: as_json({}))
    table = {"gpu.branch": ["127.0.0.1"]}
    monkeypatch.setattr(socket, "getaddrinfo", _names(table | {"127.0.0.1": ["127.0.0.1"]}))
    model = _openai(server.url.replace("127.0.0.1", "gpu.branch"))
    with pytest.raises(ModelError):
        model.answer(PROMPT)
    assert len(server.asked) == 1
    assert server.asked[0].headers["Host"].startswith("gpu.branch:")

    monkeypatch.setattr(socket, "getaddrinfo", _names({"gpu.branch": ["192.0.2.7"]}))
    with pytest.raises(OperatorError):
        model.answer(PROMPT)
    assert len(server.asked) == 1


def test_a_redirect_is_not_followed(stage: Callable[[Play], Stage]) -> None:
    elsewhere = stage(lambda asked: as_json({}))
    server = stage(lambda asked: (307, {"Location": elsewhere.url}, b""))

    with pytest.raises(ModelError) as caught:
        _openai(server.url).answer(PROMPT)

    assert caught.value.code == "invalid_answer"
    assert elsewhere.asked == []


def test_a_proxy_of_the_environment_is_not_used(
    monkeypatch: pytest.MonkeyPatch, stage: Callable[[Play], Stage]
) -> None:
    proxy = stage(lambda asked: as_json({}))
    server = stage(lambda asked: as_json({}))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, proxy.url)

    with pytest.raises(ModelError):
        _openai(server.url).answer(PROMPT)

    assert proxy.asked == []
    assert len(server.asked) == 1


def _openai(url: str) -> OpenAI:
    settings = some_settings()
    return OpenAI(ModelServer(url, SETTING, settings.site_networks), "m", context_tokens=settings.context_tokens)
