import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

from crosslens_training.transformer.quantise import quantise_dense, quantise_rows_4bit, rounded

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers", reason="transformers is not installed; see requirements-zoo.txt")

from crosslens_training.transformer import compare, export  # noqa: E402

FIXTURE = Path(__file__).resolve().parents[2] / "src" / "engine" / "encoder" / "fixtures" / "small-bert"
LIMIT = 16_000_000
TOKENIZER_BYTES = 888_542  # of the family's tokenizer.json


def make(vocabulary: int, hidden: int, heads: int, layers: int, inner: int, **more):
    config = transformers.BertConfig(
        vocab_size=vocabulary,
        hidden_size=hidden,
        num_attention_heads=heads,
        num_hidden_layers=layers,
        intermediate_size=inner,
        max_position_embeddings=512,
        type_vocab_size=1,
        pad_token_id=0,
        **more,
    )
    model = transformers.BertModel(config, add_pooling_layer=False).eval()
    generator = torch.Generator().manual_seed(3)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if name.endswith("LayerNorm.weight"):
                weight.uniform_(0.7, 1.3, generator=generator)
            else:
                weight.normal_(0, weight.shape[-1] ** -0.5 if weight.dim() > 1 else 0.1, generator=generator)
    return model


@pytest.fixture(scope="module")
def model():
    return make(90, 64, 2, 2, 96)


@pytest.fixture(scope="module")
def ids():
    """Of several lengths, so that batches are padded; one is the end piece alone."""
    generator = np.random.default_rng(0)
    return [np.append(generator.integers(2, 90, length), 0) for length in (0, 1, 5, 40, 511, 3)]


def test_without_quantisation_the_graph_is_pytorchs(model, ids):
    graph = export.to_onnx(model, export.FORMATS["fp32"]).SerializeToString()
    found = compare.agreement(compare.torch_vectors(model, ids), compare.onnx_vectors(graph, ids))
    assert found.lowest > 0.999999


def test_every_token_has_pytorchs_vector(model):
    graph = export.to_onnx(model, export.FORMATS["fp32"]).SerializeToString()
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    tokens = np.array([[7, 8, 9, 0], [5, 0, 0, 0]])
    mask = np.array([[1, 1, 1, 1], [1, 1, 0, 0]])
    (hidden,) = session.run(None, {"input_ids": tokens, "attention_mask": mask})
    with torch.no_grad():
        expected = model(torch.from_numpy(tokens), torch.from_numpy(mask)).last_hidden_state.numpy()
    np.testing.assert_allclose(hidden[mask == 1], expected[mask == 1], atol=1e-5)


@pytest.mark.parametrize(("dtype", "lowest"), [("int8", 0.999), ("q4", 0.99)])
def test_quantisation_keeps_the_direction(model, ids, dtype, lowest):
    graph = export.to_onnx(model, export.FORMATS[dtype]).SerializeToString()
    found = compare.agreement(compare.torch_vectors(model, ids), compare.onnx_vectors(graph, ids))
    assert lowest < found.lowest < 1 - 1e-7


@pytest.mark.parametrize("bits", [4, 8])
def test_blocks_are_what_matmulnbits_reads(bits):
    """A width that is no multiple of the block, so that the last block is filled up."""
    weight = np.random.default_rng(1).normal(size=(6, 40)).astype(np.float32)
    blocks = quantise_dense(weight, bits, 16)
    assert blocks.values.shape == (6, 3, 16 * bits // 8)
    assert np.abs(blocks.dequantised() - weight).max() < np.abs(weight).max() / (60 if bits == 8 else 4)
    from crosslens_training.transformer.graph import Bert, Format, Shape
    from onnx import TensorProto, helper

    bert = Bert({}, Shape(1, 40, 1, 1e-12), Format(bits, 16, 8, 0))
    last = bert.linear("x", "layer", weight, np.zeros(6, np.float32))
    graph = helper.make_graph(
        bert.graph.nodes,
        "one",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["rows", 40])],
        [helper.make_tensor_value_info(last, TensorProto.FLOAT, ["rows", 6])],
        list(bert.graph.tensors.values()),
    )
    imports = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    file = helper.make_model(graph, opset_imports=imports, ir_version=8).SerializeToString()
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    x = np.random.default_rng(2).normal(size=(3, 40)).astype(np.float32)
    # The native kernel may round the activations to 8 bits as well.
    np.testing.assert_allclose(session.run(None, {"x": x})[0], x @ blocks.dequantised().T, atol=0.1)


def test_four_bits_by_hand():
    """-8 to 7 steps; the larger side of a block gets the eighth."""
    values, scales = rounded(np.array([[-8.0, 7.0, 1.0, 0.0]], np.float32), 4)
    assert values.tolist() == [[-8, 7, 1, 0]] and scales.tolist() == [[1.0]]
    values, scales = rounded(np.array([[8.0, -7.0, 0.0, 2.0]], np.float32), 4)
    assert values.tolist() == [[-8, 7, 0, -2]] and scales.tolist() == [[-1.0]]


