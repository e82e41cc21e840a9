"""The Unigram tokenizer over romanised text, and its tokenizer.json.

Normaliser: NFKD, lower-case, one run of single-character replacements.
Pre-tokeniser: runs of small letters (spaced scripts), of capitals (unspaced
scripts, see romanise.py), of digits, and of known Han characters; everything
else (spaces, punctuation, unknown characters) is dropped. So the unknown piece
can never be produced, which matters because the Rust and the JavaScript
library fuse neighbouring unknowns differently.
Words of spaced scripts and numbers get a start marker; runs of unspaced
scripts do not, since where such a run begins means nothing.
"""

import json
import random
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers

from .romanise import character_map

END, UNKNOWN = "<|end|>", "<|unknown|>"
END_ID, UNKNOWN_ID = 0, 1
START = "\u2581"  # before the first piece of a word
MAX_TOKENS = 512
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_TABLE = str.maketrans(character_map())


def normalise(text: str) -> str:
    """What the normaliser in tokenizer.json does, at the speed of `str.translate`.

    `str.lower` differs from the library's per-character lower-casing only in
    the final sigma, and both sigmas become s.
    """
    return unicodedata.normalize("NFKD", text).lower().translate(_TABLE)


def word_pattern(han: Iterable[str]) -> str:
    """The words: letters of spaced scripts, of unspaced ones, digits, or known Han characters."""
    known = "".join(sorted(han))
    return "[a-z]+|[A-Z]+|[0-9]+" + (f"|[{known}]+" if known else "")


def frequent_han(texts: Iterable[str], minimum: int) -> set[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_HAN.findall(text))
    return {char for char, count in counts.items() if count >= minimum}


def train(texts: Sequence[str], vocabulary: int, minimum_han: int) -> Tokenizer:
    """Trains on normalised texts. Numbers 0 to 99 and the years 1000 to 2039 get a piece each:
    they are the same in every language, so even a number never seen in training should match."""
    han = frequent_han(texts, minimum_han)
    numbers = [f"{START}{n}" for n in (*range(100), *range(1000, 2040))]
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(word_pattern(han)), "removed", invert=True),
            pre_tokenizers.Metaspace(prepend_scheme="always", split=False),
            # Unspaced scripts have no word starts to mark: a run of Khmer begins anywhere.
            pre_tokenizers.Split(Regex(f"{START}(?=[^a-z0-9])"), "removed", invert=False),
        ]
    )
    trainer = trainers.UnigramTrainer(
        vocab_size=vocabulary - len(numbers),
        special_tokens=[END, UNKNOWN],
        unk_token=UNKNOWN,
        max_piece_length=16,
        shrinking_factor=0.75,
        n_sub_iterations=2,
        show_progress=False,
        initial_alphabet=[*string.ascii_letters, *string.digits, START],
    )
    # Pieces of digits are added below, so the trainer sees none.
    tokenizer.train_from_iterator((re.sub("[0-9]+", " ", text) for text in texts), trainer)
    state = json.loads(tokenizer.to_str())
    pieces = state["model"]["vocab"]
    known = {piece for piece, _ in pieces}
    score = sorted(score for _, score in pieces)[len(pieces) // 2]
    pieces += [[number, score] for number in numbers if number not in known]
    pieces = [[piece, round(score, 4)] for piece, score in pieces]
    state["model"].update(vocab=pieces, unk_id=UNKNOWN_ID)
    return Tokenizer.from_str(json.dumps(state))


def tokenizer_json(trained: Tokenizer) -> dict:
    """The published file: the trained one with the normaliser and an end piece."""
    state = json.loads(trained.to_str())
    replacements = [
        {"type": "Replace", "pattern": {"String": char}, "content": text} for char, text in character_map().items()
    ]
    state["normalizer"] = {
        "type": "Sequence",
        "normalizers": [{"type": "NFKD"}, {"type": "Lowercase"}, *replacements],
    }
    state["added_tokens"] = [
        {
            "id": END_ID,
            "content": END,
            "single_word": False,
            "lstrip": False,
            "rstrip": False,
            "normalized": False,
            "special": True,
        }
    ]
    # Without the end piece an empty text would have no vector.
    state["post_processor"] = {
        "type": "TemplateProcessing",
        "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": END, "type_id": 0}}],
        "pair": [
            {"Sequence": {"id": "A", "type_id": 0}},
            {"Sequence": {"id": "B", "type_id": 0}},
            {"SpecialToken": {"id": END, "type_id": 0}},
        ],
        "special_tokens": {END: {"id": END, "ids": [END_ID], "tokens": [END]}},
    }
    state["decoder"] = {"type": "Fuse"}
    state["truncation"] = None
    state["padding"] = None
    return state


def save(trained: Tokenizer, path: Path) -> None:
    path.write_text(json.dumps(tokenizer_json(trained), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def load_fast(path: Path) -> Tokenizer:
    """The published tokenizer without normaliser and end piece, for `encode`: the 1,400 replacements
    are slow in Rust, one `str.translate` is not."""
    state = json.loads(path.read_text(encoding="utf-8"))
    state["normalizer"] = None
    state["post_processor"] = None
    return Tokenizer.from_str(json.dumps(state))


def encode(fast: Tokenizer, texts: Sequence[str], chunk: int = 20000) -> list[np.ndarray]:
    """Piece ids per text, int32, without the end piece, cut at MAX_TOKENS - 1."""
    out: list[np.ndarray] = []
    for start in range(0, len(texts), chunk):
        batch = [normalise(text) for text in texts[start : start + chunk]]
        for encoding in fast.encode_batch_fast(batch, add_special_tokens=False):
            out.append(np.asarray(encoding.ids[: MAX_TOKENS - 1], dtype=np.int32))
    return out


def balanced_sample(
    texts_of: dict[str, list[str]], characters: int, power: float, factors: dict[str, float], other: float, seed: int
) -> list[str]:
    """Texts for training the vocabulary: a language's share of `characters` is proportional to
    factor * size ** power, at most twice what it has."""
    rng = random.Random(seed)
    sizes = {language: sum(map(len, texts)) for language, texts in texts_of.items()}
    shares = {language: factors.get(language, other) * size**power for language, size in sizes.items()}
    out: list[str] = []
    for language, texts in sorted(texts_of.items()):
        room = min(characters * shares[language] / sum(shares.values()), 2 * sizes[language])
        while room > 0:
            for text in rng.sample(texts, len(texts)):
                out.append(text)
                room -= len(text)
                if room <= 0:
                    break
    return out
