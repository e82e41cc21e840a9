"""Masked language modelling: the initialisation that every regime of the transformer starts from."""

import argparse

import numpy as np
import torch

from .. import checkpoint
from ..files import write_json
from ..model import BagOfSubwords
from ..steps.common import load_encoded, say
from ..train import TrainOptions
from . import options
from .loop import run_stage
from .masking import Texts, masked_step
from .state import State, fresh, restored


def masked_stage(state: State, texts: Texts, one: options.NetworkOptions, parallel: bool, seed: list[int]):
    """The step of MLM, or with `parallel` of TLM, for `run_stage`."""
    rng = np.random.default_rng(seed)

    def step(factor: float) -> float:
        draw = texts.translations if parallel else texts.monolingual
        return masked_step(
            state.bag,
            state.model,
            state.head,
            draw(one.size, one.longest),
            state.scale,
            one.rate * factor,
            one.weight_rate * factor,
            one.masked,
            one.budget,
            rng,
        )

    return step


def pretrain(args: argparse.Namespace, config: dict) -> None:
    """Leaves `<work>/pretrained/checkpoint.pt` and `run.json`."""
    log = say("pretrained")
    training, _, counts, _, _ = load_encoded(args)
    small = options.read(config, TrainOptions.from_json(args.config))
    torch.set_num_threads(small.threads)
    folder = args.work / "pretrained"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "checkpoint.pt"
    shape = small.shape_for(len(counts))
    saved = checkpoint.load(path, log)
    if saved is None:
        bag = BagOfSubwords(len(counts), shape.width - 1, small.seed)
        bag.initialise_weights(counts)
        state = fresh(shape, bag, small.seed)
    else:
        state = restored(saved, shape, small.seed)
    state.to(args.device).model.train()
    if state.stage == 0:
        texts = Texts(training, [small.seed, 1, state.step])
        step = masked_stage(state, texts, small.pretrain, False, [small.seed, 2, state.step])
        run_stage(state, small.pretrain, step, path, saved, log)
    write_json(folder / "run.json", {"steps": small.pretrain.steps, "seconds": round(state.seconds)})
