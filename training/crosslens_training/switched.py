"""Code-switched rows: English sentences with their words replaced from the dictionaries.

Greek, Turkish, Vietnamese or Hindi have dictionaries and interface strings here, but hardly any running text. A
dictionary drawn entry by entry gives `abacus` the weight of `water`; the same dictionary put into real sentences gives
every word its natural frequency and company. Word order stays English, which a bag of subwords does not see.
(The idea: Qin et al. 2020, CoSDA-ML, arXiv 2006.06402; for retrieval Litschko et al. 2023, arXiv 2305.05295.)
"""

import random
import re
from collections.abc import Iterable

from .data import Corpus, Pair, Row, alternatives

SOURCE = "switched"
LONGEST = 3  # words of the longest dictionary entry that is looked for
# Dictionaries, best first; of the strings of an interface only words and short phrases are taken.
SOURCES = ("wiktionary-multi", "wiktionary", "geezorg-lexicon", "geezorg-names", "cldr", "aosp")
SENSES = (6, 3, 1)  # how often the first, the second and the third sense of a word is taken
LATIN = {"de", "es", "tr", "vi", "fr", "fi", "ro", "sw", "so"}
SENTENCES = ("mkqa", "tico-19", "flores-v1", "geezorg")
WORDS = 60  # of a text that is switched
SHARE = 0.6  # of a sentence's words that must have been replaced
_WORD = re.compile(r"[\w']+", re.UNICODE)

Dictionary = dict[str, dict[str, list[str]]]  # language -> English word or phrase -> translations


def _translation(language: str, text: str) -> str | None:
    """The first translation that an entry lists; None for remarks about usage."""
    first = (alternatives("wiktionary-multi", language, text) or [text])[0].strip(" .-\\…")
    remark = first.startswith("Not used") or len(first.split()) > 4
    foreign = language not in LATIN and re.search("[a-zA-Z]", first)
    return None if remark or foreign or not first else first


def dictionary(rows: Iterable[Row]) -> Dictionary:
    """English words and short phrases with their translations, the best source's senses in their order."""
    out: Dictionary = {}
    by_source: dict[str, list[Row]] = {}
    for row in rows:
        if row.source in SOURCES and "en" in row.texts:
            by_source.setdefault(row.source, []).append(row)
    for source in SOURCES:
        found: Dictionary = {}
        for row in by_source.get(source, ()):
            english = row.texts["en"]
            words = [word.lower() for word in alternatives(source, "en", english) or [english]]
            words = [re.sub(r"^(to|a|an|the) ", "", word).strip(" .") for word in words]
            words = [word for word in words if 0 < len(word.split()) <= LONGEST and len(word) < 40]
            for language in row.texts.keys() - {"en"}:
                translation = _translation(language, row.texts[language])
                for word in words if translation else ():
                    found.setdefault(language, {}).setdefault(word, []).append(translation)
        for language, words in found.items():
            known = out.setdefault(language, {})
            for word, translations in words.items():
                known.setdefault(word, translations[:3])
    return out


def _forms(phrase: str) -> Iterable[str]:
    """The phrase and what it may be an inflected form of."""
    yield phrase
    for ending, instead in (("'s", ""), ("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")):  # fmt: skip
        if phrase.endswith(ending) and len(phrase) > len(ending) + 2:
            yield phrase[: -len(ending)] + instead


def switch(text: str, words: dict[str, list[str]], rng: random.Random) -> str | None:
    """The text with every known word or phrase replaced, longest first; None where too few are known.

    Numbers and capitalised words that are not known (names) stay as they are and count as replaced.
    """
    tokens = _WORD.findall(text)
    out, done, position = [], 0, 0
    while position < len(tokens):
        for length in range(min(LONGEST, len(tokens) - position), 0, -1):
            phrase = " ".join(tokens[position : position + length]).lower()
            found = next((words[form] for form in _forms(phrase) if form in words), None)
            if found is not None:
                out.append(rng.choices(found, SENSES[: len(found)])[0])
                done += length
                position += length
                break
        else:
            token = tokens[position]
            done += token[0].isdigit() or (token[0].isupper() and position > 0)
            out.append(token)
            position += 1
    return " ".join(out) if tokens and done >= SHARE * len(tokens) else None


def augment(corpus: Corpus, languages: Iterable[str], seed: int, verses: int = 6000) -> Corpus:
    """Code-switched rows and pairs made of `corpus` (its training part): one row for every English sentence.

    A row keeps the real translations and has switched ones in the other languages, so that any two languages meet.
    """
    languages = list(languages)
    known = dictionary(corpus.rows)
    rng = random.Random(seed)
    sentences = [(row.group, row.texts) for row in corpus.rows if row.source in SENTENCES and "en" in row.texts]
    bible = [(row.group, row.texts) for row in corpus.rows if row.source == "bible-pd" and "en" in row.texts]
    sentences += rng.sample(bible, min(verses, len(bible)))
    questions = [pair for pair in corpus.pairs if pair.language == "en"]
    sentences += [(pair.group, {"en": pair.query}) for pair in questions]
    out = Corpus([], [])
    for number, (group, texts) in enumerate(sentences):
        english = " ".join(texts["en"].split()[:WORDS])
        switched = {language: switch(english, known.get(language, {}), rng) for language in languages}
        real = {language: texts[language] for language in languages if language in texts}
        row = {"en": english} | {language: text for language, text in switched.items() if text} | real
        if len(row) > 1:
            out.rows.append(Row(SOURCE, group, number, row))
    for pair in questions:
        passage = " ".join(pair.passage.split()[:WORDS])
        for language in languages:
            words = known.get(language, {})
            query, text = switch(pair.query, words, rng), switch(passage, words, rng)
            if query and text:
                out.pairs.append(Pair(SOURCE, pair.group, language, query, text))
    return out
