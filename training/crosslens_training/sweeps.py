"""Sweeps over alpha and over the number of training languages, each point a short run of the bag of subwords.

Every run starts from the same table, and takes the same number of steps of the same size with the same seed. Its folder
in `<work>/sweeps/` has the checkpoint, the int8 table and the held-out figures; a finished run is not trained again.
The vocabulary and the starting weights (piece frequencies) come from all languages, also where a run trains on few.

`measure` reads XQuAD-R and is run once for a release; everything before it does not look at the evaluation folder.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch

from . import checkpoint, table
from .errors import TrainingError
from .evaluate import xquad_r
from .files import read_json, write_json
from .model import BagOfSubwords
from .regimes import languages_of, restrict
from .samplers import Encoded
from .tokenizer import load_fast
from .train import TrainOptions, train

# In the training folder. The vocabulary is the one that ships: one that is trained anew differs a little.
COMMAND = (
    "cp ../models/bag-hybrid/tokenizer.json <work folder> && for step in encode sweeps measure-sweeps; do "
    "python -m crosslens_training $step --data <train folder> --eval <eval folder> --work <work folder>; done"
)


@dataclass(frozen=True, slots=True)
class SweepOptions:
    alpha: tuple[float, ...]
    counts: tuple[int | str, ...]
    order: tuple[str, ...]
    language_alpha: float
    train: TrainOptions

    @staticmethod
    def from_json(path: Path) -> "SweepOptions":
        record = read_json(path, "configuration of the sweeps", "Restore it from the repository.")
        base = TrainOptions.from_json(path.parent / record["base"])
        steps = record["steps"]
        languages = record["languages"]
        return SweepOptions(
            alpha=tuple(record["alpha"]),
            counts=tuple(languages["counts"]),
            order=tuple(languages["order"]),
            language_alpha=languages["alpha"],
            train=replace(
                base,
                steps=steps,
                seed=record["seed"],
                report_every=steps,
                sampler=replace(base.sampler, size=record["size"]),
            ),
        )


@dataclass(frozen=True, slots=True)
class Run:
    """One run; `languages` None is all of them."""

    name: str
    alpha: float
    languages: tuple[str, ...] | None


def language_order(options: SweepOptions, known: Iterable[str]) -> tuple[str, ...]:
    """The stated order, then what else the data has, alphabetically."""
    return (*options.order, *sorted(set(known) - set(options.order)))


def alpha_run(alpha: float) -> Run:
    return Run(f"alpha-{alpha:g}", alpha, None)


def language_run(options: SweepOptions, count: int | str, order: Sequence[str]) -> Run:
    """`count` languages; all of them is the run of the alpha sweep, where that has the same alpha."""
    if count == "all" or count == len(order):
        same = options.language_alpha in options.alpha
        return alpha_run(options.language_alpha) if same else Run("languages-all", options.language_alpha, None)
    return Run(f"languages-{count}", options.language_alpha, tuple(order[: int(count)]))


def runs(options: SweepOptions, order: Sequence[str]) -> list[Run]:
    """Every run once."""
    wanted = [alpha_run(alpha) for alpha in options.alpha]
    wanted += [language_run(options, count, order) for count in options.counts]
    return list({run.name: run for run in wanted}.values())


def settings_of(run: Run, options: SweepOptions, tokenizer: Path) -> dict:
    """What a run's result depends on besides the data."""
    return json.loads(
        json.dumps(
            {
                "alpha": run.alpha,
                "languages": run.languages,
                "tokenizer": hashlib.sha256(tokenizer.read_bytes()).hexdigest(),
                "options": asdict(options.train),
            }
        )
    )


def train_run(
    run: Run,
    options: SweepOptions,
    encoded: tuple[Encoded, Encoded, np.ndarray],
    work: Path,
    log: Callable[[str], None] = print,
) -> None:
    """Trains one run, or goes on with it, or says that it is finished."""
    training, held, counts = encoded
    folder = work / "sweeps" / run.name
    settings = settings_of(run, options, work / "tokenizer.json")
    known = folder / "settings.json"
    if known.exists() and read_json(known, "settings of the run", f"Delete {folder}.") != settings:
        log(f"{run.name}: the settings have changed since it was trained; trained again from the start")
        checkpoint.discard(folder / "checkpoint.pt")
        for name in ("run.json", "table.npz", "figures.json", "log.jsonl"):
            (folder / name).unlink(missing_ok=True)
    if (folder / "run.json").exists() and (folder / "table.npz").exists():
        log(f"{run.name}: finished before, not trained again")
        return
    write_json(known, settings)
    chosen = restrict(training, run.languages)

    def say(text: str) -> None:
        log(f"{run.name}: {text}")

    figures = train(chosen, held, counts, options.train, run.alpha, folder, log=say, distractors=training)
    saved = checkpoint.load(folder / "checkpoint.pt", say)
    assert saved is not None
    model = BagOfSubwords(1, 1, 0)
    model.load(saved["model"])
    table.save(folder / "table.npz", model.rows().numpy())
    seconds = figures.pop("seconds")
    write_json(
        folder / "run.json",
        {
            "alpha": saved["alpha"],
            "asked": run.alpha,
            "languages": list(run.languages) if run.languages else sorted(languages_of(training)),
            "seconds": round(seconds, 1),
            "held-out": {name: round(value, 4) for name, value in figures.items()},
        },
    )


