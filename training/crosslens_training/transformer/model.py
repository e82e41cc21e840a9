"""A stock BERT encoder that starts as a bag of subwords.

A bag's vector is the mean of its pieces' rows. A BERT layer ends in a LayerNorm, which would take away the rows'
lengths, and with them the learned weight of every piece. So the last dimension of the width is held at a constant by
the single token-type row: beside a constant that is large against the rows, LayerNorm divides every token by nearly
the same number. With the output projections of every layer at zero, the mean of the last hidden states is then the
bag's vector up to a common factor, and training starts from there. Nothing of this needs code outside `BertModel`.
"""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from transformers import BertConfig, BertModel

from ..tokenizer import END_ID, MAX_TOKENS


@dataclass(frozen=True, slots=True)
class Shape:
    """Of the network. `width` is the model's dimension, one of which carries the constant."""

    vocabulary: int
    width: int = 320
    layers: int = 2
    heads: int = 5
    intermediate: int = 640

    def config(self) -> BertConfig:
        return BertConfig(
            vocab_size=self.vocabulary,
            hidden_size=self.width,
            num_hidden_layers=self.layers,
            num_attention_heads=self.heads,
            intermediate_size=self.intermediate,
            max_position_embeddings=MAX_TOKENS,
            type_vocab_size=1,
            pad_token_id=END_ID,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            attn_implementation="sdpa",
        )


CONSTANT = 12.0  # times the typical length of a row


def new_model(shape: Shape, seed: int) -> BertModel:
    """Layers that add nothing yet; the table is left to `set_table`."""
    torch.manual_seed(seed)
    model = BertModel(shape.config(), add_pooling_layer=False)
    with torch.no_grad():
        pass_through(model)
        silence(model)
        for layer in model.encoder.layer:
            for linear in reading(layer):
                torch.nn.init.normal_(linear.weight, std=1 / math.sqrt(shape.width))
                # The constant is large and the same for every token: what reads it would only read a bias, loudly.
                linear.weight[:, -1] = 0
                linear.weight.register_hook(_without_constant)
    return model


def silence(model: BertModel) -> None:
    """Lets no layer write into the residual stream: tokens come out as the table has them."""
    with torch.no_grad():
        for layer in model.encoder.layer:
            for linear in (layer.attention.output.dense, layer.output.dense):
                linear.weight.zero_()
                linear.bias.zero_()


def reading(layer: torch.nn.Module) -> list[torch.nn.Linear]:
    """The projections of a layer that read the residual stream."""
    attention = layer.attention.self
    return [attention.query, attention.key, attention.value, layer.intermediate.dense]


def _without_constant(gradient: torch.Tensor) -> torch.Tensor:
    gradient = gradient.clone()
    gradient[:, -1] = 0
    return gradient


def norms(model: BertModel) -> list[torch.nn.LayerNorm]:
    """All LayerNorms in the order in which a token meets them."""
    found = [model.embeddings.LayerNorm]
    for layer in model.encoder.layer:
        found += [layer.attention.output.LayerNorm, layer.output.LayerNorm]
    return found


def scale_of(rows: torch.Tensor) -> float:
    """Brings most rows to coordinates of about 1, the size that the layers' initialisation expects."""
    lengths = rows.norm(dim=1)
    return math.sqrt(rows.shape[1]) / float(lengths[lengths > 0].quantile(0.9))


def pass_through(model: BertModel) -> None:
    """Sets the constant, the positions and the LayerNorms so that, with layers that add nothing, tokens come out as they
    went in.

    LayerNorm of (row, c) with c large is (row - m, c - m) / s: m = (sum(row) + c) / width is nearly c / width, and s
    nearly c * sqrt(width - 1) / width, for every token. Gain and bias undo both; the last LayerNorm drops the constant.
    """
    width = model.config.hidden_size
    constant = CONSTANT * math.sqrt(width)
    with torch.no_grad():
        model.embeddings.position_embeddings.weight.zero_()
        model.embeddings.token_type_embeddings.weight.zero_()
        model.embeddings.token_type_embeddings.weight[0, -1] = constant
        for norm in norms(model):
            norm.weight.fill_(constant * math.sqrt(width - 1) / width)
            norm.bias.fill_(constant / width)
        norms(model)[-1].weight[-1] = 0
        norms(model)[-1].bias[-1] = 0


def set_table(model: BertModel, rows: torch.Tensor) -> None:
    """Writes scaled rows [V, width - 1] into the word embeddings; the end piece's row is zero, as that of padding."""
    with torch.no_grad():
        table = model.embeddings.word_embeddings.weight
        table[:, :-1] = rows
        table[:, -1] = 0
        table[END_ID] = 0


def hidden(model: BertModel, tokens: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Last hidden states [B, T, width] of token rows [B, T, width - 1] and their mask [B, T] bool."""
    return model(inputs_embeds=F.pad(tokens, (0, 1)), attention_mask=mask.to(torch.int64)).last_hidden_state


def pooled(states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Mean over the mask, [B, T, width] -> [B, width] float32, not normalised."""
    weight = mask.unsqueeze(-1).float()
    return (states.float() * weight).sum(1) / weight.sum(1)
