"""Checkpoints against a full disk, an interruption, damage and divergence: nothing is simulated but the clock."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from crosslens_training import checkpoint
from crosslens_training.divergence import LossWatch
from crosslens_training.errors import TrainingError
from crosslens_training.samplers import Encoded, SamplerOptions
from crosslens_training.train import TrainOptions, train


def state(step: int, rows: int = 10) -> dict:
    return {"model": {"table": torch.full((rows, 100), float(step))}, "step": step}


def quiet(_: str) -> None:
    pass


def test_the_one_before_is_kept(tmp_path):
    path = tmp_path / "run" / "checkpoint.pt"
    assert checkpoint.load(path) is None
    for step in (1, 2, 3):
        checkpoint.save(state(step), path)
    assert sorted(os.listdir(path.parent)) == ["checkpoint.previous.pt", "checkpoint.pt"]
    assert checkpoint.load(path)["step"] == 3
    assert torch.load(checkpoint.previous(path), weights_only=True)["step"] == 2


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1500])


def flip(path: Path) -> None:
    """One bit of the weights: torch.load alone would not notice."""
    content = bytearray(path.read_bytes())
    content[content.index(np.float32(2).tobytes() * 4)] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [cut, flip, Path.unlink, lambda path: path.write_text("")])
def test_a_damaged_file_is_said_and_the_one_before_it_is_used(tmp_path, damage):
    path = tmp_path / "checkpoint.pt"
    checkpoint.save(state(1), path)
    checkpoint.save(state(2), path)
    damage(path)
    said: list[str] = []
    assert checkpoint.load(path, said.append)["step"] == 1
    (line,) = said
    assert str(path) in line and ("is damaged" in line or "is missing" in line)
    assert line.endswith("going on from " + str(tmp_path / "checkpoint.previous.pt") + ", step 1")


def test_when_both_are_damaged_the_error_names_both(tmp_path):
    path = tmp_path / "checkpoint.pt"
    checkpoint.save(state(2), path)
    checkpoint.save(state(2), path)
    cut(path)
    cut(checkpoint.previous(path))
    with pytest.raises(TrainingError, match=r"checkpoint\.pt is damaged .*checkpoint\.previous\.pt is damaged"):
        checkpoint.load(path, quiet)


def test_what_an_interrupted_write_left_is_in_nobodys_way(tmp_path):
    path = tmp_path / "checkpoint.pt"
    checkpoint.save(state(1), path)
    path.with_name("checkpoint.pt.new").write_bytes(b"half of a file")
    assert checkpoint.load(path)["step"] == 1
    checkpoint.save(state(2), path)
    assert checkpoint.load(path)["step"] == 2
    assert not path.with_name("checkpoint.pt.new").exists()


FULL = """
import resource, sys
from pathlib import Path
import torch
from crosslens_training import checkpoint
path = Path(sys.argv[1]) / "checkpoint.pt"
def state(step, rows): return {"model": {"table": torch.full((rows, 100), float(step))}, "step": step}
checkpoint.save(state(1, 10), path)
if sys.argv[2] == "limit":
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
try:
    checkpoint.save(state(2, 5000), path)
except Exception as error:
    print(type(error).__name__, error)
