"""The model, its loss and its gradient, written out.

A text's vector is the sum over its pieces of exp(s_i) * E_i, normalised. Mean
and sum pooling agree after normalisation. Only rows that occur in a batch are
read or written, so a step costs what the batch's text costs, whatever the
vocabulary.
"""

import math
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from .prepare import sif_weights
from .samplers import Batch
from .tokenizer import END_ID


class BagOfSubwords:
    """Parameters: directions E [V, D] and log-weights s [V]; optimiser state beside them."""

    def __init__(self, vocabulary: int, dimensions: int, seed: int):
        generator = torch.Generator().manual_seed(seed)
        self.table = torch.randn(vocabulary, dimensions, generator=generator) / math.sqrt(dimensions)
        self.weight = torch.zeros(vocabulary)
        self.table_state = torch.zeros(vocabulary)  # row-wise second moment
        self.weight_state = torch.zeros(vocabulary)

    def initialise_weights(self, counts: np.ndarray, smoothing: float = 1e-3) -> None:
        """By rarity: see `sif_weights`."""
        self.weight = torch.from_numpy(sif_weights(counts, smoothing)).log().float()

    def begin_anew(self, counts: np.ndarray) -> None:
        """Keeps the directions alone, whitened and at the length that a fresh table has: another loss has left steps,
        lengths and weights that fit itself. (Adagrad's memory of masked language modelling left rates near zero, and a
        direction that all its rows share cost exact matching; training/NOTES.md.)"""
        self.table = whitened(self.table / self.table.norm(dim=1, keepdim=True).clamp_min(1e-9))
        self.table /= self.table.norm(dim=1, keepdim=True).clamp_min(1e-9)
        self.initialise_weights(counts)
        self.table_state.zero_()
        self.weight_state.zero_()

    def rows(self) -> torch.Tensor:
        """exp(s) * E, [V, D] float32: what is exported."""
        return self.table * self.weight.exp()[:, None]

    def state(self) -> dict:
        return {name: getattr(self, name) for name in ("table", "weight", "table_state", "weight_state")}

    def load(self, state: dict) -> None:
        for name, value in state.items():
            setattr(self, name, value)


def whitened(rows: torch.Tensor) -> torch.Tensor:
    """Rows [V, D] moved as little as it takes for their mean to be zero and their covariance the identity (ZCA)."""
    centred = rows - rows.mean(0)
    values, vectors = torch.linalg.eigh(centred.T @ centred / len(centred))
    return centred @ (vectors * values.clamp_min(1e-6).rsqrt()) @ vectors.T


def contrastive_gradient(vectors: torch.Tensor, same: torch.Tensor, temperature: float) -> tuple[float, torch.Tensor]:
    """Symmetric InfoNCE over in-batch negatives, and its gradient.

    `vectors` [2B, D]: unnormalised queries, then passages. Pairs whose query or
    passage is the same content as the row's own are no negatives (`same` [B, B]
    bool). Returns the loss and the gradient [2B, D].
    """
    size = vectors.shape[0] // 2
    norms = vectors.norm(dim=1, keepdim=True).clamp_min(1e-9)
    unit = vectors / norms
    queries, passages = unit[:size], unit[size:]
    # Cosines are at most 1, so subtracting 1 / temperature keeps exp in range for rows and columns alike.
    scores = torch.addmm(torch.full((1, 1), -1 / temperature), queries, passages.T, alpha=1 / temperature)
    own = scores.diagonal().clone()
    scores.masked_fill_(same, -1e4)
    scores.diagonal().copy_(own)
    powers = scores.exp_()
    by_row, by_column = powers.sum(1, keepdim=True), powers.sum(0, keepdim=True)
    loss = float((by_row.squeeze().log() + by_column.squeeze().log()).mean() / 2 - own.mean())
    gradient = powers.mul_((1 / by_row + 1 / by_column) * (0.5 / size))
    gradient.diagonal().sub_(1 / size)
    gradient.div_(temperature)
    to_unit = torch.cat([gradient @ passages, gradient.T @ queries])
    to_vectors = (to_unit - unit * (unit * to_unit).sum(1, keepdim=True)) / norms
    return loss, to_vectors


def same_content(batch: Batch) -> torch.Tensor:
    """[B, B] bool: true where query or passage is the same content, so on the diagonal too."""
    query = torch.from_numpy(batch.query_keys)
    passage = torch.from_numpy(batch.passage_keys)
    return (query[:, None] == query) | (passage[:, None] == passage)


@dataclass(frozen=True, slots=True)
class Touched:
    """The rows of a table that a batch reads. `numbers` [U]: their piece ids, ascending; `local` [total]: which one
    each piece of the batch is; `directions` [U, D] and `scale` [U, 1]: their parts."""

    numbers: torch.Tensor
    local: np.ndarray
    directions: torch.Tensor
    scale: torch.Tensor

    @property
    def rows(self) -> torch.Tensor:
        return self.directions * self.scale


def touch(model: BagOfSubwords, pieces: np.ndarray) -> Touched:
    found, local = np.unique(pieces, return_inverse=True)
    numbers = torch.from_numpy(found).long()
    scale = model.weight[numbers].exp()[:, None]
    scale[numbers == END_ID] = 0  # it closes every text and says nothing
    return Touched(numbers, local, model.table[numbers], scale)


def update(
    model: BagOfSubwords,
    touched: Touched,
    to_rows: torch.Tensor,
    rate: float,
    weight_rate: float,
    to_directions: torch.Tensor | None = None,
) -> None:
    """Row-wise Adagrad on directions and log-weights, given the loss's gradient by the touched rows [U, D].

    `to_directions` [U, D]: what the loss has of the directions besides, where they are read without their weights.
    """
    numbers, directions = touched.numbers, touched.directions
    to_weight = (to_rows * touched.rows).sum(1)
    to_table = to_rows * touched.scale
    if to_directions is not None:
        to_table = to_table + to_directions

    state = model.table_state[numbers] + to_table.square().mean(1)
    model.table_state[numbers] = state
    model.table[numbers] = torch.addcmul(
        directions, to_table, (state.sqrt() + 1e-10).reciprocal()[:, None], value=-rate
    )
    state = model.weight_state[numbers] + to_weight.square()
    model.weight_state[numbers] = state
    model.weight[numbers] -= weight_rate * to_weight / (state.sqrt() + 1e-10)


def step(model: BagOfSubwords, batch: Batch, rate: float, weight_rate: float, temperature: float) -> float:
    """One step of row-wise Adagrad on the rows the batch touches; returns the loss."""
    with torch.no_grad():
        touched = touch(model, batch.pieces)
        local = touched.local
        offsets = torch.from_numpy(batch.offsets[:-1])
        vectors = F.embedding_bag(torch.from_numpy(local), touched.rows, offsets, mode="sum")  # [2B, D]
        loss, gradient = contrastive_gradient(vectors, same_content(batch), temperature)
        # The transposed bag: for every touched piece the sum over the texts that hold it.
        owner = np.repeat(np.arange(len(batch.offsets) - 1), np.diff(batch.offsets))
        order = np.argsort(local, kind="stable")
        starts = torch.from_numpy(np.concatenate([[0], np.cumsum(np.bincount(local))[:-1]]))
        to_rows = F.embedding_bag(torch.from_numpy(owner[order]), gradient, starts, mode="sum")  # [U, D]
        update(model, touched, to_rows, rate, weight_rate)
    return loss
