"""What onnxruntime makes of a model file, and how far that is from PyTorch's vectors."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnxruntime

BATCH = 5


def open_session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def run(session: onnxruntime.InferenceSession, ids: Sequence[Sequence[int]], pad: int, output: str) -> list[np.ndarray]:
    """
    In padded batches, as an application would.
    @returns the output of each text: [tokens × dimensions], or [dimensions] of a sentence output
    """
    rows = []
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        lengths = [len(one) for one in batch]
        tokens = max(lengths)
        mask = np.array([[int(column < length) for column in range(tokens)] for length in lengths], np.int64)
        feeds = {
            "input_ids": np.array([[*one, *[pad] * (tokens - len(one))] for one in batch], np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
            "position_ids": np.maximum(mask.cumsum(1) - 1, 0),
        }
        wanted = {value.name: feeds[value.name] for value in session.get_inputs() if value.name in feeds}
        wanted |= empty_past(session, len(batch))
        values = session.run([output], wanted)[0].astype(np.float32)
        rows += [value[:length] if value.ndim == 2 else value for value, length in zip(values, lengths, strict=True)]
    return rows


def empty_past(session: onnxruntime.InferenceSession, texts: int) -> dict[str, np.ndarray]:
    """Keys and values of a decoder that was exported for generation: none yet."""
    return {
        value.name: np.zeros((texts, value.shape[1], 0, value.shape[3]), np.float32)
        for value in session.get_inputs()
        if value.name.startswith("past_key_values.")
    }


def finish(
    value: np.ndarray,
    pooling: str,
    normalize: bool,
    dense: Sequence[Callable[[np.ndarray], np.ndarray]] = (),
    dimensions: int | None = None,
) -> np.ndarray:
    if value.ndim == 2:
        value = value.mean(0) if pooling == "mean" else value[-1 if pooling == "last" else 0]
    for layer in dense:
        value = layer(value)
    value = value[:dimensions]
    return value / np.linalg.norm(value) if normalize else value


def cosines(a: Sequence[Sequence[float]], b: Sequence[Sequence[float]]) -> np.ndarray:
    x, y = np.array(a, np.float64), np.array(b, np.float64)
    return (x * y).sum(1) / (np.linalg.norm(x, axis=1) * np.linalg.norm(y, axis=1))
