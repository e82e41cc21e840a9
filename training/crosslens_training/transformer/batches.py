"""From a sampled batch to padded groups of texts of like length."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch

from ..samplers import Batch
from ..tokenizer import END_ID


@dataclass(frozen=True, slots=True)
class Group:
    """`owners` [G]: which texts of the batch; `places` [G, T]: number into the batch's texts' pieces laid end to end
    (0 where padded); `mask` [G, T] bool."""

    owners: torch.Tensor
    places: torch.Tensor
    mask: torch.Tensor

    def to(self, device: torch.device) -> "Group":
        return Group(self.owners.to(device), self.places.to(device), self.mask.to(device))


def with_end(batch: Batch, longest: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Every text cut to a window of `longest` pieces and closed with the end piece: pieces and offsets."""
    texts = []
    for begin, end in zip(batch.offsets[:-1], batch.offsets[1:], strict=True):
        if end - begin >= longest:
            # Mostly the beginning, which is what is read of a long text first.
            shift = int(rng.integers(0, end - begin - longest + 2)) if rng.random() < 0.3 else 0
            begin, end = begin + shift, begin + shift + longest - 1
        texts.append(np.append(batch.pieces[begin:end], END_ID))
    lengths = np.array([len(text) for text in texts])
    return np.concatenate(texts), np.concatenate([[0], np.cumsum(lengths)])


def groups(offsets: np.ndarray, budget: int) -> Iterator[Group]:
    """Texts by length, as many together as fit `budget` padded tokens."""
    lengths = np.diff(offsets)
    order = np.argsort(lengths, kind="stable")
    start = 0
    while start < len(order):
        stop = start + 1
        while stop < len(order) and (stop + 1 - start) * lengths[order[stop]] <= budget:
            stop += 1
        owners = order[start:stop]
        width = int(lengths[owners].max())
        places = np.arange(width)[None, :]
        mask = places < lengths[owners][:, None]
        places = np.where(mask, offsets[owners][:, None] + places, 0)
        yield Group(torch.from_numpy(owners), torch.from_numpy(places), torch.from_numpy(mask))
        start = stop