def test_two_values_share_a_byte():
    packed = quantise_rows_4bit(np.array([[-8.0, 7.0, 0.0, -8.0]], np.float32), 2)
    # With 8 added the values are 0 15 | 8 0; those of the second half count sixteen times.
    assert packed.values.tolist() == [[0 + 16 * 8 - 128, 15 + 16 * 0 - 128]]
    assert packed.blocks.tolist() == [[127, 127]]
    assert packed.rows[0, 0] == pytest.approx(1 / 127)


def test_no_file_asks_a_gpu_for_half_precision(model):
    for dtype in ("int8", "q4"):
        graph = export.to_onnx(model, export.FORMATS[dtype]).graph
        half = onnx.TensorProto.FLOAT16
        assert all(tensor.data_type != half for tensor in graph.initializer)
        assert all(attribute.i != half for node in graph.node if node.op_type == "Cast" for attribute in node.attribute)


def test_a_row_of_zeros_stays_finite():
    packed = quantise_rows_4bit(np.zeros((2, 4), np.float32), 2)
    assert (packed.values == 8 + 16 * 8 - 128).all() and np.isfinite(packed.rows).all()
    assert np.isfinite(quantise_dense(np.zeros((2, 16), np.float32), 8, 16).dequantised()).all()


@pytest.mark.parametrize("dtype", ["int8", "q4"])
def test_three_layers_of_320_fit_into_sixteen_megabytes(dtype):
    graph = export.to_onnx(make(37_000, 320, 5, 3, 640), export.FORMATS[dtype])
    # The small files and the card take another twenty kilobytes at most.
    assert graph.ByteSize() + TOKENIZER_BYTES + 20_000 < LIMIT


@pytest.mark.parametrize(
    "more", [{"hidden_act": "relu"}, {"is_decoder": True}], ids=lambda more: next(iter(more))
)
def test_a_model_that_the_graph_does_not_compute_is_refused(more):
    with pytest.raises(ValueError, match=next(iter(more))):
        export.to_onnx(make(20, 64, 2, 1, 64, **more), export.FORMATS["int8"])


def test_a_checkpoint_comes_back_as_it_was_kept(model, tmp_path):
    torch.save({"model": model.state_dict(), "config": model.config.to_dict(), "step": 7}, tmp_path / "checkpoint.pt")
    loaded = export.load(tmp_path / "checkpoint.pt")
    assert all(torch.equal(a, b) for a, b in zip(model.parameters(), loaded.parameters(), strict=True))


def test_another_file_is_no_checkpoint(tmp_path):
    torch.save({"table": torch.zeros(2)}, tmp_path / "bag.pt")
    with pytest.raises(ValueError, match="bag.pt is no checkpoint of a transformer"):
        export.load(tmp_path / "bag.pt")


def test_the_configuration_is_stock():
    config = transformers.AutoConfig.from_pretrained(FIXTURE)
    assert type(config) is transformers.BertConfig
    assert (config.hidden_size, config.num_hidden_layers, config.type_vocab_size) == (64, 2, 1)


def test_the_committed_fixture_is_what_the_export_gives(tmp_path):
    """Where the code of the export changes, `zoo/make_small_bert.py` is to be run again."""
    import sys

    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "zoo"))
    from make_small_bert import make as make_fixture

    make_fixture(tmp_path / "made")
    golden = {"golden.json"}  # PyTorch's last digits differ by machine
    paths = {path.relative_to(FIXTURE) for path in FIXTURE.rglob("*") if path.is_file() and path.name not in golden}
    assert paths == {
        path.relative_to(tmp_path / "made")
        for path in (tmp_path / "made").rglob("*")
        if path.is_file() and path.name not in golden
    }
    for path in paths:
        assert (tmp_path / "made" / path).read_bytes() == (FIXTURE / path).read_bytes(), path


def test_map_and_what_is_lost_by_hand():
    """Two queries and passages: the second query's passage falls to the second place."""
    exact = compare.Development(np.eye(2, dtype=np.float32), np.eye(2, dtype=np.float32))
    rounded_ = compare.Development(np.array([[1, 0], [1, 0]], np.float32), np.eye(2, dtype=np.float32))
    assert compare.mean_average_precision(exact) == 1
    assert compare.loss_of_map(exact, rounded_) == pytest.approx(0.25)


def test_the_fixtures_golden_cosines_hold():
    golden = json.loads((FIXTURE / "golden.json").read_text("utf-8"))
    ids = compare.pieces(FIXTURE / "tokenizer.json", golden["texts"])
    assert [one.tolist() for one in ids] == golden["ids"]
    for name, lowest in golden["lowestCosine"].items():
        found = compare.agreement(
            compare.unit(np.array(golden["vectors"])), compare.onnx_vectors(FIXTURE / "onnx" / name, ids)
        )
        assert found.lowest > lowest - 1e-3
