"""Where the transformer's own modules are called. They are imported here only, so that the bag needs none of them.

They read `args` (folders, `device`: "cpu" or "cuda") and `config`, the content of configs/small.json, and leave

* pretrain: `<work>/pretrained/checkpoint.pt` and `run.json`, the shared initialisation,
* train: `<work>/<id>/checkpoint.pt` and `run.json`; see the package for what a checkpoint holds.
"""

import argparse
from dataclasses import asdict
from importlib import import_module
from types import ModuleType

from ..errors import TrainingError
from ..regimes import REGIMES, FamilyEncoder
from .common import about_encoded, begin, configuration, fingerprint, say


def _module(name: str) -> ModuleType:
    whole = f"{__package__.rpartition('.')[0]}.transformer.{name}"
    try:
        return import_module(whole)
    except ModuleNotFoundError as error:
        raise TrainingError(
            f"The transformer cannot be made here: {error.name} is not installed. "
            "Install requirements.txt, or name the bags alone: family bag-hybrid bag-mono."
        ) from error


def about_pretraining(config: dict) -> dict:
    """What the shared initialisation depends on, of configs/small.json."""
    return {key: config.get(key) for key in ("shape", "seed", "pretrain")}


def about_training(config: dict, encoder: FamilyEncoder) -> dict:
    """What an encoder depends on besides: its regime and the settings of its stages, which bear their names."""
    regime = REGIMES[encoder.regime]
    return {
        "regime": asdict(regime),
        **{key: config.get(key) for key in ("shape", "seed", "temperature", *regime.stages)},
    }


def pretrain(args: argparse.Namespace, config: dict) -> None:
    """Masked language modelling of the shared network."""
    module = _module("pretrain")
    settings = {**about_pretraining(config), "encoded": about_encoded(args.work).get("fingerprint")}
    begin(args.work / "pretrained", settings, ("run.json",), say("pretrained"))
    module.pretrain(args, config)


def train_transformer(args: argparse.Namespace, config: dict, encoder: FamilyEncoder) -> None:
    """Every stage of the encoder's regime."""
    module = _module("train")
    settings = {
        **about_training(config, encoder),
        "encoded": about_encoded(args.work).get("fingerprint"),
        "pretrained": fingerprint(args.work / "pretrained" / "checkpoint.pt"),
        # The sampler's options stand in the configuration of the bags.
        "sampler": configuration(args.config).get("sampler"),
    }
    begin(args.work / encoder.id, settings, ("run.json",), say(encoder.id))
    module.train(args, config, encoder, REGIMES[encoder.regime])


def export_transformer(args: argparse.Namespace, encoder: FamilyEncoder) -> None:
    module = _module("export")
    path = args.work / encoder.trained_as / "checkpoint.pt"
    if not path.exists():
        raise TrainingError(f"There is no checkpoint at {path}. Run `train {encoder.trained_as}` first.")
    module.export(module.load(path), args.work / "tokenizer.json", args.models / encoder.id, (encoder.dtype,))
