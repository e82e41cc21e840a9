"""Checks the transformers that `models/` holds: bytes, quantisation, and that every runtime gives the same vectors.

    python check_transformer.py --models <models folder> --work <work folder>
    python check_transformer.py --formats <checkpoint.pt> --tokenizer <tokenizer.json>

The first form goes through every folder with a `bert` configuration; its checkpoint is `<work>/<id>/checkpoint.pt`, that
of an encoder in a second number format the first one's. The loss of mAP is that over the held-out rows of mkqa and tico-19
in `<work>/encoded.pkl`. Runtimes are compared where they are there: onnxruntime always, the app's own loader with Node,
sentence-transformers where it is installed with its ONNX backend; transformers.js is compared by e2e/conformance.
The second form weighs ways of storing one checkpoint against each other. Ends with status 1 if a bound is missed.
"""

import argparse
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch

from crosslens_training.evaluate import Encoder, graph_of
from crosslens_training.files import write_json
from crosslens_training.regimes import ENCODERS
from crosslens_training.steps.common import load_encoded
from crosslens_training.transformer import compare
from crosslens_training.transformer.export import FORMATS, folder_bytes, load, to_onnx
from crosslens_training.transformer.graph import Format

HERE = Path(__file__).resolve().parent
LIMIT = 16_000_000
SAME = 0.999
CANDIDATES = (
    *FORMATS.values(),
    Format(dense_bits=8, dense_block=32, table_bits=8, table_block=0),
    Format(dense_bits=8, dense_block=64, table_bits=4, table_block=16),
    Format(dense_bits=4, dense_block=16, table_bits=8, table_block=0),
    Format(dense_bits=4, dense_block=32, table_bits=8, table_block=0),
    Format(dense_bits=4, dense_block=32, table_bits=4, table_block=32),
)


def transformers_in(models: Path) -> list[Path]:
    configs = sorted(models.glob("*/config.json"))
    return [path.parent for path in configs if json.loads(path.read_text("utf-8")).get("model_type") == "bert"]


def checkpoint_of(work: Path, identifier: str) -> Path:
    known = ENCODERS.get(identifier)
    return work / (known.trained_as if known else identifier) / "checkpoint.pt"


def app_vectors(folder: Path, texts: Sequence[str]) -> np.ndarray | str:
    """Of the app's own loader in Node, or why there are none."""
    npx = shutil.which("npx")
    if npx is None or not (HERE.parent / "node_modules").exists():
        return "Node or node_modules is not there"
    done = subprocess.run(
        [npx, "--no-install", "tsx", "training/encode_with_app.ts", str(folder)],
        input=json.dumps(list(texts)),
        capture_output=True,
        text=True,
        cwd=HERE.parent,
    )
    if done.returncode != 0:
        return f"the app's loader failed: {done.stderr.strip()[-300:]}"
    return np.array(json.loads(done.stdout), dtype=np.float32)


def sentence_transformers_vectors(folder: Path, texts: Sequence[str]) -> np.ndarray | str:
    """Of sentence-transformers with its ONNX backend, or why there are none."""
    for package in ("sentence_transformers", "optimum.onnxruntime"):
        try:
            missing = importlib.util.find_spec(package) is None
        except ModuleNotFoundError:
            missing = True
        if missing:
            return f"{package} is not installed; see requirements-conformance.txt"
    from sentence_transformers import SentenceTransformer

    options = {"file_name": f"onnx/{graph_of(folder).name}", "provider": "CPUExecutionProvider"}
    model = SentenceTransformer(str(folder), backend="onnx", model_kwargs=options)
    return model.encode(list(texts), batch_size=8)


RUNTIMES: dict[str, Callable[[Path, Sequence[str]], np.ndarray | str]] = {
    "the app in Node": app_vectors,
    "sentence-transformers": sentence_transformers_vectors,
}


