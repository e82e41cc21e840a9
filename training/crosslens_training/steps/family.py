"""The whole family, step by step: each with the files that it reads and leaves.

A step is skipped when its results are there, are newer than what it reads, and were made with the same settings. It
says why it runs or does not. So the command can be stopped and started again anywhere.
"""

import argparse
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .. import data
from ..errors import TrainingError
from ..files import read_json, write_json
from ..regimes import BAG, ENCODERS, REGIMES, TRANSFORMER, FamilyEncoder
from . import bags, corpus, measuring, transformers
from .common import configuration, say


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    inputs: Sequence[Path]
    outputs: Sequence[Path]
    run: Callable[[], None]
    # The part of the configuration that the results depend on.
    settings: object = field(default_factory=dict)


def why(step: Step, noted: object | None) -> str | None:
    """Why the step is to run, or None. `noted`: the settings of its last run, None where nothing was noted."""
    missing = next((path for path in step.outputs if not path.exists()), None)
    if missing is not None:
        return f"there is no {missing}"
    oldest = min(step.outputs, key=lambda path: path.stat().st_mtime_ns)
    for path in step.inputs:
        if path.exists() and path.stat().st_mtime_ns > oldest.stat().st_mtime_ns:
            return f"{path} is newer than {oldest}"
    if noted is not None and noted != json.loads(json.dumps(step.settings)):
        return "its settings have changed"
    return None


def run(steps: Sequence[Step], notes: Path, log: Callable[[str], None]) -> None:
    """Runs what is to be run. `notes`: folder that keeps the settings of every step's last run."""
    for step in steps:
        note = notes / f"{step.name.replace(' ', '-')}.json"
        noted = read_json(note, f"settings of {step.name}", "Delete it.") if note.exists() else None
        reason = why(step, noted)
        if reason is None:
            log(f"{step.name}: skipped, its results are newer than what it reads")
        else:
            lacking = [str(path) for path in step.inputs if not path.exists()]
            if lacking:
                raise TrainingError(f"The step {step.name} needs {', '.join(lacking)}, which is not there.")
            log(f"{step.name}: runs, because {reason}")
            step.run()
            for path in step.outputs:
                if not path.exists():
                    raise TrainingError(f"The step {step.name} has left no {path}, which it should.")
                os.utime(path)  # a result that came out the same is new all the same
        if reason is not None or noted is None:
            write_json(note, step.settings)


def steps_of(args: argparse.Namespace, chosen: Sequence[FamilyEncoder]) -> list[Step]:
    """In order. Without --eval nothing is measured, so that nothing new is published either."""
    config, small = configuration(args.config), None
    # What training depends on: the wording's part comes with the export.
    learnt = {key: value for key, value in config.items() if key != "wording"}
    work, models = args.work, args.models
    tokenizer, encoded = work / "tokenizer.json", work / "encoded.pkl"
    sources = [args.data / name for name in data.FILES] if args.data else []
    vocabulary = config["tokenizer"] | {"split": corpus.tokenizer_split(config)}
    steps = [
        Step("tokenizer", sources, [tokenizer], lambda: corpus.make_tokenizer(args), vocabulary),
        Step(
            "encode",
            [*sources, tokenizer],
            [encoded],
            lambda: corpus.encode(args),
            {"split": config.get("split"), "switched": config.get("switched")},
        ),
    ]
    pretrained = work / "pretrained" / "run.json"
    trained: set[str] = set()
    if any(encoder.architecture == TRANSFORMER for encoder in chosen):
        small = configuration(args.small)
        pretraining = Step(
            "pretrain",
            [encoded],
            [pretrained],
            lambda: transformers.pretrain(args, small),
            transformers.about_pretraining(small),
        )
        steps.append(pretraining)
    for encoder in chosen:
        owner = ENCODERS[encoder.trained_as]
        if owner.id in trained:
            continue
        trained.add(owner.id)
        regime = REGIMES[owner.regime]
        about = {"alpha": regime.alpha, "languages": regime.languages, "stages": regime.stages}
        done = [work / owner.id / "run.json"]
        if owner.architecture == BAG:
            about |= {
                key: value for key, value in learnt.items() if key not in ("tokenizer", "report_every", "threads")
            }
            run_it, inputs = (lambda one=owner: bags.train_bag(args, one)), [encoded]
        else:
            about = transformers.about_training(small or {}, owner) | {"sampler": config.get("sampler")}
            run_it, inputs = (lambda one=owner: transformers.train_transformer(args, small, one)), [encoded, pretrained]
        steps.append(Step(f"train {owner.id}", inputs, done, run_it, about))
    for encoder in chosen:
        onnx = models / encoder.id / "config.json"
        bag = encoder.architecture == BAG
        call = bags.export_bag if bag else transformers.export_transformer
        inputs = [work / encoder.trained_as / "run.json", tokenizer, *([encoded] if bag else [])]
        about = config.get("wording") if bag else encoder.dtype
        steps.append(
            Step(f"export {encoder.id}", inputs, [onnx], lambda one=encoder, call=call: call(args, one), about)
        )
    swept = work / "sweeps" / "all.json"
    steps.append(
        Step("sweeps", [encoded], [swept], lambda: _sweep(args, swept), configuration(args.sweeps) | {"bag": learnt})
    )
    if args.eval is None:
        return steps
    figures = []
    for encoder in chosen:
        figures.append(work / encoder.id / "figures.json")
        inputs = [models / encoder.id / "config.json", args.eval]
        steps.append(
            Step(f"evaluate {encoder.id}", inputs, figures[-1:], lambda one=encoder: measuring.evaluate_one(args, one))
        )
    steps.append(Step("measure-sweeps", [swept], [models / "sweeps.json"], lambda: measuring.measure_sweeps(args)))
    cards = [models / encoder.id / "README.md" for encoder in chosen]
    manifest = models / "manifest.json"
    steps.append(Step("manifest", figures, [manifest, *cards], lambda: measuring.write_manifest(args, list(chosen))))
    return steps


def _sweep(args: argparse.Namespace, done: Path) -> None:
    measuring.run_sweeps(args)
    write_json(done, {"finished": sorted(path.parent.name for path in (args.work / "sweeps").glob("*/run.json"))})


def family(args: argparse.Namespace, identifiers: Sequence[str]) -> None:
    chosen = [ENCODERS[identifier] for identifier in identifiers] if identifiers else list(ENCODERS.values())
    if args.eval is None:
        say("family")("without --eval nothing is measured and the manifest stays as it is")
    run(steps_of(args, chosen), args.work / "steps", say("family"))
