"""A Qwen2 model as an OpenVINO graph, made straight from its GGUF file.

Beside the tokens' embeddings (looked up outside, so that the table needs no memory) it takes which branch each token
belongs to, so that several answers may go on from one text in a single pass, and the places whose next token is asked
for: only those pass the widest matrix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from agent.backends.gguf import Gguf
from agent.backends.requantising import to_floats, to_integers
from pipelines.errors import OperatorError

if TYPE_CHECKING:
    import openvino

    Node = Any

ARCHITECTURE = "qwen2"
TRUNK, HIDDEN = 0, -1  # the branch that all may look at, and the one that none may
_UNSEEN = -1e9  # added to the weight of a token that may not be looked at


@dataclass(frozen=True)
class Shape:
    """How large the model's parts are."""

    layers: int
    width: int
    heads: int
    key_heads: int
    head_width: int
    epsilon: float
    rope_base: float

    @classmethod
    def of(cls, weights: Gguf) -> Shape:
        """As the file says; OperatorError for an architecture that is not built here."""
        found = weights.facts["general.architecture"]
        if found != ARCHITECTURE:
            raise OperatorError(
                f"The openvino engine runs models of the architecture {ARCHITECTURE}; this one is {found}. "
                "Set backend (LODGE_BACKEND) to llamacpp or ollama."
            )
        width, heads = int(weights.fact("embedding_length")), int(weights.fact("attention.head_count"))
        return cls(
            layers=int(weights.fact("block_count")),
            width=width,
            heads=heads,
            key_heads=int(weights.fact("attention.head_count_kv")),
            head_width=width // heads,
            epsilon=float(weights.fact("attention.layer_norm_rms_epsilon")),
            rope_base=float(weights.fact("rope.freq_base")),
        )


def build(weights: Gguf) -> openvino.Model:
    """The graph: embedded [1,new,width], positions [1,new], branches [kept+new], beam_idx [1], asked [some] -> logits
    [some,words]. A token looks at those before it that are of the trunk or of its own branch."""
    import numpy as np
    from openvino import Model, Type
    from openvino import opset15 as op

    shape = Shape.of(weights)
    embedded = _input("embedded", [-1, -1, shape.width], Type.f32)
    positions = _input("positions", [-1, -1], Type.i64)
    branches = _input("branches", [-1], Type.i64)
    beams = _input("beam_idx", [-1], Type.i32)
    asked = _input("asked", [-1], Type.i64)

    builder = _Builder(weights, shape, embedded, positions, branches, beams)
    hidden = embedded
    for layer in range(shape.layers):
        hidden = builder.layer(hidden, f"blk.{layer}")
    flat = op.reshape(hidden, np.array([-1, shape.width], np.int64), special_zero=False)
    last = op.gather(flat, asked, np.int64(0))
    head = "output" if "output.weight" in weights else "token_embd"
    logits = builder.matrix(builder.norm(last, "output_norm.weight"), head)
    result = op.result(logits)
    return Model([result], builder.sinks, [embedded, positions, branches, beams, asked], "lodge")


def _input(name: str, shape: list[int], kind: Any) -> Node:
    from openvino import opset15 as op

    node = op.parameter(shape, kind, name=name)
    node.output(0).get_tensor().set_names({name})
    return node