def check_folder(folder: Path, work: Path | None, pairs: tuple[list, list] | None) -> list[str]:
    """Prints what was measured, and leaves it in `<work>/<id>/quantisation.json` for the card; returns the bounds that
    were missed."""
    texts = compare.hard_texts(HERE / "golden")
    tokenizer, missed = folder / "tokenizer.json", []

    def bound(holds: bool, text: str) -> None:
        print(f"  {text}{'' if holds else '  MISSED'}")
        if not holds:
            missed.append(f"{folder.name}: {text}")

    print(folder.name)
    size = folder_bytes(folder)
    bound(size <= LIMIT, f"{size:,} bytes, tokenizer included (at most {LIMIT:,})")
    ids = compare.pieces(tokenizer, texts)
    rounded = compare.onnx_vectors(graph_of(folder), ids)
    checkpoint = None if work is None else checkpoint_of(work, folder.name)
    if work is None or checkpoint is None:
        print("  not compared with float32: --work is not given")
    elif not checkpoint.exists():
        bound(False, f"not compared with float32: {checkpoint} is not there")
    else:
        model = load(checkpoint)
        found = compare.agreement(compare.torch_vectors(model, ids), rounded)
        text = f"quantised against float32: cosine at least {found.lowest:.5f}, mean {found.mean:.5f}"
        bound(found.lowest >= compare.LOWEST_COSINE, f"{text} (at least {compare.LOWEST_COSINE})")
        record: dict[str, float | int] = {"lowest": found.lowest, "mean": found.mean}
        if pairs is not None:
            exact = compare.Development(*(compare.torch_vectors(model, side) for side in pairs))
            stored = compare.Development(*(compare.onnx_vectors(graph_of(folder), side) for side in pairs))
            loss = compare.loss_of_map(exact, stored)
            text = f"loss of mAP over {len(pairs[0])} pairs: {100 * loss:.2f} points"
            bound(loss < compare.LARGEST_LOSS, f"{text} (under {100 * compare.LARGEST_LOSS:.0f})")
            record |= {"lossOfMap": loss, "pairs": len(pairs[0])}
        write_json(work / folder.name / "quantisation.json", record)
    own = Encoder(folder).encode(texts)
    found = compare.agreement(rounded, own)
    bound(found.lowest >= SAME, f"evaluate's encoder: cosine at least {found.lowest:.5f}")
    for name, encode in RUNTIMES.items():
        vectors = encode(folder, texts)
        if isinstance(vectors, str):
            print(f"  {name}: not compared, {vectors}")
        else:
            found = compare.agreement(own, compare.unit(vectors))
            bound(found.lowest >= SAME, f"{name}: cosine at least {found.lowest:.5f}")
    return missed


def weigh_formats(checkpoint: Path, tokenizer: Path) -> None:
    model = load(checkpoint)
    ids = compare.pieces(tokenizer, compare.hard_texts(HERE / "golden"))
    exact = compare.torch_vectors(model, ids)
    print("| layers, bits in blocks | table, bits in blocks | bytes with tokenizer | lowest cosine | mean |")
    print("| --- | --- | ---: | ---: | ---: |")
    for form in CANDIDATES:
        graph = to_onnx(model, form).SerializeToString()
        found = compare.agreement(exact, compare.onnx_vectors(graph, ids))
        size = len(graph) + tokenizer.stat().st_size
        names = f"{form.dense_bits} in {form.dense_block or 'rows'} | {form.table_bits} in {form.table_block or 'rows'}"
        print(f"| {names} | {size:,} | {found.lowest:.5f} | {found.mean:.5f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, default=HERE.parent / "models")
    parser.add_argument("--work", type=Path)
    parser.add_argument("--formats", type=Path)
    parser.add_argument("--tokenizer", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    if args.formats:
        if args.tokenizer is None:
            parser.error("--formats needs --tokenizer as well")
        weigh_formats(args.formats, args.tokenizer)
        return
    pairs = None
    if args.work and (args.work / "encoded.pkl").exists():
        pairs = compare.held_out_pairs(load_encoded(args)[1])
    folders = transformers_in(args.models)
    if not folders:
        print(f"{args.models} holds no folder with a bert configuration: nothing was checked.")
    missed = []
    for folder in folders:
        missed += check_folder(folder, args.work, pairs)
    if missed:
        sys.exit("\n".join(["Missed:", *missed]))


if __name__ == "__main__":
    main()
