"""One training step of the whole network: the table as a bag's, the layers by AdamW."""

import numpy as np
import torch
from transformers import BertModel

from ..model import BagOfSubwords, contrastive_gradient, same_content, touch, update
from ..samplers import Batch
from ..tokenizer import END_ID
from .batches import groups, with_end
from .model import hidden, pooled


def contrastive_step(
    bag: BagOfSubwords,
    model: BertModel,
    batch: Batch,
    scale: float,
    rate: float,
    weight_rate: float,
    temperature: float,
    longest: int,
    budget: int,
    rng: np.random.Generator,
) -> float:
    """Adds the loss's gradient to the layers' and moves the table's rows; returns the loss.

    `scale`: what the bag's rows are multiplied by before they enter the network. The gradient by the vectors is the
    bag's (written out, see `contrastive_gradient`); autograd takes it from the vectors to rows and layers. Texts go
    through the network in groups of like length, on the model's device; the table stays on the CPU, where a step reads
    few of its rows.
    """
    pieces, offsets = with_end(batch, longest, rng)
    touched = touch(bag, pieces)
    rows = (touched.rows * scale).to(model.device).requires_grad_()
    local = torch.from_numpy(touched.local).to(model.device)
    chosen = [group.to(model.device) for group in groups(offsets, budget)]
    outputs = []
    with torch.autocast(model.device.type, torch.bfloat16, enabled=model.training):
        for group in chosen:
            outputs.append(pooled(hidden(model, rows[local[group.places]], group.mask), group.mask))
    order = torch.cat([group.owners for group in chosen])
    vectors = torch.empty(len(order), outputs[0].shape[1], device=model.device)
    vectors[order] = torch.cat(outputs).detach()
    loss, gradient = contrastive_gradient(vectors, same_content(batch).to(model.device), temperature)
    torch.autograd.backward(outputs, [gradient[group.owners] for group in chosen])
    with torch.no_grad():
        update(bag, touched, rows.grad.cpu() * scale, rate, weight_rate)
    return loss


@torch.no_grad()
def encode(
    bag: BagOfSubwords, model: BertModel, texts: list[np.ndarray], scale: float, longest: int = 512, budget: int = 8192
) -> np.ndarray:
    """Unit vectors float32 [len(texts), width] of texts as piece ids."""
    batch = Batch(
        pieces=np.concatenate(texts),
        offsets=np.concatenate([[0], np.cumsum([len(text) for text in texts])]),
        query_keys=np.zeros(0),
        passage_keys=np.zeros(0),
    )
    pieces, offsets = with_end(batch, longest, np.random.default_rng(0))
    rows = bag.rows() * scale
    rows[END_ID] = 0
    rows, ids = rows.to(model.device), torch.from_numpy(pieces).long().to(model.device)
    out = np.zeros((len(texts), model.config.hidden_size), dtype=np.float32)
    with torch.autocast(model.device.type, torch.bfloat16):
        for group in groups(offsets, budget):
            there = group.to(model.device)
            states = hidden(model, rows[ids[there.places]], there.mask)
            out[group.owners.numpy()] = pooled(states, there.mask).cpu().numpy()
    return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)
