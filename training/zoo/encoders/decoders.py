"""Decoders used as encoders: Gemma and Qwen with their last token, EmbeddingGemma with the mean and two Dense layers."""

import torch
from torch import nn
from transformers import Gemma3TextConfig, Gemma3TextModel, Qwen3Config, Qwen3Model

from .byte_pairs import gemma_tokenizer, qwen_tokenizer
from .encoder import Dense, Encoder
from .export import Cache
from .pooled import Pooled
from .texts import training_lines
from .weights import randomise

MAX_TOKENS = 128
LAYERS, HEADS, HEAD_SIZE = 2, 1, 16
INSTRUCTION = "Instruct: Given a question, find passages that answer it\nQuery: "


def gemma_model(vocabulary: int, seed: int, *, bidirectional: bool) -> nn.Module:
    config = Gemma3TextConfig(
        vocab_size=vocabulary,
        hidden_size=24,
        intermediate_size=32,
        num_hidden_layers=LAYERS,
        num_attention_heads=2,
        num_key_value_heads=HEADS,
        head_dim=HEAD_SIZE,
        query_pre_attn_scalar=HEAD_SIZE,
        max_position_embeddings=MAX_TOKENS,
        sliding_window=8,
        layer_types=["sliding_attention", "full_attention"],
        use_bidirectional_attention=bidirectional,
        pad_token_id=0,
        eos_token_id=1,
        bos_token_id=2,
    )
    config._attn_implementation = "eager"
    config.use_cache = False
    return randomise(Gemma3TextModel(config), seed)


def gemma_tokenizer_config(max_tokens: int) -> dict:
    return {
        "add_bos_token": True,
        "add_eos_token": True,
        "bos_token": "<bos>",
        "clean_up_tokenization_spaces": False,
        "eos_token": "<eos>",
        "mask_token": "<mask>",
        "model_max_length": max_tokens,
        "pad_token": "<pad>",
        "padding_side": "left",
        "tokenizer_class": "GemmaTokenizer",
        "unk_token": "<unk>",
    }


def gemma_last() -> Encoder:
    tokenizer = gemma_tokenizer(training_lines())
    return Encoder(
        name="gemma-last",
        layout="Gemma, BPE with bytes behind, last token, an instruction for queries; the graph wants position_ids",
        model=gemma_model(tokenizer.get_vocab_size(), 6, bidirectional=False),
        architecture="Gemma3TextModel",
        tokenizer=tokenizer,
        tokenizer_config=gemma_tokenizer_config(MAX_TOKENS),
        pooling="last",
        normalize=True,
        max_tokens=MAX_TOKENS,
        inputs=("input_ids", "attention_mask", "position_ids"),
        dtypes=("fp32", "q8"),
        prefixes={"query": INSTRUCTION, "passage": ""},
        prompts={"query": INSTRUCTION, "document": ""},
    )


class WithMasks(nn.Module):
    """Gemma with both masks made here: the ones that transformers makes for two directions cannot be traced."""

    def __init__(self, model: nn.Module):
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> dict[str, torch.Tensor]:
        place = torch.arange(input_ids.shape[1])
        seen = attention_mask.bool()[:, None, None, :].expand(-1, 1, input_ids.shape[1], -1)
        near = (place[:, None] - place[None, :]).abs() < self.model.config.sliding_window
        masks = {
            kind: torch.where(shown, 0.0, torch.finfo(torch.float32).min)
            for kind, shown in (("full_attention", seen), ("sliding_attention", seen & near))
        }
        out = self.model(input_ids=input_ids, attention_mask=masks)
        return {"last_hidden_state": out.last_hidden_state}


def gemma_mean() -> Encoder:
    tokenizer = gemma_tokenizer(training_lines())
    model = gemma_model(tokenizer.get_vocab_size(), 7, bidirectional=True)
    layers = [nn.Linear(24, 48, bias=False), nn.Linear(48, 24, bias=False)]
    dense = tuple(Dense(randomise(layer, 8 + i), nn.Identity()) for i, layer in enumerate(layers))
    prefixes = {"query": "task: search result | query: ", "passage": "title: none | text: "}
    return Encoder(
        name="gemma-mean",
        layout="EmbeddingGemma as onnx-community has it: pooling and Dense in the graph, no modules; weights outside",
        model=model,
        architecture="Gemma3TextModel",
        tokenizer=tokenizer,
        tokenizer_config=gemma_tokenizer_config(MAX_TOKENS),
        pooling="mean",
        normalize=True,
        max_tokens=MAX_TOKENS,
        outputs=("last_hidden_state", "sentence_embedding"),
        graph=Pooled(WithMasks(model), "last_hidden_state", dense),
        dtypes=("fp32", "q8"),
        dense=dense,
        prefixes=prefixes,
        pooling_style=None,
        external={"fp32": 1, "q8": 2},
        licence="gemma",
    )


def qwen_last() -> Encoder:
    tokenizer = qwen_tokenizer(training_lines())
    config = Qwen3Config(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=24,
        intermediate_size=32,
        num_hidden_layers=LAYERS,
        num_attention_heads=2,
        num_key_value_heads=HEADS,
        head_dim=HEAD_SIZE,
        max_position_embeddings=MAX_TOKENS,
        bos_token_id=0,
        eos_token_id=0,
        pad_token_id=0,
    )
    config._attn_implementation = "eager"
    return Encoder(
        name="qwen-last",
        layout="Qwen, byte-level BPE, last token; the graph wants position_ids and empty past_key_values",
        model=randomise(Qwen3Model(config), 10),
        architecture="Qwen3Model",
        tokenizer=tokenizer,
        tokenizer_config={
            "add_prefix_space": False,
            "clean_up_tokenization_spaces": False,
            "eos_token": "<|im_end|>",
            "model_max_length": MAX_TOKENS,
            "pad_token": "<|endoftext|>",
            "padding_side": "left",
            "tokenizer_class": "Qwen2Tokenizer",
            "unk_token": None,
        },
        pooling="last",
        normalize=True,
        max_tokens=MAX_TOKENS,
        inputs=("input_ids", "attention_mask", "position_ids"),
        prefixes={"query": INSTRUCTION, "passage": ""},
        prompts={"query": INSTRUCTION, "document": ""},
        cache=Cache(LAYERS, HEADS, HEAD_SIZE),
    )
