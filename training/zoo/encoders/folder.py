"""The small files of a published encoder: configurations, tokenizer and the modules of sentence-transformers."""

import json
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer
from transformers import PretrainedConfig

MODULES = "sentence_transformers.models."
VERSIONS = {"sentence_transformers": "5.1.0", "transformers": "4.56.0", "pytorch": "2.8.0"}
# Only what a reader of the folder needs; the rest of transformers' configuration is its defaults.
LEFT_OUT = ("transformers_version", "_name_or_path", "dtype", "torch_dtype", "id2label", "label2id", "chunk_size_feed_forward")


def write(path: Path, record: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def write_dense_json(path: Path, record: object) -> None:
    """Without spaces: vocabularies and vectors."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def write_model_config(folder: Path, config: PretrainedConfig, architecture: str, **more: object) -> None:
    record = {key: value for key, value in config.to_diff_dict().items() if key not in LEFT_OUT}
    record |= {"architectures": [architecture], "model_type": config.model_type, **more}
    write(folder / "config.json", dict(sorted(record.items())))


def write_tokenizer(folder: Path, tokenizer: Tokenizer, config: dict, special: Sequence[str] = ()) -> None:
    """@param special keys of the configuration that `special_tokens_map.json` repeats, where a model has that file"""
    write_dense_json(folder / "tokenizer.json", json.loads(tokenizer.to_str()))
    write(folder / "tokenizer_config.json", config)
    if special:
        write(folder / "special_tokens_map.json", {key: config[key] for key in special})


def write_modules(folder: Path, names: Sequence[str]) -> None:
    """@param names of the modules after the transformer, in order: Pooling, Dense, Normalize"""
    modules = [{"idx": 0, "name": "0", "path": "", "type": f"{MODULES}Transformer"}]
    modules += [
        {"idx": i, "name": str(i), "path": f"{i}_{name}", "type": f"{MODULES}{name}"}
        for i, name in enumerate(names, start=1)
    ]
    write(folder / "modules.json", modules)


POOLING_KEYS = {
    "cls": "pooling_mode_cls_token",
    "mean": "pooling_mode_mean_tokens",
    "max": "pooling_mode_max_tokens",
    "sqrt": "pooling_mode_mean_sqrt_len_tokens",
    "weighted": "pooling_mode_weightedmean_tokens",
    "last": "pooling_mode_lasttoken",
}


def write_pooling(folder: Path, mode: str, dimensions: int, style: str = "flags") -> None:
    """
    @param style `flags` as until sentence-transformers 5; `few-flags` as its first versions, which knew four of them;
        `named` as since version 6
    """
    if style == "named":
        record: dict[str, object] = {
            "embedding_dimension": dimensions,
            "pooling_mode": {"last": "lasttoken"}.get(mode, mode),
            "include_prompt": True,
        }
    else:
        known = list(POOLING_KEYS)[: 4 if style == "few-flags" else None]
        record = {"word_embedding_dimension": dimensions}
        record |= {POOLING_KEYS[name]: name == mode for name in known}
        if style == "flags":
            record["include_prompt"] = True
    write(folder / "1_Pooling" / "config.json", record)


def write_prompts(folder: Path, prompts: dict[str, str] | None, default: str | None = None, **more: object) -> None:
    record: dict[str, object] = {"__version__": VERSIONS}
    if prompts is not None:
        record |= {"prompts": prompts, "default_prompt_name": default, "similarity_fn_name": "cosine"}
    write(folder / "config_sentence_transformers.json", {**record, **more})


def write_max_length(folder: Path, tokens: int) -> None:
    write(folder / "sentence_bert_config.json", {"max_seq_length": tokens, "do_lower_case": False})


def write_card(folder: Path, name: str, licence: str, languages: Sequence[str]) -> None:
    lines = ["---", f"license: {licence}", "language:", *(f"- {lang}" for lang in languages)]
    lines += ["pipeline_tag: sentence-similarity", "library_name: sentence-transformers", "---", "", f"# {name}", ""]
    (folder / "README.md").write_text("\n".join([*lines, "Random weights for tests: it knows nothing.", ""]), "utf-8")
