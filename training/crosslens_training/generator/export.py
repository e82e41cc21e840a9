"""The generator as a stock T5 folder in the Hugging Face layout, its weights in 8 bits, and its manifest entry."""

import hashlib
import json
import sys
from pathlib import Path

import torch

from ..manifest import files_of
from ..sources import SOURCES
from .vocabulary import END_ID, PAD_ID, UNKNOWN_ID

# The T5 exporter stands beside the package: it also builds the fixtures of the tests.
sys.path.insert(0, str(Path(__file__).parents[2] / "zoo"))
from t5_onnx import export_t5  # noqa: E402

IDENTIFIER = "questions-tiny"
USED = ("tico-19", "aosp", "mkqa", "flores-v1", "geezorg", "bible-pd", "wiktionary", "wiktionary-multi", "cldr",
        "geezorg-lexicon", "amqa-train", "enh", "iapp", "arcd", "qed", "kmwiki")  # fmt: skip


def t5_config(config: dict, vocabulary: int) -> dict:
    model = config["model"]
    return {
        "architectures": ["T5ForConditionalGeneration"],
        "model_type": "t5",
        "is_encoder_decoder": True,
        "vocab_size": vocabulary,
        "d_model": model["d_model"],
        "d_kv": model["d_kv"],
        "d_ff": model["d_ff"],
        "num_heads": model["num_heads"],
        "num_layers": model["encoder_layers"],
        "num_decoder_layers": model["decoder_layers"],
        "relative_attention_num_buckets": 32,
        "relative_attention_max_distance": 128,
        "layer_norm_epsilon": 1e-6,
        "feed_forward_proj": "gated-gelu",
        "dense_act_fn": "gelu_new",
        "is_gated_act": True,
        "tie_word_embeddings": True,
        "pad_token_id": PAD_ID,
        "eos_token_id": END_ID,
        "decoder_start_token_id": PAD_ID,
    }


def export(config: dict, work: Path, models: Path) -> None:
    """Writes `models`/questions-tiny from `work`/checkpoint.pt and tokenizer.json; the card is written by hand."""
    saved = torch.load(work / "checkpoint.pt", weights_only=True)
    weights = saved["model"]
    folder = models / IDENTIFIER
    folder.mkdir(parents=True, exist_ok=True)
    stock = t5_config(config, len(weights["shared.weight"]))
    export_t5(weights, stock, folder, True, suffix="_quantized")
    write = lambda name, value: (folder / name).write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")  # noqa: E731
    write("config.json", stock)
    write(
        "generation_config.json",
        {
            "decoder_start_token_id": PAD_ID,
            "eos_token_id": END_ID,
            "pad_token_id": PAD_ID,
            "max_new_tokens": config["target_tokens"],
            "do_sample": True,
            "top_k": 10,
        },
    )
    (folder / "tokenizer.json").write_bytes((work / "tokenizer.json").read_bytes())
    write(
        "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "pad_token": "<pad>",
            "eos_token": "</s>",
            "unk_token": "<unk>",
            "model_max_length": 2 * config["source_tokens"],
        },
    )
    assert UNKNOWN_ID == 2


def entry(config: dict, work: Path, models: Path, steps: int, minutes: float) -> dict:
    """The manifest's record; figures are those that `npx crosslens xqg check --json` wrote into `work`."""
    folder = models / IDENTIFIER
    onnx = folder / "onnx" / "decoder_model_merged_quantized.onnx"
    files = files_of(folder)
    return {
        "id": IDENTIFIER,
        "name": "Questions · tiny",
        "revision": hashlib.sha256(onnx.read_bytes()).hexdigest()[:12],
        "summary": (
            "Writes simple questions on words of a passage, in thirteen languages: a small T5 made so that the whole "
            "of xQG can be seen without a download. Within one language it asks about the passage; across languages "
            "most of its words have nothing to do with it."
        ),
        "architecture": "t5",
        "languages": sorted(config["languages"]),
        "dtype": "int8",
        "licence": "CC-BY-SA-4.0",
        "bytes": sum(file["bytes"] for file in files),
        "files": files,
        "training": {
            "summary": (
                f"Teacher forcing with a sampled softmax, AdamW, {steps} steps of {config['batch']} pairs on one "
                "processor core, from openly licensed pairs, parallel rows and dictionaries, most questions by pattern."
            ),
            "steps": steps,
            "batchSize": config["batch"],
            "seed": config["seed"],
            "minutes": minutes,
            "command": "python -m crosslens_training.generator all --data <train folder> --work <work folder>",
            "data": [
                {"source": source, "rows": rows, "licence": SOURCES[source][1], "home": SOURCES[source][0]}
                for source, rows in json.loads((work / "rows.json").read_text(encoding="utf-8")).items()
            ],
        },
        "measured": json.loads((work / "measured.json").read_text(encoding="utf-8"))
        if (work / "measured.json").exists()
        else [],
    }


def add_to_manifest(record: dict, path: Path) -> None:
    manifest = json.loads(path.read_text(encoding="utf-8"))
    others = [known for known in manifest["generators"] if known["id"] != record["id"]]
    manifest["generators"] = [*others, record]
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
