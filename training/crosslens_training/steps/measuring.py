"""Golden ids, figures, sweeps and the manifest."""

import argparse
import json

from .. import cards, evaluate, golden, manifest, release, sweeps
from ..errors import TrainingError
from ..files import read_json, write_json
from ..regimes import ENCODERS, FamilyEncoder
from .common import TRAINING, load_encoded, need, say


def write_golden(args: argparse.Namespace) -> None:
    golden.write(args.models / "bag-hybrid" / "tokenizer.json", TRAINING / "golden")


def evaluate_one(args: argparse.Namespace, encoder: FamilyEncoder) -> None:
    """Once for a release: nothing is chosen by it."""
    figures = evaluate.evaluate(args.models / encoder.id, need(args, "eval"))
    figures |= {"date": release.today(), "commit": release.commit_of(TRAINING)}
    write_json(args.work / encoder.id / "figures.json", figures, indent=1)
    say(encoder.id)(json.dumps({key: value for key, value in figures.items() if key != "xquad-r-pairs"}))


def run_sweeps(args: argparse.Namespace, only: str | None = None) -> None:
    options = sweeps.SweepOptions.from_json(args.sweeps)
    training, held, counts, _, _ = load_encoded(args)
    sweeps.train_all(options, (training, held, counts), args.work, only, say("sweeps"))


def measure_sweeps(args: argparse.Namespace) -> None:
    """Once for a release: writes models/sweeps.json."""
    folder = need(args, "eval") / "xquad-r"
    options = sweeps.SweepOptions.from_json(args.sweeps)
    known = sweeps.languages_of(load_encoded(args)[0])
    date, commit = release.today(), release.commit_of(TRAINING)
    record = sweeps.measure(options, known, args.work, folder, date, commit, say("sweeps"))
    write_json(args.models / "sweeps.json", record)


def write_manifest(args: argparse.Namespace, encoders: list[FamilyEncoder] | None = None) -> None:
    """Cards and entries of the encoders (by default of all that were trained and measured); the others stay."""
    wanted = encoders or [one for one in ENCODERS.values() if (args.work / one.id / "figures.json").exists()]
    if not wanted:
        raise TrainingError(f"No encoder in {args.work} has figures. Run `evaluate` first.")
    entries = []
    for encoder in wanted:
        run = read_json(args.work / encoder.trained_as / "run.json", f"run of {encoder.id}", "Train it first.")
        figures = read_json(
            args.work / encoder.id / "figures.json", f"figures of {encoder.id}", "Run `evaluate` first."
        )
        folder = args.models / encoder.id
        checked = args.work / encoder.id / "quantisation.json"
        quantisation = read_json(checked, f"quantisation of {encoder.id}", "Delete it.") if checked.exists() else None
        card = cards.card(encoder.id, run, figures, quantisation, manifest.dimensions_of(folder))
        (folder / "README.md").write_text(card, encoding="utf-8")
        entries.append(manifest.encoder(encoder.id, folder, run, figures))
    manifest.write(args.models, entries)
