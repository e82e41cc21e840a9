"""Masked language modelling, of one text (MLM) or of two translations laid end to end (TLM)."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from transformers import BertModel

from ..model import BagOfSubwords, touch, update
from ..samplers import Encoded
from ..tokenizer import END_ID, UNKNOWN_ID
from .batches import groups
from .model import hidden

# The unknown piece never occurs in a text (tokenizer.py), so its row can stand for what is masked.
MASK_ID = UNKNOWN_ID
SHORTEST = 6  # pieces of a text that is worth masking


class Head(nn.Module):
    """From the last hidden state to a direction of the table; used in pretraining only."""

    def __init__(self, dimensions: int):
        super().__init__()
        self.dense = nn.Linear(dimensions, dimensions)
        self.norm = nn.LayerNorm(dimensions)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        return self.norm(F.gelu(self.dense(states)))


class Texts:
    """Draws texts for MLM (languages by the square root of what they have) and pairs of translations for TLM."""

    def __init__(self, data: Encoded, seed: list[int]):
        self.data = data
        self.rng = np.random.default_rng(seed)
        self.spans = {language: found for language, found in sorted(data.spans.items()) if len(found)}
        sizes = np.sqrt([len(found) for found in self.spans.values()])
        self.languages = list(self.spans)
        self.shares = sizes / sizes.sum()
        self.rows = [row for source, rows in sorted(data.rows.items()) for row in rows if len(row) > 1]

    def monolingual(self, count: int, longest: int) -> list[np.ndarray]:
        out = []
        for language in self.rng.choice(self.languages, count, p=self.shares):
            pool = self.spans[str(language)]
            out.append(self._window(self.data.texts[int(self.rng.choice(pool))], longest))
        return out

    def translations(self, count: int, longest: int) -> list[np.ndarray]:
        out: list[np.ndarray] = []
        while len(out) < count:
            row = self.rows[int(self.rng.integers(len(self.rows)))]
            one, other = self.rng.choice(sorted(row), 2, replace=False)
            half = longest // 2
            pair = [self._window(self.data.texts[row[str(name)]], half) for name in (one, other)]
            if sum(map(len, pair)) >= SHORTEST:
                out.append(np.concatenate([pair[0], [END_ID], pair[1]]))
        return out

    def _window(self, pieces: np.ndarray, longest: int) -> np.ndarray:
        start = int(self.rng.integers(0, max(1, len(pieces) - longest + 2)))
        return pieces[start : start + longest - 1]


def mask(pieces: np.ndarray, share: float, vocabulary: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """(what the network sees, which positions it is asked for): of the chosen 80 % masked, 10 % random, 10 % left.

    Devlin et al. 2019. The end piece is never asked for.
    """
    asked = (rng.random(len(pieces)) < share) & (pieces != END_ID)
    draw = rng.random(len(pieces))
    seen = np.where(asked & (draw < 0.8), MASK_ID, pieces)
    random = rng.integers(2, vocabulary, len(pieces))
    return np.where(asked & (draw >= 0.8) & (draw < 0.9), random, seen), asked


def masked_step(
    bag: BagOfSubwords,
    model: BertModel,
    head: Head,
    texts: list[np.ndarray],
    scale: float,
    rate: float,
    weight_rate: float,
    share: float,
    budget: int,
    rng: np.random.Generator,
) -> float:
    """Adds the gradient to layers and head and moves the table; returns the loss.

    The softmax runs over the pieces of the batch, which are thousands: a sampled softmax whose noise is the text itself.
    """
    closed = [np.append(text, END_ID) for text in texts]
    whole = np.concatenate(closed).astype(np.int64)
    offsets = np.concatenate([[0], np.cumsum([len(text) for text in closed])])
    seen, asked = mask(whole, share, len(bag.weight), rng)
    if not asked.any():
        return 0.0
    touched = touch(bag, np.concatenate([seen, whole]))
    local_seen = torch.from_numpy(touched.local[: len(seen)]).to(model.device)
    local_true = torch.from_numpy(touched.local[len(seen) :]).to(model.device)
    rows = (touched.rows * scale).to(model.device).requires_grad_()
    directions = touched.directions.to(model.device, copy=True).requires_grad_()
    wanted = torch.from_numpy(asked).to(model.device)
    losses = []
    with torch.autocast(model.device.type, torch.bfloat16, enabled=model.training):
        for group in (one.to(model.device) for one in groups(offsets, budget)):
            states = hidden(model, rows[local_seen[group.places]], group.mask)
            here = wanted[group.places] & group.mask
            if not bool(here.any()):
                continue
            guesses = head(states[here][:, :-1])
            logits = guesses @ F.normalize(directions, dim=1).T * 10
            losses.append(F.cross_entropy(logits.float(), local_true[group.places][here], reduction="sum"))
        loss = torch.stack(losses).sum() / int(asked.sum())
    loss.backward()
    with torch.no_grad():
        update(bag, touched, rows.grad.cpu() * scale, rate, weight_rate, directions.grad.cpu())
    return float(loss.detach())
