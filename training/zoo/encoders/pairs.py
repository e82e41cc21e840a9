"""Two encoders that share no weights, one for queries and one for passages, as mDPR's."""

from .bert import BERT_INPUTS, MAX_TOKENS, SPECIAL_KEYS, bert
from .encoder import Encoder
from .texts import training_lines
from .word_pieces import word_piece, word_piece_config


def side(name: str, seed: int, *, lowercase: bool) -> Encoder:
    """Their tokenizers differ, too, so that a side that is read with the other's is noticed."""
    tokenizer = word_piece(training_lines(), 340, lowercase=lowercase)
    return Encoder(
        name=name,
        layout="two BERTs, first token of last_hidden_state; pooler_output is something else",
        model=bert(tokenizer.get_vocab_size(), seed, pooler=True),
        architecture="BertModel",
        tokenizer=tokenizer,
        tokenizer_config=word_piece_config(MAX_TOKENS, lowercase=lowercase),
        pooling="cls",
        normalize=False,
        max_tokens=MAX_TOKENS,
        inputs=BERT_INPUTS,
        outputs=("last_hidden_state", "pooler_output"),
        special_tokens_map=SPECIAL_KEYS,
    )


def pair() -> tuple[Encoder, Encoder]:
    """@returns the encoder of passages and that of queries"""
    return side("pair", 3, lowercase=False), side("pair", 4, lowercase=True)
