"""One Latin-letter alphabet for every script in the training data.

`character_map()` returns a map from single characters to short strings over
[a-zA-Z0-9] (or the empty string). It is applied after Unicode NFKD and
lower-casing, so it only ever sees decomposed, lower-case text: Hangul arrives
as conjoining jamo, accented letters as base letter plus combining mark.

Why single characters: a run of single-character replacements whose outputs are
never inputs of another replacement equals one simultaneous map, which the
application compiles into one pass. `character_map` checks that property.

Why by hand and by Unicode name: JavaScript tokenisers ignore SentencePiece's
`Precompiled` maps, so the map has to be spelled out as `Replace` steps, and
names of Unicode characters already carry a serviceable romanisation for the
syllabic scripts.
"""

import re
import unicodedata

# --- Ethiopic ---------------------------------------------------------------

# Vowel of the seven orders as printed on maps of Ethiopia: first order e,
# fourth a, sixth silent. Unicode spells the orders A U I AA EE E O.
_ETHIOPIC_VOWELS = {"A": "e", "U": "u", "I": "i", "AA": "a", "EE": "ie", "E": "", "O": "o", "OA": "o"}

# Homophones in Amharic are folded: three h rows (and kxa), two s, two a, two ts.
_ETHIOPIC_CONSONANTS = {
    "H": "h", "HH": "h", "X": "h", "KX": "h", "SZ": "s", "GLOTTAL ": "", "PHARYNGEAL ": "",
    "TZ": "ts", "Q": "q", "QH": "q", "SH": "sh", "C": "ch", "CH": "ch", "TH": "t", "PH": "p",
    "NY": "ny", "ZH": "zh", "DD": "d", "GG": "ng", "J": "j",
}  # fmt: skip
# Rows whose first order is pronounced like the fourth (ha = haa, a = aa).
_ETHIOPIC_OPEN = {"H", "HH", "X", "GLOTTAL ", "PHARYNGEAL "}


def _ethiopic() -> dict[str, str]:
    out = {}
    for code in range(0x1200, 0x1380):
        name = unicodedata.name(chr(code), "")
        if not name.startswith("ETHIOPIC SYLLABLE "):
            continue
        body = name.removeprefix("ETHIOPIC SYLLABLE ")
        match = re.fullmatch(r"(GLOTTAL |PHARYNGEAL |[^AEIOU]*?)(W?)(AA|OA|EE|A|U|I|E|O)", body)
        if match is None:
            continue
        consonant, labial, vowel = match.groups()
        if consonant == "" and labial:  # the plain row of w
            consonant, labial = "W", ""
        sound = _ETHIOPIC_CONSONANTS.get(consonant, consonant.lower())
        if consonant in _ETHIOPIC_OPEN and vowel == "A":
            vowel = "AA"
        text = sound + ("w" if labial else "") + _ETHIOPIC_VOWELS[vowel]
        # A vowel carrier in the sixth order is heard as i (or e), never silent.
        out[chr(code)] = text or "i"
    for offset in range(9):  # 1 to 9; the tens and hundreds follow
        out[chr(0x1369 + offset)] = str(offset + 1)
    for offset in range(9):
        out[chr(0x1372 + offset)] = str(10 * (offset + 1))
    out["፻"] = "100"
    return out


# --- Scripts of Indian origin -------------------------------------------------

_INDIC_SOUNDS = {
    "VOCALIC R": "ri", "VOCALIC RR": "ri", "VOCALIC L": "li", "VOCALIC LL": "li",
    "CANDRA E": "e", "CANDRA O": "o", "SHORT E": "e", "SHORT O": "o", "SHORT A": "a",
    "AA": "a", "II": "i", "UU": "u", "EE": "e", "OO": "o",
    "NGA": "ng", "NYA": "ny", "NNA": "n", "TTA": "t", "TTHA": "th", "DDA": "d", "DDHA": "dh",
    "DDDHA": "rh", "RRA": "r", "SSA": "sh", "LLA": "l", "LLLA": "l", "NNNA": "n", "CA": "ch", "CHA": "chh",
    "NNYA": "ny", "KHHA": "kh", "GHHA": "gh", "FA": "f", "ZA": "z", "YYA": "y",
    "GREAT SA": "s", "E ABOVE": "e", "MON II": "i", "TALL AA": "a",
}  # fmt: skip


def _indic(script: str, first: int, last: int) -> dict[str, str]:
    """Consonants without the inherent vowel, vowel signs as vowels, virama as nothing."""
    out = {}
    for code in range(first, last + 1):
        char = chr(code)
        name = unicodedata.name(char, "").removeprefix(script + " ")
        if unicodedata.category(char) == "Nd":
            out[char] = str(unicodedata.digit(char))
            continue
        match = re.fullmatch(r"(VOWEL SIGN|LETTER|INDEPENDENT VOWEL|CONSONANT SIGN(?: MEDIAL)?) (.+)", name)
        if match:
            kind, body = match.groups()
            sound = _INDIC_SOUNDS.get(body, body.lower())
            if len(body) > 1 and kind != "VOWEL SIGN" and body[0] not in "AEIOU" and sound.endswith("a"):
                sound = sound[:-1]
            out[char] = re.sub("[^a-z]", "", sound)
        elif name.startswith("SIGN ANUSVARA") or name.startswith("SIGN CANDRABINDU"):
            out[char] = "n"
        elif unicodedata.category(char) in ("Mn", "Mc"):
            out[char] = ""
    return out


