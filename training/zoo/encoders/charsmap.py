"""A small normalisation map of our own in SentencePiece's format, with every kind of rule that nmt_nfkc has.

Compatibility forms (ﬁ, full width, ①), half-width katakana with its voicing mark (ｶﾞ, two characters into one), Latin
letters with combining marks, Hangul out of conjoining letters, characters that become a space (U+200B) or nothing.
"""

import itertools
import unicodedata
from pathlib import Path

BECOME_SPACE = (0x09, 0x0A, 0x0D, 0xA0, *range(0x200B, 0x2010), 0x2581, 0xFEFF, 0x3000)
BECOME_NOTHING = (*range(0x01, 0x09), 0x0B, *range(0x0E, 0x20), 0x7F)
COMPATIBILITY = (
    *range(0xFB00, 0xFB07),
    *range(0xFF01, 0xFF5F),
    *range(0xFF61, 0xFFA0),
    *range(0x2460, 0x2474),
    *(0xE33, 0xEB3),
    *(0xB2, 0xB3, 0xB9, 0xBC, 0xBD, 0xBE, 0x2026, 0x2049, 0x3314, 0x3231),
)
VOICED = [*range(0xFF76, 0xFF85), *range(0xFF8A, 0xFF8F), 0xFF73]
MARKS = (0x300, 0x301, 0x302, 0x303, 0x306, 0x307, 0x308, 0x309, 0x31B, 0x323, 0x327)
LATIN = (*range(0x41, 0x5B), *range(0x61, 0x7B))


def rules(texts: tuple[str, ...]) -> dict[str, str]:
    """@param texts conjoining Hangul in them gets rules; all of it would be eleven thousand"""
    out = {chr(code): " " for code in BECOME_SPACE} | {chr(code): "" for code in BECOME_NOTHING}
    sources = [chr(code) for code in COMPATIBILITY]
    sources += [chr(code) + mark for code in VOICED for mark in "\uff9e\uff9f"]
    for letter in map(chr, LATIN):
        for count in (1, 2):
            for marks in itertools.product(map(chr, MARKS), repeat=count):
                sources.append(letter + "".join(marks))
                sources.append(unicodedata.normalize("NFC", letter + marks[0]) + "".join(marks[1:]))
    for text in texts:
        sources += [unicodedata.normalize("NFD", letter) for letter in text if "가" <= letter <= "힣"]
    for source in sources:
        target = unicodedata.normalize("NFKC", source)
        # A sequence that composes only in part is reached by the rules for its parts.
        if target != source and (len(target) == 1 or len(source) == 1 or "ｦ" <= source[0] <= "ﾟ"):
            out[source] = target
    return out


def write_tsv(path: Path, texts: tuple[str, ...]) -> None:
    """`source<TAB>target`, both as hexadecimal code points with spaces between."""

    def codes(text: str) -> str:
        return " ".join(f"{ord(character):X}" for character in text)

    lines = [f"{codes(source)}\t{codes(target)}\n" for source, target in sorted(rules(texts).items())]
    path.write_text("".join(lines), encoding="utf-8")
