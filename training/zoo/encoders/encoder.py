"""One encoder of the zoo: what decides its vectors, and how its folder is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import onnx
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import nn

from . import folder as files
from . import golden, measure
from .dtypes import SUFFIXES, convert, save, save_external, to_fp16
from .export import Cache, export
from .texts import LANGUAGES, TEXTS


@dataclass(frozen=True)
class Dense:
    linear: nn.Linear
    activation: nn.Module

    def __call__(self, vector):
        return self.activation(self.linear(vector))

    def write(self, folder: Path) -> None:
        kind = type(self.activation)
        files.write(
            folder / "config.json",
            {
                "in_features": self.linear.in_features,
                "out_features": self.linear.out_features,
                "bias": self.linear.bias is not None,
                "activation_function": f"{kind.__module__}.{kind.__qualname__}",
            },
        )
        weights = {f"linear.{name}": value for name, value in self.linear.state_dict().items()}
        save_file(weights, folder / "model.safetensors", {"format": "pt"})


@dataclass(frozen=True)
class Encoder:
    """`layout` says in a phrase what is particular about it. A line in quotes belongs to the field below it."""

    name: str
    layout: str
    model: nn.Module
    architecture: str
    tokenizer: Tokenizer
    tokenizer_config: dict
    pooling: str
    normalize: bool
    max_tokens: int
    inputs: tuple[str, ...] = ("input_ids", "attention_mask")
    outputs: tuple[str, ...] = ("last_hidden_state",)
    """What the graph is made of, where it holds more than the model: pooling, say."""
    graph: nn.Module | None = None
    dtypes: tuple[str, ...] = ("fp32",)
    dense: tuple[Dense, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=lambda: {"query": "", "passage": ""})
    """As `config_sentence_transformers.json` names them; `None`: the file has none."""
    prompts: dict[str, str] | None = None
    """`None`: no files of sentence-transformers at all."""
    pooling_style: str | None = "flags"
    special_tokens_map: tuple[str, ...] = ()
    """What `config.json` has besides."""
    config: dict = field(default_factory=dict)
    """Files beside the tokenizer's and the modules'."""
    more_files: dict[str, object] = field(default_factory=dict)
    """Weights outside of the ONNX file: into how many second files, by number format."""
    external: dict[str, int] = field(default_factory=dict)
    """Half precision with float16 outputs, as of a model that was exported in it."""
    half_outputs: bool = False
    """In the front matter of a card, with the languages; `None`: no card."""
    licence: str | None = None
    """Further inputs and outputs of a decoder that was exported for generation."""
    cache: Cache | None = None
    """Matryoshka: golden vectors are there for this many numbers, too."""
    cut: int | None = None

    @property
    def pad(self) -> int:
        return self.tokenizer.token_to_id(self.tokenizer_config["pad_token"])

    @property
    def in_graph(self) -> bool:
        return "sentence_embedding" in self.outputs

    @property
    def output(self) -> str:
        return "sentence_embedding" if self.in_graph else self.outputs[0]

    @property
    def modules(self) -> list[str]:
        return ["Pooling", *("Dense" for _ in self.dense), *(["Normalize"] if self.normalize else [])]

    def ids(self, side: str) -> list[list[int]]:
        return golden.encode_ids(self.tokenizer, TEXTS[side], self.prefixes[side], self.max_tokens)

    def vectors(self, side: str, dimensions: int | None = None) -> list[list[float]]:
        return golden.vectors(self.model, self.ids(side), self.pooling, self.normalize, self.dense, dimensions)

    def to_onnx(self) -> onnx.ModelProto:
        return export(self.graph or self.model, self.inputs, self.outputs, self.cache)


def write_encoder(folder: Path, encoder: Encoder) -> None:
    """Everything but `golden.json`."""
    files.write_model_config(folder, encoder.model.config, encoder.architecture, **encoder.config)
    files.write_tokenizer(folder, encoder.tokenizer, encoder.tokenizer_config, encoder.special_tokens_map)
    if encoder.pooling_style:
        files.write_modules(folder, encoder.modules)
        files.write_pooling(folder, encoder.pooling, encoder.model.config.hidden_size, encoder.pooling_style)
        files.write_max_length(folder, encoder.max_tokens)
        files.write_prompts(folder, encoder.prompts)
        for i, (name, layer) in enumerate(zip(encoder.modules[1:], encoder.dense, strict=False), start=2):
            layer.write(folder / f"{i}_{name}")
    if encoder.licence:
        files.write_card(folder, encoder.name, encoder.licence, LANGUAGES)
    for name, record in encoder.more_files.items():
        files.write(folder / name, record)
    graph = encoder.to_onnx()
    for dtype in encoder.dtypes:
        path = folder / "onnx" / f"model{SUFFIXES[dtype]}.onnx"
        half = dtype == "fp16" and encoder.half_outputs
        converted = to_fp16(graph, keep_io_types=False) if half else convert(graph, dtype)
        if dtype in encoder.external:
            save_external(converted, path, encoder.external[dtype])
        else:
            save(converted, path)


def write_golden(folder: Path, passage: Encoder, query: Encoder | None = None) -> None:
    """@param query the encoder of the queries, where they have their own"""
    sides = {"query": query or passage, "passage": passage}
    record: dict[str, object] = {
        "texts": TEXTS,
        "ids": {side: encoder.ids(side) for side, encoder in sides.items()},
        "vectors": {side: encoder.vectors(side) for side, encoder in sides.items()},
    }
    if passage.cut:
        record["cut"] = {
            "dimensions": passage.cut,
            "vectors": {side: encoder.vectors(side, passage.cut) for side, encoder in sides.items()},
        }
    files.write_dense_json(folder / "golden.json", record)


def check_model(path: Path, encoder: Encoder, sides: Sequence[str]) -> float:
    """@returns the lowest cosine between what onnxruntime and what PyTorch make of the golden texts"""
    session = measure.open_session(path)
    lowest = 1.0
    for side in sides:
        rows = measure.run(session, encoder.ids(side), encoder.pad, encoder.output)
        if not encoder.in_graph:
            layers = [numpy_layer(layer) for layer in encoder.dense]
            rows = [measure.finish(row, encoder.pooling, encoder.normalize, layers) for row in rows]
        lowest = min(lowest, float(measure.cosines(rows, encoder.vectors(side)).min()))
    return lowest


def numpy_layer(layer: Dense):
    import torch

    return lambda vector: layer(torch.from_numpy(vector)).detach().numpy()
