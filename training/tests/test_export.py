import numpy as np
import onnxruntime
import pytest

from crosslens_training.evaluate import average_precision, ranks_of
from crosslens_training.export import dequantised, export, quantise, with_end_row
from crosslens_training.tokenizer import END_ID, save, train


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    base = tmp_path_factory.mktemp("export")
    tokenizer = train(["addis abeba gonder phnmpeny"] * 30, 1300, 2)
    save(tokenizer, base / "tokenizer.json")
    rows = np.random.default_rng(0).normal(size=(tokenizer.get_vocab_size(), 12)).astype(np.float32)
    export(rows, base / "tokenizer.json", base / "model")
    return base / "model"


def test_the_graph_is_gather_times_scale_times_mask(folder):
    path = folder / "onnx" / "model_quantized.onnx"
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    ids = np.array([[5, 6, 7], [8, 0, 0]])
    mask = np.array([[1, 1, 1], [1, 0, 0]])
    (hidden,) = session.run(["last_hidden_state"], {"input_ids": ids, "attention_mask": mask})
    assert np.allclose(hidden, dequantised(path)[ids] * mask[..., None], atol=1e-6)
    assert not hidden[1, 1:].any()


def test_quantisation_keeps_the_direction():
    rows = np.random.default_rng(1).normal(size=(50, 64)).astype(np.float32) * np.logspace(-4, 2, 50)[:, None]
    table, scales = quantise(rows)
    back = table * scales
    cosines = (back * rows).sum(1) / np.linalg.norm(back, axis=1) / np.linalg.norm(rows, axis=1)
    assert cosines.min() > 0.999


def test_the_end_row_is_tiny_but_there():
    rows = with_end_row(np.random.default_rng(2).normal(size=(30, 16)).astype(np.float32))
    norms = np.linalg.norm(rows, axis=1)
    assert 0 < norms[END_ID] < 0.01 * np.median(norms)


def test_ranks_and_average_precision():
    scores = np.array([[0.9, 0.1, 0.8, 0.5]])
    ranks = ranks_of(scores, np.array([[0, 3]]))
    assert ranks.tolist() == [[1, 3]]
    assert average_precision(ranks).tolist() == [pytest.approx((1 + 2 / 3) / 2)]
