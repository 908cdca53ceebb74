"""How well losses that were told before are found again: `python -m evals.similar [--count 200] [--embed-model NAME]`.

Losses are invented and told in a letter each; then each is told again, by another letter writer's words: under the same
names, or by somebody else (another insured, policy, car and address, the same event and place). Recall at 5: how many
of those told again have the first telling among the five nearest of all.
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
import time
from collections.abc import Sequence
from random import Random

from agent.settings import load_settings
from agent.similar.embedding import Embedder, open_embedder
from sample_claims import letters
from sample_claims.generating import DRAW
from sample_claims.hand import Hand
from sample_claims.scene import Scene
from sample_claims.writing import Pen

_TYPES = ("auto", "property", "liability", "workers_comp")
_OF_THE_EVENT = ("cause", "loss_", "damage", "description", "injury", "occurrence", "accident", "date", "time", "peril")
_NEAREST = 5


def retold(scene: Scene, other: Scene, rng: Random) -> Scene:
    """The same event told by the people of another claim."""
    told = copy.deepcopy(scene)
    told.rng = rng
    for path, value in other.values.items():
        if path in told.values and not any(word in path for word in _OF_THE_EVENT):
            told.values[path] = value
    return told


def tell(scene: Scene, rng: Random) -> str:
    """A letter about it."""
    one = copy.deepcopy(scene)
    one.rng = rng
    return letters.tell(Pen(one, Hand(rng, "letter"))).text


def recall(embedder: Embedder, first: Sequence[str], again: Sequence[str]) -> float:
    """The share of those told again whose first telling is among the nearest."""
    kept = embedder.embed(first)
    found = 0
    for number, vector in enumerate(embedder.embed(again)):
        likeness = [sum(a * b for a, b in zip(vector, one, strict=True)) for one in kept]
        nearest = sorted(range(len(kept)), key=lambda place: -likeness[place])[:_NEAREST]
        found += number in nearest
    return found / len(again)


def measure(embedder: Embedder, count: int, seed: int) -> dict[str, object]:
    """Both recalls, and the seconds that one text takes."""
    rng = Random(seed)
    scenes = [DRAW[_TYPES[number % len(_TYPES)]](rng) for number in range(count)]
    first = [tell(scene, Random(seed + 1 + number)) for number, scene in enumerate(scenes)]
    same = [tell(scene, Random(2 * seed + 7 + number)) for number, scene in enumerate(scenes)]
    other = [
        tell(retold(scene, scenes[(number + len(_TYPES)) % count], rng), Random(3 * seed + 11 + number))
        for number, scene in enumerate(scenes)
    ]
    started = time.monotonic()
    embedder.embed(first[:20])
    seconds = (time.monotonic() - started) / 20
    return {
        "embedder": embedder.name,
        "claims": count,
        "recall_at_5_same_names": round(recall(embedder, first, same), 3),
        "recall_at_5_other_names": round(recall(embedder, first, other), 3),
        "seconds_a_text": round(seconds, 4),
    }


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--embed-model", default="", help="An embedding model of the Ollama server; none: word counts.")
    given = parser.parse_args()
    settings = load_settings().model_copy(update={"embed_model": given.embed_model})
    json.dump(measure(open_embedder(settings), given.count, given.seed), sys.stdout, indent=2)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
