"""T5 as ONNX graphs in the Hugging Face layout, written node by node.

`export_t5` takes the weights of a stock T5 (v1.0 or v1.1; names as in transformers' T5ForConditionalGeneration) and
writes `onnx/encoder_model.onnx` and `onnx/decoder_model_merged.onnx`. The other builders give the layouts that other
exporters use, for tests.

Names of inputs and outputs, with L decoder layers, H heads of D numbers, i < L:

    encoder   input_ids, attention_mask int64 [batch, tokens] -> last_hidden_state [batch, tokens, d_model]
    decoder   input_ids int64 [batch, new], encoder_attention_mask int64 [batch, tokens],
              encoder_hidden_states [batch, tokens, d_model], use_cache_branch bool [1],
              past_key_values.{i}.decoder.{key,value} [batch, H, past, D],
              past_key_values.{i}.encoder.{key,value} [batch, H, tokens, D]
              -> logits [batch, new, vocabulary], present.{i}.{decoder,encoder}.{key,value}

Int8 weights are symmetric with one float scale per output channel (linear) or per row (embedding). A linear layer is
Cast -> MatMul -> Mul by the scales: ONNX Runtime folds the Cast of a constant when it opens the model, so a step costs
no more than with float weights. DequantizeLinear is not folded there: onnxruntime-web 1.30 repeats it in every step
(three times as slow at batch 1), and the native runtime 1.31 turns it into a kernel that rounds the activations too.
"""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
IR_VERSION = 8
# Added where attention is forbidden: exp() of it is 0 in float32, and it stays finite when two of them meet.
MASKED = np.float32(-1e9)
FLOAT, INT64, BOOL = TensorProto.FLOAT, TensorProto.INT64, TensorProto.BOOL