def train_all(
    options: SweepOptions,
    encoded: tuple[Encoded, Encoded, np.ndarray],
    work: Path,
    only: str | None = None,
    log: Callable[[str], None] = print,
) -> None:
    torch.set_num_threads(options.train.threads)
    wanted = runs(options, language_order(options, languages_of(encoded[0])))
    if only is not None and only not in {run.name for run in wanted}:
        raise TrainingError(f"There is no run {only} in the sweeps. Runs: {', '.join(run.name for run in wanted)}.")
    for run in wanted:
        if only in (None, run.name):
            train_run(run, options, encoded, work, log)


# -- measuring -----------------------------------------------------------------


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return round(float(np.mean(found)), 4) if found else None


def seen_and_unseen(pairs: dict[str, dict[str, float]], languages: Iterable[str]) -> tuple[dict, dict | None]:
    """Means of a table {query language: {passage language: mAP}} over seen languages, and the rest.

    `cross` of the seen: ordered pairs of two seen languages (None where there is none); of the unseen: pairs in which
    at least one is unseen. The second is None when every language of the table was trained on.
    """
    known = [language for language in pairs if language in set(languages)]
    new = [language for language in pairs if language not in known]
    ordered = [(query, passage) for query in pairs for passage in pairs if query != passage]
    inside = [(query, passage) for query, passage in ordered if query in known and passage in known]
    seen = {
        "mono": _mean(pairs[language][language] for language in known),
        "cross": _mean(pairs[query][passage] for query, passage in inside),
    }
    if not new:
        return seen, None
    outside = [pair for pair in ordered if pair not in inside]
    return seen, {
        "mono": _mean(pairs[language][language] for language in new),
        "cross": _mean(pairs[query][passage] for query, passage in outside),
    }


def measure_run(folder: Path, pieces: table.Pieces, xquad: Path) -> dict:
    """Figures on XQuAD-R of one run's int8 table; also left in its folder."""
    if not (folder / "run.json").exists() or not (folder / "table.npz").exists():
        raise TrainingError(f"The run in {folder} is not finished. Run `sweeps` first.")
    encoder = table.TableEncoder(table.load(folder / "table.npz"), pieces)
    figures, pairs = xquad_r(encoder, xquad)
    record = {
        "mono": round(figures["mono/mAP"][0], 4),
        "cross": round(figures["cross/mAP"][0], 4),
        "multi": round(figures["multi/mAP"][0], 4),
        "rankDistance": round(figures["multi/RD"][0], 1),
        "pairs": pairs,
    }
    write_json(folder / "figures.json", record)
    return record


def measure(
    options: SweepOptions,
    known: Iterable[str],
    work: Path,
    xquad: Path,
    date: str,
    commit: str,
    log: Callable[[str], None] = print,
) -> dict:
    """The record of models/sweeps.json, from the finished runs. `known`: every language of the training data."""
    order = language_order(options, known)
    pieces = table.Pieces(load_fast(work / "tokenizer.json"))
    found: dict[str, dict] = {}
    for run in runs(options, order):
        settings = read_json(
            work / "sweeps" / run.name / "settings.json", f"run {run.name} of the sweep", "Run `sweeps` first."
        )
        if settings != settings_of(run, options, work / "tokenizer.json"):
            raise TrainingError(f"The run {run.name} was trained with other settings. Run `sweeps` first.")
        found[run.name] = measure_run(work / "sweeps" / run.name, pieces, xquad)
        log(f"{run.name}: {json.dumps({key: value for key, value in found[run.name].items() if key != 'pairs'})}")
    means = ("mono", "cross", "multi", "rankDistance")
    points = []
    for count in options.counts:
        run = language_run(options, count, order)
        languages = list(run.languages or order)
        seen, unseen = seen_and_unseen(found[run.name]["pairs"], languages)
        everything = {key: found[run.name][key] for key in means}
        points.append(
            {"count": len(languages), "languages": languages, "seen": seen, "unseen": unseen, "all": everything}
        )
    return {
        "version": 1,
        "corpus": "XQuAD-R",
        "date": date,
        "commit": commit,
        "command": COMMAND,
        "encoder": {
            "architecture": "bag-of-subwords",
            "dimensions": options.train.dimensions,
            "steps": options.train.steps,
            "batchSize": options.train.sampler.size,
            "temperature": options.train.temperature,
            "seed": options.train.seed,
        },
        "alpha": [
            {"alpha": alpha, **{key: found[alpha_run(alpha).name][key] for key in means}} for alpha in options.alpha
        ],
        "languages": {"order": list(order), "points": points},
    }
