"""The published folder of a bag: ONNX graph, tokenizer and the small JSON files of the Hugging Face layout."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .hf_layout import write_json, write_sentence_transformer, write_tokenizer
from .tokenizer import END_ID, MAX_TOKENS, UNKNOWN
from .wording import Wording

END_NORM = 1e-3  # share of a typical row's norm


def with_end_row(rows: np.ndarray) -> np.ndarray:
    """Gives the end piece a tiny row, so that an empty text has a finite unit vector.

    The direction is the mean of all rows: an empty text is equally far from everything.
    At a thousandth of the median norm it moves no other text's vector noticeably.
    """
    out = rows.copy()
    centre = rows.mean(0)
    out[END_ID] = centre / np.linalg.norm(centre) * np.median(np.linalg.norm(rows, axis=1)) * END_NORM
    return out


def quantise(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Symmetric int8 per row: (int8 [V, D], float32 scales [V, 1])."""
    scales = np.maximum(np.abs(rows).max(1, keepdims=True) / 127, 1e-12).astype(np.float32)
    return np.clip(np.round(rows / scales), -127, 127).astype(np.int8), scales


def graph(quantised: np.ndarray, scales: np.ndarray, wording: Wording | None = None) -> onnx.ModelProto:
    """input_ids, attention_mask int64 [batch, tokens] -> last_hidden_state float32 [batch, tokens, D].

    Gather of an int8 table, Cast, Mul by the gathered row scale: this runs alike on WebAssembly, WebGPU
    and in Node. The mask zeroes padded positions, so even a sum over all positions is right.
    With `wording` its dimensions follow those of the table: chunks of a book, gathered by the piece's numbers.
    """
    dimensions = quantised.shape[1]
    table_output = "last_hidden_state" if wording is None else "trained"
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["rows_int8"], axis=0),
        helper.make_node("Cast", ["rows_int8"], ["rows"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["scales", "input_ids"], ["row_scales"], axis=0),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last_axis"], ["mask_column"]),
        helper.make_node("Mul", ["row_scales", "mask_column"], ["factors"]),
        helper.make_node("Mul", ["rows", "factors"], [table_output]),
    ]
    constants = {"table": quantised, "scales": scales, "last_axis": np.array([-1], dtype=np.int64)}
    if wording is not None:
        dimensions += wording.dimensions
        nodes += [
            helper.make_node("Gather", ["codes", "input_ids"], ["chunk_numbers"], axis=0),
            helper.make_node("Gather", ["book", "chunk_numbers"], ["chunks"], axis=0),
            helper.make_node("Reshape", ["chunks", "wording_shape"], ["directions"]),
            helper.make_node("Gather", ["weights", "input_ids"], ["piece_weights"], axis=0),
            helper.make_node("Mul", ["piece_weights", "mask_column"], ["wording_factors"]),
            helper.make_node("Mul", ["directions", "wording_factors"], ["wording"]),
            helper.make_node("Concat", ["trained", "wording"], ["last_hidden_state"], axis=-1),
        ]
        constants |= {
            "codes": wording.codes,
            "book": wording.book,
            "weights": wording.weights,
            "wording_shape": np.array([0, 0, wording.dimensions], dtype=np.int64),
        }
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "tokens", dimensions])
    tensors = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    model = helper.make_model(
        helper.make_graph(nodes, "bag_of_subwords", inputs, [output], tensors),
        opset_imports=[helper.make_opsetid("", 17)],
        producer_name="crosslens-training",
    )
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model


def _constants(path: Path) -> dict[str, np.ndarray]:
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(path).graph.initializer}


def _trained(constants: dict[str, np.ndarray]) -> np.ndarray:
    return constants["table"].astype(np.float32) * constants["scales"]


def trained_rows(path: Path) -> np.ndarray:
    """The trained part of a bag's rows as its graph computes them, float32 [V, D]."""
    return _trained(_constants(path))


def dequantised(path: Path) -> np.ndarray:
    """All of a bag's rows as its graph computes them, the untrained part included, float32 [V, D]."""
    constants = _constants(path)
    if "codes" not in constants:
        return _trained(constants)
    return np.hstack([_trained(constants), Wording(constants["codes"], constants["book"], constants["weights"]).rows()])


def export(rows: np.ndarray, tokenizer: Path, folder: Path, wording: Wording | None = None) -> None:
    """Writes everything but the model card. `rows` [V, D] float32: the trained table."""
    vocabulary, dimensions = rows.shape
    if wording is not None:
        dimensions += wording.dimensions
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    onnx.save(graph(*quantise(with_end_row(rows)), wording), folder / "onnx" / "model_quantized.onnx")
    write_json(
        folder / "config.json",
        {
            "model_type": "crosslens-bag-of-subwords",
            "architectures": ["BagOfSubwords"],
            "hidden_size": dimensions,
            "vocab_size": vocabulary,
            "max_position_embeddings": MAX_TOKENS,
            "pad_token_id": END_ID,
            "eos_token_id": END_ID,
            "dtype": "int8",
        },
    )
    write_tokenizer(folder, tokenizer, unk_token=UNKNOWN)
    write_sentence_transformer(folder, dimensions)