class _Builder:
    """Puts the graph together, layer by layer."""

    def __init__(
        self, weights: Gguf, shape: Shape, embedded: Node, positions: Node, branches: Node, beams: Node
    ) -> None:
        import numpy as np
        from openvino import opset15 as op

        self.sinks: list[Any] = []
        self._weights, self._shape, self._beams = weights, shape, beams
        sizes = op.shape_of(embedded, "i64")
        self._batch = op.gather(sizes, np.array([0], np.int64), np.int64(0))
        self._turns = self._rotation(positions)
        self._mask = self._visible(sizes, branches)

    def layer(self, hidden: Node, name: str) -> Node:
        """One block: attention, then the gated pair of matrices."""
        from openvino import opset15 as op

        attended = self._attention(self.norm(hidden, f"{name}.attn_norm.weight"), name)
        hidden = op.add(hidden, attended)
        normed = self.norm(hidden, f"{name}.ffn_norm.weight")
        gate = op.swish(self.matrix(normed, f"{name}.ffn_gate"))
        inner = op.multiply(gate, self.matrix(normed, f"{name}.ffn_up"))
        return op.add(hidden, self.matrix(inner, f"{name}.ffn_down"))

    def norm(self, hidden: Node, name: str) -> Node:
        """Root-mean-square norm."""
        import numpy as np
        from openvino import opset15 as op

        squares = op.power(hidden, np.float32(2))
        mean = op.reduce_mean(squares, np.array([-1], np.int64), keep_dims=True)
        scale = op.divide(np.float32(1), op.sqrt(op.add(mean, np.float32(self._shape.epsilon))))
        return op.multiply(op.multiply(hidden, scale), to_floats(self._weights.tensor(name))[0])

    def matrix(self, hidden: Node, name: str) -> Node:
        """A product with the weights of `name`, and its bias where there is one."""
        import numpy as np
        from openvino import Type
        from openvino import opset15 as op

        values, scales = to_integers(self._weights.tensor(f"{name}.weight"))
        rows, groups, group = values.shape
        scaled = op.multiply(op.convert(op.constant(values), Type.f16), op.constant(scales))
        full = op.reshape(scaled, np.array([rows, groups * group], np.int64), special_zero=False)
        product = op.matmul(hidden, op.convert(full, Type.f32), transpose_a=False, transpose_b=True)
        if f"{name}.bias" not in self._weights:
            return product
        return op.add(product, to_floats(self._weights.tensor(f"{name}.bias"))[0])

    def _attention(self, hidden: Node, name: str) -> Node:
        import numpy as np
        from openvino import opset15 as op

        shape = self._shape
        query = self._turned(self._heads(self.matrix(hidden, f"{name}.attn_q"), shape.heads), shape.heads)
        key = self._turned(self._heads(self.matrix(hidden, f"{name}.attn_k"), shape.key_heads), shape.key_heads)
        value = self._heads(self.matrix(hidden, f"{name}.attn_v"), shape.key_heads)
        keys, values = self._kept(key, f"{name}.key"), self._kept(value, f"{name}.value")
        mixed = op.scaled_dot_product_attention(query, keys, values, self._mask)
        joined = op.reshape(
            op.transpose(mixed, np.array([0, 2, 1, 3], np.int64)),
            np.array([0, 0, shape.heads * shape.head_width], np.int64),
            special_zero=True,
        )
        return self.matrix(joined, f"{name}.attn_output")

    def _heads(self, hidden: Node, heads: int) -> Node:
        import numpy as np
        from openvino import opset15 as op

        parts = op.reshape(hidden, np.array([0, 0, heads, self._shape.head_width], np.int64), special_zero=True)
        return op.transpose(parts, np.array([0, 2, 1, 3], np.int64))

    def _turned(self, heads: Node, count: int) -> Node:
        """The heads with their positions turned into them; the form is the one that the runtime knows how to fuse."""
        import numpy as np
        from openvino import opset15 as op

        half, end = self._shape.head_width // 2, np.array([np.iinfo(np.int64).max], np.int64)
        middle, step, axis = np.array([half], np.int64), np.array([1], np.int64), np.array([3], np.int64)
        second = op.slice(heads, middle, end, step, axis)
        first = op.slice(heads, np.array([0], np.int64), middle, step, axis)
        rotated = op.concat([op.multiply(second, np.array(-1, np.float32)), first], -1)
        cosine, sine = self._turns
        return op.add(op.multiply(heads, cosine), op.multiply(rotated, sine))

    def _rotation(self, positions: Node) -> tuple[Node, Node]:
        import numpy as np
        from openvino import Type
        from openvino import opset15 as op

        width = self._shape.head_width
        speeds = (1.0 / self._shape.rope_base ** (np.arange(0, width, 2) / width)).astype(np.float32)
        target = op.concat([self._batch, np.array([1], np.int64), np.array([1], np.int64)], 0)
        spread = op.broadcast(speeds.reshape(1, -1, 1), target, broadcast_spec="BIDIRECTIONAL")
        angles = op.matmul(spread, op.convert(op.unsqueeze(positions, np.int64(1)), Type.f32), False, False)
        turned = op.transpose(angles, np.array([0, 2, 1], np.int64))
        both = op.concat([turned, turned], -1)
        return op.unsqueeze(op.cos(both), np.int64(1)), op.unsqueeze(op.sin(both), np.int64(1))

    def _visible(self, sizes: Node, branches: Node) -> Node:
        """0 where a token may be looked at: it came before, and is of the trunk or of the same branch."""
        import numpy as np
        from openvino import Type
        from openvino import opset15 as op

        zero, one = np.int64(0), np.int64(1)
        new = op.gather(sizes, one, zero)
        total = op.gather(op.shape_of(branches, "i64"), zero, zero)
        places = op.range(zero, total, one, Type.i64)
        fresh = op.range(op.subtract(total, new), total, one, Type.i64)
        own = op.unsqueeze(op.gather(branches, fresh, zero), one)
        theirs = op.unsqueeze(branches, zero)
        earlier = op.less_equal(op.unsqueeze(places, zero), op.unsqueeze(fresh, one))
        related = op.logical_or(op.equal(theirs, np.int64(TRUNK)), op.equal(theirs, own))
        weights = op.select(op.logical_and(earlier, related), np.float32(0), np.float32(_UNSEEN))
        return op.unsqueeze(weights, np.array([0, 1], np.int64))

    def _kept(self, fresh: Node, name: str) -> Node:
        """What was kept of earlier tokens with `fresh` behind it, once for each query head."""
        import numpy as np
        from openvino import PartialShape, Type
        from openvino import opset15 as op
        from openvino.op.util import Variable, VariableInfo

        shape = self._shape
        heads, width = np.array([shape.key_heads], np.int64), np.array([shape.head_width], np.int64)
        info = VariableInfo()
        info.data_shape = PartialShape([-1, shape.key_heads, -1, shape.head_width])
        info.data_type, info.variable_id = Type.f32, name
        variable = Variable(info)
        none = op.broadcast(np.float32(0), op.concat([self._batch, heads, np.array([0], np.int64), width], 0))
        past = op.gather(op.read_value(none, variable), self._beams, np.int64(0))
        both = op.concat([past, fresh], 2)
        self.sinks.append(op.assign(both, variable))
        times = shape.heads // shape.key_heads
        one = np.array([1], np.int64)
        target = op.concat([self._batch, heads, np.array([times], np.int64), one, one], 0)
        spread = op.broadcast(op.unsqueeze(both, np.int64(2)), target, broadcast_spec="BIDIRECTIONAL")
        return op.reshape(spread, np.array([0, shape.heads, -1, shape.head_width], np.int64), special_zero=True)
