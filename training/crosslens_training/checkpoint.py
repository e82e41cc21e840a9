"""Checkpoints that survive: a full disk, an interruption, a damaged file, a run that diverges.

`checkpoint.pt` is a plain torch.save file and `checkpoint.previous.pt` the one before it.
"""

import io
import os
import pickle
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import torch

from .errors import TrainingError
from .files import write_beside

EVERY_SECONDS = 300.0


def previous(path: Path) -> Path:
    return path.with_suffix(f".previous{path.suffix}")


def _not_finite(value, name: str = "") -> str | None:
    """The name of a tensor in nested dictionaries and lists that holds NaN or infinity."""
    if isinstance(value, torch.Tensor):
        return name if value.is_floating_point() and not bool(torch.isfinite(value).all()) else None
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list | tuple) else ()
    return next((found for key, child in children if (found := _not_finite(child, f"{name}/{key}".lstrip("/")))), None)


def good(path: Path) -> str:
    """Which checkpoint is there to go on from, in words."""
    kept = next((candidate for candidate in (path, previous(path)) if candidate.exists()), None)
    return f"The last good checkpoint is {kept}." if kept else "No checkpoint was written yet."


def save(state: dict, path: Path) -> None:
    """Writes `state` beside `path`, brings it to the disk, and only then lets it take the place of the old one, which
    stays as `checkpoint.previous.pt`. Raises TrainingError when a tensor is not finite or the disk is full."""
    if name := _not_finite(state):
        raise TrainingError(
            f"The run has diverged: {name} holds values that are not finite at step {state.get('step', '?')}. "
            f"Nothing was saved. {good(path)} Lower the learning rate and start again from it."
        )
    buffer = io.BytesIO()
    torch.save(state, buffer)
    content = buffer.getbuffer()
    advice = (
        f"That is beside the checkpoints that are kept. {good(path)} Make room, then run the same command: it goes on "
        "from there."
    )
    temporary = write_beside(path, content, advice)
    if path.exists():
        path.replace(previous(path))
    temporary.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Brings the renames to the disk; a no-op where folders cannot be opened."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _read(path: Path) -> dict:
    # torch.load does not look at the checksums that torch.save writes.
    with zipfile.ZipFile(path) as archive:
        if damaged := archive.testzip():
            raise zipfile.BadZipFile(f"wrong checksum of {damaged}")
    return torch.load(path, weights_only=True, map_location="cpu")


def load(path: Path, log: Callable[[str], None] = print) -> dict | None:
    """The state saved last, on the CPU; the one before it where that file is damaged or missing; None where there is
    neither. Raises TrainingError when all that is there is damaged."""
    reasons = []
    for candidate in (path, previous(path)):
        if not candidate.exists():
            continue
        try:
            state = _read(candidate)
        except (
            OSError,
            RuntimeError,
            EOFError,
            ValueError,
            KeyError,
            zipfile.BadZipFile,
            pickle.UnpicklingError,
        ) as error:
            reasons.append(
                f"{candidate} is damaged ({str(error).splitlines()[0] if str(error) else type(error).__name__})"
            )
            continue
        if reasons or candidate != path:
            log(
                f"{'; '.join(reasons) or f'{path} is missing'}: "
                f"going on from {candidate}, step {state.get('step', '?')}"
            )
        return state
    if reasons:
        raise TrainingError(
            f"{'; '.join(reasons)}. Delete what is damaged and train this encoder again from the start."
        )
    return None


def discard(path: Path) -> None:
    """Removes both checkpoints, where a run is to start again."""
    path.unlink(missing_ok=True)
    previous(path).unlink(missing_ok=True)


class Clock:
    """Says when a checkpoint is due: `EVERY_SECONDS` after the last."""

    def __init__(self, seconds: float = EVERY_SECONDS, now: Callable[[], float] = time.monotonic):
        self.seconds, self.now = seconds, now
        self.last = now()

    def due(self) -> bool:
        return self.now() - self.last >= self.seconds

    def saved(self) -> None:
        self.last = self.now()
