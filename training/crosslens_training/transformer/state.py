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
        fixed = ("embeddings.word", "embeddings.token_type", "embeddings.position")
        parameters = [p for name, p in self.model.named_parameters() if not name.startswith(fixed)]
        return [*parameters, *self.head.parameters(), *self.positions()]

    def positions(self) -> list[nn.Parameter]:
        return [self.model.embeddings.position_embeddings.weight]

    def to(self, device: str) -> "State":
        """Layers and head to the device; the table stays where it is."""
        self.model.to(device)
        self.head.to(device)
        return self

    def begin_stage(self, rate: float) -> None:
        """Positions get a tenth of the rate: they are added to every token, and most tokens are short (their weight is
        in their length), so that AdamW's even steps would soon drown them."""
        others = self.layers()[: -len(self.positions())]
        self.optimiser = torch.optim.AdamW(
            [{"params": others, "share": 1.0}, {"params": self.positions(), "share": 0.1}],
            lr=rate,
            betas=(0.9, 0.98),
            weight_decay=0.01,
        )

    def set_rate(self, rate: float) -> None:
        for group in self.optimiser.param_groups:
            group["lr"] = rate * group["share"]

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
