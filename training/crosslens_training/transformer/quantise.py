"""How weights are rounded: rows of a table to 8 or 4 bits, dense layers to MatMulNBits' blocks."""

from dataclasses import dataclass

import numpy as np

SMALLEST = 1e-12
# Shares of the largest weight of a block at which the range of 4 bits may end. Clipping a few large weights pays,
# because it makes the steps finer for all others.
CLIPS = np.linspace(1.0, 0.6, 17)


@dataclass(frozen=True)
class Blocks:
    """A dense layer as com.microsoft's MatMulNBits reads it: weight = (value - 2 ** (bits - 1)) * scale."""

    bits: int
    block: int
    inputs: int
    outputs: int
    values: np.ndarray
    """uint8 [outputs, blocks, block * bits / 8]; of 4 bits the first value is the low half of a byte."""
    scales: np.ndarray
    """float32 [outputs * blocks]"""

    def dequantised(self) -> np.ndarray:
        """float32 [outputs, inputs]"""
        values = self.values
        if self.bits == 4:
            values = np.stack([values & 15, values >> 4], axis=-1).reshape(self.outputs, -1, self.block)
        centred = values.astype(np.float32) - 2 ** (self.bits - 1)
        rows = centred * self.scales.reshape(self.outputs, -1, 1)
        return rows.reshape(self.outputs, -1)[:, : self.inputs]


def rounded(groups: np.ndarray, bits: int, clips: np.ndarray = CLIPS) -> tuple[np.ndarray, np.ndarray]:
    """Symmetric rounding of each group along the last axis, with the scale that leaves the least squared error.

    Of 4 bits the range is -8 to 7, so the sign of a scale is chosen to give the larger side the eighth step.
    Returns (float32 integers, shaped as `groups`; float32 scales with 1 as last axis).
    """
    largest = np.take_along_axis(groups, np.abs(groups).argmax(-1)[..., None], axis=-1)
    if bits == 8:
        scales = np.maximum(np.abs(largest) / 127, SMALLEST).astype(np.float32)
        return np.clip(np.round(groups / scales), -127, 127), scales
    low, high = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    best_values = best_scales = best_errors = None
    for clip in clips:
        scales = largest * np.float32(clip) / low
        scales = np.where(np.abs(scales) < SMALLEST, SMALLEST, scales).astype(np.float32)
        values = np.clip(np.round(groups / scales), low, high)
        errors = ((values * scales - groups) ** 2).sum(-1, keepdims=True)
        if best_errors is None:
            best_values, best_scales, best_errors = values, scales, errors
        else:
            better = errors < best_errors
            best_values = np.where(better, values, best_values)
            best_scales = np.where(better, scales, best_scales)
            best_errors = np.where(better, errors, best_errors)
    return best_values, best_scales


def quantise_dense(weight: np.ndarray, bits: int, block: int) -> Blocks:
    """`weight` [outputs, inputs] as PyTorch's Linear has it; `block` a power of two from 16."""
    outputs, inputs = weight.shape
    count = -(-inputs // block)
    padded = np.zeros((outputs, count * block), dtype=np.float32)
    padded[:, :inputs] = weight
    values, scales = rounded(padded.reshape(outputs, count, block), bits)
    stored = (values + 2 ** (bits - 1)).astype(np.uint8)
    if bits == 4:
        stored = stored[..., 0::2] | (stored[..., 1::2] << 4)
    return Blocks(bits, block, inputs, outputs, np.ascontiguousarray(stored), scales.reshape(-1))


def quantise_rows(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 [V, D] and float32 scales [V, 1]."""
    values, scales = rounded(rows.astype(np.float32), 8)
    return values.astype(np.int8), scales


@dataclass(frozen=True)
class PackedRows:
    """A table of 4 bits: weight = (value - 8) * block scale * row scale."""

    values: np.ndarray
    """int8 [V, D / 2]: byte j of a row holds values j (low half) and j + D / 2 (high half), less 128, so that a graph
    without bit operations takes them apart by a floor, and joins the halves by one Concat."""
    blocks: np.ndarray
    """int8 [V, D / block]; float16 scales would ask a GPU for shader-f16."""
    rows: np.ndarray
    """float32 [V, 1]"""


def quantise_rows_4bit(rows: np.ndarray, block: int) -> PackedRows:
    """`rows` [V, D]

    @raises ValueError where D does not divide into two halves of blocks
    """
    vocabulary, dimensions = rows.shape
    if dimensions % (2 * block):
        raise ValueError(f"A table of {dimensions} dimensions does not divide into two halves of blocks of {block}.")
    groups = rows.reshape(vocabulary, -1, block).astype(np.float32)
    _, wanted = rounded(groups, 4)
    blocks, row_scales = rounded(wanted[..., 0], 8)
    blocks = np.where(blocks == 0, 1, blocks)
    # Values are rounded with the scales that will be read, so that the scales' own rounding costs next to nothing.
    values = np.clip(np.round(groups / (blocks * row_scales)[..., None]), -8, 7).reshape(vocabulary, dimensions) + 8
    low, high = values[:, : dimensions // 2], values[:, dimensions // 2 :]
    return PackedRows((low + 16 * high - 128).astype(np.int8), blocks.astype(np.int8), row_scales)