print(checkpoint.load(path)["step"], sorted(one.name for one in path.parent.iterdir()))
"""


def full(folder: Path, how: str) -> list[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(checkpoint.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(folder), how], capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout.strip().split("\n")


def expect_full(said: list[str], folder: Path) -> None:
    error, left = said
    assert error.startswith(
        f"TrainingError {folder / 'checkpoint.pt'} could not be written: the disk is full. It needs 2.0 MB."
    )
    assert f"The last good checkpoint is {folder / 'checkpoint.pt'}. Make room" in error
    assert left == "1 ['checkpoint.pt']"


def test_a_file_that_may_not_grow_leaves_the_last_good_checkpoint(tmp_path):
    expect_full(full(tmp_path, "limit"), tmp_path)


def test_a_full_disk_leaves_the_last_good_checkpoint(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, text=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    try:
        expect_full(full(disk, "disk"), disk)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_values_that_are_not_finite_are_not_saved(tmp_path):
    path = tmp_path / "checkpoint.pt"
    checkpoint.save(state(1), path)
    bad = state(2)
    bad["model"]["table"][3, 3] = float("nan")
    with pytest.raises(
        TrainingError, match=r"model/table holds values that are not finite at step 2.*is .*checkpoint\.pt"
    ):
        checkpoint.save(bad, path)
    assert checkpoint.load(path)["step"] == 1


def test_a_checkpoint_is_due_after_five_minutes():
    time = [0.0]
    clock = checkpoint.Clock(now=lambda: time[0])
    time[0] = 299
    assert not clock.due()
    time[0] = 301
    assert clock.due()
    clock.saved()
    assert not clock.due()


def test_a_loss_that_is_not_finite_or_far_above_the_start_stops_the_run(tmp_path):
    path = tmp_path / "checkpoint.pt"
    with pytest.raises(TrainingError, match=r"diverged at step 1: the loss is nan\. No checkpoint"):
        LossWatch(path).see(0, float("nan"))
    checkpoint.save(state(1), path)
    watch = LossWatch(path, window=4)
    for number, loss in enumerate([3, 5, 4, 4, 8, 12, 9, 4]):  # mean 8.25 at last, below 2 * 4 + 1
        watch.see(number, loss)
    with pytest.raises(
        TrainingError, match=rf"step 9: the mean loss of the last 4 steps is 9\.25, and it began at 4\.00.*{path}"
    ):
        watch.see(8, 12)


@pytest.fixture
def data() -> tuple[Encoded, np.ndarray]:
    rng = np.random.default_rng(0)
    texts = [rng.integers(2, 60, 14).astype(np.int32) for _ in range(80)]
    rows = [{"en": 2 * i, "km": 2 * i + 1} for i in range(40)]
    spans = {"en": np.arange(0, 80, 2), "km": np.arange(1, 80, 2)}
    encoded = Encoded(texts, {"mkqa": rows}, {"mkqa": None}, {}, {}, spans)
    return encoded, np.bincount(np.concatenate(texts), minlength=60)


def options(**changes) -> TrainOptions:
    sampler = SamplerOptions(size=16)
    return TrainOptions(
        **{"steps": 6, "dimensions": 8, "warm": 1, "report_every": 2, "languages": ["en", "km"], "sampler": sampler}
        | changes
    )


def test_a_run_that_is_stopped_goes_on_and_one_that_is_done_does_nothing(tmp_path, data):
    encoded, counts = data

    def stop(text: str) -> None:
        if '"step": 4' in text:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(encoded, encoded, counts, options(), 0.5, tmp_path, log=stop)
    said: list[str] = []
    figures = train(encoded, encoded, counts, options(), 0.5, tmp_path, log=said.append)
    assert said[0] == "resumed at step 4"
    assert checkpoint.load(tmp_path / "checkpoint.pt")["step"] == 6
    again = train(encoded, encoded, counts, options(), 0.5, tmp_path, log=quiet)
    assert again["cross"] == figures["cross"] and again["seconds"] == figures["seconds"]


def test_a_run_that_diverges_stops_and_its_last_good_checkpoint_stays(tmp_path, data):
    encoded, counts = data
    train(encoded, encoded, counts, options(), 0.5, tmp_path, log=quiet)
    longer = options(steps=12, weight_rate=1e4)  # weights stand in an exponent
    with pytest.raises(TrainingError, match=rf"has diverged.*The last good checkpoint is {tmp_path / 'checkpoint.pt'}"):
        train(encoded, encoded, counts, longer, 0.5, tmp_path, log=quiet)
    assert checkpoint.load(tmp_path / "checkpoint.pt")["step"] == 6
