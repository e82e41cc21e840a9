"""The small files of a published folder, in the layout of the Hugging Face Hub and of sentence-transformers."""

import json
import shutil
from pathlib import Path

from .tokenizer import END, MAX_TOKENS

MODULES = "sentence_transformers.models."


def write_json(path: Path, record: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def write_tokenizer(folder: Path, tokenizer: Path, **more: object) -> None:
    """The tokenizer as it is, and what the libraries must know besides: id 0 ends a text and fills up a batch.

    `more` are further fields of tokenizer_config.json. An `unk_token` there makes transformers take that piece for a
    special token wherever a text spells it out, which no other reader of the folder does.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "eos_token": END,
            "pad_token": END,
            **more,
            "clean_up_tokenization_spaces": False,
        },
    )


def write_sentence_transformer(folder: Path, dimensions: int) -> None:
    """Mean over the mask, then unit length; no prefixes; cosine."""
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    write_json(
        folder / "modules.json",
        [{"idx": i, "name": str(i), "path": path, "type": MODULES + kind} for i, (path, kind) in enumerate(modules)],
    )
    write_json(
        folder / "1_Pooling" / "config.json",
        {
            "word_embedding_dimension": dimensions,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
            "pooling_mode_mean_sqrt_len_tokens": False,
        },
    )
    write_json(
        folder / "config_sentence_transformers.json",
        {
            "prompts": {"query": "", "passage": ""},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    )
    write_json(folder / "sentence_bert_config.json", {"max_seq_length": MAX_TOKENS, "do_lower_case": False})
