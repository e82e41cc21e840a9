"""T5 v1.1 in plain PyTorch: RMS norm without a mean, no biases, relative position buckets, gated GELU.

Parameter names are those of transformers' T5ForConditionalGeneration, so that the exported
folder is a stock one; the head is tied to the embedding and scaled by d_model ** -0.5.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

BUCKETS, FARTHEST = 32, 128


@dataclass(frozen=True, slots=True)
class Shape:
    vocab_size: int
    d_model: int
    d_kv: int
    num_heads: int
    d_ff: int
    encoder_layers: int
    decoder_layers: int


class RMSNorm(nn.Module):
    def __init__(self, size: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))

    def forward(self, x: Tensor) -> Tensor:
        return self.weight * (x * torch.rsqrt(x.float().pow(2).mean(-1, keepdim=True) + 1e-6)).to(x.dtype)


def position_buckets(queries: int, keys: int, both_ways: bool) -> Tensor:
    """[queries, keys] bucket of each key's distance: half exact, half logarithmic up to FARTHEST."""
    distance = torch.arange(keys)[None, :] - torch.arange(queries)[:, None]
    buckets, offset = BUCKETS, torch.zeros_like(distance)
    if both_ways:
        buckets //= 2
        offset = (distance > 0).long() * buckets
        distance = distance.abs()
    else:
        distance = (-distance).clamp(min=0)
    exact = buckets // 2
    ratio = torch.log(distance.clamp(min=1).float() / exact) / math.log(FARTHEST / exact)
    far = (exact + (ratio * (buckets - exact)).long()).clamp(max=buckets - 1)
    return offset + torch.where(distance < exact, distance, far)


class Attention(nn.Module):
    def __init__(self, shape: Shape, positions: bool) -> None:
        super().__init__()
        inner = shape.num_heads * shape.d_kv
        self.heads = shape.num_heads
        self.q = nn.Linear(shape.d_model, inner, bias=False)
        self.k = nn.Linear(shape.d_model, inner, bias=False)
        self.v = nn.Linear(shape.d_model, inner, bias=False)
        self.o = nn.Linear(inner, shape.d_model, bias=False)
        if positions:
            self.relative_attention_bias = nn.Embedding(BUCKETS, shape.num_heads)
        # T5 leaves the division by sqrt(d_kv) to the initial values.
        nn.init.normal_(self.q.weight, std=(shape.d_model * shape.d_kv) ** -0.5)
        for layer in (self.k, self.v):
            nn.init.normal_(layer.weight, std=shape.d_model**-0.5)
        nn.init.normal_(self.o.weight, std=inner**-0.5 / 2)

    def forward(self, x: Tensor, memory: Tensor, bias: Tensor) -> Tensor:
        split = lambda t: t.view(*t.shape[:2], self.heads, -1).transpose(1, 2)  # noqa: E731
        q, k, v = split(self.q(x)), split(self.k(memory)), split(self.v(memory))
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype), scale=1.0)
        return self.o(mixed.transpose(1, 2).flatten(2))


class SelfAttention(nn.Module):
    def __init__(self, shape: Shape, positions: bool) -> None:
        super().__init__()
        self.SelfAttention = Attention(shape, positions)
        self.layer_norm = RMSNorm(shape.d_model)


