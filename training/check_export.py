"""Checks what `models/` holds: graph against PyTorch, quantisation, tokenizer, manifest, sizes.

    python check_export.py --models <models folder> [--work <work folder>]

With --work, the float checkpoint is compared with the file that ships as well, and the development set's figures of the
file are printed.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

from crosslens_training import golden
from crosslens_training.evaluate import Encoder
from crosslens_training.export import dequantised
from crosslens_training.heldout import bags_to_vectors
from crosslens_training.regimes import BAG, ENCODERS, trained
from crosslens_training.samplers import Encoded
from crosslens_training.steps.bags import shipped_parts
from crosslens_training.steps.common import configuration, load_encoded
from crosslens_training.tokenizer import END_ID
from crosslens_training.transformer import development

LIMIT = 16_000_000
HERE = Path(__file__).resolve().parent


def check_graph(folder: Path) -> float:
    """Largest difference between onnxruntime and PyTorch on the dequantised table."""
    path = folder / "onnx" / "model_quantized.onnx"
    table = torch.from_numpy(dequantised(path))
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    generator = np.random.default_rng(0)
    ids = generator.integers(0, len(table), (7, 33))
    mask = (np.arange(33)[None] < generator.integers(1, 34, (7, 1))).astype(np.int64)
    (hidden,) = session.run(["last_hidden_state"], {"input_ids": ids, "attention_mask": mask})
    expected = torch.nn.functional.embedding(torch.from_numpy(ids), table) * torch.from_numpy(mask)[..., None]
    difference = float((torch.from_numpy(hidden) - expected).abs().max())
    assert hidden.shape == (7, 33, table.shape[1]) and difference < 1e-4, difference
    return difference


def check_tokenizer(folder: Path) -> list[list[int]]:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    records = json.loads((HERE / "golden" / "tokenizer-ids.json").read_text(encoding="utf-8"))
    for record in records:
        assert tokenizer.encode(golden.spelled_out(record["text"])).ids == record["ids"], record["text"]
    return [record["ids"][:511] for record in records]


def check_empty(folder: Path) -> None:
    (vector,) = Encoder(folder).encode([""])
    assert np.isfinite(vector).all() and abs(np.linalg.norm(vector) - 1) < 1e-5


def check_quantisation(folder: Path, args: argparse.Namespace, texts: list[list[int]]) -> float:
    """Mean cosine of pooled vectors, as shipped against float, over the golden texts."""
    exact, wording = shipped_parts(args, ENCODERS[folder.name])
    if wording is not None:
        exact = np.hstack([exact, wording.rows()])
    rounded = dequantised(folder / "onnx" / "model_quantized.onnx")
    cosines = []
    for ids in texts:
        ids = [i for i in ids if i != END_ID]
        if ids:
            one, other = exact[ids].sum(0), rounded[ids].sum(0)
            cosines.append(one @ other / np.linalg.norm(one) / np.linalg.norm(other))
    mean = float(np.mean(cosines))
    assert mean >= 0.995, mean
    return mean


def development_figures(folder: Path, training: Encoded, held: Encoded, languages: list[str]) -> dict[str, float]:
    """Mean reciprocal ranks of the shipped rows on the held-out groups, the means alone."""
    rows = dequantised(folder / "onnx" / "model_quantized.onnx")
    found = development.measure(lambda texts: bags_to_vectors(rows, texts), held, languages, training)
    return {name: found[name] for name in ("sentences", "words", "questions")}


def check_manifest(models: Path) -> None:
    manifest = json.loads((models / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["version"] == 1 and manifest["encoders"][0]["id"] == "bag-hybrid"
    for encoder in manifest["encoders"]:
        folder = models / encoder["id"]
        found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert found == {entry["path"] for entry in encoder["files"]}
        for entry in encoder["files"]:
            content = (folder / entry["path"]).read_bytes()
            assert len(content) == entry["bytes"], entry["path"]
            assert hashlib.sha256(content).hexdigest() == entry["sha256"], entry["path"]
        assert encoder["bytes"] == sum(entry["bytes"] for entry in encoder["files"]) < LIMIT


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, default=HERE.parent / "models")
    parser.add_argument("--work", type=Path)
    args = parser.parse_args()
    args.config = HERE / "configs" / "bag.json"
    languages = configuration(args.config)["languages"]
    training, held = load_encoded(args)[:2] if args.work else (None, None)
    for identifier in (encoder.id for encoder in trained(BAG)):
        folder = args.models / identifier
        texts = check_tokenizer(folder)
        check_empty(folder)
        line = f"{identifier}: graph differs from PyTorch by at most {check_graph(folder):.2g}"
        if args.work:
            cosine = check_quantisation(folder, args, texts)
            figures = development_figures(folder, training, held, languages)
            line += f", as shipped against float: mean cosine {cosine:.5f}; {figures}"
        print(line)
    check_manifest(args.models)
    print("manifest: files, sizes and hashes match")


if __name__ == "__main__":
    main()
