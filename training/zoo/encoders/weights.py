"""Random weights that make vectors worth comparing: norms away from one, biases away from nought."""

import torch
from torch import nn

# Attention in the names of BERT, ModernBERT and the decoders: choosy about where it looks, and strong on its way out.
SCALES = {
    "self.query": 1.6,
    "self.key": 1.6,
    "attention.output.dense": 1.6,
    "attn.Wo": 2.5,
    "self_attn.o_proj": 2.5,
}


@torch.no_grad()
def randomise(model: nn.Module, seed: int) -> nn.Module:
    """
    What all texts share (biases, positions, the first or last token's own row) is kept small and what attention brings
    in from the others large, so that vectors of different texts point apart whatever the pooling.
    """
    generator = torch.Generator().manual_seed(seed)
    gemma = "Gemma" in type(model).__name__
    for name, weight in model.named_parameters():
        if weight.dim() == 1 and name.endswith("weight"):
            # Gemma's norms multiply by one more than their weight; all others by the weight.
            low, high = (-0.3, 0.3) if gemma else (0.7, 1.3)
            weight.uniform_(low, high, generator=generator)
        elif weight.dim() == 1:
            weight.normal_(0, 0.05, generator=generator)
        elif "position" in name or "token_type" in name:
            weight.normal_(0, 0.1, generator=generator)
        elif "embed" in name:
            # Gemma multiplies its rows by the root of their length.
            weight.normal_(0, 0.3 * weight.shape[-1] ** -0.5 if gemma else 0.3, generator=generator)
        else:
            scale = next((scale for part, scale in SCALES.items() if part in name), 1.0)
            weight.normal_(0, scale * weight.shape[-1] ** -0.5, generator=generator)
    return model.eval()
