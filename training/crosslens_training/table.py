"""A bag's table as exported (int8 rows, float scales), and encoding by looking rows up.

The same vectors as the ONNX graph's, without a session: fast enough to measure the tables of a sweep one after another.
"""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from .export import quantise, with_end_row
from .files import write_bytes
from .tokenizer import END_ID, encode


def save(path: Path, rows: np.ndarray) -> None:
    """`rows` [V, D] float32: the float table. What is written is what `export` puts into the graph."""
    table, scales = quantise(with_end_row(rows))
    buffer = io.BytesIO()
    np.savez(buffer, table=table, scales=scales)
    write_bytes(path, buffer.getbuffer())


def load(path: Path) -> np.ndarray:
    """The table as the graph computes it, float32 [V, D]."""
    with np.load(path) as saved:
        return saved["table"].astype(np.float32) * saved["scales"]


class Pieces:
    """Piece ids of texts, end piece included, remembered: several tables share one tokenizer and the same texts."""

    def __init__(self, fast: Tokenizer):
        self.fast = fast
        self.known: dict[str, np.ndarray] = {}

    def __call__(self, texts: Sequence[str]) -> list[np.ndarray]:
        new = [text for text in dict.fromkeys(texts) if text not in self.known]
        for text, ids in zip(new, encode(self.fast, new), strict=True):
            self.known[text] = np.append(ids, END_ID)
        return [self.known[text] for text in texts]


class TableEncoder:
    """Stands where evaluate.Encoder stands."""

    def __init__(self, rows: np.ndarray, pieces: Callable[[Sequence[str]], list[np.ndarray]]):
        self.rows, self.pieces = rows, pieces

    def encode(self, texts: Sequence[str], size: int = 512) -> np.ndarray:
        """float32 [len(texts), D]: mean over the pieces, then L2 (the mean's divisor cancels)."""
        ids = self.pieces(texts)
        out = np.zeros((len(ids), self.rows.shape[1]), dtype=np.float32)
        for start in range(0, len(ids), size):
            chosen = ids[start : start + size]
            starts = np.cumsum([0, *(len(bag) for bag in chosen[:-1])])
            out[start : start + size] = np.add.reduceat(self.rows[np.concatenate(chosen)], starts, axis=0)
        return out / np.linalg.norm(out, axis=1, keepdims=True)
