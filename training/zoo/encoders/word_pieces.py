"""WordPiece, as BERT's: special tokens first, BertNormalizer, BertPreTokenizer."""

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from .alphabet import frequent_letters
from .merges import learn_merges

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
WITHIN = "##"


def word_piece(lines: list[str], size: int, *, lowercase: bool, letters: int = 150) -> Tokenizer:
    """@param letters how many different ones get pieces; a word with others becomes [UNK], as in published models"""
    normalizer = normalizers.BertNormalizer(lowercase=lowercase)
    splitter = pre_tokenizers.BertPreTokenizer()
    words = [
        word
        for line in frequent_letters(lines, letters, normalizer.normalize_str)
        for word, _ in splitter.pre_tokenize_str(line)
    ]
    symbols = [(word[0], *(f"{WITHIN}{letter}" for letter in word[1:])) for word in words]
    pieces = [*SPECIAL, *sorted({symbol for word in symbols for symbol in word})]
    pieces += [first + second.removeprefix(WITHIN) for first, second in learn_merges(symbols, size - len(pieces), WITHIN)]
    vocabulary = {piece: i for i, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = splitter
    tokenizer.add_special_tokens(list(SPECIAL))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", SPECIAL.index("[CLS]")), ("[SEP]", SPECIAL.index("[SEP]"))],
    )
    return tokenizer


def word_piece_config(max_tokens: int, *, lowercase: bool) -> dict:
    return {
        "clean_up_tokenization_spaces": True,
        "cls_token": "[CLS]",
        "do_lower_case": lowercase,
        "mask_token": "[MASK]",
        "model_max_length": max_tokens,
        "pad_token": "[PAD]",
        "sep_token": "[SEP]",
        "strip_accents": None,
        "tokenize_chinese_chars": True,
        "tokenizer_class": "BertTokenizer",
        "unk_token": "[UNK]",
    }
