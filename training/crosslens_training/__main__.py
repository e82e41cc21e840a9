"""Command line: the whole family, or one step of it. Each goes on from files in the work folder.

    python -m crosslens_training family --data <train folder> --eval <eval folder> --work <work folder>

training/README.md lists the steps with what each reads and leaves.
"""

import argparse
import errno
from pathlib import Path

from .errors import TrainingError
from .regimes import BAG, ENCODERS, FamilyEncoder, trained
from .steps import bags, corpus, measuring, transformers
from .steps.common import TRAINING, configuration
from .steps.family import family

ONCE = {
    "tokenizer": corpus.make_tokenizer,
    "encode": corpus.encode,
    "pretrain": lambda args: transformers.pretrain(args, configuration(args.small)),
    "golden": measuring.write_golden,
    "measure-sweeps": measuring.measure_sweeps,
}
EACH = ("train", "export", "evaluate")


def train(args: argparse.Namespace, encoder: FamilyEncoder) -> None:
    if encoder.weights_of:
        raise TrainingError(f"{encoder.id} has the weights of {encoder.weights_of}: train that one.")
    if encoder.architecture == BAG:
        bags.train_bag(args, encoder)
    else:
        transformers.train_transformer(args, configuration(args.small), encoder)


def export(args: argparse.Namespace, encoder: FamilyEncoder) -> None:
    (bags.export_bag if encoder.architecture == BAG else transformers.export_transformer)(args, encoder)


def parser() -> argparse.ArgumentParser:
    out = argparse.ArgumentParser(
        prog="python -m crosslens_training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    out.add_argument("step", choices=["family", "all", *ONCE, *EACH, "sweeps", "manifest"])
    out.add_argument("names", nargs="*", help="encoders, or for `sweeps` one run; default: all of them")
    out.add_argument("--data", type=Path, help="folder of the training files")
    out.add_argument("--eval", type=Path, help="folder of the evaluation files")
    out.add_argument("--work", type=Path, default=Path("work"), help="checkpoints and caches")
    out.add_argument("--models", type=Path, default=TRAINING.parent / "models")
    out.add_argument("--config", type=Path, default=TRAINING / "configs" / "bag.json", help="of the bags and the data")
    out.add_argument("--small", type=Path, default=TRAINING / "configs" / "small.json", help="of the transformers")
    out.add_argument("--sweeps", type=Path, default=TRAINING / "configs" / "sweeps.json")
    out.add_argument(
        "--device", choices=["auto", "cpu", "cuda"], default="auto", help="where the transformers are trained"
    )
    return out


def device_of(asked: str) -> str:
    """The device: "cpu" or "cuda". Raises TrainingError where a GPU is asked for and none can be used."""
    import torch

    if asked == "cuda" and not torch.cuda.is_available():
        raise TrainingError("--device cuda: PyTorch finds no GPU here. Use --device cpu, or install a build with CUDA.")
    return "cuda" if asked != "cpu" and torch.cuda.is_available() else "cpu"


def run(args: argparse.Namespace) -> None:
    args.device = device_of(args.device)
    if args.step == "sweeps":
        if len(args.names) > 1:
            raise TrainingError("`sweeps` takes one run, or none for all of them.")
        measuring.run_sweeps(args, *args.names)
        return
    if args.step in ONCE:
        ONCE[args.step](args)
        return
    if unknown := sorted(set(args.names) - set(ENCODERS)):
        raise TrainingError(f"No encoder is called {', '.join(unknown)}. There are {', '.join(ENCODERS)}.")
    if args.step in ("family", "all"):
        # `all` is what cards of earlier releases name: it makes the bags.
        family(args, args.names or ([one.id for one in trained(BAG)] if args.step == "all" else []))
        return
    chosen = [ENCODERS[name] for name in args.names]
    if args.step == "manifest":
        measuring.write_manifest(args, chosen)
        return
    for encoder in chosen or (trained() if args.step == "train" else ENCODERS.values()):
        {"train": train, "export": export, "evaluate": measuring.evaluate_one}[args.step](args, encoder)


def main() -> None:
    args = parser().parse_args()
    try:
        run(args)
    except TrainingError as error:
        raise SystemExit(f"crosslens_training: {error}") from None
    except KeyboardInterrupt:
        raise SystemExit("crosslens_training: stopped. The same command goes on from the last checkpoint.") from None
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        where = f" at {error.filename}" if error.filename else ""
        raise SystemExit(
            f"crosslens_training: the disk is full{where}. Make room, then run the same command again."
        ) from None


if __name__ == "__main__":
    main()
