"""Encoders with XLM-R's tokenizer."""

from torch import nn
from transformers import XLMRobertaConfig, XLMRobertaModel

from .bert import BERT_INPUTS, E5, bert
from .encoder import Encoder
from .texts import training_lines
from .unigram import train, unigram, unigram_config
from .weights import randomise

MAX_TOKENS = 48
VOCABULARY = 400
SPECIAL_KEYS = ("bos_token", "cls_token", "eos_token", "mask_token", "pad_token", "sep_token", "unk_token")
PAD = 1


def xlm_roberta_model(vocabulary: int, seed: int) -> nn.Module:
    """Positions count from the padding's id on, so there are two more of them than tokens."""
    config = XLMRobertaConfig(
        vocab_size=vocabulary,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=48,
        max_position_embeddings=MAX_TOKENS + PAD + 1,
        type_vocab_size=1,
        layer_norm_eps=1e-5,
        pad_token_id=PAD,
        bos_token_id=0,
        eos_token_id=2,
    )
    config._attn_implementation = "eager"
    return randomise(XLMRobertaModel(config, add_pooling_layer=False), seed)


def xlm_roberta() -> Encoder:
    tokenizer = unigram(train(training_lines(), VOCABULARY))
    return Encoder(
        name="xlm-roberta",
        layout="XLM-R, Unigram with a precompiled map, mean, no prompts",
        model=xlm_roberta_model(tokenizer.get_vocab_size(), 2),
        architecture="XLMRobertaModel",
        tokenizer=tokenizer,
        tokenizer_config=unigram_config(MAX_TOKENS),
        pooling="mean",
        normalize=False,
        max_tokens=MAX_TOKENS,
        dtypes=("fp32", "q8"),
        special_tokens_map=SPECIAL_KEYS,
    )


def matryoshka() -> Encoder:
    """`matryoshka_dimensions` stands in `config.json`, as Snowflake's Arctic has it."""
    tokenizer = unigram(train(training_lines(), VOCABULARY), newer=True)
    return Encoder(
        name="matryoshka",
        layout="XLM-R, first token, trained to be cut: matryoshka_dimensions; a prompt for queries only",
        model=xlm_roberta_model(tokenizer.get_vocab_size(), 16),
        architecture="XLMRobertaModel",
        tokenizer=tokenizer,
        tokenizer_config=unigram_config(MAX_TOKENS),
        pooling="cls",
        normalize=True,
        max_tokens=MAX_TOKENS,
        prefixes={"query": "query: ", "passage": ""},
        prompts={"query": "query: "},
        config={"matryoshka_dimensions": [8, 16]},
        cut=16,
    )


def bare() -> Encoder:
    """As Xenova's multilingual-e5-small: nothing in the folder says how to pool, or that there are prefixes."""
    tokenizer = unigram(train(training_lines(), VOCABULARY), newer=True)
    return Encoder(
        name="bare",
        layout="BERT with XLM-R's tokenizer and no files of sentence-transformers; padding is 0 in one, 1 in the other",
        model=bert(tokenizer.get_vocab_size(), 17),
        architecture="BertModel",
        tokenizer=tokenizer,
        tokenizer_config=unigram_config(MAX_TOKENS),
        pooling="mean",
        normalize=True,
        max_tokens=MAX_TOKENS,
        inputs=BERT_INPUTS,
        dtypes=("q8",),
        prefixes=E5,
        pooling_style=None,
        special_tokens_map=SPECIAL_KEYS,
        more_files={"quantize_config.json": {"per_channel": False, "reduce_range": False}},
    )
