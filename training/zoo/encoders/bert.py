"""Encoders of BERT's kind."""

from torch import nn
from transformers import BertConfig, BertModel

from .encoder import Dense, Encoder
from .pooled import Pooled
from .texts import training_lines
from .weights import randomise
from .word_pieces import word_piece, word_piece_config

MAX_TOKENS = 48
BERT_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
SPECIAL_KEYS = ("cls_token", "mask_token", "pad_token", "sep_token", "unk_token")
E5 = {"query": "query: ", "passage": "passage: "}


def bert(vocabulary: int, seed: int, *, positions: int = MAX_TOKENS, pooler: bool = False) -> nn.Module:
    config = BertConfig(
        vocab_size=vocabulary,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=48,
        max_position_embeddings=positions,
        pad_token_id=0,
    )
    config._attn_implementation = "eager"
    return randomise(BertModel(config, add_pooling_layer=pooler), seed)


def bert_mean() -> Encoder:
    tokenizer = word_piece(training_lines(), 440, lowercase=True, letters=170)
    return Encoder(
        name="bert-mean",
        layout="BERT, WordPiece, mean, prompts as E5 has them; every number format",
        model=bert(tokenizer.get_vocab_size(), 1),
        architecture="BertModel",
        tokenizer=tokenizer,
        tokenizer_config=word_piece_config(MAX_TOKENS, lowercase=True),
        pooling="mean",
        normalize=True,
        max_tokens=MAX_TOKENS,
        inputs=BERT_INPUTS,
        dtypes=("fp32", "fp16", "q8", "q4", "q4f16"),
        prefixes=E5,
        prompts=E5,
        licence="apache-2.0",
        special_tokens_map=SPECIAL_KEYS,
    )


def bert_cls() -> Encoder:
    """`tokenizer.json` cuts and pads by itself here, at another length than the model's: neither is to be obeyed."""
    tokenizer = word_piece(training_lines(), 340, lowercase=False)
    tokenizer.enable_truncation(16)
    tokenizer.enable_padding(pad_id=0, pad_token="[PAD]", length=16)
    config = word_piece_config(MAX_TOKENS, lowercase=False)
    return Encoder(
        name="bert-cls",
        layout="BERT, cased, first token, vectors as long as they come; no token_type_ids; float16 outputs in fp16",
        model=bert(tokenizer.get_vocab_size(), 11),
        architecture="BertModel",
        tokenizer=tokenizer,
        # What transformers writes where nobody set a length.
        tokenizer_config={**config, "model_max_length": int(1e30)},
        pooling="cls",
        normalize=False,
        max_tokens=40,
        dtypes=("fp32", "fp16"),
        half_outputs=True,
        prompts={},
    )


def sentence_output() -> Encoder:
    """The Dense layer is in the graph and in `modules.json`; whoever applies it twice finds that the sizes differ."""
    tokenizer = word_piece(training_lines(), 340, lowercase=True)
    model = bert(tokenizer.get_vocab_size(), 12)
    dense = (Dense(randomise(nn.Linear(32, 24), 13), nn.Identity()),)
    query, document = "task: search result | query: ", "title: none | text: "
    names = ("query", "BitextMining", "Retrieval", "Retrieval-query", "SearchQuery")
    return Encoder(
        name="sentence-output",
        layout="BERT, exported by sentence-transformers: token_embeddings and sentence_embedding; prompts by many names",
        model=model,
        architecture="BertModel",
        tokenizer=tokenizer,
        tokenizer_config=word_piece_config(MAX_TOKENS, lowercase=True),
        pooling="mean",
        normalize=True,
        max_tokens=MAX_TOKENS,
        inputs=BERT_INPUTS,
        outputs=("token_embeddings", "sentence_embedding"),
        graph=Pooled(model, "token_embeddings", dense),
        dense=dense,
        prefixes={"query": query, "passage": document},
        prompts={**dict.fromkeys(names, query), "document": document, "Retrieval-document": document, "STS": "task: sts | "},
        special_tokens_map=SPECIAL_KEYS,
    )


def labse() -> Encoder:
    tokenizer = word_piece(training_lines(), 340, lowercase=False)
    return Encoder(
        name="labse",
        layout="BERT, first token, Dense with tanh, unit length; the oldest form of sentence-transformers' files",
        model=bert(tokenizer.get_vocab_size(), 14),
        architecture="BertModel",
        tokenizer=tokenizer,
        tokenizer_config=word_piece_config(MAX_TOKENS, lowercase=False),
        pooling="cls",
        normalize=True,
        max_tokens=MAX_TOKENS,
        inputs=BERT_INPUTS,
        dense=(Dense(randomise(nn.Linear(32, 24), 15), nn.Tanh()),),
        pooling_style="few-flags",
        special_tokens_map=SPECIAL_KEYS,
    )
