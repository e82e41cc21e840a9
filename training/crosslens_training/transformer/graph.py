"""A stock BERT as an ONNX graph, written node by node.

    input_ids, attention_mask int64 [batch, tokens] -> last_hidden_state float32 [batch, tokens, hidden]

There is no token_type_ids: there is one type, and what its row adds is a constant of the graph. Libraries feed what a
graph lists. Positions count from 0 at the left, as BERT counts them, so padding stands on the right.

Tables are Gather -> Cast -> Mul by a gathered scale, dense layers MatMulNBits of com.microsoft: these run alike on
ONNX Runtime's CPU, WebAssembly and WebGPU builds, which DequantizeLinear and GatherBlockQuantized do not. Nothing is
float16: a GPU without shader-f16 refuses even to gather it.
Query, key and value are one product of three times the width.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .quantise import quantise_dense, quantise_rows, quantise_rows_4bit

OPSET, IR_VERSION = 17, 8
FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64
# Added where attention is forbidden: exp() of it is 0 in float32.
MASKED = -1e9


@dataclass(frozen=True)
class Shape:
    layers: int
    hidden: int
    heads: int
    epsilon: float


@dataclass(frozen=True)
class Format:
    """How weights are stored. Bits of 32 mean float32, for comparison."""

    dense_bits: int
    dense_block: int
    table_bits: int
    table_block: int


class Graph:
    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.tensors: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        """The same name twice is the same constant."""
        if name not in self.tensors:
            self.tensors[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def ints(self, *values: int) -> str:
        return self.constant("ints_" + "_".join(map(str, values)), np.array(values, np.int64))

    def float(self, value: float) -> str:
        return self.constant(f"float_{value!r}", np.array(value, np.float32))

    def op(self, kind: str, *inputs: str, to_name: str | None = None, **attributes) -> str:
        output = to_name or f"{kind}_{len(self.nodes)}"
        self.nodes.append(
            helper.make_node(kind, list(inputs), [output], name=f"{kind}_{len(self.nodes)}", **attributes)
        )
        return output

    def split(self, x: str, parts: int) -> list[str]:
        """`parts` equal ones along the last axis."""
        number = len(self.nodes)
        outputs = [f"Split_{number}_{i}" for i in range(parts)]
        self.nodes.append(helper.make_node("Split", [x], outputs, name=f"Split_{number}", axis=-1))
        return outputs


class Bert:
    """`weights` are named as in transformers' BertModel."""

    def __init__(self, weights: Mapping[str, np.ndarray], shape: Shape, form: Format):
        self.weights, self.shape, self.form = weights, shape, form
        self.graph = Graph()

    def weight(self, name: str) -> np.ndarray:
        return self.weights[name].astype(np.float32)

    def rows(self, name: str, rows: np.ndarray, ids: str, bits: int) -> str:
        """Rows of a table [V, D] by ids -> [..., D]."""
        g = self.graph
        if bits == 32:
            return g.op("Gather", g.constant(name, rows), ids, axis=0)
        if bits == 8:
            values, scales = quantise_rows(rows)
            taken = g.op("Cast", g.op("Gather", g.constant(f"{name}.int8", values), ids, axis=0), to=FLOAT)
            return g.op("Mul", taken, g.op("Gather", g.constant(f"{name}.scales", scales), ids, axis=0))
        return self.rows_4bit(name, rows, ids)

    def rows_4bit(self, name: str, rows: np.ndarray, ids: str) -> str:
        """See `quantise_rows_4bit` for how two values share a byte."""
        g, block, dimensions = self.graph, self.form.table_block, rows.shape[1]
        packed = quantise_rows_4bit(rows, block)
        both = g.op("Cast", g.op("Gather", g.constant(f"{name}.int4x2", packed.values), ids, axis=0), to=FLOAT)
        both = g.op("Add", both, g.float(128.0))
        high = g.op("Floor", g.op("Mul", both, g.float(1 / 16)))
        low = g.op("Sub", both, g.op("Mul", high, g.float(16.0)))
        values = g.op("Sub", g.op("Concat", low, high, axis=-1), g.float(8.0))
        # [batch, tokens, blocks, block] for the scales, and back.
        blocks = g.op("Reshape", values, g.ints(0, 0, dimensions // block, block))
        scales = g.op("Cast", g.op("Gather", g.constant(f"{name}.blocks", packed.blocks), ids, axis=0), to=FLOAT)
        scales = g.op("Mul", scales, g.op("Gather", g.constant(f"{name}.scales", packed.rows), ids, axis=0))
        product = g.op("Mul", blocks, g.op("Unsqueeze", scales, g.ints(-1)))
        return g.op("Reshape", product, g.ints(0, 0, dimensions))

    def linear(self, x: str, name: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """`weight` [outputs, inputs]"""
        g, bits = self.graph, self.form.dense_bits
        if bits == 32:
            product = g.op("MatMul", x, g.constant(f"{name}.weight", weight.T))
        else:
            blocks = quantise_dense(weight, bits, self.form.dense_block)
            product = g.op(
                "MatMulNBits",
                x,
                g.constant(f"{name}.weight.q{bits}", blocks.values),
                g.constant(f"{name}.weight.scales", blocks.scales),
                domain="com.microsoft",
                K=blocks.inputs,
                N=blocks.outputs,
                bits=bits,
                block_size=blocks.block,
            )
        return g.op("Add", product, g.constant(f"{name}.bias", bias))

    def named(self, x: str, name: str) -> str:
        return self.linear(x, name, self.weight(f"{name}.weight"), self.weight(f"{name}.bias"))

    def norm(self, x: str, name: str, to_name: str | None = None) -> str:
        g = self.graph
        scale = g.constant(f"{name}.weight", self.weight(f"{name}.weight"))
        shift = g.constant(f"{name}.bias", self.weight(f"{name}.bias"))
        return g.op("LayerNormalization", x, scale, shift, to_name=to_name, axis=-1, epsilon=self.shape.epsilon)

    def embeddings(self) -> str:
        g, key = self.graph, "embeddings"
        words = self.rows(
            f"{key}.word", self.weight(f"{key}.word_embeddings.weight"), "input_ids", self.form.table_bits
        )
        places = self.weight(f"{key}.position_embeddings.weight")
        tokens = g.op("Slice", g.op("Shape", "input_ids"), g.ints(1), g.ints(2))
        every = g.constant("places", np.arange(len(places), dtype=np.int64))
        numbers = g.op("Slice", every, g.ints(0), tokens)
        # Positions are small beside the words, so that 8 bits serve whatever the table has.
        positions = self.rows(f"{key}.position", places, numbers, 32 if self.form.table_bits == 32 else 8)
        kind = g.constant(f"{key}.type", self.weight(f"{key}.token_type_embeddings.weight")[0])
        return self.norm(g.op("Add", g.op("Add", words, positions), kind), f"{key}.LayerNorm")

    def heads(self, x: str, order: tuple[int, ...]) -> str:
        g = self.graph
        split = g.op("Reshape", x, g.ints(0, 0, self.shape.heads, self.shape.hidden // self.shape.heads))
        return g.op("Transpose", split, perm=list(order))

    def attention(self, x: str, key: str, hiding: str) -> str:
        g, hidden = self.graph, self.shape.hidden
        names = [f"{key}.self.{part}" for part in ("query", "key", "value")]
        weight = np.concatenate([self.weight(f"{name}.weight") for name in names])
        bias = np.concatenate([self.weight(f"{name}.bias") for name in names])
        query, keys, value = g.split(self.linear(x, f"{key}.self.joined", weight, bias), 3)
        scores = g.op("MatMul", self.heads(query, (0, 2, 1, 3)), self.heads(keys, (0, 2, 3, 1)))
        scores = g.op("Mul", scores, g.float(1 / math.sqrt(hidden // self.shape.heads)))
        shares = g.op("Softmax", g.op("Add", scores, hiding), axis=-1)
        mixed = g.op("Transpose", g.op("MatMul", shares, self.heads(value, (0, 2, 1, 3))), perm=[0, 2, 1, 3])
        return self.named(g.op("Reshape", mixed, g.ints(0, 0, hidden)), f"{key}.output.dense")

    def gelu(self, x: str) -> str:
        """By the error function, as BERT has it, in the form that runtimes recognise and fuse."""
        g = self.graph
        error = g.op("Erf", g.op("Div", x, g.float(math.sqrt(2))))
        return g.op("Mul", g.op("Mul", x, g.op("Add", error, g.float(1.0))), g.float(0.5))

    def build(self, name: str) -> onnx.ModelProto:
        g = self.graph
        mask = g.op("Cast", g.op("Unsqueeze", "attention_mask", g.ints(1, 2)), to=FLOAT)
        hiding = g.op("Mul", g.op("Sub", g.float(1.0), mask), g.float(MASKED))
        x = self.embeddings()
        for layer in range(self.shape.layers):
            key = f"encoder.layer.{layer}"
            last = layer == self.shape.layers - 1
            x = self.norm(
                g.op("Add", self.attention(x, f"{key}.attention", hiding), x), f"{key}.attention.output.LayerNorm"
            )
            inner = self.gelu(self.named(x, f"{key}.intermediate.dense"))
            x = self.norm(
                g.op("Add", self.named(inner, f"{key}.output.dense"), x),
                f"{key}.output.LayerNorm",
                "last_hidden_state" if last else None,
            )
        inputs = [
            helper.make_tensor_value_info(key, INT64, ["batch", "tokens"]) for key in ("input_ids", "attention_mask")
        ]
        output = helper.make_tensor_value_info("last_hidden_state", FLOAT, ["batch", "tokens", self.shape.hidden])
        model = helper.make_model(
            helper.make_graph(g.nodes, name, inputs, [output], list(g.tensors.values())),
            opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)],
            producer_name="crosslens-training",
        )
        model.ir_version = IR_VERSION
        onnx.checker.check_model(model)
        return model
