"""What quantisation costs: vectors of an ONNX file against PyTorch's, and mAP on a development set."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from transformers import BertModel

from .. import golden
from ..evaluate import average_precision, ranks_of
from ..samplers import Encoded
from ..tokenizer import END_ID, encode, load_fast

LOWEST_COSINE = 0.995
LARGEST_LOSS = 0.01  # of mAP
BATCH = 16


@dataclass(frozen=True)
class Agreement:
    lowest: float
    mean: float


@dataclass(frozen=True)
class Development:
    """Vectors of a development set: query i is answered by passage i alone, float32 unit rows."""

    queries: np.ndarray
    passages: np.ndarray


def pieces(tokenizer: Path, texts: Sequence[str]) -> list[np.ndarray]:
    """Ids of each text with the end piece, as every loader of the folder makes them."""
    return [np.append(ids, END_ID) for ids in encode(load_fast(tokenizer), texts)]


def hard_texts(folder: Path) -> list[str]:
    """The strings of `golden/` that tokenizers are tested on, in every script, with an empty and an overlong one."""
    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    return [golden.spelled_out(text) for text in (*texts, golden.LONG)]


def held_out_pairs(held: Encoded) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Ids of questions in Khmer (mkqa) and sentences in Amharic (tico-19), and of the same in English."""
    chosen = [(row, language) for source, language in (("mkqa", "km"), ("tico-19", "am")) for row in held.rows[source]]
    both = [(row[language], row["en"]) for row, language in chosen if language in row and "en" in row]
    queries, passages = zip(*both, strict=True)
    return tuple([np.append(held.texts[number], END_ID) for number in side] for side in (queries, passages))


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@torch.no_grad()
def torch_vectors(model: BertModel, ids: Sequence[np.ndarray]) -> np.ndarray:
    """float32 [texts, D], one text at a time, so that nothing is padded: what all others are measured against."""
    rows = []
    for one in ids:
        tokens = torch.from_numpy(one).long()[None]
        rows.append(model(input_ids=tokens, attention_mask=torch.ones_like(tokens)).last_hidden_state[0].mean(0))
    return unit(torch.stack(rows).numpy())


def onnx_vectors(graph: Path | bytes, ids: Sequence[np.ndarray]) -> np.ndarray:
    """float32 [texts, D], in padded batches of texts as they come, so that the mask has to work."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    rows = []
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        width = max(map(len, batch))
        mask = np.array([[int(column < len(one)) for column in range(width)] for one in batch], np.int64)
        input_ids = np.array([[*one, *[END_ID] * (width - len(one))] for one in batch], np.int64)
        (hidden,) = session.run(["last_hidden_state"], {"input_ids": input_ids, "attention_mask": mask})
        rows.append((hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True))
    return unit(np.concatenate(rows))


def agreement(one: np.ndarray, other: np.ndarray) -> Agreement:
    """Cosines text by text of unit rows."""
    if one.shape != other.shape:
        raise ValueError(f"Vectors {one.shape} cannot be compared with vectors {other.shape}.")
    cosines = (one.astype(np.float64) * other).sum(1)
    return Agreement(float(cosines.min()), float(cosines.mean()))


def mean_average_precision(development: Development) -> float:
    own = np.arange(len(development.queries))[:, None]
    return float(average_precision(ranks_of(development.queries @ development.passages.T, own)).mean())


def loss_of_map(exact: Development, rounded: Development) -> float:
    """mAP of the float32 vectors less that of the quantised ones: positive where quantisation costs something."""
    return mean_average_precision(exact) - mean_average_precision(rounded)
