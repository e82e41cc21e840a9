"""Stops a run whose loss is not finite, or has risen far above where it began."""

import math
from collections import deque
from pathlib import Path

from . import checkpoint
from .errors import TrainingError


class LossWatch:
    """`see` every step's loss. The mean of the last `window` losses may be at most `factor` times the mean of the first
    `window`: single batches differ much (a lexicon's are hard, neighbouring verses' harder), means of fifty do not."""

    def __init__(self, path: Path, window: int = 50, factor: float = 2.0):
        self.path, self.window, self.factor = path, window, factor
        self.first: list[float] = []
        self.last: deque[float] = deque(maxlen=window)

    def see(self, step: int, loss: float) -> None:
        """`step`: the number of steps done before this one. Raises TrainingError."""
        if not math.isfinite(loss):
            raise TrainingError(self._message(step, f"the loss is {loss}"))
        if len(self.first) < self.window:
            self.first.append(loss)
        self.last.append(loss)
        if len(self.last) < self.window:
            return
        start, now = (sum(values) / self.window for values in (self.first, self.last))
        if now > self.factor * abs(start) + 1:  # 1 nat of room, for a run resumed near zero
            found = f"the mean loss of the last {self.window} steps is {now:.2f}, and it began at {start:.2f}"
            raise TrainingError(self._message(step, found))

    def _message(self, step: int, found: str) -> str:
        return (
            f"The run has diverged at step {step + 1}: {found}. {checkpoint.good(self.path)} "
            "Lower the learning rate in the configuration, then run the same command: it goes on from the checkpoint."
        )
