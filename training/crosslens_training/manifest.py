"""models/manifest.json and the model cards."""

import hashlib
import json
from pathlib import Path

from .sources import SOURCES

REGIMES = {
    "bag-hybrid": {
        "name": "Bag of subwords · hybrid",
        "regime": "hybrid",
        "alpha": 0.5,
        "summary": (
            "A small multilingual encoder: the mean of learned subword vectors. Trained on hybrid batches, "
            "half of them in one language and half across languages."
        ),
    },
    "bag-mono": {
        "name": "Bag of subwords · monolingual batches",
        "regime": "mono",
        "alpha": 1.0,
        "summary": (
            "The same encoder trained on the same data with monolingual batches only. It is here for comparison: "
            "texts in different languages are hardly aligned."
        ),
    },
}

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


def encoder(identifier: str, folder: Path, run: dict, figures: dict) -> dict:
    """One entry of the manifest. `run` is the record that `train` leaves beside the checkpoint."""
    about = REGIMES[identifier]
    onnx = folder / "onnx" / "model_quantized.onnx"
    files = files_of(folder)
    return {
        "id": identifier,
        "name": about["name"],
        "revision": hashlib.sha256(onnx.read_bytes()).hexdigest()[:12],
        "summary": about["summary"],
        "architecture": "bag-of-subwords",
        "regime": about["regime"],
        "dimensions": run["dimensions"],
        "pooling": "mean",
        "normalize": True,
        "maxTokens": 512,
        "dtype": "int8",
        "prefixes": {"query": "", "passage": ""},
        "languages": {"trained": run["languages"]},
        "licence": "CC-BY-SA-4.0",
        "training": {
            "summary": (
                f"InfoNCE over in-batch negatives, row-wise Adagrad, {run['steps']} steps of {run['size']} pairs "
                "on one processor core, from the openly licensed sources below."
            ),
            "steps": run["steps"],
            "batchSize": run["size"],
            "seed": run["seed"],
            "alpha": about["alpha"],
            "temperature": run["temperature"],
            "minutes": round(run["seconds"] / 60),
            "command": run["command"],
            "data": [
                {"source": source, "rows": rows, "licence": SOURCES[source][1], "home": SOURCES[source][0]}
                for source, rows in sorted(run["sources"].items())
            ],
        },
        "model": "onnx/model_quantized.onnx",
        "bytes": sum(entry["bytes"] for entry in files),
        "files": files,
        "measured": measured(identifier, figures),
    }


def card(identifier: str, run: dict, figures: dict) -> str:
    """README.md of a model folder."""
    about = REGIMES[identifier]
    languages = ", ".join(sorted(run["languages"]))
    lines = [
        "---",
        "license: cc-by-sa-4.0",
        "pipeline_tag: sentence-similarity",
        "tags: [sentence-similarity, multilingual, onnx]",
        "language: [" + languages + "]",
        "---",
        "",
        f"# {about['name']}",
        "",
        about["summary"],
        "",
        "A text is romanised, cut into subword pieces, and represented by the mean of the pieces' vectors, "
        f"{run['dimensions']} dimensions, brought to unit length. Word order is not seen. The table is int8 with one "
        "float scale per row; a piece's learned weight is part of that scale.",
        "",
        "| | |",
        "|---|---|",
        "| prefixes | none |",
        "| pooling | mean over the attention mask, then L2 |",
        "| similarity | cosine |",
        "| longest text | 512 pieces, an end piece included |",
        "| languages seen in training | " + languages + " |",
        "| licence of the weights | CC BY-SA 4.0, because part of the training data is share-alike |",
        "",
        "## Training",
        "",
        f"{run['steps']} steps of {run['size']} pairs, temperature {run['temperature']}, seed {run['seed']}, "
        f"alpha {about['alpha']} (share of monolingual batches), {round(run['seconds'] / 60)} minutes on one processor "
        "core. Command, in the repository's training folder:",
        "",
        "```",
        run["command"],
        "```",
        "",
        "## Data and attribution",
        "",
        "| source | rows | licence | what |",
        "|---|---|---|---|",
        *(
            f"| [{source}]({SOURCES[source][0]}) | {rows:,} | {SOURCES[source][1]} | {SOURCES[source][2]} |"
            for source, rows in sorted(run["sources"].items())
        ),
        "",
        "Changes made to the data: see the training folder's README.md.",
        "",
        "## Figures",
        "",
        "XQuAD-R, eleven languages, sentences as candidates, encoded without their paragraph.",
        "",
        "| setting | mAP | R@10 | mean rank distance |",
        "|---|---|---|---|",
    ]
    for setting, label in (
        ("mono", "monolingual"),
        ("cross", "cross-lingual, 110 ordered pairs"),
        ("multi", "one pool of all languages"),
    ):
        found = {measure: figures["xquad-r"][f"{setting}/{measure}"]["value"] for measure in EVALUATIONS[setting]}
        distance = f"{found['RD']:,.0f}" if "RD" in found else ""
        lines.append(f"| {label} | {found['mAP']:.3f} | {found['R@10']:.3f} | {distance} |")
    lines += [
        "",
        "| matching, R@1 | value | n |",
        "|---|---|---|",
        f"| MKQA questions, km to en | {figures['mkqa-km-en']['R@1']:.3f} | {figures['mkqa-km-en']['n']:,} |",
        *(
            f"| Tatoeba, {pair.replace('-', ' to ')} | {found['R@1']:.3f} | {found['n']:,} |"
            for pair, found in figures["tatoeba"].items()
        ),
        f"| AmQA development questions over {figures['amqa-dev']['contexts']} contexts | "
        f"{figures['amqa-dev']['R@1']:.3f} (R@10 {figures['amqa-dev']['R@10']:.3f}) | {figures['amqa-dev']['n']:,} |",
        "",
        "Measured on the exported int8 file by "
        f"`python -m crosslens_training evaluate {identifier} --eval <eval folder> --models <models folder>`; "
        "the XQuAD-R figures also by the command in models/manifest.json.",
        "",
        "## Limits",
        "",
        "Bible verses, interface strings and dictionaries make up much of the data, so modern prose across languages "
        "is the weak side. Negation, order and grammar are invisible to a bag of subwords. Languages and scripts that "
        "are not listed above were not seen; texts in a script the tokenizer does not romanise come out empty and all "
        "get the same vector.",
        "",
    ]
    return "\n".join(lines)


def write(models: Path, entries: list[dict]) -> None:
    record = {"version": 1, "encoders": entries, "generators": []}
    (models / "manifest.json").write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
