"""A trained transformer as a folder in the layout of the Hugging Face Hub: stock `bert`, ONNX, no PyTorch weights."""

from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from transformers import BertConfig, BertModel

from ..hf_layout import write_json, write_sentence_transformer, write_tokenizer
from ..tokenizer import END_ID, MAX_TOKENS
from .graph import Bert, Format, Shape

# File names are those that transformers.js looks for: dtype "fp32", "q8" and "q4" there.
FILES = {"fp32": "model.onnx", "int8": "model_quantized.onnx", "q4": "model_q4.onnx"}
# fp32 ships nowhere: the others are measured against it. NOTES in training/README.md say how blocks were chosen.
FORMATS = {
    "fp32": Format(dense_bits=32, dense_block=0, table_bits=32, table_block=0),
    "int8": Format(dense_bits=8, dense_block=64, table_bits=8, table_block=0),
    "q4": Format(dense_bits=8, dense_block=64, table_bits=4, table_block=32),
}
# What readers of the folder need; the rest of a stock configuration is its defaults.
LEFT_OUT = ("transformers_version", "_name_or_path", "dtype", "torch_dtype", "id2label", "label2id")


def load(checkpoint: Path) -> BertModel:
    """@raises ValueError with the path, where the file is no checkpoint of a transformer"""
    saved = torch.load(checkpoint, weights_only=True, map_location="cpu")
    if not isinstance(saved, dict) or not {"model", "config"} <= saved.keys():
        raise ValueError(f"{checkpoint} is no checkpoint of a transformer: it holds no 'model' and 'config'.")
    model = BertModel(BertConfig(**saved["config"]), add_pooling_layer=False)
    model.load_state_dict(saved["model"])
    return model.eval()


def to_onnx(model: BertModel, form: Format) -> onnx.ModelProto:
    """@raises ValueError where the model is none that this graph computes"""
    config = model.config
    check(config)
    weights = {name: tensor.detach().cpu().float().numpy() for name, tensor in model.state_dict().items()}
    shape = Shape(config.num_hidden_layers, config.hidden_size, config.num_attention_heads, config.layer_norm_eps)
    return Bert(weights, shape, form).build("bert")


def check(config: BertConfig) -> None:
    wanted = {
        "hidden_act": ("gelu", config.hidden_act),
        "type_vocab_size": (1, config.type_vocab_size),
        "is_decoder": (False, getattr(config, "is_decoder", False)),
        "max_position_embeddings": (MAX_TOKENS, config.max_position_embeddings),
        "pad_token_id": (END_ID, config.pad_token_id),
    }
    for name, (expected, found) in wanted.items():
        if found != expected:
            raise ValueError(f"The export writes {name} = {expected!r}; this configuration has {found!r}.")


def export(model: BertModel, tokenizer: Path, folder: Path, dtypes: Sequence[str] = ("int8",)) -> dict[str, int]:
    """Writes everything but the model card.

    `dtypes`: keys of FORMATS, one ONNX file each. Returns the bytes of each ONNX file by dtype.
    """
    sizes = {}
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    for dtype in dtypes:
        path = folder / "onnx" / FILES[dtype]
        onnx.save(to_onnx(model, FORMATS[dtype]), path)
        sizes[dtype] = path.stat().st_size
    record = {key: value for key, value in model.config.to_diff_dict().items() if key not in LEFT_OUT}
    record |= {"architectures": ["BertModel"], "model_type": "bert", "pad_token_id": END_ID}
    write_json(folder / "config.json", dict(sorted(record.items())))
    write_tokenizer(
        folder,
        tokenizer,
        model_input_names=["input_ids", "attention_mask"],
        padding_side="right",
        truncation_side="right",
    )
    write_sentence_transformer(folder, model.config.hidden_size)
    return sizes


def folder_bytes(folder: Path) -> int:
    """Of every file in it, as the manifest counts them."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
