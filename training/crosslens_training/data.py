"""Reading the training folder and repairing what is wrong with it.

Three gzip JSON-lines files (see README.md for the fields):

* ``parallel.jsonl.gz``: the same content in two or more languages,
* ``pairs.jsonl.gz``: question and passage, or headline and article, in one language,
* ``documents.jsonl.gz``: running text in one language.

Everything is grouped (verse by chapter, sentence by document, question by
passage), because the held-out split is made by group.
"""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HELD_OUT_PER_MILLE = 30

# Dictionaries and lists: words and phrases, no running sentences.
LEXICONS = {"cldr", "wiktionary", "wiktionary-multi", "geezorg-lexicon", "geezorg-names"}
# The Vietnamese verses are those of a 2010 revision that is under copyright, not of a public domain
# version, and they are filed one chapter too late besides.
LEFT_OUT = {("bible-pd", "vi")}
# Sources whose consecutive rows of one group are consecutive in the text.
RUNNING = {"tico-19", "bible-pd"}


@dataclass(frozen=True, slots=True)
class Row:
    """The same content in several languages; `order` sorts the rows of one running text."""

    source: str
    group: str
    order: int
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A query and a passage that answers it, in one language."""

    source: str
    group: str
    language: str
    query: str
    passage: str


@dataclass(frozen=True, slots=True)
class Corpus:
    rows: list[Row]
    pairs: list[Pair]


def held_out(source: str, group: str) -> bool:
    """Whether a group belongs to the held-out split; stable across runs and machines."""
    return zlib.crc32(f"{source}/{group}".encode()) % 1000 < HELD_OUT_PER_MILLE


def read(folder: Path) -> Corpus:
    """All rows and pairs of the folder, repaired."""
    rows = list(_rows(folder / "parallel.jsonl.gz"))
    rows.sort(key=lambda row: (row.source, row.group, row.order))
    pairs = [*_pairs(folder / "pairs.jsonl.gz"), *_documents(folder / "documents.jsonl.gz")]
    return Corpus(rows, pairs)


def _lines(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def _rows(path: Path) -> Iterator[Row]:
    for record in _lines(path):
        source = record["src"]
        group, order = group_of(source, record["id"], record["text"])
        texts = {
            language: clean(source, language, text)
            for language, text in record["text"].items()
            if (source, language) not in LEFT_OUT
        }
        texts = {language: text for language, text in texts.items() if text}
        if len(texts) > 1:
            yield Row(source, group, order, texts)


def group_of(source: str, identifier: str, texts: dict[str, str]) -> tuple[str, int]:
    """(group, order within it) of a parallel row.

    Lexicons are grouped by the English word, so that one word cannot sit on
    both sides of the split.
    """
    if source == "tico-19":
        document, _, order = identifier.rpartition(":")
        return document, int(order)
    if source == "bible-pd":
        book, chapter, verse = identifier.split(".")
        return f"{book}.{int(chapter):03d}", int(verse)
    if source == "geezorg":
        document, _, order = identifier.rpartition("-")
        return document, int(order) if order.isdigit() else 0
    if source in LEXICONS:
        return texts.get("en", identifier).split(":")[0].strip().lower(), 0
    if source == "aosp":
        return texts.get("en", identifier).strip().lower(), 0
    return identifier, 0


def clean(source: str, language: str, text: str) -> str:
    text = text.strip()
    if source == "bible-pd" and language == "zh":
        text = text.replace(" ", "")  # the edition sets a space after every character
    if source == "wiktionary-multi" and language != "en":
        text = re.sub(r" /[^/]*/| \[[^\]]*\]", "", text)  # transliterations and usage notes
    return text


def _pairs(path: Path) -> Iterator[Pair]:
    for record in _lines(path):
        query = record["query"].strip().lstrip("-").strip()
        passage = record["passage"].strip()
        if query and passage:
            yield Pair(record["src"], passage[:80], record["lang"], query, passage)


def _documents(path: Path) -> Iterator[Pair]:
    """Running text: title and text where there is a title, else the first third and the rest."""
    for record in _lines(path):
        title, text = record["title"].strip(), record["text"].strip()
        if title and text:
            # `pairs` has the same headlines; the group keeps both on one side of the split
            yield Pair(record["src"], text[:80], record["lang"], title, text)
        elif len(text) > 80:
            cut = text.find(" ", len(text) // 3)
            if cut > 0:
                yield Pair(record["src"], text[:80], record["lang"], text[:cut], text[cut:].strip())


def split_parts(source: str, language: str, text: str) -> tuple[str, str] | None:
    """A pair inside one lexicon entry: name and keywords, synonyms, or word and gloss."""
    separator = ": " if source == "wiktionary-multi" and language == "en" else ", "
    if source == "wiktionary":
        separator = "; " if "; " in text else ", "
    if source not in {"cldr", "wiktionary", "wiktionary-multi"}:
        return None
    head, _, rest = text.partition(separator)
    return (head.strip(), rest.strip()) if head.strip() and rest.strip() else None


def alternatives(source: str, language: str, text: str) -> list[str]:
    """The single words and phrases a dictionary entry lists: synonyms, or the English headword without its gloss."""
    if source == "wiktionary-multi" and language == "en":
        return [text.split(": ")[0]]
    if source in {"cldr", "wiktionary", "wiktionary-multi", "geezorg-lexicon"}:
        parts = [re.sub(r"\s*\([^)]*\)", "", part).strip() for part in re.split("[,;،、] ?", text)]
        parts = [part for part in parts if part]
        # The first keyword of CLDR is the name; the others name aspects and differ between languages.
        return parts[:1] if source == "cldr" else parts[:4]
    return []
