"""Command line: the steps of training in order, each resumable from files in the work folder.

    python -m crosslens_training all --data <train folder> --eval <eval folder> --work <folder> --models <folder>
"""

import argparse
import json
import pickle
from collections import Counter
from pathlib import Path

from . import data, evaluate, golden, manifest, prepare, tokenizer
from .export import export
from .manifest import REGIMES

HERE = Path(__file__).resolve().parent.parent


def make_tokenizer(args: argparse.Namespace, config: dict) -> None:
    corpus = data.read(args.data)
    texts: dict[str, list[str]] = {}
    for row in corpus.rows:
        if not data.held_out(row.source, row.group):
            for language, text in row.texts.items():
                texts.setdefault(language, []).append(text)
    for pair in corpus.pairs:
        if not data.held_out(pair.source, pair.group):
            texts.setdefault(pair.language, []).extend((pair.query, pair.passage))
    options = config["tokenizer"]
    sample = tokenizer.balanced_sample(
        texts,
        options["characters"],
        options["power"],
        options["languages"],
        options["other_language"],
        options["seed"],
    )
    trained = tokenizer.train([tokenizer.normalise(text) for text in sample], options["pieces"], options["minimum_han"])
    args.work.mkdir(parents=True, exist_ok=True)
    tokenizer.save(trained, args.work / "tokenizer.json")


def encode(args: argparse.Namespace, config: dict) -> None:
    corpus = data.read(args.data)
    fast = tokenizer.load_fast(args.work / "tokenizer.json")
    training, languages = prepare.encode_corpus(corpus, fast, held_out=False)
    held, _ = prepare.encode_corpus(corpus, fast, held_out=True)
    prepare.drop_empty(training)
    prepare.drop_empty(held)
    counts = prepare.piece_counts(training, fast.get_vocab_size())
    sources = Counter(record.source for record in (*corpus.rows, *corpus.pairs))
    with (args.work / "encoded.pkl").open("wb") as stream:
        pickle.dump((training, held, counts, languages, dict(sources)), stream)


def train_one(args: argparse.Namespace, config: dict, identifier: str) -> None:
    from .train import TrainOptions, train

    with (args.work / "encoded.pkl").open("rb") as stream:
        training, held, counts, languages, sources = pickle.load(stream)
    options = TrainOptions.from_json(args.config)
    folder = args.work / identifier
    figures = train(training, held, counts, options, REGIMES[identifier]["alpha"], folder, log=_say(identifier))
    run = {
        "dimensions": options.dimensions,
        "steps": options.steps,
        "size": options.sampler.size,
        "seed": options.seed,
        "temperature": options.temperature,
        "seconds": figures.pop("seconds"),
        "command": "python -m crosslens_training all --data <train folder> --eval <eval folder> --work <work folder>",
        "languages": languages,
        "sources": sources,
        "held-out": {name: round(value, 4) for name, value in figures.items()},
    }
    (folder / "run.json").write_text(json.dumps(run, indent=2) + "\n", encoding="utf-8")


def export_one(args: argparse.Namespace, config: dict, identifier: str) -> None:
    import torch

    from .model import BagOfSubwords

    saved = torch.load(args.work / identifier / "checkpoint.pt", weights_only=True)
    model = BagOfSubwords(1, 1, 0)
    model.load(saved["model"])
    export(model.rows().numpy(), args.work / "tokenizer.json", args.models / identifier)


def write_golden(args: argparse.Namespace, config: dict) -> None:
    golden.write(args.models / "bag-hybrid" / "tokenizer.json", HERE / "golden")


def evaluate_one(args: argparse.Namespace, config: dict, identifier: str) -> None:
    figures = evaluate.evaluate(args.models / identifier, args.eval)
    (args.work / identifier / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    _say(identifier)(json.dumps({key: value for key, value in figures.items() if key != "xquad-r-pairs"}))


def write_manifest(args: argparse.Namespace, config: dict) -> None:
    entries = []
    for identifier in REGIMES:
        run = json.loads((args.work / identifier / "run.json").read_text(encoding="utf-8"))
        figures = json.loads((args.work / identifier / "figures.json").read_text(encoding="utf-8"))
        folder = args.models / identifier
        (folder / "README.md").write_text(manifest.card(identifier, run, figures), encoding="utf-8")
        entries.append(manifest.encoder(identifier, folder, run, figures))
    manifest.write(args.models, entries)


def _say(identifier: str):
    return lambda text: print(identifier, text, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m crosslens_training", description=__doc__)
    steps = ["tokenizer", "encode", "train", "export", "golden", "evaluate", "manifest", "all"]
    parser.add_argument("step", choices=steps)
    parser.add_argument("identifier", nargs="?", choices=list(REGIMES), help="default: both models")
    parser.add_argument("--data", type=Path, help="folder of the training files")
    parser.add_argument("--eval", type=Path, help="folder of the evaluation files")
    parser.add_argument("--work", type=Path, required=False, default=Path("work"), help="checkpoints and caches")
    parser.add_argument("--models", type=Path, default=HERE.parent / "models")
    parser.add_argument("--config", type=Path, default=HERE / "configs" / "bag.json")
    args = parser.parse_args()
    config = json.loads(args.config.read_text(encoding="utf-8"))
    chosen = [args.identifier] if args.identifier else list(REGIMES)
    once = {"tokenizer": make_tokenizer, "encode": encode, "golden": write_golden, "manifest": write_manifest}
    each = {"train": train_one, "export": export_one, "evaluate": evaluate_one}
    for step in steps[:-1] if args.step == "all" else [args.step]:
        if step in once:
            once[step](args, config)
        else:
            for identifier in chosen:
                each[step](args, config, identifier)


if __name__ == "__main__":
    main()
