"""One stage of training: steps, warm-up and decay, a checkpoint every five minutes, a watch on the loss."""

import time
from collections.abc import Callable
from pathlib import Path

import torch

from .. import checkpoint
from ..divergence import LossWatch
from .options import NetworkOptions, TableOptions, factor_at
from .state import State

MEASURE_EVERY = 250  # steps between looks at the development set
CLIP = 1.0  # norm of the layers' gradient


def run_stage(
    state: State,
    options: NetworkOptions | TableOptions,
    step: Callable[[float], float],
    path: Path,
    saved: dict | None,
    log: Callable[[str], None],
    measure: Callable[[], dict] | None = None,
    every: int = 100,
) -> None:
    """`step(factor)`: one step at a share of its rates, returns the loss. `saved`: the checkpoint that the run goes on
    from within this stage, or None. Raises TrainingError when the run diverges."""
    network = isinstance(options, NetworkOptions)
    layers = state.layers()
    if network:
        state.begin_stage(options.layer_rate)
        if saved is not None and saved["optimiser"] is not None and state.step > 0:
            state.optimiser.load_state_dict(saved["optimiser"])
    else:
        state.optimiser = None
    watch, clock = LossWatch(path), checkpoint.Clock()
    losses: list[float] = []
    begun = time.monotonic()
    for number in range(state.step, options.steps):
        if measure is not None and number % MEASURE_EVERY == 0:
            log(f"step {number}: {measure()}")
        factor = factor_at(number, options.steps, options.warm)
        if network:
            state.set_rate(options.layer_rate * factor)
            state.optimiser.zero_grad()
        loss = step(factor)
        if network:
            torch.nn.utils.clip_grad_norm_(layers, CLIP)
            state.optimiser.step()
        watch.see(number, loss)
        losses.append(loss)
        state.step = number + 1
        if state.step % every == 0:
            mean = sum(losses) / len(losses)
            log(f"step {state.step} of {options.steps}, loss {mean:.3f}, {time.monotonic() - begun:.0f} s since")
            losses.clear()
        if clock.due():
            state.seconds += time.monotonic() - begun
            begun = time.monotonic()
            checkpoint.save(state.saved(), path)
            clock.saved()
    state.seconds += time.monotonic() - begun
    state.stage, state.step, state.optimiser = state.stage + 1, 0, None
    checkpoint.save(state.saved(), path)
