"""From the training folder to a tokenizer and to piece ids."""

import argparse
import hashlib
import pickle
from collections import Counter

from .. import data, prepare, split, tokenizer
from ..files import write_bytes, write_json
from .common import configuration, need, say


def _divided(args: argparse.Namespace, identifier: str) -> tuple[data.Corpus, data.Corpus, dict]:
    """(training, held out, note) by the split of that name."""
    corpus = data.read(need(args, "data"))
    chosen = split.named(identifier)
    training, held, dropped = split.divide(corpus, chosen)
    note = {
        "split": chosen.id,
        "training": dict(sorted(Counter(one.source for one in (*training.rows, *training.pairs)).items())),
        "held-out": dict(sorted(Counter(one.source for one in (*held.rows, *held.pairs)).items())),
        "in neither": dropped,
    }
    return training, held, note


def tokenizer_split(config: dict) -> str:
    """The split whose training side the vocabulary comes from: one of its own, where the configuration names one."""
    return config["tokenizer"].get("split") or config.get("split", split.DEFAULT)


def tokenizer_texts(args: argparse.Namespace, config: dict) -> dict[str, list[str]]:
    """By language, all texts that the vocabulary may come from."""
    training, _, _ = _divided(args, tokenizer_split(config))
    texts: dict[str, list[str]] = {}
    for row in training.rows:
        for language, text in row.texts.items():
            texts.setdefault(language, []).append(text)
    for pair in training.pairs:
        texts.setdefault(pair.language, []).extend((pair.query, pair.passage))
    return texts


def make_tokenizer(args: argparse.Namespace) -> None:
    config = configuration(args.config)
    options = config["tokenizer"]
    sample = tokenizer.balanced_sample(
        tokenizer_texts(args, config),
        options["characters"],
        options["power"],
        options["languages"],
        options["other_language"],
        options["seed"],
    )
    trained = tokenizer.train([tokenizer.normalise(text) for text in sample], options["pieces"], options["minimum_han"])
    args.work.mkdir(parents=True, exist_ok=True)
    tokenizer.save(trained, args.work / "tokenizer.json")


def encode(args: argparse.Namespace) -> None:
    config = configuration(args.config)
    training, held, note = _divided(args, config.get("split", split.DEFAULT))
    path = args.work / "tokenizer.json"
    fast = tokenizer.load_fast(path)
    encoded, languages = prepare.encode_corpus(training, fast, config.get("switched", ()))
    encoded_held, _ = prepare.encode_corpus(held, fast)
    prepare.drop_empty(encoded)
    prepare.drop_empty(encoded_held)
    counts = prepare.piece_counts(encoded, fast.get_vocab_size())
    sources = Counter(record.source for side in (training, held) for record in (*side.rows, *side.pairs))
    content = pickle.dumps((encoded, encoded_held, counts, languages, dict(sources)))
    write_bytes(args.work / "encoded.pkl", content)
    note |= {
        "tokenizer": hashlib.sha256(path.read_bytes()).hexdigest(),
        "fingerprint": hashlib.sha256(content).hexdigest(),
        "texts by language": languages,
    }
    write_json(args.work / "encoded.json", note)
    say("encode")(f"split {note['split']}; in neither side, as it says what a held-out text says: {note['in neither']}")
