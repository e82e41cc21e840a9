"""What PyTorch computes with a model, text by text: nothing is padded."""

from collections.abc import Callable, Sequence

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

DIGITS = 6


def encode_ids(tokenizer: Tokenizer, texts: Sequence[str], prefix: str, max_tokens: int) -> list[list[int]]:
    """Prefix and special tokens included; too long a text is cut at its end, the special tokens stay."""
    cutting = Tokenizer.from_str(tokenizer.to_str())
    cutting.no_padding()
    cutting.enable_truncation(max_tokens)
    return [cutting.encode(prefix + text).ids for text in texts]


def pool(hidden: Tensor, mode: str) -> Tensor:
    """@param hidden [tokens × dimensions]"""
    return {"mean": lambda: hidden.mean(0), "cls": lambda: hidden[0], "last": lambda: hidden[-1]}[mode]()


@torch.no_grad()
def token_vectors(model: nn.Module, ids: Sequence[int]) -> Tensor:
    """last_hidden_state of one text [tokens × dimensions]"""
    one = torch.tensor([list(ids)])
    return model(input_ids=one, attention_mask=torch.ones_like(one)).last_hidden_state[0]


@torch.no_grad()
def vectors(
    model: nn.Module,
    ids: Sequence[Sequence[int]],
    pooling: str,
    normalize: bool,
    dense: Sequence[Callable[[Tensor], Tensor]] = (),
    dimensions: int | None = None,
) -> list[list[float]]:
    """
    Pooled, through the Dense modules, cut to the first `dimensions` numbers and only then brought to unit length:
    sentence-transformers cuts after its modules, and unit length is wanted of what is kept.
    """
    out = []
    for one in ids:
        vector = pool(token_vectors(model, one), pooling)
        for layer in dense:
            vector = layer(vector)
        vector = vector[:dimensions]
        if normalize:
            vector = functional.normalize(vector, dim=0)
        out.append([round(value, DIGITS) for value in vector.tolist()])
    return out
