"""Training the generator: teacher forcing, cross-entropy over a sample of the vocabulary."""

import json
import math
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from .examples import Examples
from .model import T5, Shape
from .vocabulary import PAD_ID


def padded(rows: list[list[int]], length: int) -> Tensor:
    """[rows, longest] int64, cut at `length`; the last id of a cut row stays its last."""
    cut = [row if len(row) <= length else [*row[: length - 1], row[-1]] for row in rows]
    out = torch.full((len(cut), max(map(len, cut))), PAD_ID)
    for number, row in enumerate(cut):
        out[number, : len(row)] = torch.tensor(row)
    return out


def loss_of(model: T5, source: Tensor, target: Tensor, negatives: int, generator: torch.Generator) -> Tensor:
    """Mean cross-entropy of a target piece against the batch's pieces and random others.

    The random ones stand for the whole vocabulary: their logits are raised by the logarithm of how
    many each stands for, so that the softmax has the scale of the full one.
    """
    shifted = F.pad(target, (1, 0), value=PAD_ID)[:, :-1]  # T5 starts with the padding piece
    with torch.autocast("cpu", torch.bfloat16):
        states = model.states(source, (source != PAD_ID).long(), shifted)
    kept = target != PAD_ID
    states, wanted = states[kept].float(), target[kept]
    size = model.shape.vocab_size
    drawn = torch.randint(0, size, (negatives,), generator=generator)
    own = torch.cat([wanted, source.flatten()]).unique()
    others = drawn[~torch.isin(drawn, own)].unique()
    candidates = torch.cat([own, others])
    with torch.autocast("cpu", torch.bfloat16):
        logits = states @ model.shared.weight[candidates].T
    logits = logits.float()
    logits[:, len(own) :] += math.log((size - len(own)) / len(others))
    places = torch.searchsorted(own, wanted)
    return F.cross_entropy(logits, places, label_smoothing=0.0)


def train(
    config: dict, examples: Examples, tokenizer: Tokenizer, rows: np.ndarray, content: int, folder: Path
) -> None:
    """Goes on from `folder`/checkpoint.pt where there is one; writes it every few minutes and at the end."""
    torch.set_num_threads(config["threads"])
    torch.manual_seed(config["seed"])
    model = T5(Shape(vocab_size=len(rows), **config["model"]))
    with torch.no_grad():
        model.shared.weight.copy_(torch.from_numpy(rows))
    model.start_as_copier(content)
    tables = [model.shared.weight]
    layers = [p for p in model.parameters() if p is not model.shared.weight]
    optimiser = torch.optim.AdamW(
        [
            {"params": layers, "lr": config["rate"], "weight_decay": config["weight_decay"]},
            {"params": tables, "lr": config["rate"] * 20, "weight_decay": 0.0},
        ],
        betas=(0.9, 0.98),
        foreach=False,
        fused=True,
    )
    scales = [group["lr"] for group in optimiser.param_groups]
    step, folder_file = 0, folder / "checkpoint.pt"
    if folder_file.exists():
        saved = torch.load(folder_file, weights_only=True)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        step = saved["step"]
        examples.random.seed(f"{config['seed']}/{step}")
    generator = torch.Generator().manual_seed(config["seed"] + step)
    last_saved = time.monotonic()
    running, seen = 0.0, 0
    while step < config["steps"]:
        drawn = [examples.draw(config["same_language"], config["real_questions"]) for _ in range(config["batch"])]
        source = padded([e.ids for e in tokenizer.encode_batch([a for a, _ in drawn])], config["source_tokens"])
        target = padded([e.ids for e in tokenizer.encode_batch([b for _, b in drawn])], config["target_tokens"])
        done = step / config["steps"]
        factor = min(1.0, (step + 1) / config["warm"]) * 0.5 * (1 + math.cos(math.pi * done))
        for group, scale in zip(optimiser.param_groups, scales):
            group["lr"] = scale * max(factor, 0.02)
        loss = loss_of(model, source, target, config["negatives"], generator)
        if not torch.isfinite(loss):
            raise RuntimeError(f"The loss is not finite at step {step}; the last checkpoint stands in {folder_file}.")
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(layers, 1.0)
        optimiser.step()
        step += 1
        running, seen = running + loss.item(), seen + 1
        if step % 50 == 0:
            with open(folder / "log.jsonl", "a", encoding="utf-8") as log:
                log.write(json.dumps({"step": step, "loss": round(running / seen, 4), "time": time.time()}) + "\n")
            running, seen = 0.0, 0
        if time.monotonic() - last_saved > 60 * config["checkpoint_minutes"] or step == config["steps"]:
            save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, folder_file)
            last_saved = time.monotonic()


def save(state: dict, path: Path) -> None:
    """Written beside and moved over, so that an interruption leaves the old one."""
    beside = path.with_suffix(".new")
    torch.save(state, beside)
    beside.replace(path)


