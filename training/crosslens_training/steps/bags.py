"""Training and export of the bags of subwords. They run on the CPU, whatever the device: a step is sparse."""

import argparse
import hashlib
from dataclasses import asdict

import numpy as np

from .. import checkpoint, wording
from ..errors import TrainingError
from ..export import export
from ..files import write_json
from ..model import BagOfSubwords
from ..regimes import REGIMES, FamilyEncoder, restrict
from ..train import TrainOptions, train
from .common import about_encoded, begin, configuration, load_encoded, say


def train_bag(args: argparse.Namespace, encoder: FamilyEncoder) -> None:
    log = say(encoder.id)
    training, held, counts, languages, sources = load_encoded(args)
    options = TrainOptions.from_json(args.config)
    regime = REGIMES[encoder.regime]
    folder = args.work / encoder.id
    about = about_encoded(args.work)
    settings = {
        "alpha": regime.alpha,
        "languages": regime.languages,
        "encoded": about.get("fingerprint"),
        "tokenizer": hashlib.sha256((args.work / "tokenizer.json").read_bytes()).hexdigest(),
        "options": {name: value for name, value in asdict(options).items() if name not in ("report_every", "threads")},
    }
    begin(folder, settings, ("run.json", "log.jsonl"), log)
    chosen = restrict(training, regime.languages)
    figures = train(chosen, held, counts, options, regime.alpha, folder, log=log, distractors=training)
    run = {
        "dimensions": options.dimensions,
        "steps": options.steps,
        "size": options.sampler.size,
        "seed": options.seed,
        "temperature": options.temperature,
        "seconds": figures.pop("seconds"),
        "command": "python -m crosslens_training family --data <train folder> --work <work folder>",
        "split": about["split"],
        "languages": {name: count for name, count in languages.items() if name in (regime.languages or languages)},
        "sources": sources,
        "held-out": {name: round(value, 4) for name, value in figures.items()},
    }
    write_json(folder / "run.json", run)


def shipped_parts(
    args: argparse.Namespace, encoder: FamilyEncoder
) -> tuple[np.ndarray, wording.Wording | None]:
    """What the last checkpoint ships, before it is rounded: rows float32 [V, D] of the trained part, and the untrained
    part, where the configuration asks for one."""
    path = args.work / encoder.trained_as / "checkpoint.pt"
    saved = checkpoint.load(path, say(encoder.id))
    if saved is None:
        raise TrainingError(f"There is no checkpoint at {path}. Run `train {encoder.id}` first.")
    model = BagOfSubwords(1, 1, 0)
    model.load(saved["model"])
    rows = model.rows().numpy()
    chosen = configuration(args.config).get("wording")
    if chosen is None:
        return rows, None
    training, _, counts, _, _ = load_encoded(args)
    options = wording.WordingOptions(**chosen)
    return wording.parts(rows, counts, wording.sample(training.texts, options.seed), options)


def export_bag(args: argparse.Namespace, encoder: FamilyEncoder) -> None:
    rows, untrained = shipped_parts(args, encoder)
    export(rows, args.work / "tokenizer.json", args.models / encoder.id, untrained)
