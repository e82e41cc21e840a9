"""The training loop: seeded, resumable, one process per model."""

import json
import time
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import numpy as np
import torch

from . import checkpoint, heldout
from .divergence import LossWatch
from .model import BagOfSubwords, step
from .samplers import Encoded, Sampler, SamplerOptions


@dataclass(frozen=True, slots=True)
class TrainOptions:
    steps: int = 6000
    dimensions: int = 384
    temperature: float = 0.05
    rate: float = 0.02  # row-wise Adagrad
    weight_rate: float = 0.05
    seed: int = 20261121
    warm: int = 100
    report_every: int = 500
    threads: int = 1
    languages: list[str] = field(default_factory=list)
    sampler: SamplerOptions = field(default_factory=SamplerOptions)

    @staticmethod
    def from_json(path: Path) -> "TrainOptions":
        record = json.loads(path.read_text(encoding="utf-8"))
        sampler = SamplerOptions(**record.pop("sampler", {}))
        known = {entry.name for entry in fields(TrainOptions)}
        return TrainOptions(**{key: value for key, value in record.items() if key in known}, sampler=sampler)


def rate_at(number: int, options: TrainOptions) -> float:
    """Linear warm-up, then linear decay to a tenth (Adagrad decays on its own too)."""
    return min(1.0, (number + 1) / options.warm) * (1 - 0.9 * number / options.steps)


def train(
    train_data: Encoded,
    held: Encoded,
    counts: np.ndarray,
    options: TrainOptions,
    alpha: float,
    folder: Path,
    log=print,
    distractors: Encoded | None = None,
) -> dict:
    """Trains one model; `folder` gets checkpoint.pt (resumable) and log.jsonl. Returns the last held-out figures.

    `distractors` are the texts trained on that stand among the held-out candidates: by default those of `train_data`.
    Raises TrainingError when the run diverges or a checkpoint cannot be written.
    """
    torch.set_num_threads(options.threads)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "checkpoint.pt"
    model = BagOfSubwords(len(counts), options.dimensions, options.seed)
    model.initialise_weights(counts)
    start, seconds = 0, 0.0
    saved = checkpoint.load(path, log)
    if saved is not None:
        model.load(saved["model"])
        start, seconds = saved["step"], saved["seconds"]
        log(f"resumed at step {start}")
    figures: dict = {}
    losses: list[float] = []
    sampler = Sampler(train_data, options.sampler, alpha, [options.seed, start])
    if sampler.alpha != alpha:
        log(
            f"alpha {sampler.alpha:g} in the place of {alpha:g}: "
            "no row has two of the languages, so no batch can cross them"
        )
    watch, clock = LossWatch(path), checkpoint.Clock()
    begun = time.monotonic()
    for number in range(start, options.steps):
        factor = rate_at(number, options)
        batch = sampler.next()
        loss = step(model, batch, options.rate * factor, options.weight_rate * factor, options.temperature)
        watch.see(number, loss)
        losses.append(loss)
        done = number + 1
        report = done % options.report_every == 0 or done == options.steps
        if not report and not clock.due():
            continue
        seconds += time.monotonic() - begun
        checkpoint.save(
            {
                "model": model.state(),
                "step": done,
                "seconds": seconds,
                "options": asdict(options),
                "alpha": sampler.alpha,
            },
            path,
        )
        clock.saved()
        if report:
            figures = heldout.measure(model.rows().numpy(), held, options.languages, distractors or train_data)
            record = {"step": done, "seconds": round(seconds), "loss": round(float(np.mean(losses)), 4)}
            record |= {name: round(value, 4) for name, value in figures.items()}
            log(json.dumps({key: value for key, value in record.items() if "/" not in key}))
            with (folder / "log.jsonl").open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(record) + "\n")
            losses.clear()
        begun = time.monotonic()
    if not figures:
        figures = heldout.measure(model.rows().numpy(), held, options.languages, distractors or train_data)
    return figures | {"seconds": seconds}
