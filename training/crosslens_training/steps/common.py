"""What steps share: configurations, encoded data, and what a run was trained with."""

import argparse
import hashlib
import json
import pickle
from collections.abc import Callable
from pathlib import Path

from .. import checkpoint
from ..errors import TrainingError
from ..files import read_json, write_json

TRAINING = Path(__file__).resolve().parents[2]


def say(name: str) -> Callable[[str], None]:
    return lambda text: print(f"{name}: {text}", flush=True)


def configuration(path: Path) -> dict:
    return read_json(path, "configuration", "Restore it from the repository, or name another with --config.")


def need(args: argparse.Namespace, option: str) -> Path:
    """The folder of an option that this step cannot do without."""
    value = getattr(args, option)
    if value is None:
        raise TrainingError(f"This step needs --{option}.")
    return value


def load_encoded(args: argparse.Namespace) -> tuple:
    """(training, held out, piece counts, texts by language, rows by source), as `encode` left them."""
    path = args.work / "encoded.pkl"
    try:
        with path.open("rb") as stream:
            return pickle.load(stream)
    except FileNotFoundError as error:
        raise TrainingError(f"There is no {path}. Run the step `encode` with the same --work first.") from error
    except (pickle.UnpicklingError, EOFError, AttributeError, OSError) as error:
        raise TrainingError(
            f"{path} is damaged or of another version ({error}). Run the step `encode` again."
        ) from error


def about_encoded(work: Path) -> dict:
    """What `encode` noted beside its result; before it did so there was one split."""
    path = work / "encoded.json"
    return read_json(path, "note on the encoded data", "Run `encode` again.") if path.exists() else {"split": "uniform"}


def fingerprint(path: Path) -> str | None:
    """SHA-256 of a file; None where it is not there."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None


def begin(folder: Path, settings: dict, results: tuple[str, ...], log: Callable[[str], None]) -> None:
    """Notes what a run is trained with. Where a run with other settings is there, it goes, and training starts again;
    one without a note, of an earlier version, is taken as it is."""
    settings = json.loads(json.dumps(settings))
    path = folder / "settings.json"
    if path.exists():
        found = read_json(path, "settings of the run", f"Delete the folder {folder}.")
        if found != settings:
            changed = sorted(key for key in {*found, *settings} if found.get(key) != settings.get(key))
            log(
                f"the settings have changed since this was trained ({', '.join(changed)}); trained again from the start"
            )
            checkpoint.discard(folder / "checkpoint.pt")
            for name in results:
                (folder / name).unlink(missing_ok=True)
    elif (folder / "checkpoint.pt").exists():
        log("there is a checkpoint without a note of its settings; it is taken as it is")
    write_json(path, settings)
