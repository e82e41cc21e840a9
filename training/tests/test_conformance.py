"""sentence-transformers with its ONNX backend gives the vectors that this project's own encoder gives.

The backend (optimum-onnx) holds transformers below 5, so these packages want an environment of their own:
requirements-conformance.txt. Without them the tests are skipped.
"""

import json
from pathlib import Path

import numpy as np
import pytest

library = pytest.importorskip("sentence_transformers", reason="sentence-transformers is not installed")
pytest.importorskip(
    "optimum.onnxruntime", reason="optimum-onnx is not installed: see requirements-conformance.txt"
)

from crosslens_training import golden, tokenizer  # noqa: E402
from crosslens_training.evaluate import Encoder  # noqa: E402

TRAINING = Path(__file__).resolve().parents[1]
ROOT = TRAINING.parent
FIXTURE = ROOT / "src" / "engine" / "encoder" / "fixtures" / "small-bert"


def is_bert(folder: Path) -> bool:
    return json.loads((folder / "config.json").read_text("utf-8")).get("model_type") == "bert"


def shipped() -> list[Path]:
    entries = json.loads((ROOT / "models" / "manifest.json").read_text("utf-8"))["encoders"]
    return [folder for folder in (ROOT / "models" / entry["id"] for entry in entries) if is_bert(folder)]


CASES = [(folder, file) for folder in (FIXTURE, *shipped()) for file in sorted((folder / "onnx").glob("*.onnx"))]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    texts = json.loads((TRAINING / "golden" / "texts.json").read_text("utf-8"))
    return [golden.spelled_out(text) for text in (*texts, golden.LONG)]


def open_library(folder: Path, file: Path):
    options = {"file_name": f"onnx/{file.name}", "provider": "CPUExecutionProvider"}
    return library.SentenceTransformer(str(folder), backend="onnx", model_kwargs=options)


@pytest.mark.parametrize(("folder", "file"), CASES, ids=[f"{folder.name}-{file.stem}" for folder, file in CASES])
def test_sentence_transformers_gives_the_same_vectors(folder, file, texts):
    model = open_library(folder, file)
    found = model.encode(texts, batch_size=8)
    own = Encoder(folder, file=file).encode(texts)
    cosines = (found * own).sum(1)
    assert cosines.min() >= 0.999, ascii(texts[int(cosines.argmin())])
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-4)


def test_it_gives_the_same_ids(texts):
    """The literal text of a special piece, an empty text and one that is too long are among these."""
    model = open_library(FIXTURE, FIXTURE / "onnx" / "model_quantized.onnx")
    fast = tokenizer.load_fast(FIXTURE / "tokenizer.json")
    own = [[*pieces.tolist(), tokenizer.END_ID] for pieces in tokenizer.encode(fast, texts)]
    assert model.tokenizer(texts, truncation=True)["input_ids"] == own
    assert model.max_seq_length == tokenizer.MAX_TOKENS
