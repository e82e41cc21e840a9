"""What a run of the transformer holds, as one checkpoint."""

from dataclasses import dataclass

import torch
from torch import nn
from transformers import BertModel

from ..model import BagOfSubwords
from .masking import Head
from .model import Shape, new_model, scale_of, set_table


@dataclass(slots=True)
class State:
    """`bag`: directions, weights and their optimiser's state; `model`: the layers, whose own table is written last."""

    bag: BagOfSubwords
    model: BertModel
    head: Head
    scale: float
    optimiser: torch.optim.Optimizer | None = None
    # Stages done, and steps of the one under way.
    stage: int = 0
    step: int = 0
    seconds: float = 0.0

    def layers(self) -> list[nn.Parameter]:
        """What AdamW trains. The token-type row is the constant that the start is built on and stays."""
        fixed = ("word_embeddings", "token_type_embeddings")
        parameters = [p for name, p in self.model.named_parameters() if not any(part in name for part in fixed)]
        return [*parameters, *self.head.parameters()]

    def to(self, device: str) -> "State":
        """Layers and head to the device; the table stays where it is."""
        self.model.to(device)
        self.head.to(device)
        return self

    def begin_stage(self, rate: float) -> None:
        self.optimiser = torch.optim.AdamW(self.layers(), lr=rate, betas=(0.9, 0.98), weight_decay=0.01)

    def saved(self) -> dict:
        """The checkpoint: `model` and `config` are what an export reads, the rest is what a run goes on with."""
        set_table(self.model, self.bag.rows() * self.scale)
        return {
            "model": self.model.state_dict(),
            "config": self.model.config.to_dict(),
            "bag": self.bag.state(),
            "head": self.head.state_dict(),
            "optimiser": None if self.optimiser is None else self.optimiser.state_dict(),
            "scale": self.scale,
            "stage": self.stage,
            "step": self.step,
            "seconds": self.seconds,
        }


def fresh(shape: Shape, bag: BagOfSubwords, seed: int) -> State:
    model = new_model(shape, seed)
    return State(bag, model, Head(shape.width - 1), scale_of(bag.rows()))


def restored(saved: dict, shape: Shape, seed: int) -> State:
    bag = BagOfSubwords(1, 1, 0)
    bag.load(saved["bag"])
    state = fresh(shape, bag, seed)
    state.model.load_state_dict(saved["model"])
    state.head.load_state_dict(saved["head"])
    state.scale, state.stage, state.step, state.seconds = (
        saved[name] for name in ("scale", "stage", "step", "seconds")
    )
    return state
