import numpy as np
import onnxruntime
import pytest

from crosslens_training import wording
from crosslens_training.export import dequantised, export
from crosslens_training.heldout import bag_sums
from crosslens_training.tokenizer import END_ID, save, train

OPTIONS = wording.WordingOptions(trained=6, chunks=4, width=64, book=256, share=0.5, seed=3)
COUNTS = np.concatenate([[5000], np.geomspace(2000, 1, 199)]).astype(np.int64)


@pytest.fixture(scope="module")
def texts():
    generator = np.random.default_rng(0)
    return [generator.integers(1, 200, generator.integers(5, 30)) for _ in range(400)]


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def test_two_texts_are_as_similar_as_they_have_pieces_in_common():
    part = wording.drawn(COUNTS, OPTIONS)
    one, half, none = (bag_sums(part.rows(), [np.array(ids)])[0] for ids in ([190, 191], [190, 195], [196, 197]))
    assert unit(one) @ unit(half) == pytest.approx(0.5, abs=0.15)
    assert unit(one) @ unit(none) == pytest.approx(0, abs=0.15)


def test_a_rare_piece_weighs_more_than_a_frequent_one_and_the_end_piece_nothing():
    lengths = np.linalg.norm(wording.drawn(COUNTS, OPTIONS).rows(), axis=1)
    assert lengths[END_ID] == 0
    assert (np.diff(lengths[1:]) > -1e-6).all() and lengths[-1] > 3 * lengths[1]


def test_rows_in_few_directions_keep_their_cosines_when_brought_down(texts):
    generator = np.random.default_rng(1)
    rows = (generator.normal(size=(200, 6)) @ generator.normal(size=(6, 24))).astype(np.float32)
    narrow = wording.narrowed(rows, texts, 6)
    assert narrow.shape == (200, 6)
    before, after = (unit(bag_sums(table, texts)) for table in (rows, narrow))
    assert np.allclose(before @ before.T, after @ after.T, atol=1e-4)
    # One direction fewer cannot hold them.
    fewer = unit(bag_sums(wording.narrowed(rows, texts, 5), texts))
    assert not np.allclose(before @ before.T, fewer @ fewer.T, atol=1e-2)


def test_the_share_is_that_of_a_texts_lengths(texts):
    rows = np.random.default_rng(2).normal(size=(200, 24)).astype(np.float32)
    trained, untrained = wording.parts(rows, COUNTS, texts, OPTIONS)
    lengths = [np.linalg.norm(bag_sums(part, texts), axis=1).mean() for part in (trained, untrained.rows())]
    assert trained.shape == (200, 6) and untrained.rows().shape == (200, 256)
    assert lengths[1] / lengths[0] == pytest.approx(0.5, rel=1e-3)


def test_a_sample_is_drawn_from_the_long_texts_and_the_same_again(texts):
    some = wording.sample([np.array([1, 2]), *texts], 5, number=50)
    assert len(some) == 50 and min(map(len, some)) >= 5
    assert all(one is other for one, other in zip(some, wording.sample([np.array([1, 2]), *texts], 5, 50), strict=True))


def test_the_graph_gives_both_parts(tmp_path, texts):
    tokenizer = train(["addis abeba gonder phnmpeny"] * 30, 1300, 2)
    save(tokenizer, tmp_path / "tokenizer.json")
    size = tokenizer.get_vocab_size()
    rows = np.random.default_rng(0).normal(size=(size, 12)).astype(np.float32)
    untrained = wording.drawn(np.ones(size), OPTIONS)
    export(rows, tmp_path / "tokenizer.json", tmp_path / "model", untrained)
    path = tmp_path / "model" / "onnx" / "model_quantized.onnx"
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    ids, mask = np.array([[5, 6, 7], [8, 0, 0]]), np.array([[1, 1, 1], [1, 0, 0]])
    (hidden,) = session.run(["last_hidden_state"], {"input_ids": ids, "attention_mask": mask})
    assert hidden.shape == (2, 3, 12 + 256)
    assert np.allclose(hidden, dequantised(path)[ids] * mask[..., None], atol=1e-6)
    assert np.allclose(hidden[0, :, 12:], untrained.rows()[ids[0]], atol=1e-6)
    assert not hidden[1, 1:].any()
