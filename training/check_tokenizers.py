"""Compares the app's tokenizers with the Rust library on random hard strings, and counts where the ids differ.

    python check_tokenizers.py [--texts 100000] [--seed 1] [--only NAME] [--xlm-roberta FILE]

Needs the package `tokenizers`, and Node with the app's dependencies installed. Every layout of tokenizer.json that the
app reads is there: XLM-R's own file where it is given, and small tokenizers trained here on the passages of
`public/demo`, which are good for nothing but this comparison.
"""

import argparse
import copy
import gzip
import json
import random
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data" / "conformance" / "tokenizers" / "xlm-roberta-tokenizer.json.gz"

GPT4 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
METASPACE = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}
BYTE_LEVEL = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
BERT = {
    "type": "BertNormalizer",
    "clean_text": True,
    "handle_chinese_chars": True,
    "strip_accents": None,
    "lowercase": True,
}


def passages(languages: str = "??") -> list[str]:
    texts = []
    for path in sorted((ROOT / "public" / "demo").glob(f"{languages}.jsonl")):
        texts += [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    return texts


def sequence(kind: str, *parts: dict) -> dict:
    return {"type": "Sequence", "normalizers" if kind == "normalizer" else "pretokenizers": list(parts)}


def split(pattern: dict, behavior: str, invert: bool = False) -> dict:
    return {"type": "Split", "pattern": pattern, "behavior": behavior, "invert": invert}


def added(identifier: int, content: str, **flags: bool) -> dict:
    token = {"id": identifier, "content": content, "special": False, "normalized": True}
    token |= {"single_word": False, "lstrip": False, "rstrip": False}
    return token | flags


def trained(texts: list[str], pieces: int) -> dict[str, dict]:
    """One tokenizer of each model, as its JSON."""
    word_piece = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    word_piece.normalizer = normalizers.BertNormalizer(lowercase=False)
    word_piece.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    word_piece.train_from_iterator(
        texts, trainers.WordPieceTrainer(vocab_size=pieces, special_tokens=special, show_progress=False)
    )
    byte_bpe = Tokenizer(models.BPE())
    byte_bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    byte_bpe.train_from_iterator(
        texts,
        trainers.BpeTrainer(
            vocab_size=pieces,
            special_tokens=["<|endoftext|>"],
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        ),
    )
    bpe = Tokenizer(models.BPE(unk_token="<unk>"))
    bpe.pre_tokenizer = pre_tokenizers.Metaspace()
    fallback = [f"<0x{byte:02X}>" for byte in range(256)]
    bpe.train_from_iterator(
        texts,
        trainers.BpeTrainer(
            vocab_size=pieces, limit_alphabet=max(50, pieces // 12), special_tokens=["<unk>", "<s>", "</s>", *fallback], show_progress=False
        ),
    )
    unigram = Tokenizer(models.Unigram())
    unigram.normalizer = normalizers.NFKC()
    unigram.pre_tokenizer = pre_tokenizers.Metaspace()
    unigram.train_from_iterator(
        texts,
        trainers.UnigramTrainer(
            vocab_size=pieces, unk_token="<unk>", special_tokens=["<unk>", "<s>", "</s>", *fallback], show_progress=False
        ),
    )
    found = {"word-piece": word_piece, "byte-bpe": byte_bpe, "bpe": bpe, "unigram": unigram}
    return {name: json.loads(tokenizer.to_str()) for name, tokenizer in found.items()}


def layouts(charsmap: str | None, pieces: int = 6000, languages: str = "??") -> Iterator[tuple[str, dict]]:
    """Names and tokenizer.json of everything that is compared."""
    base = trained(passages(languages), pieces)

    def variant(name: str, of: str, **changes: object) -> tuple[str, dict]:
        config = copy.deepcopy(base[of])
        model = changes.pop("model", {})
        config |= {"post_processor": None} | changes
        config["model"] |= model  # type: ignore[operator]
        # They are added tokens where the layout says so, and pieces of the vocabulary otherwise.
        config["added_tokens"] = changes.get("added_tokens", [])
        return name, config

    template = {
        "type": "TemplateProcessing",
        "single": [
            {"SpecialToken": {"id": "[CLS]", "type_id": 0}},
            {"Sequence": {"id": "A", "type_id": 0}},
            {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
        ],
        "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
        "special_tokens": {
            "[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]},
            "[SEP]": {"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]},
        },
    }
    special = [
        added(place, token, special=True, normalized=False)
        for place, token in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    ]
    yield variant("bert-cased", "word-piece", added_tokens=special, post_processor=template)
    yield variant(
        "bert-uncased",
        "word-piece",
        normalizer=BERT,
        added_tokens=special,
        post_processor={"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
    )
    yield variant("bert-accents", "word-piece", normalizer=BERT | {"lowercase": False, "strip_accents": True})
    yield variant("bert-lower", "word-piece", normalizer=BERT | {"strip_accents": False, "clean_text": False})
    yield variant(
        "byte-bpe",
        "byte-bpe",
        added_tokens=[added(0, "<|endoftext|>", special=True, normalized=False)],
        post_processor=BYTE_LEVEL,
    )
    yield variant(
        "roberta",
        "byte-bpe",
        pre_tokenizer=BYTE_LEVEL | {"add_prefix_space": True},
        post_processor={
            "type": "RobertaProcessing",
            "sep": ["!", 1],
            "cls": ["<|endoftext|>", 0],
            "trim_offsets": True,
            "add_prefix_space": True,
        },
    )
    yield variant(
        "qwen",
        "byte-bpe",
        normalizer={"type": "NFC"},
        pre_tokenizer=sequence(
            "pre_tokenizer", split({"Regex": GPT4}, "Isolated"), BYTE_LEVEL | {"use_regex": False}
        ),
        model={"ignore_merges": True},
        post_processor={
            "type": "Sequence",
            "processors": [BYTE_LEVEL, template | {"special_tokens": {
                "[CLS]": {"id": "[CLS]", "ids": [5, 6], "tokens": ["a", "b"]},
                "[SEP]": {"id": "[SEP]", "ids": [0], "tokens": ["<|endoftext|>"]},
            }}],
        },
    )
    yield variant(
        "gemma",
        "bpe",
        normalizer={"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
        pre_tokenizer=split({"String": " "}, "MergedWithPrevious"),
        model={"byte_fallback": True, "fuse_unk": True},
        added_tokens=[
            added(1, "<s>", special=True, normalized=False),
            added(7000, "\n\n", normalized=False),
            added(7001, "\n\n\n", normalized=False),
            added(7002, "▁▁", normalized=False),
        ],
    )
    yield variant(
        "llama",
        "bpe",
        normalizer=None,
        pre_tokenizer=METASPACE | {"prepend_scheme": "first", "split": False},
        model={"byte_fallback": True, "fuse_unk": True},
        added_tokens=[added(1, "<s>", special=True, normalized=False)],
    )
    yield variant(
        "llama-legacy",
        "bpe",
        normalizer=sequence(
            "normalizer",
            {"type": "Prepend", "prepend": "▁"},
            {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
        ),
        pre_tokenizer=None,
        model={"byte_fallback": False, "fuse_unk": True},
        added_tokens=[added(1, "<s>", special=True, normalized=True), added(2, "</s>", special=True, normalized=True)],
    )
    yield variant("bpe-unknown", "bpe", model={"fuse_unk": False})
    yield variant("bpe-dropped", "bpe", model={"unk_token": None})
    if charsmap is not None:
        precompiled = {"type": "Precompiled", "precompiled_charsmap": charsmap}
        yield variant("t5", "unigram", normalizer=precompiled, pre_tokenizer=METASPACE)
        yield variant(
            "albert",
            "unigram",
            normalizer=sequence(
                "normalizer",
                {"type": "Replace", "pattern": {"String": "``"}, "content": '"'},
                {"type": "NFKD"},
                {"type": "StripAccents"},
                {"type": "Lowercase"},
                precompiled,
                {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
                {"type": "Strip", "strip_left": False, "strip_right": True},
            ),
            pre_tokenizer=sequence("pre_tokenizer", {"type": "WhitespaceSplit"}, METASPACE),
        )
    yield variant(
        "unigram-bytes",
        "unigram",
        normalizer=sequence("normalizer", {"type": "Nmt"}, {"type": "NFKC"}, {"type": "Strip", "strip_left": True, "strip_right": True}),
        pre_tokenizer=METASPACE | {"prepend_scheme": "first"},
        model={"byte_fallback": True},
        added_tokens=[added(1, "<s>", special=True, normalized=False, lstrip=True)],
    )
    yield variant("nfd", "unigram", normalizer={"type": "NFD"}, pre_tokenizer=METASPACE | {"prepend_scheme": "never"})
    yield variant("byte-normaliser", "byte-bpe", normalizer={"type": "ByteLevel"}, pre_tokenizer=None)
    yield variant(
        "added",
        "word-piece",
        normalizer=BERT,
        added_tokens=[
            added(6001, "Der", normalized=True),
            added(6002, "the", normalized=False, single_word=True),
            added(6003, "<l>", lstrip=True, normalized=False),
            added(6004, "<r>", rstrip=True, normalized=False, special=True),
            added(6005, "<b>", lstrip=True, rstrip=True, normalized=False),
            added(6006, "<bb>", lstrip=True, rstrip=True, single_word=True),
            added(6007, "<l", normalized=False),
            added(6008, "é", single_word=True),
            added(6009, "កម្ពុជា", normalized=True),
        ],
    )
    words = {"Regex": r"\w+|[^\w\s]+"}
    for behavior in ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"]:
        for invert in [False, True]:
            name = f"split-{behavior}{'-inverted' if invert else ''}"
            yield variant(name, "word-piece", pre_tokenizer=split({"Regex": r"\s|[aeiou]+|\d"}, behavior, invert))
        yield variant(f"words-{behavior}", "word-piece", pre_tokenizer=split(words, behavior, True))
        yield variant(f"punctuation-{behavior}", "word-piece", pre_tokenizer={"type": "Punctuation", "behavior": behavior})
    yield variant("contiguous-matches", "word-piece", pre_tokenizer=split({"Regex": r"\G[a-z ]"}, "Isolated"))
    for name, pre_tokenizer in {
        "whitespace": {"type": "Whitespace"},
        "delimiter": {"type": "CharDelimiterSplit", "delimiter": "-"},
        "fixed": {"type": "FixedLength", "length": 3},
        "digits": sequence(
            "pre_tokenizer", {"type": "WhitespaceSplit"}, {"type": "Digits", "individual_digits": True}
        ),
        "numbers": sequence(
            "pre_tokenizer", {"type": "WhitespaceSplit"}, {"type": "Digits", "individual_digits": False}
        ),
    }.items():
        yield variant(name, "word-piece", pre_tokenizer=pre_tokenizer)


# Ranges of characters that differ in how they are normalised, split or joined.
RANGES = [
    (0x20, 0x7E, 12),
    (0x00, 0x20, 2),
    (0x7F, 0xFF, 3),
    (0x100, 0x24F, 2),
    (0x300, 0x36F, 4),
    (0x370, 0x3FF, 2),
    (0x400, 0x52F, 1),
    (0x5D0, 0x5EA, 1),
    (0x600, 0x6FF, 3),
    (0x900, 0x97F, 2),
    (0xE00, 0xE7F, 2),
    (0x1100, 0x11FF, 1),
    (0x1200, 0x137F, 3),
    (0x1780, 0x17FF, 3),
    (0x1E00, 0x1FFF, 2),
    (0x2000, 0x206F, 4),
    (0x2100, 0x21FF, 1),
    (0x2460, 0x24FF, 1),
    (0x3000, 0x30FF, 3),
    (0x4E00, 0x9FFF, 2),
    (0xAC00, 0xD7A3, 1),
    (0xFB00, 0xFDFF, 1),
    (0xFE00, 0xFE0F, 1),
    (0xFF00, 0xFFEF, 3),
    (0x1F1E6, 0x1F1FF, 1),
    (0x1F300, 0x1F6FF, 3),
    (0x20000, 0x2A6DF, 1),
    (0x00, 0x2FFFF, 1),
]
PIECES = [
    " ", "  ", "\n", "\r\n", "\t", "\u200b", "\u200d", "\u00a0", "'s", "'S", "'\u017f", "k", "\u212a", "Σ", "ΑΣ", "İ", "ß",
    "▁", "<s>", "</s>", "[CLS]", "[SEP]", "<mask>", "<|endoftext|>", "<l>", "<r>", "<b>", "<bb>", "Der", "der", "the", "é",
    "e\u0301", "\u00aa\u0301", "ｶﾞ", "1998", "٣", "½", "``", "-", "<unk>", "\u0600", "👩\u200d👩\u200d👧", "🇪🇹", "\ufeff", "𠀀",
]  # fmt: skip


def strings(count: int, seed: int, words: list[str]) -> Iterator[str]:
    draw = random.Random(seed)
    weights = [weight for _, _, weight in RANGES]

    def character() -> str:
        low, high, _ = draw.choices(RANGES, weights)[0]
        point = draw.randint(low, high)
        # Unassigned here and now, or assigned since: the editions of Unicode that are asked differ there, and so may ids.
        return "" if unicodedata.category(chr(point)) in ("Cn", "Cs") else chr(point)

    for _ in range(count):
        parts = []
        for _ in range(min(60, int(draw.expovariate(1 / 6)))):
            kind = draw.random()
            parts.append(character() if kind < 0.5 else draw.choice(PIECES) if kind < 0.7 else draw.choice(words))
            if draw.random() < 0.3:
                parts.append(" ")
        yield "".join(parts)


def ours(config: Path, texts: list[str], most: int) -> list[list[int]]:
    done = subprocess.run(
        ["npx", "--no-install", "tsx", "training/encode_texts.ts", str(config), str(most)],
        input="".join(json.dumps(text) + "\n" for text in texts),
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    if done.returncode != 0:
        sys.exit(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only")
    parser.add_argument("--show", type=int, default=3, help="differences that are printed, for each tokenizer")
    parser.add_argument("--xlm-roberta", type=Path, default=SHARED)
    args = parser.parse_args()

    charsmap = None
    compared: list[tuple[str, dict]] = []
    if args.xlm_roberta.exists():
        opened = gzip.open if args.xlm_roberta.suffix == ".gz" else open
        with opened(args.xlm_roberta, "rt", encoding="utf-8") as file:
            config = json.load(file)
        charsmap = config["normalizer"]["precompiled_charsmap"]
        compared.append(("xlm-roberta", config))
    else:
        print(f"left out, as {args.xlm_roberta} is missing: xlm-roberta, t5, albert")
    compared += layouts(charsmap)

    words = sorted({word for text in passages() for word in text.split()})
    texts = list(strings(args.texts, args.seed, words))
    total = 0
    for name, config in compared:
        if args.only is not None and args.only != name:
            continue
        rust = Tokenizer.from_str(json.dumps(config))
        rust.no_padding()
        most = 24 if hash_of(name) % 2 == 0 else 1000
        rust.enable_truncation(most)
        # What a later step would meet with no piece for it is refused by both; it is not compared.
        theirs = [encoding.ids for encoding in rust.encode_batch(texts)]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "tokenizer.json"
            path.write_text(json.dumps(config), encoding="utf-8")
            mine = ours(path, texts, most)
        # An empty row would be no input for a model; ours holds one padding token then.
        different = [
            (text, a, b) for text, a, b in zip(texts, theirs, mine, strict=True) if a != b and not (a == [] and len(b) == 1)
        ]
        total += len(different)
        print(f"{name}: {len(different)} of {len(texts)} differ (max_length {most})", flush=True)
        for text, a, b in sorted(different, key=lambda row: len(row[0]))[: args.show]:
            print(f"  {ascii(text)}\n    Rust {a}\n    ours {b}")
    print(f"{total} differences in all")
    sys.exit(1 if total > 0 else 0)


def hash_of(name: str) -> int:
    """The same in every run, as Python's own is not."""
    return sum(name.encode())


if __name__ == "__main__":
    main()
