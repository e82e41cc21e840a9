"""Unigram with a precompiled map, as XLM-R's: trained by SentencePiece, written as `tokenizer.json` with XLM-R's ids."""

import base64
import io
import tempfile
import unicodedata
from pathlib import Path

import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from .alphabet import frequent_letters
from .charsmap import write_tsv

START, PAD, END, UNKNOWN = "<s>", "<pad>", "</s>", "<unk>"
MASK = "<mask>"


def train(lines: list[str], size: int, letters: int = 300) -> bytes:
    """@returns SentencePiece's model: <unk>, <s>, </s>, then the pieces"""
    hangul = tuple(unicodedata.normalize("NFC", line) for line in lines)
    with tempfile.TemporaryDirectory() as folder:
        tsv = Path(folder) / "rules.tsv"
        write_tsv(tsv, hangul)
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(frequent_letters(lines, letters)),
            model_writer=model,
            model_type="unigram",
            vocab_size=size,
            character_coverage=1.0,
            hard_vocab_limit=False,
            normalization_rule_tsv=str(tsv),
            num_threads=1,
            minloglevel=2,
        )
    return model.getvalue()


def unigram(trained: bytes, *, newer: bool = False) -> Tokenizer:
    """
    @param newer as transformers has written it since 2024: spaces at the end and in a row go in steps of their own
        after the map; before, `WhitespaceSplit` saw to them
    """
    proto = sentencepiece_model_pb2.ModelProto.FromString(trained)
    # XLM-R moves the special tokens: <s> 0, <pad> 1, </s> 2, <unk> 3, pieces from 4, <mask> at the end.
    pieces = [(token, 0.0) for token in (START, PAD, END, UNKNOWN)]
    pieces += [(piece.piece, piece.score) for piece in proto.pieces[3:]]
    tokenizer = Tokenizer(models.Unigram([*pieces, (MASK, 0.0)], unk_id=3))
    charsmap = normalizers.Precompiled(proto.normalizer_spec.precompiled_charsmap)
    metaspace = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    if newer:
        tokenizer.normalizer = normalizers.Sequence(
            [charsmap, normalizers.Strip(left=False, right=True), normalizers.Replace(Regex(" {2,}"), "▁")]
        )
        tokenizer.pre_tokenizer = metaspace
    else:
        tokenizer.normalizer = charsmap
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), metaspace])
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[(START, 0), (END, 2)]
    )
    tokenizer.add_special_tokens([START, PAD, END, UNKNOWN, AddedToken(MASK, lstrip=True)])
    return tokenizer


def map_size(trained: bytes) -> int:
    proto = sentencepiece_model_pb2.ModelProto.FromString(trained)
    return len(base64.b64encode(proto.normalizer_spec.precompiled_charsmap))


def unigram_config(max_tokens: int) -> dict:
    return {
        "bos_token": START,
        "clean_up_tokenization_spaces": True,
        "cls_token": START,
        "eos_token": END,
        "mask_token": MASK,
        "model_max_length": max_tokens,
        "pad_token": PAD,
        "sep_token": END,
        "tokenizer_class": "XLMRobertaTokenizer",
        "unk_token": UNKNOWN,
    }
