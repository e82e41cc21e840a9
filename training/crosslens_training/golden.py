"""Golden piece ids by the Rust library, against which the JavaScript one is tested."""

import json
from pathlib import Path

from tokenizers import Tokenizer

LONG = {"repeat": ["ኢትዮጵያ កម្ពុជា 1998 word中国, ", 2000]}


def spelled_out(text: str | dict) -> str:
    return text if isinstance(text, str) else text["repeat"][0] * text["repeat"][1]


def write(tokenizer: Path, folder: Path) -> None:
    rust = Tokenizer.from_file(str(tokenizer))
    texts = [*json.loads((folder / "texts.json").read_text(encoding="utf-8")), LONG]
    lines = [
        json.dumps({"text": text, "ids": rust.encode(spelled_out(text)).ids}, ensure_ascii=False, separators=(",", ":"))
        for text in texts
    ]
    (folder / "tokenizer-ids.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