# Etymological (Indian) values, so that loans shared by Khmer, Thai and Lao agree.
_KHMER = dict(
    zip(
        "កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវឝឞសហឡអ",
        "k kh g gh ng ch chh j jh ny d th d dh n t th t th n b ph p ph m y r l v sh s s h l o".split(),
        strict=True,
    )
)
_KHMER |= dict(
    zip(
        "ឥឦឧឨឩឪឫឬឭឮឯឰឱឲឳ" + "ាិីឹឺុូួើឿៀេែៃោៅំះៈ",
        "i i u uk u ov ri ri li li e ai o o au".split() + "a i i e e u u ua oe ea ie e ae ai o au m h a".split(),
        strict=True,
    )
)

_THAI = dict(
    zip(
        "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮ",
        (
            "k kh kh kh kh kh ng ch ch ch s ch y d t th th th n d t th th th n b p ph f ph f ph m y r ri l li w "
            "s s s h l o h"
        ).split(),
        strict=True,
    )
)
_THAI |= dict(zip("ะัาิีึืุูเแโใไๅ", "a a a i i ue ue u u e ae o ai ai a".split(), strict=True))

_LAO = dict(
    zip(
        "ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮ",
        "k kh kh ng ch s s ny d t th th n b p ph f ph f m y r l w h o h".split(),
        strict=True,
    )
)
_LAO |= dict(zip("ະັາິີຶືຸູົຼຽເແໂໃໄໜໝ", "a a a i i ue ue u u o l ia e ae o ai ai n m".split(), strict=True))
_BRAHMIC_SILENT = "្់៉៊៍៎៏័៌៑៓" + "็่้๊๋์ํ๎ฺ" + "່້໊໋໌ໍ" + "\u200b\u200c\u200d\u2060\ufeff\u00ad"


# --- Alphabets ----------------------------------------------------------------

_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
_CYRILLIC = dict(
    zip(
        "абвгдежзиклмнопрстуфхцчшщъыьэюяієґ",
        "a b v g d e zh z i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya i ye g".replace("-", "").split(" "),
        strict=True,
    )
)
# Long vowels are written, short ones are stripped with the other marks.
_ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءپچژگکیٱەھ",
        "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y a a - p ch zh g k y a h h".replace("-", "").split(
            " "
        ),
        strict=True,
    )
)
_LATIN = dict(zip("đøłßæœıþðŋħ", "d o l ss ae oe i th d ng h".split(), strict=True))

# --- Korean and Japanese --------------------------------------------------------

_JAMO = dict(zip(map(chr, range(0x1100, 0x1113)), "g kk n d tt r m b pp s ss - j jj ch k t p h".split(), strict=True))
_JAMO |= dict(
    zip(
        map(chr, range(0x1161, 0x1176)),
        "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(),
        strict=True,
    )
)
_JAMO |= dict(
    zip(
        map(chr, range(0x11A8, 0x11C3)),
        "k k k n n n t l k m l l l p l m p p t t ng t t k t p h".split(),
        strict=True,
    )
)
_JAMO = {char: sound.replace("-", "") for char, sound in _JAMO.items()}


def _kana() -> dict[str, str]:
    """Hiragana and katakana by name. Voicing marks arrive decomposed and are dropped."""
    out = {"ー": ""}
    for code in (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB)):
        name = unicodedata.name(chr(code))
        if unicodedata.decomposition(chr(code)):
            continue
        body = name.split(" LETTER ")[1].removeprefix("SMALL ").lower()
        out[chr(code)] = {"si": "shi", "ti": "chi", "tu": "tsu", "hu": "fu"}.get(body, body)
    return out


def _marks() -> dict[str, str]:
    """Combining marks to drop: Latin, Greek and Cyrillic accents, Arabic short vowels, kana voicing."""
    codes = [*range(0x0300, 0x0370), *range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, 0x0640, 0x3099, 0x309A]
    return {chr(code): "" for code in codes}


def _digits() -> dict[str, str]:
    starts = (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0C66, 0x0E50, 0x0ED0, 0x1040, 0x17E0)
    return {chr(start + value): str(value) for start in starts for value in range(10)}


def _upper(table: dict[str, str]) -> dict[str, str]:
    """Scripts written without spaces get capitals: their pieces stay apart from those of spaced scripts,
    whose words carry a start marker, and Khmer, Thai and Lao share theirs."""
    return {char: text.upper() for char, text in table.items()}


def character_map() -> dict[str, str]:
    """The whole map, {character: string over [a-zA-Z0-9]}, sorted by code point."""
    table: dict[str, str] = {}
    for part in (
        _ethiopic(),
        _indic("DEVANAGARI", 0x0900, 0x097F),
        _indic("BENGALI", 0x0980, 0x09FF),
        _indic("TELUGU", 0x0C00, 0x0C7F),
        _upper(_indic("MYANMAR", 0x1000, 0x104F)),
        _upper(_KHMER),
        _upper(_THAI),
        _upper(_LAO),
        dict.fromkeys(_BRAHMIC_SILENT, ""),
        _GREEK,
        _CYRILLIC,
        _ARABIC,
        _LATIN,
        _JAMO,
        _kana(),
        _marks(),
        _digits(),
    ):
        table.update(part)
    for char, text in table.items():
        if len(char) != 1 or not re.fullmatch("[a-zA-Z0-9]*", text):
            raise ValueError(f"not a single character to plain letters: {char!r} -> {text!r}")
        if char.isascii():
            raise ValueError(f"an output alphabet character is also an input: {char!r}")
    return dict(sorted(table.items()))


def romanise(text: str, table: dict[str, str] | None = None) -> str:
    """The normaliser in plain Python, for tests and for looking at examples."""
    table = character_map() if table is None else table
    folded = unicodedata.normalize("NFKD", text)
    lowered = "".join(char.lower() for char in folded)
    return "".join(table.get(char, char) for char in lowered)
