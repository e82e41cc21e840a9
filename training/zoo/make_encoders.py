"""Small random encoders in every layout that is read, with what PyTorch computes with them.

    python training/zoo/make_encoders.py src/engine/encoder/fixtures/zoo [name ...]

Needs `training/requirements-zoo.txt`. Run again, it writes the same bytes. Each folder looks like a repository on the
Hub and has a `golden.json` besides: texts, ids from the Rust tokenizers, vectors from PyTorch. `index.json` lists the
folders, with the lowest cosine that onnxruntime reaches for each file. `broken/` has files that a loader must refuse.
The modules are in `encoders/`.
"""

import json
import logging
import os
import shutil
import sys
import warnings
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parent))
from encoders import folder as files  # noqa: E402
from encoders.broken import write_broken  # noqa: E402
from encoders.dtypes import SUFFIXES  # noqa: E402
from encoders.encoder import Encoder, check_model, write_encoder, write_golden  # noqa: E402
from encoders.layouts import LAYOUTS  # noqa: E402
from encoders.texts import TEXTS  # noqa: E402


def models(root: Path, folder: Path, encoder: Encoder, sides: tuple[str, ...]) -> list[dict]:
    out = []
    for dtype in encoder.dtypes:
        path = folder / "onnx" / f"model{SUFFIXES[dtype]}.onnx"
        cosine = check_model(path, encoder, sides)
        out.append({"dtype": dtype, "path": path.relative_to(root).as_posix(), "lowestCosine": round(cosine, 5)})
    return out


def describe(root: Path, passage: Encoder, query: Encoder | None) -> dict:
    full = len(passage.vectors("passage")[0])
    return {
        "name": passage.name,
        "layout": passage.layout,
        "pooling": "output" if passage.in_graph else passage.pooling,
        "normalize": passage.normalize,
        "dimensions": full,
        "maxTokens": passage.max_tokens,
        "prefixes": dict(passage.prefixes),
        "inputs": list(passage.inputs),
        "outputs": list(passage.outputs),
        "dense": [] if passage.in_graph else [f"{i}_Dense" for i in range(2, 2 + len(passage.dense))],
        "matryoshka": passage.cut,
        "models": models(root, root / "passage" if query else root, passage, ("passage",) if query else tuple(TEXTS)),
        "queryModels": models(root, root / "query", query, ("query",)) if query else None,
    }


def make(target: Path, name: str) -> dict:
    made = LAYOUTS[name]()
    passage, query = made if isinstance(made, tuple) else (made, None)
    root = target / name
    shutil.rmtree(root, ignore_errors=True)
    if query:
        write_encoder(root / "passage", passage)
        write_encoder(root / "query", query)
    else:
        write_encoder(root, passage)
    write_golden(root, passage, query)
    return describe(root, passage, query)


def main(target: Path, names: list[str]) -> None:
    torch.set_num_threads(1)
    logging.disable(logging.INFO)
    warnings.simplefilter("ignore")
    index = target / "index.json"
    entries = {entry["name"]: entry for entry in json.loads(index.read_text("utf-8"))} if index.exists() else {}
    for name in names or LAYOUTS:
        entries[name] = make(target, name)
        sizes = [file.stat().st_size for file in (target / name).rglob("*") if file.is_file()]
        print(name, sum(sizes), "bytes", entries[name]["models"], entries[name]["queryModels"] or "")
    write_broken(target / "broken", target / "qwen-last" / "onnx" / "model.onnx")
    files.write(index, [entries[name] for name in LAYOUTS if name in entries])


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":
        # transformers walks over a set of Gemma's kinds of layers, and the order goes into the graph.
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
    main(Path(sys.argv[1]), sys.argv[2:])
