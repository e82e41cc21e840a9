"""The number formats in which encoders are published, made as transformers.js makes them (its scripts/quantize.py)."""

import copy
from pathlib import Path

import onnx
from onnxconverter_common import float16
from onnxruntime.quantization import QuantizationMode, QuantType
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.quantization.onnx_quantizer import ONNXQuantizer
from onnxruntime.quantization.registry import IntegerOpsRegistry

BLOCK = 32
# Bytes from which on a tensor leaves the ONNX file.
LARGE = 1024
SUFFIXES = {"fp32": "", "fp16": "_fp16", "q8": "_quantized", "q4": "_q4", "q4f16": "_q4f16"}
# Lowest cosine to PyTorch that a format may give on these small random models; real ones keep more.
TOLERANCES = {"fp32": 0.99999, "fp16": 0.9999, "q8": 0.98, "q4": 0.9, "q4f16": 0.9}


def to_fp16(model: onnx.ModelProto, *, keep_io_types: bool = True) -> onnx.ModelProto:
    """@param keep_io_types float32 outputs, as transformers.js converts; without, as a model exported in half precision"""
    return float16.convert_float_to_float16(copy.deepcopy(model), keep_io_types=keep_io_types)


def to_q8(model: onnx.ModelProto) -> onnx.ModelProto:
    """DynamicQuantizeLinear and MatMulInteger for products, int8 with one scale for tables."""
    quantizer = ONNXQuantizer(
        copy.deepcopy(model),
        per_channel=False,
        reduce_range=False,
        mode=QuantizationMode.IntegerOps,
        static=False,
        weight_qType=QuantType.QInt8,
        activation_qType=QuantType.QUInt8,
        tensors_range=None,
        nodes_to_quantize=[],
        nodes_to_exclude=[],
        op_types_to_quantize=list(IntegerOpsRegistry),
        extra_options={"EnableSubgraph": True, "MatMulConstBOnly": True},
    )
    quantizer.quantize_model()
    return quantizer.model.model


def to_q4(model: onnx.ModelProto) -> onnx.ModelProto:
    """MatMulNBits in blocks of 32 along the rows, symmetric; tables stay as they are."""
    quantizer = MatMulNBitsQuantizer(copy.deepcopy(model), bits=4, block_size=BLOCK, is_symmetric=True)
    quantizer.process()
    return quantizer.model.model


def convert(model: onnx.ModelProto, dtype: str) -> onnx.ModelProto:
    match dtype:
        case "fp32":
            return model
        case "fp16":
            return to_fp16(model)
        case "q8":
            return to_q8(model)
        case "q4":
            return to_q4(model)
        case "q4f16":
            return to_fp16(to_q4(model))
    raise ValueError(f"no such number format: {dtype}")


def save(model: onnx.ModelProto, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model.SerializeToString(deterministic=True))


def save_external(model: onnx.ModelProto, path: Path, chunks: int) -> None:
    """Larger tensors into `model.onnx_data`, `model.onnx_data_1` and so on, as onnx-community names them."""
    model = copy.deepcopy(model)
    names = [f"{path.name}_data", *(f"{path.name}_data_{i}" for i in range(1, chunks))]
    contents = [bytearray() for _ in names]
    large = [tensor for tensor in model.graph.initializer if len(tensor.raw_data) >= LARGE]
    for i, tensor in enumerate(large):
        chunk = i * chunks // len(large)
        onnx.external_data_helper.set_external_data(
            tensor, names[chunk], offset=len(contents[chunk]), length=len(tensor.raw_data)
        )
        contents[chunk] += tensor.raw_data
        tensor.ClearField("raw_data")
    save(model, path)
    for name, content in zip(names, contents, strict=True):
        (path.parent / name).write_bytes(bytes(content))
