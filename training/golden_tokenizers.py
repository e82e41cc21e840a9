"""Writes the ids that the Rust library gives for hard strings, against which the app's tokenizers are tested.

    python golden_tokenizers.py [--xlm-roberta FILE]

`golden/xlm-roberta-ids.json`: XLM-R's tokenizer, which multilingual E5, MiniLM and BGE-M3 share.
`golden/tokenizer-layouts.json`: small tokenizers of every layout that the app reads (`check_tokenizers.py` says which).
"""

import argparse
import gzip
import json
from pathlib import Path

from tokenizers import Tokenizer

from check_tokenizers import PIECES, SHARED, layouts
from crosslens_training.golden import LONG, spelled_out

GOLDEN = Path(__file__).resolve().parent / "golden"
# Of the scripts of texts.json that a charsmap, a grapheme or a missing space makes hard, and what truncation meets.
HARD = [
    "ｶﾞ ﾊﾟﾋﾟﾌﾟ ﾊ\u3099 ﾜﾀｼ",
    "ª\u0301 º\u0903 ²\u0300 \u00a0\u0301",
    "a\r\nb\rc\nd",
    "\ufdfa \ufeff\u00adx\u2060y",
    "👩\u200d🚀 👍🏽 ©\u200d®\ufe0f 1\ufe0f\u20e3",
    "\ud800 \udc00x",
    "ភាសាខ្មែរ\u200bជា\u200bភាសា\u200bផ្លូវការ",
    "ភាសាខ្មែរជាភាសាផ្លូវការ",
    "กรุงเทพมหานคร อมรรัตนโกสินทร์ น้ำ",
    "<mask> a <mask>b</s>c <s>",
    "▁a ▁▁b a▁b",
    "x" * 300,
    " " * 300 + "end",
    {"repeat": ["ភាសាខ្មែរជាភាសាផ្លូវការ", 3400]},
    {"repeat": [" ", 60000]},
    {"repeat": ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ", 900]},
]


def xlm_roberta(path: Path) -> None:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        rust = Tokenizer.from_str(file.read())
    rust.no_padding()
    texts = [*json.loads((GOLDEN / "texts.json").read_text(encoding="utf-8")), LONG, *HARD]
    lines = []
    for most in [512, 8]:
        rust.enable_truncation(most)
        for text in texts:
            # Python keeps lone surrogates, which UTF-8 has none of; a browser writes U+FFFD for them.
            read = spelled_out(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            row = {"text": text, "maxTokens": most, "ids": rust.encode(read).ids}
            lines.append(json.dumps(row, ensure_ascii=True, separators=(",", ":")))
    (GOLDEN / "xlm-roberta-ids.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


def every_layout() -> None:
    texts = [" ".join(PIECES[start : start + 4]) for start in range(0, len(PIECES), 4)]
    texts += ["", " ", "Der the é <b> x<l>y <r> z", "ኢትዮጵያ 1998, ព្រះ\u200bរាជា!", "a-b--c  d 12ab３٤ ½", "'S x'ſ 中国 日本語ｶﾞ"]
    bases: dict[str, dict] = {}
    lines = []
    # Without a charsmap: XLM-R's is not ours to copy, and charsmap.test.ts makes its own.
    for name, config in layouts(None, 900, "[ekt][nmh]"):
        rust = Tokenizer.from_str(json.dumps(config))
        model = {key: config["model"].pop(key) for key in ("vocab", "merges") if key in config["model"]}
        base = next((key for key, value in bases.items() if value == model), None)
        if base is None:
            base = str(len(bases))
            bases[base] = model
        config.pop("decoder")
        rows = []
        for most in [200, 5]:
            rust.enable_truncation(most)
            rows.append([rust.encode(text).ids for text in texts])
        lines.append(json.dumps({"name": name, "base": base, "config": config, "ids": rows[0], "ids5": rows[1]}, ensure_ascii=False, separators=(",", ":")))
    head = json.dumps({"texts": texts, "bases": bases}, ensure_ascii=False, separators=(",", ":"))
    (GOLDEN / "tokenizer-layouts.json").write_text(
        head[:-1] + ',"layouts":[\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--xlm-roberta", type=Path, default=SHARED)
    args = parser.parse_args()
    xlm_roberta(args.xlm_roberta)
    every_layout()


if __name__ == "__main__":
    main()
