"""A model in OpenVINO's runtime, and the tokens that it has read and keeps.

What several answers share is read once, the trunk; each answer is a branch that goes on from it. A new trunk goes on
from the longest beginning that it shares with the last one. Tokens that are needed no more are not cut out of the
runtime's memory but hidden, until they are too many and all is read anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.backends.gguf import Gguf
from agent.backends.mapped import let_go
from agent.backends.openvino_files import import_openvino
from agent.backends.qwen_graph import HIDDEN, TRUNK
from agent.backends.requantising import row_floats

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Logits = NDArray[np.float32]

# The runtime reads a text from its beginning with fast matrix products, and whatever comes behind kept tokens one by
# one. Measured with the 0.5B model, from about this many new tokens on it is cheaper to read all of it again.
_MOST_BEHIND = 500
# Not the runtime's own eight bits for what it keeps: with them a Qwen2's log-probabilities are off by up to a whole
# unit, and they are no faster.
_SETTINGS = {"PERFORMANCE_HINT": "LATENCY", "KV_CACHE_PRECISION": "f16"}
_EXACT = {"INFERENCE_PRECISION_HINT": "f32", "KV_CACHE_PRECISION": "f32", "DYNAMIC_QUANTIZATION_GROUP_SIZE": 0}


class Session:
    """One trunk and its branches."""

    def __init__(self, graph: Path, weights: Gguf, threads: int, *, exact: bool = False) -> None:
        """Load `graph` and read one token, so that the weights lie in memory as the processor wants them.

        `exact` leaves out the roundings that make it fast: then the order of reading changes no log-probability.
        """
        runtime = import_openvino()
        settings = {**_SETTINGS, **(_EXACT if exact else {}), "INFERENCE_NUM_THREADS": threads}
        self._request: Any = runtime.Core().compile_model(graph, "CPU", settings).create_infer_request()
        self._table = weights.tensor("token_embd.weight")
        self._branches: list[int] = []  # of each token in the runtime's memory
        self._trunk: list[int] = []
        self._columns: list[int] = []  # where each token of the trunk stands in that memory
        self._places: list[int] = []  # the position that each branch's next token takes
        self.begin([], [[0]], [1])
        self._forget()
        # The processor works with its own order of the weights, made by that first pass.
        let_go(graph.with_suffix(".bin"))

    def begin(self, trunk: Sequence[int], pieces: Sequence[Sequence[int]], wanted: Sequence[int]) -> list[Logits]:
        """Read what is not kept of `trunk`, and one branch for each piece, in one pass.

        Gives for each piece what may follow its last `wanted` tokens: [wanted, words].
        """
        same = _shared(self._trunk, trunk)
        unread = len(trunk) - same + sum(map(len, pieces))
        hidden = len(self._branches) - same
        if max(unread, hidden) > _MOST_BEHIND:
            self._forget()
            same = 0
        self._trunk, self._columns = list(trunk), self._columns[:same]
        self._branches = [HIDDEN] * len(self._branches)
        for column in self._columns:
            self._branches[column] = TRUNK
        self._columns += range(len(self._branches), len(self._branches) + len(trunk) - same)
        self._places = [len(trunk)] * len(pieces)
        return self._read(list(trunk[same:]), same, range(len(pieces)), pieces, wanted)

    def feed(self, branches: Sequence[int], pieces: Sequence[Sequence[int]], wanted: Sequence[int]) -> list[Logits]:
        """Read on in some of the branches; gives the same as `begin`."""
        return self._read([], 0, branches, pieces, wanted)

    def close(self) -> None:
        """Give the memory back."""
        self._request = None

    def _read(
        self,
        trunk: list[int],
        place: int,
        branches: Sequence[int],
        pieces: Sequence[Sequence[int]],
        wanted: Sequence[int],
    ) -> list[Logits]:
        import numpy as np

        tokens, positions = list(trunk), list(range(place, place + len(trunk)))
        self._branches += [TRUNK] * len(trunk)
        asked: list[int] = []
        for branch, piece, count in zip(branches, pieces, wanted, strict=True):
            start = self._places[branch]
            tokens += piece
            positions += range(start, start + len(piece))
            self._places[branch] += len(piece)
            self._branches += [TRUNK + 1 + branch] * len(piece)
            asked += range(len(tokens) - count, len(tokens))
        logits = self._infer(tokens, positions, asked)
        edges = np.cumsum(wanted)
        return [logits[edge - count : edge] for edge, count in zip(edges, wanted, strict=True)]

    def _infer(self, tokens: list[int], positions: list[int], asked: list[int]) -> Logits:
        import numpy as np

        self._request.infer(
            {
                "embedded": row_floats(self._table, np.array(tokens, np.int64))[None],
                "positions": np.array([positions], np.int64),
                "branches": np.array(self._branches, np.int64),
                "beam_idx": np.zeros(1, np.int32),
                "asked": np.array(asked, np.int64),
            },
            share_inputs=True,
        )
        logits: Logits = self._request.get_output_tensor(0).data
        return logits

    def _forget(self) -> None:
        self._request.reset_state()
        self._branches, self._trunk, self._columns = [], [], []


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))
