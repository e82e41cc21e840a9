"""Files that a loader must refuse, each for a reason of its own."""

from pathlib import Path

import onnx
from onnx import TensorProto, helper

from .dtypes import save
from .export import OPSET

IR_VERSION = 8
KEPT = 0.6


def graph_of(
    kind: str,
    *,
    domain: str = "",
    opset: int = OPSET,
    inputs: tuple[str, ...] = ("input_ids", "attention_mask"),
    output: str = "last_hidden_state",
    **attributes: int,
) -> onnx.ModelProto:
    """One node between the first input and the output; nothing checks it here."""
    batch = ["batch_size", "sequence_length"]
    graph = helper.make_graph(
        [helper.make_node(kind, [inputs[0]], [output], name="only", domain=domain, **attributes)],
        "broken",
        [helper.make_tensor_value_info(name, TensorProto.INT64, batch) for name in inputs],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, [*batch])],
    )
    opsets = [helper.make_opsetid("", opset), *([helper.make_opsetid(domain, 1)] if domain else [])]
    model = helper.make_model(graph, opset_imports=opsets, producer_name="crosslens-training")
    model.ir_version = IR_VERSION
    return model


def write_broken(folder: Path, whole: Path) -> None:
    """@param whole a file that is in order, of which `truncated.onnx` is the beginning"""
    save(graph_of("Whirl", domain="com.example.nobody"), folder / "unknown-domain.onnx")
    save(graph_of("Whirl"), folder / "unknown-operator.onnx")
    save(graph_of("Identity", opset=999), folder / "future-opset.onnx")
    save(graph_of("Cast", inputs=("pixel_values",), to=TensorProto.FLOAT), folder / "image-inputs.onnx")
    save(graph_of("Cast", output="logits", to=TensorProto.FLOAT), folder / "logits-only.onnx")
    content = whole.read_bytes()
    (folder / "truncated.onnx").write_bytes(content[: int(len(content) * KEPT)])
