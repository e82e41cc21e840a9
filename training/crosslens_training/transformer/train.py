"""The stages of a regime, from the shared initialisation to a checkpoint that can be exported."""

import argparse
from dataclasses import replace

import numpy as np
import torch

from .. import checkpoint
from ..errors import TrainingError
from ..files import write_json
from ..heldout import QUESTIONS
from ..model import step as bag_step
from ..regimes import FamilyEncoder, Regime, restrict
from ..samplers import Encoded, Sampler
from ..steps.common import about_encoded, load_encoded, say
from ..train import TrainOptions
from . import development, options
from .loop import run_stage
from .masking import Texts
from .model import pass_through, scale_of, silence
from .pretrain import masked_stage
from .state import State, restored
from .step import contrastive_step, encode


def questions_only(data: Encoded) -> Encoded:
    """Questions in several languages, and questions with their passages."""
    return replace(
        data,
        rows={source: rows for source, rows in data.rows.items() if source == "mkqa"},
        groups={source: groups for source, groups in data.groups.items() if source == "mkqa"},
        pairs={
            language: kept
            for language, streams in data.pairs.items()
            if (kept := {name: found for name, found in streams.items() if name in QUESTIONS})
        },
        spans={},
    )


def equal_steps(small: options.SmallOptions, regime: Regime) -> options.SmallOptions:
    """Every regime takes the same number of steps of either kind: what comes first comes off what follows."""
    tlm = small.tlm.steps if "tlm" in regime.stages else 0
    questions = small.question_passage.steps if "question-passage" in regime.stages else 0
    return replace(
        small,
        network=replace(small.network, steps=small.network.steps - tlm),
        table=replace(small.table, steps=small.table.steps - questions),
    )


def _stage(
    name: str,
    number: int,
    state: State,
    data: Encoded,
    counts: np.ndarray,
    regime: Regime,
    small: options.SmallOptions,
):
    """(options, step) of one stage. A resumed stage draws anew from the seed and its step: repeatable."""
    alpha = regime.alpha
    learnt_from_pairs = "question-passage" in regime.stages[:number]
    seed = [small.seed, number, state.step]
    if name == "tlm":
        return small.tlm, masked_stage(state, Texts(data, seed), small.tlm, True, seed)
    if name in ("table", "question-passage"):
        if state.step == 0 and not learnt_from_pairs:
            state.bag.begin_anew(counts)
        table = small.table if name == "table" else small.question_passage
        chosen = data if name == "table" else questions_only(data)
        sampler = Sampler(chosen, small.sampler_of(table.size), alpha, seed)

        def table_step(factor: float) -> float:
            rates = table.rate * factor, table.weight_rate * factor
            return bag_step(state.bag, sampler.next(), *rates, small.temperature)

        return table, table_step
    if name != "network":
        raise TrainingError(f"The stage {name} is not known; a regime's stages stand in regimes.py.")
    network = small.network
    sampler = Sampler(data, small.sampler_of(network.size), alpha, seed)
    rng = np.random.default_rng(seed)
    if state.step == 0:
        # The table is another one since the layers were pretrained: they keep what they read, and write anew.
        state.scale = scale_of(state.bag.rows())
        pass_through(state.model)
        silence(state.model)

    def network_step(factor: float) -> float:
        return contrastive_step(
            state.bag,
            state.model,
            sampler.next(),
            state.scale,
            network.rate * factor,
            network.weight_rate * factor,
            small.temperature,
            network.longest,
            network.budget,
            rng,
        )

    return network, network_step


def train(args: argparse.Namespace, config: dict, encoder: FamilyEncoder, regime: Regime) -> None:
    """Leaves `<work>/<id>/checkpoint.pt` and `run.json`; goes on from a checkpoint that is there."""
    log = say(encoder.id)
    training, held, counts, languages, sources = load_encoded(args)
    base = TrainOptions.from_json(args.config)
    small = equal_steps(options.read(config, base), regime)
    torch.set_num_threads(small.threads)
    folder = args.work / encoder.id
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "checkpoint.pt"
    saved = checkpoint.load(path, log)
    start = saved or checkpoint.load(args.work / "pretrained" / "checkpoint.pt", log)
    if start is None:
        raise TrainingError(f"There is no initialisation in {args.work / 'pretrained'}. Run `pretrain` first.")
    state = restored(start, small.shape_for(len(counts)), small.seed)
    if saved is None:
        state.stage, state.step, state.seconds = 0, 0, 0.0
    state.to(args.device).model.train()

    def measure() -> dict[str, float]:
        state.model.eval()
        found = development.measure(
            lambda texts: encode(state.bag, state.model, texts, state.scale), held, base.languages, training
        )
        state.model.train()
        return found

    data = restrict(training, regime.languages)
    while state.stage < len(regime.stages):
        name = regime.stages[state.stage]
        log(f"stage {name} from step {state.step}")
        chosen, step = _stage(name, state.stage, state, data, counts, regime, small)
        run_stage(state, chosen, step, path, saved, log, measure if name == "network" else None)
        saved = None
    figures = measure()
    log(str(figures))
    wanted = regime.languages or languages
    write_json(
        folder / "run.json",
        {
            "dimensions": state.model.config.hidden_size,
            "layers": state.model.config.num_hidden_layers,
            "steps": {"table": small.table.steps, "network": small.network.steps}
            | ({"tlm": small.tlm.steps} if "tlm" in regime.stages else {})
            | ({"question-passage": small.question_passage.steps} if "question-passage" in regime.stages else {}),
            "size": {"table": small.table.size, "network": small.network.size},
            "seed": small.seed,
            "temperature": small.temperature,
            "seconds": round(state.seconds),
            "command": "python -m crosslens_training family --data <train folder> --work <work folder>",
            "split": about_encoded(args.work)["split"],
            "languages": {name: count for name, count in languages.items() if name in wanted},
            "sources": sources,
            "held-out": figures,
        },
    )
