"""The training loop: seeded, resumable, one process per model."""

import json
import time
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import numpy as np
import torch

from . import heldout
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
) -> dict:
    """Trains one model; `folder` gets checkpoint.pt (resumable) and log.jsonl. Returns the last held-out figures."""
    torch.set_num_threads(options.threads)
    folder.mkdir(parents=True, exist_ok=True)
    checkpoint = folder / "checkpoint.pt"
    model = BagOfSubwords(len(counts), options.dimensions, options.seed)
    model.initialise_weights(counts)
    start, seconds = 0, 0.0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        model.load(saved["model"])
        start, seconds = saved["step"], saved["seconds"]
        log(f"resumed at step {start}")
    figures: dict = {}
    losses: list[float] = []
    begun = time.monotonic()
    sampler = Sampler(train_data, options.sampler, alpha, [options.seed, start])
    for number in range(start, options.steps):
        factor = rate_at(number, options)
        batch = sampler.next()
        losses.append(step(model, batch, options.rate * factor, options.weight_rate * factor, options.temperature))
        done = number + 1
        if done % options.report_every == 0 or done == options.steps:
            seconds += time.monotonic() - begun
            figures = heldout.measure(model.rows().numpy(), held, options.languages, train_data)
            record = {"step": done, "seconds": round(seconds), "loss": round(float(np.mean(losses)), 4)}
            record |= {name: round(value, 4) for name, value in figures.items()}
            log(json.dumps({key: value for key, value in record.items() if "/" not in key}))
            with (folder / "log.jsonl").open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(record) + "\n")
            temporary = checkpoint.with_suffix(".new")
            state = {"model": model.state(), "step": done, "seconds": seconds, "options": asdict(options)}
            torch.save(state, temporary)
            temporary.replace(checkpoint)
            losses.clear()
            begun = time.monotonic()
    return figures | {"seconds": seconds}
