"""Byte-pair encoding in its two published forms: over bytes (GPT-2's alphabet), and over characters with bytes behind."""

from collections.abc import Sequence

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from .alphabet import frequent_letters
from .merges import learn_merges

MODERNBERT_SPECIAL = ("[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]")
GEMMA_SPECIAL = ("<pad>", "<eos>", "<bos>", "<unk>", "<mask>")
QWEN_SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
# Words with the sign before them, single digits, runs of signs, line ends, spaces; contractions in either case.
WORDS = (
    r"(?i:'s|'t|'ll)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def over_bytes(lines: list[str], merges: int, special: Sequence[str], splitter: pre_tokenizers.PreTokenizer) -> Tokenizer:
    """@param special tokens, which come before the bytes"""
    normalizer = normalizers.NFC()
    words = [tuple(word) for line in lines for word, _ in splitter.pre_tokenize_str(normalizer.normalize_str(line))]
    learned = learn_merges(words, merges)
    pieces = [*special, *sorted(pre_tokenizers.ByteLevel.alphabet()), *(first + second for first, second in learned)]
    tokenizer = Tokenizer(models.BPE({piece: i for i, piece in enumerate(pieces)}, learned))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = splitter
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def modernbert_tokenizer(lines: list[str]) -> Tokenizer:
    """Runs of spaces are tokens of their own, which are found before anything else."""
    splitter = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer = over_bytes(lines, 120, MODERNBERT_SPECIAL, splitter)
    tokenizer.add_tokens([AddedToken(" " * count, normalized=True) for count in (4, 3, 2)])
    tokenizer.add_special_tokens([*MODERNBERT_SPECIAL[:-1], AddedToken("[MASK]", lstrip=True)])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    return tokenizer


def qwen_tokenizer(lines: list[str]) -> Tokenizer:
    splitter = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(WORDS), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer = over_bytes(lines, 120, QWEN_SPECIAL, splitter)
    tokenizer.add_special_tokens(list(QWEN_SPECIAL))
    tokenizer.post_processor = processors.Sequence(
        [
            processors.ByteLevel(add_prefix_space=False, trim_offsets=False, use_regex=False),
            processors.TemplateProcessing(
                single="$A <|endoftext|>", pair="$A <|endoftext|> $B <|endoftext|>", special_tokens=[("<|endoftext|>", 0)]
            ),
        ]
    )
    return tokenizer


def gemma_tokenizer(lines: list[str], merges: int = 100, letters: int = 110) -> Tokenizer:
    """The text is one word, with ▁ for spaces; a character without a piece becomes its bytes."""
    kept = frequent_letters(lines, letters)
    words = [tuple(f"▁{word}") for line in kept for word in line.split()]
    learned = learn_merges(words, merges)
    characters = sorted({character for word in words for character in word} | {"\n"})
    pieces = [*GEMMA_SPECIAL, *(f"<0x{byte:02X}>" for byte in range(256)), "\n\n", "▁▁", *characters]
    pieces += [first + second for first, second in learned]
    rules = [("\n", "\n"), ("▁", "▁"), *learned]
    vocabulary = {piece: i for i, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(models.BPE(vocabulary, rules, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", behavior="merged_with_previous")
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<bos> $A <eos>", pair="<bos> $A <eos> <bos>:1 $B:1 <eos>:1", special_tokens=[("<bos>", 2), ("<eos>", 1)]
    )
    tokenizer.add_special_tokens(list(GEMMA_SPECIAL))
    return tokenizer
