"""A graph that pools by itself, as sentence-transformers' own export and onnx-community's EmbeddingGemma do."""

from collections.abc import Sequence

import torch
from torch import nn
from torch.nn import functional


class Pooled(nn.Module):
    """Mean, then the Dense layers, then unit length; tokens under `tokens`, the rest under `sentence_embedding`."""

    def __init__(self, model: nn.Module, tokens: str, dense: Sequence = ()):
        super().__init__()
        self.model, self.tokens = model, tokens
        self.linear = nn.ModuleList([layer.linear for layer in dense])
        self.activations = nn.ModuleList([layer.activation for layer in dense])

    def forward(self, **inputs: torch.Tensor) -> dict[str, torch.Tensor]:
        hidden = self.model(**inputs)["last_hidden_state"]
        mask = inputs["attention_mask"].unsqueeze(-1).to(hidden.dtype)
        vector = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
        for linear, activation in zip(self.linear, self.activations, strict=True):
            vector = activation(linear(vector))
        return {self.tokens: hidden, "sentence_embedding": functional.normalize(vector, dim=-1)}
