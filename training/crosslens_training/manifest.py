"""models/manifest.json: what ships, with everything that a loader checks and the app shows. Cards: `cards.py`."""

import hashlib
from pathlib import Path

from . import regimes
from .evaluate import graph_of
from .files import read_json, write_json
from .regimes import BAG, FamilyEncoder
from .sources import SOURCES
from .tokenizer import MAX_TOKENS

LICENCE = "CC-BY-SA-4.0"

EVALUATIONS = {
    "mono": ("mAP", "R@10"),
    "cross": ("mAP", "R@10"),
    "multi": ("mAP", "R@10", "RD"),
}


def measured(identifier: str, figures: dict) -> list[dict]:
    out = []
    for setting, measures in EVALUATIONS.items():
        for measure in measures:
            found = figures["xquad-r"][f"{setting}/{measure}"]
            command = (
                f"npx crosslens eval --model {identifier} --corpus <xquad-r folder> "
                f"--setting {setting} --measures {measure}"
            )
            out.append(
                {
                    "corpus": "XQuAD-R",
                    "setting": setting,
                    "measure": measure,
                    "value": found["value"],
                    "n": found["n"],
                    "command": command,
                }
            )
    return out


def files_of(folder: Path) -> list[dict]:
    return [
        {
            "path": path.relative_to(folder).as_posix(),
            "bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]


def dimensions_of(folder: Path) -> int:
    return read_json(folder / "config.json", "configuration", "Export it again.")["hidden_size"]


def stages_of(run: dict) -> dict[str, tuple[int, int | None]]:
    """Steps and pairs a step of every stage, in the order in which a transformer goes through them; of a bag one.

    A stage whose size the run does not tell has None.
    """
    if isinstance(run["steps"], int):
        return {"table": (run["steps"], run["size"])}
    order = [*("tlm", "question-passage", "table", "network")]
    names = sorted(run["steps"], key=lambda name: order.index(name) if name in order else len(order))
    return {name: (run["steps"][name], run["size"].get(name)) for name in names}


def training_summary(encoder: FamilyEncoder, run: dict) -> str:
    stages = stages_of(run)
    last_steps, last_size = list(stages.values())[-1]
    if encoder.architecture == BAG:
        return (
            f"InfoNCE over in-batch negatives, row-wise Adagrad, {last_steps} steps of {last_size} pairs "
            "on one processor core, from the openly licensed sources below."
        )
    named = ", ".join(
        f"{name} {steps} steps" + (f" of {size}" if size is not None else "") for name, (steps, size) in stages.items()
    )
    return (
        "Masked language modelling shared by the family, then InfoNCE over in-batch negatives, from the openly "
        f"licensed sources below. Stages: {named}."
    )


def encoder(identifier: str, folder: Path, run: dict, figures: dict) -> dict:
    """One entry of the manifest. `run` is the record that `train` leaves beside the checkpoint.

    An encoder in a second number format has a folder and an entry of its own, with the run of the first: so paths and
    hashes are checked for it as for any other.
    """
    about = regimes.ENCODERS[identifier]
    onnx = graph_of(folder)
    files = files_of(folder)
    stages = stages_of(run)
    return {
        "id": identifier,
        "name": about.name,
        "revision": hashlib.sha256(onnx.read_bytes()).hexdigest()[:12],
        "summary": about.summary,
        "architecture": about.architecture,
        "regime": about.regime,
        "dimensions": dimensions_of(folder),
        "pooling": "mean",
        "normalize": True,
        "maxTokens": MAX_TOKENS,
        "dtype": about.dtype,
        "prefixes": {"query": "", "passage": ""},
        "languages": {"trained": run["languages"]},
        "licence": LICENCE,
        "training": {
            "summary": training_summary(about, run),
            "steps": sum(steps for steps, _ in stages.values()),
            "batchSize": list(stages.values())[-1][1],
            "seed": run["seed"],
            "alpha": regimes.REGIMES[about.regime].alpha,
            "temperature": run["temperature"],
            "minutes": round(run["seconds"] / 60),
            "command": run["command"],
            "data": [
                {"source": source, "rows": rows, "licence": SOURCES[source][1], "home": SOURCES[source][0]}
                for source, rows in sorted(run["sources"].items())
            ],
        },
        "model": onnx.relative_to(folder).as_posix(),
        "bytes": sum(entry["bytes"] for entry in files),
        "files": files,
        "measured": measured(identifier, figures),
    }


def write(models: Path, entries: list[dict]) -> None:
    """Puts the entries into models/manifest.json; other encoders and the generators that stand there stay."""
    path = models / "manifest.json"
    record = read_json(path, "manifest", "Restore it.") if path.exists() else {"encoders": [], "generators": []}
    new = {entry["id"]: entry for entry in entries}
    kept = [new.pop(entry["id"], entry) for entry in record["encoders"]]
    write_json(path, {**record, "version": 1, "encoders": [*kept, *new.values()]})