def quantise_rows(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Symmetric int8: (int8 [R, C], float32 scales [R]) with rows ~ int8 * scales[:, None]."""
    scales = np.maximum(np.abs(rows).max(1) / 127, 1e-12).astype(np.float32)
    return np.clip(np.round(rows / scales[:, None]), -127, 127).astype(np.int8), scales


def position_buckets(bidirectional: bool, buckets: int, max_distance: int) -> np.ndarray:
    """Bucket of every relative position -max_distance ... max_distance (key minus query), int64.

    Positions further away fall into the outermost buckets, so this table is the whole function: half of the buckets
    hold one distance each, the other half grow logarithmically up to `max_distance`.
    """
    relative = np.arange(-max_distance, max_distance + 1)
    offset = np.zeros_like(relative)
    if bidirectional:
        buckets //= 2
        offset = (relative > 0) * buckets
        distance = np.abs(relative)
    else:
        distance = np.maximum(-relative, 0)
    exact = buckets // 2
    # In float32, as frameworks compute it: a double would put some distances into the next bucket.
    ratio = np.log(np.maximum(distance, 1).astype(np.float32) / np.float32(exact))
    large = exact + (ratio / np.float32(math.log(max_distance / exact)) * np.float32(buckets - exact)).astype(np.int64)
    return offset + np.where(distance < exact, distance, np.minimum(large, buckets - 1))


class Shape:
    """What the graphs need of a T5 configuration."""

    def __init__(self, config: Mapping[str, Any], weights: Mapping[str, np.ndarray]):
        self.width = int(config["d_model"])
        self.heads = int(config["num_heads"])
        self.head = int(config["d_kv"])
        self.encoder_layers = int(config["num_layers"])
        self.decoder_layers = int(config.get("num_decoder_layers") or config["num_layers"])
        self.buckets = int(config.get("relative_attention_num_buckets", 32))
        self.max_distance = int(config.get("relative_attention_max_distance", 128))
        self.epsilon = float(config.get("layer_norm_epsilon", 1e-6))
        self.activation = str(config.get("feed_forward_proj", "relu"))
        if self.activation not in ("relu", "gated-gelu"):
            raise ValueError(f"feed_forward_proj {self.activation!r}: only relu and gated-gelu can be exported")
        head = weights.get("lm_head.weight")
        self.tied = head is None or np.array_equal(head, weights["shared.weight"])
        # T5 1.0 scales what goes into the tied head, 1.1 does not; transformers records the choice under two names.
        scaled = config.get("scale_decoder_outputs", config.get("tie_word_embeddings", True))
        self.head_scale = self.width**-0.5 if scaled is not False else 1.0


class Store:
    """Initialisers and weights of the outer graph; branches of an `If` refer to them by name."""

    def __init__(self, weights: Mapping[str, np.ndarray], shape: Shape, quantise: bool):
        self.weights, self.shape, self.quantise = weights, shape, quantise
        self.tensors: dict[str, onnx.TensorProto] = {}
        self.nodes: list[onnx.NodeProto] = []

    def add(self, name: str, make) -> str:
        if name not in self.tensors:
            self.tensors[name] = numpy_helper.from_array(np.ascontiguousarray(make()), name)
        return name

    def ints(self, *values: int) -> str:
        name = "_".join(str(value) for value in values)
        return self.add(f"ints_{name}", lambda: np.array(values, np.int64))

    def int(self, value: int) -> str:
        return self.add(f"int_{value}".replace("-", "m"), lambda: np.array(value, np.int64))

    def float(self, value: float) -> str:
        return self.add(f"float_{float(value)!r}", lambda: np.array(value, np.float32))

    def vector(self, key: str) -> str:
        return self.add(key, lambda: self.weights[key].astype(np.float32))

    def matrix(self, key: str) -> tuple[str, str | None]:
        """A linear layer stored as [out, in]: its matrix [in, out], and what the product is yet to be multiplied by."""
        if not self.quantise:
            return self.add(key, lambda: self.weights[key].T.astype(np.float32)), None
        if f"{key}.int8" not in self.tensors:
            rows, scales = quantise_rows(self.weights[key])
            self.add(f"{key}.scales", lambda: scales)
            self.nodes.append(helper.make_node("Cast", [self.add(f"{key}.int8", lambda: rows.T)], [key], to=FLOAT))
        return key, f"{key}.scales"

    def table(self) -> tuple[str, str | None]:
        """The embedding [vocabulary, d_model], and its scales [vocabulary, 1] if it is int8."""
        if not self.quantise:
            return self.add("shared.weight", lambda: self.weights["shared.weight"].astype(np.float32)), None
        if "shared.int8" not in self.tensors:
            rows, scales = quantise_rows(self.weights["shared.weight"])
            self.add("shared.int8", lambda: rows)
            self.add("shared.scales", lambda: scales[:, None])
        return "shared.int8", "shared.scales"

    def head(self) -> tuple[str, str | None]:
        """The head as `matrix` gives it; a tied one is made from the embedding's table."""
        if not self.shape.tied:
            return self.matrix("lm_head.weight")
        table, scales = self.table()
        name = "shared.transposed"
        if name not in {node.output[0] for node in self.nodes}:
            source = table
            if scales is not None:
                source = "shared.float"
                self.nodes.append(helper.make_node("Cast", [table], [source], to=FLOAT))
            self.nodes.append(helper.make_node("Transpose", [source], [name], perm=[1, 0]))
        if scales is None:
            return name, None
        return name, self.add("shared.row_scales", lambda: numpy_helper.to_array(self.tensors["shared.scales"])[:, 0])

    def positions(self, side: str) -> str:
        """Bias of every relative position, [2 * max_distance + 1, heads]; see `position_buckets`."""
        key = f"{side}.block.0.layer.0.SelfAttention.relative_attention_bias.weight"
        buckets = position_buckets(side == "encoder", self.shape.buckets, self.shape.max_distance)
        return self.add(f"{side}.positions", lambda: self.weights[key].astype(np.float32)[buckets])


class Body:
    """The nodes of one graph, or of one branch of an `If`."""

    def __init__(self, store: Store, prefix: str):
        self.store, self.shape, self.prefix = store, store.shape, prefix
        self.nodes: list[onnx.NodeProto] = []

    def op(self, kind: str, *inputs: str, to_name: str | None = None, **attributes) -> str:
        output = to_name or f"{self.prefix}{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def size(self, tensor: str, axis: int) -> str:
        return self.op("Gather", self.op("Shape", tensor), self.store.int(axis), axis=0)

    def linear(self, x: str, key: str) -> str:
        return self.product(x, *self.store.matrix(key))

    def product(self, x: str, matrix: str, scales: str | None) -> str:
        out = self.op("MatMul", x, matrix)
        return out if scales is None else self.op("Mul", out, scales)

    def norm(self, x: str, weight: str) -> str:
        """Divides by the root mean square: no mean is taken off, and there is no bias."""
        square = self.op("Pow", x, self.store.float(2))
        mean = self.op("ReduceMean", square, axes=[-1], keepdims=1)
        root = self.op("Sqrt", self.op("Add", mean, self.store.float(self.shape.epsilon)))
        return self.op("Mul", self.op("Div", x, root), self.store.vector(weight))

    def embed(self, ids: str) -> str:
        table, scales = self.store.table()
        rows = self.op("Gather", table, ids, axis=0)
        if scales is None:
            return rows
        return self.op("Mul", self.op("Cast", rows, to=FLOAT), self.op("Gather", scales, ids, axis=0))

    def feed_forward(self, x: str, key: str) -> str:
        inner = self.norm(x, f"{key}.layer_norm.weight")
        dense = f"{key}.DenseReluDense"
        if self.shape.activation == "relu":
            hidden = self.op("Relu", self.linear(inner, f"{dense}.wi.weight"))
        else:
            hidden = self.op(
                "Mul",
                self.gelu(self.linear(inner, f"{dense}.wi_0.weight")),
                self.linear(inner, f"{dense}.wi_1.weight"),
            )
        return self.op("Add", x, self.linear(hidden, f"{dense}.wo.weight"))

    def gelu(self, x: str) -> str:
        """The tanh form, which T5 1.1 was trained with."""
        cube = self.op("Pow", x, self.store.float(3))
        inner = self.op("Add", x, self.op("Mul", cube, self.store.float(0.044715)))
        tanh = self.op("Tanh", self.op("Mul", inner, self.store.float(math.sqrt(2 / math.pi))))
        half = self.op("Mul", x, self.store.float(0.5))
        return self.op("Mul", half, self.op("Add", tanh, self.store.float(1)))

    def split_heads(self, x: str) -> str:
        """[batch, n, heads * head] -> [batch, heads, n, head]."""
        shape = self.store.ints(0, 0, self.shape.heads, self.shape.head)
        return self.op("Transpose", self.op("Reshape", x, shape), perm=[0, 2, 1, 3])

    def key_value(self, x: str, key: str) -> tuple[str, str]:
        return (
            self.split_heads(self.linear(x, f"{key}.k.weight")),
            self.split_heads(self.linear(x, f"{key}.v.weight")),
        )

    def attend(self, x: str, inner: str, key: str, keys: str, values: str, bias: str) -> str:
        """Residual attention: x + attention(inner). T5 does not divide by the square root of the head size."""
        query = self.split_heads(self.linear(inner, f"{key}.q.weight"))
        scores = self.op("MatMul", query, self.op("Transpose", keys, perm=[0, 1, 3, 2]))
        weights = self.op("Softmax", self.op("Add", scores, bias), axis=-1)
        mixed = self.op("Transpose", self.op("MatMul", weights, values), perm=[0, 2, 1, 3])
        joined = self.op("Reshape", mixed, self.store.ints(0, 0, self.shape.heads * self.shape.head))
        return self.op("Add", x, self.linear(joined, f"{key}.o.weight"))

    def mask_bias(self, mask: str) -> str:
        """[batch, tokens] -> [batch, 1, 1, tokens]: 0 for tokens, MASKED for padding."""
        absent = self.op("Sub", self.store.float(1), self.op("Cast", mask, to=FLOAT))
        return self.op(
            "Unsqueeze", self.op("Mul", absent, self.store.float(float(MASKED))), self.store.ints(1, 2)
        )

    def position_bias(self, side: str, past: str | None, new: str) -> str:
        """[1, heads, new, past + new]; in the decoder what lies ahead is masked."""
        reach = self.shape.max_distance
        zero, one = self.store.int(0), self.store.int(1)
        end = new if past is None else self.op("Add", past, new)
        queries = self.op("Unsqueeze", self.op("Range", past or zero, end, one), self.store.ints(1))
        keys = self.op("Unsqueeze", self.op("Range", zero, end, one), self.store.ints(0))
        relative = self.op("Sub", keys, queries)
        near = self.op("Min", self.op("Max", relative, self.store.int(-reach)), self.store.int(reach))
        rows = self.op("Add", near, self.store.int(reach))
        bias = self.op("Transpose", self.op("Gather", self.store.positions(side), rows, axis=0), perm=[2, 0, 1])
        if side == "decoder":
            ahead = self.op("Cast", self.op("Greater", relative, zero), to=FLOAT)
            bias = self.op("Add", bias, self.op("Mul", ahead, self.store.float(float(MASKED))))
        return self.op("Unsqueeze", bias, self.store.ints(0))

    def encoder(self) -> None:
        """input_ids, attention_mask -> last_hidden_state."""
        x = self.embed("input_ids")
        positions = self.position_bias("encoder", None, self.size("input_ids", 1))
        bias = self.op("Add", positions, self.mask_bias("attention_mask"))
        for i in range(self.shape.encoder_layers):
            layer = f"encoder.block.{i}.layer"
            inner = self.norm(x, f"{layer}.0.layer_norm.weight")
            keys, values = self.key_value(inner, f"{layer}.0.SelfAttention")
            x = self.attend(x, inner, f"{layer}.0.SelfAttention", keys, values, bias)
            x = self.feed_forward(x, f"{layer}.1")
        self.op("Identity", self.norm(x, "encoder.final_layer_norm.weight"), to_name="last_hidden_state")

    def cross_key_values(self) -> list[str]:
        """Keys and values of the encoder's states, key before value, layer by layer."""
        return [
            name
            for i in range(self.shape.decoder_layers)
            for name in self.key_value("encoder_hidden_states", f"decoder.block.{i}.layer.1.EncDecAttention")
        ]

    def decoder(self, cross: Sequence[str], past: Sequence[str] | None) -> tuple[str, list[str]]:
        """Logits, and the decoder's own keys and values including the past ones.

        @param cross keys and values of the encoder's states, as `cross_key_values` orders them
        @param past the decoder's own keys and values so far, in the same order
        """
        x = self.embed("input_ids")
        before = None if past is None else self.size(past[0], 2)
        own_bias = self.position_bias("decoder", before, self.size("input_ids", 1))
        cross_bias = self.mask_bias("encoder_attention_mask")
        present: list[str] = []
        for i in range(self.shape.decoder_layers):
            layer = f"decoder.block.{i}.layer"
            inner = self.norm(x, f"{layer}.0.layer_norm.weight")
            keys, values = self.key_value(inner, f"{layer}.0.SelfAttention")
            if past is not None:
                keys = self.op("Concat", past[2 * i], keys, axis=2)
                values = self.op("Concat", past[2 * i + 1], values, axis=2)
            present += [keys, values]
            x = self.attend(x, inner, f"{layer}.0.SelfAttention", keys, values, own_bias)
            inner = self.norm(x, f"{layer}.1.layer_norm.weight")
            x = self.attend(x, inner, f"{layer}.1.EncDecAttention", cross[2 * i], cross[2 * i + 1], cross_bias)
            x = self.feed_forward(x, f"{layer}.2")
        x = self.norm(x, "decoder.final_layer_norm.weight")
        if self.shape.head_scale != 1:
            x = self.op("Mul", x, self.store.float(self.shape.head_scale))
        return self.product(x, *self.store.head()), present


def cache_names(kind: str, part: str, layers: int) -> list[str]:
    return [f"{kind}.{i}.{part}.{what}" for i in range(layers) for what in ("key", "value")]


class Exporter:
    """Builds the graphs of one model. Each call gives a complete, checked model."""

    def __init__(self, state_dict: Mapping[str, Any], config: Mapping[str, Any], quantise: bool):
        self.weights = {name: _array(value) for name, value in state_dict.items()}
        self.shape = Shape(config, self.weights)
        self.quantise = quantise
        self.vocabulary = len(self.weights["lm_head.weight" if not self.shape.tied else "shared.weight"])

    def encoder(self) -> onnx.ModelProto:
        store = self._store()
        body = Body(store, "encoder_")
        body.encoder()
        inputs = [_ids("input_ids", "tokens"), _ids("attention_mask", "tokens")]
        hidden = _floats("last_hidden_state", "batch", "tokens", self.shape.width)
        return _model(store, body.nodes, inputs, [hidden])

    def decoder_merged(self) -> onnx.ModelProto:
        """One body; only the keys and values of the encoder's states come from an `If`.

        Both branches of other exports hold the whole decoder. Here the own past is joined with `Concat`, which takes a
        zero-length past in the first step, so only the cross-attention differs: read from the cache, or computed.
        """
        layers = self.shape.decoder_layers
        store = self._store()
        names = cache_names("present", "encoder", layers)
        kept = Body(store, "kept_")
        computed = Body(store, "computed_")
        for part, sources in (
            (kept, cache_names("past_key_values", "encoder", layers)),
            (computed, computed.cross_key_values()),
        ):
            for index, source in enumerate(sources):
                part.op("Identity", source, to_name=f"{part.prefix}{index}")
        branches = {
            f"{key}_branch": helper.make_graph(
                part.nodes,
                part.prefix + "cross",
                [],
                [helper.make_tensor_value_info(f"{part.prefix}{i}", FLOAT, None) for i in range(2 * layers)],
            )
            for key, part in (("then", kept), ("else", computed))
        }
        choice = helper.make_node("If", ["use_cache_branch"], names, name="cross_attention_cache", **branches)
        body = Body(store, "decoder_")
        logits, present = body.decoder(names, cache_names("past_key_values", "decoder", layers))
        body.op("Identity", logits, to_name="logits")
        for source, name in zip(present, cache_names("present", "decoder", layers), strict=True):
            body.op("Identity", source, to_name=name)
        inputs = self._decoder_inputs(hidden=True, past=True, switch=True)
        return _model(store, [choice, *body.nodes], inputs, self._decoder_outputs("decoder", "encoder"))

    def decoder_first(self) -> onnx.ModelProto:
        """`decoder_model.onnx`: no past; gives all keys and values."""
        store = self._store()
        body = Body(store, "first_")
        self._first(body, "logits", "present")
        inputs = self._decoder_inputs(hidden=True, past=False, switch=False)
        return _model(store, body.nodes, inputs, self._decoder_outputs("decoder", "encoder"))

    def decoder_plain(self) -> onnx.ModelProto:
        """`decoder_model.onnx` of an export without a cache."""
        store = self._store()
        body = Body(store, "plain_")
        logits, _ = body.decoder(body.cross_key_values(), None)
        body.op("Identity", logits, to_name="logits")
        return _model(
            store, body.nodes, self._decoder_inputs(hidden=True, past=False, switch=False), self._decoder_outputs()
        )

    def decoder_with_past(self) -> onnx.ModelProto:
        """`decoder_with_past_model.onnx`: gives the decoder's own keys and values only."""
        store = self._store()
        body = Body(store, "next_")
        self._next(body, "logits", "present")
        inputs = self._decoder_inputs(hidden=False, past=True, switch=False)
        return _model(store, body.nodes, inputs, self._decoder_outputs("decoder"))

    def decoder_two_branches(self) -> onnx.ModelProto:
        """The merged decoder as Optimum writes it: a whole decoder in each branch of one `If`.

        The branch with the cache gives empty tensors in place of the encoder's keys and values.
        """
        layers, heads, head = self.shape.decoder_layers, self.shape.heads, self.shape.head
        store = self._store()
        first, following = Body(store, "first_"), Body(store, "next_")
        self._first(first, "first_logits", "first_present")
        self._next(following, "next_logits", "next_present")
        for name in cache_names("next_present", "encoder", layers):
            empty = helper.make_tensor(f"{name}.empty", FLOAT, [0, heads, 1, head], [])
            following.op("Constant", to_name=name, value=empty)
        order = ["logits", *self._present_order(layers)]
        branches = {}
        for key, part in (("then", following), ("else", first)):
            values = [helper.make_tensor_value_info(part.prefix + name, FLOAT, None) for name in order]
            branches[f"{key}_branch"] = helper.make_graph(part.nodes, part.prefix + "decoder", [], values)
        choice = helper.make_node("If", ["use_cache_branch"], order, name="cache", **branches)
        inputs = self._decoder_inputs(hidden=True, past=True, switch=True)
        return _model(store, [choice], inputs, self._decoder_outputs("decoder", "encoder"))

    def _first(self, body: Body, logits_name: str, present: str) -> None:
        cross = body.cross_key_values()
        logits, own = body.decoder(cross, None)
        body.op("Identity", logits, to_name=logits_name)
        layers = self.shape.decoder_layers
        names = cache_names(present, "decoder", layers) + cache_names(present, "encoder", layers)
        for source, name in zip([*own, *cross], names, strict=True):
            body.op("Identity", source, to_name=name)

    def _next(self, body: Body, logits_name: str, present: str) -> None:
        layers = self.shape.decoder_layers
        cross = cache_names("past_key_values", "encoder", layers)
        logits, own = body.decoder(cross, cache_names("past_key_values", "decoder", layers))
        body.op("Identity", logits, to_name=logits_name)
        for source, name in zip(own, cache_names(present, "decoder", layers), strict=True):
            body.op("Identity", source, to_name=name)

    def _present_order(self, layers: int, *parts: str) -> list[str]:
        return [
            f"present.{i}.{part}.{what}"
            for i in range(layers)
            for part in (parts or ("decoder", "encoder"))
            for what in ("key", "value")
        ]

    def _store(self) -> Store:
        return Store(self.weights, self.shape, self.quantise)

    def _decoder_inputs(self, hidden: bool, past: bool, switch: bool) -> list[onnx.ValueInfoProto]:
        inputs = [_ids("encoder_attention_mask", "tokens"), _ids("input_ids", "new")]
        if hidden:
            inputs.append(_floats("encoder_hidden_states", "batch", "tokens", self.shape.width))
        if past:
            for name in self._present_order(self.shape.decoder_layers):
                length = "past" if ".decoder." in name else "past_tokens"
                name = name.replace("present", "past_key_values")
                inputs.append(_floats(name, "batch", self.shape.heads, length, self.shape.head))
        if switch:
            inputs.append(helper.make_tensor_value_info("use_cache_branch", BOOL, [1]))
        return inputs

    def _decoder_outputs(self, *parts: str) -> list[onnx.ValueInfoProto]:
        outputs = [_floats("logits", "batch", "new", self.vocabulary)]
        for name in self._present_order(self.shape.decoder_layers, *parts) if parts else []:
            length = "past_and_new" if ".decoder." in name else "tokens_out"
            outputs.append(_floats(name, "batch_out", self.shape.heads, length, self.shape.head))
        return outputs


def export_t5(
    state_dict: Mapping[str, Any],
    config: Mapping[str, Any],
    out_dir: str | Path,
    quantise: bool,
    suffix: str = "",
) -> dict[str, Path]:
    """Writes `onnx/encoder_model{suffix}.onnx` and `onnx/decoder_model_merged{suffix}.onnx` under `out_dir`.

    @param state_dict torch tensors or numpy arrays, named as in transformers' T5ForConditionalGeneration
    @param config the fields of its `config.json`
    @param suffix `_quantized` is what other tools look for
    """
    exporter = Exporter(state_dict, config, quantise)
    folder = Path(out_dir) / "onnx"
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for name, build in (("encoder_model", exporter.encoder), ("decoder_model_merged", exporter.decoder_merged)):
        paths[name] = folder / f"{name}{suffix}.onnx"
        onnx.save(build(), paths[name])
    return paths


def dequantised_state_dict(state_dict: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """The weights as an int8 export computes with them, float32."""
    weights = {name: _array(value) for name, value in state_dict.items()}
    tied = Shape(config, weights).tied
    out = {}
    for name, value in weights.items():
        if value.ndim == 2 and "relative_attention_bias" not in name:
            rows, scales = quantise_rows(value)
            value = rows.astype(np.float32) * scales[:, None]
        out[name] = value
    for name in ("encoder.embed_tokens.weight", "decoder.embed_tokens.weight", *(("lm_head.weight",) if tied else ())):
        if name in out:
            out[name] = out["shared.weight"]
    return out


def _array(value: Any) -> np.ndarray:
    if hasattr(value, "detach"):
        value = value.detach().cpu().float().numpy()
    return np.asarray(value, np.float32)


def _ids(name: str, length: str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, INT64, ["batch", length])


def _floats(name: str, *shape: int | str | None) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, FLOAT, list(shape))


def _model(
    store: Store,
    nodes: Sequence[onnx.NodeProto],
    inputs: Sequence[onnx.ValueInfoProto],
    outputs: Sequence[onnx.ValueInfoProto],
) -> onnx.ModelProto:
    graph = helper.make_graph([*store.nodes, *nodes], "t5", inputs, outputs, list(store.tensors.values()))
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="crosslens-training"
    )
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    return model
