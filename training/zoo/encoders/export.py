"""A PyTorch module as ONNX: traced by PyTorch's own exporter and slimmed, as published files are."""

import io
import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import onnx
import onnxslim
import torch
from torch import nn
from transformers import DynamicCache

OPSET = 17
LENGTHS = (7, 4)
PAST = 3
PER_TEXT = ("sentence_embedding", "pooler_output")


@dataclass(frozen=True)
class Cache:
    """Keys and values of earlier tokens, which a decoder exported for generation asks for even where there are none."""

    layers: int
    heads: int
    head_size: int

    def names(self, prefix: str) -> list[str]:
        return [f"{prefix}.{layer}.{part}" for layer in range(self.layers) for part in ("key", "value")]


class Traced(nn.Module):
    """Inputs by position, outputs by name in the order asked for, then the cache."""

    def __init__(self, model: nn.Module, inputs: Sequence[str], outputs: Sequence[str], cache: Cache | None):
        super().__init__()
        self.model, self.inputs, self.outputs, self.cache = model, inputs, outputs, cache

    def forward(self, *values: torch.Tensor) -> tuple[torch.Tensor, ...]:
        named = dict(zip(self.inputs, values, strict=False))
        past = values[len(named) :]
        if self.cache is None:
            out = self.model(**named)
            return tuple(out[name] for name in self.outputs)
        cache = DynamicCache()
        for layer in range(self.cache.layers):
            cache.update(past[2 * layer], past[2 * layer + 1], layer)
        out = self.model(**named, past_key_values=cache, use_cache=True)
        present = [part for layer in out.past_key_values.layers for part in (layer.keys, layer.values)]
        return (*(out[name] for name in self.outputs), *present)


def example(inputs: Sequence[str], cache: Cache | None) -> tuple[torch.Tensor, ...]:
    """A padded batch: with no padding in it the mask would be traced away."""
    mask = torch.tensor([[int(column < length) for column in range(max(LENGTHS))] for length in LENGTHS])
    values = {
        "input_ids": torch.arange(5, 5 + mask.numel()).reshape(mask.shape) * mask,
        "attention_mask": mask,
        "token_type_ids": torch.zeros_like(mask),
        "position_ids": (mask.cumsum(1) - 1).clamp(min=0),
    }
    named = [values[name] for name in inputs]
    if cache is None:
        return tuple(named)
    past = torch.zeros(len(LENGTHS), cache.heads, PAST, cache.head_size)
    index = inputs.index("attention_mask")
    named[index] = torch.cat([torch.ones(len(LENGTHS), PAST, dtype=torch.int64), mask], 1)
    return (*named, *(past.clone() for _ in cache.names("past_key_values")))


def export(
    model: nn.Module,
    inputs: Sequence[str],
    outputs: Sequence[str] = ("last_hidden_state",),
    cache: Cache | None = None,
) -> onnx.ModelProto:
    file = io.BytesIO()
    traced = Traced(model, inputs, outputs, cache).eval()
    per_token = {0: "batch_size", 1: "sequence_length"}
    axes = {name: per_token for name in inputs}
    axes |= {name: {0: "batch_size"} if name in PER_TEXT else per_token for name in outputs}
    past, present = (cache.names(prefix) if cache else [] for prefix in ("past_key_values", "present"))
    axes |= {name: {0: "batch_size", 2: "past_sequence_length"} for name in past}
    axes |= {name: {0: "batch_size", 2: "total_sequence_length"} for name in present}
    if cache:
        axes["attention_mask"] = {0: "batch_size", 1: "total_sequence_length"}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            traced,
            example(inputs, cache),
            file,
            input_names=[*inputs, *past],
            output_names=[*outputs, *present],
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
    logging.getLogger("onnxslim").setLevel(logging.ERROR)
    slim = onnxslim.slim(onnx.load_from_string(file.getvalue()))
    tidy(slim)
    onnx.checker.check_model(slim)
    return slim


def tidy(model: onnx.ModelProto) -> None:
    """Names of tensors stay; what nobody reads goes, and with it what differs from run to run."""
    model.producer_name, model.producer_version = "crosslens-training", ""
    model.doc_string = ""
    del model.metadata_props[:]
    del model.graph.value_info[:]
    for i, node in enumerate(model.graph.node):
        node.name, node.doc_string = f"{node.op_type}_{i}", ""
        del node.metadata_props[:]