class CrossAttention(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.EncDecAttention = Attention(shape, False)
        self.layer_norm = RMSNorm(shape.d_model)


class GatedDense(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.wi_0 = nn.Linear(shape.d_model, shape.d_ff, bias=False)
        self.wi_1 = nn.Linear(shape.d_model, shape.d_ff, bias=False)
        self.wo = nn.Linear(shape.d_ff, shape.d_model, bias=False)
        for layer in (self.wi_0, self.wi_1):
            nn.init.normal_(layer.weight, std=shape.d_model**-0.5)
        nn.init.normal_(self.wo.weight, std=shape.d_ff**-0.5 / 2)

    def forward(self, x: Tensor) -> Tensor:
        return self.wo(F.gelu(self.wi_0(x), approximate="tanh") * self.wi_1(x))


class FeedForward(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.DenseReluDense = GatedDense(shape)
        self.layer_norm = RMSNorm(shape.d_model)


class Block(nn.Module):
    def __init__(self, shape: Shape, decodes: bool, first: bool) -> None:
        super().__init__()
        cross = [CrossAttention(shape)] if decodes else []
        self.layer = nn.ModuleList([SelfAttention(shape, first), *cross, FeedForward(shape)])


class Stack(nn.Module):
    def __init__(self, shape: Shape, decodes: bool) -> None:
        super().__init__()
        self.decodes = decodes
        count = shape.decoder_layers if decodes else shape.encoder_layers
        self.block = nn.ModuleList([Block(shape, decodes, number == 0) for number in range(count)])
        self.final_layer_norm = RMSNorm(shape.d_model)

    def forward(self, x: Tensor, mask: Tensor, memory: Tensor | None = None) -> Tensor:
        """`x` [batch, length, d]; `mask` [batch, source length] of the source, 1 where there is text."""
        length = x.shape[1]
        table = self.block[0].layer[0].SelfAttention.relative_attention_bias
        bias = table(position_buckets(length, length, not self.decodes)).permute(2, 0, 1)[None]
        hidden = (1.0 - mask[:, None, None, :].float()) * -1e9
        if self.decodes:
            bias = bias + torch.full((length, length), -1e9).triu(1)
        else:
            bias = bias + hidden
        bias = bias.expand(x.shape[0], -1, -1, -1)
        for block in self.block:
            own = block.layer[0]
            normed = own.layer_norm(x)
            x = x + own.SelfAttention(normed, normed, bias)
            if memory is not None:
                cross = block.layer[1]
                x = x + cross.EncDecAttention(cross.layer_norm(x), memory, hidden.expand(-1, -1, length, -1))
            dense = block.layer[-1]
            x = x + dense.DenseReluDense(dense.layer_norm(x))
        return self.final_layer_norm(x)


class T5(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.shared = nn.Embedding(shape.vocab_size, shape.d_model)
        self.encoder = Stack(shape, decodes=False)
        self.decoder = Stack(shape, decodes=True)

    def states(self, source: Tensor, mask: Tensor, target: Tensor) -> Tensor:
        """Decoder states [batch, target length, d], scaled for the tied head."""
        memory = self.encoder(self.shared(source), mask)
        return self.decoder(self.shared(target), mask, memory) * self.shape.d_model**-0.5

    @torch.no_grad()
    def start_as_copier(self, kept: int) -> None:
        """Begins with the one circuit that a small budget does not find by itself: going on with a word.

        The first `kept` dimensions of an embedding are its content, the second half of the residual
        stream begins empty. Head 0 of four attentions is set by hand (Olsson et al. 2022 call the
        circuit an induction head); all of it is trained on like the rest.

        * encoder, first layer: every piece receives the content of the piece before it, in the second half;
        * decoder, first layer: the current piece moves from the first half into the second;
        * decoder, last cross-attention, head 0: the source positions whose predecessor is the current
          piece are looked at, and their content is written: the next piece of the word;
        * the same, head 1: whatever is looked at is written. The table is aligned across languages
          (see `start.py`), so looking at a word also means writing its translation.
        """
        shape, size, half = self.shape, self.shape.d_kv, self.shape.d_model // 2
        if shape.num_heads * size != shape.d_model or kept > min(half, size):
            raise ValueError("the copying start needs heads as wide as the content and d_model in all")
        head = slice(0, kept)
        content, scratch = slice(0, kept), slice(half, half + kept)
        one = torch.eye(kept)

        def by_position(attention: Attention, bucket: int) -> None:
            for layer in (attention.q, attention.k, attention.v):
                layer.weight[:size] = 0.0
            attention.o.weight[:, :size] = 0.0
            attention.relative_attention_bias.weight[:, 0] = 0.0
            attention.relative_attention_bias.weight[bucket, 0] = 8.0
            attention.v.weight[head, content] = one

        before = self.encoder.block[0].layer[0].SelfAttention
        by_position(before, 1)  # both ways, distance -1
        before.o.weight[scratch, head] = one
        own = self.decoder.block[0].layer[0].SelfAttention
        by_position(own, 0)
        own.o.weight[content, head] = -one
        own.o.weight[scratch, head] = one

        look = self.decoder.block[-1].layer[1].EncDecAttention
        for layer in (look.q, look.k, look.v):
            layer.weight[:size] = 0.0
        look.o.weight[:, :size] = 0.0
        look.q.weight[head, scratch] = 0.3 * one
        look.k.weight[head, scratch] = 0.3 * one
        look.v.weight[head, content] = one
        look.o.weight[content, head] = 1.5 * one
        second = slice(size, size + kept)
        look.v.weight[second, content] = one
        look.o.weight[content, second] = 0.5 * one
