"""Reading the training folder and repairing what is wrong with it.

Three gzip JSON-lines files (see README.md for the fields):

* ``parallel.jsonl.gz``: the same content in two or more languages,
* ``pairs.jsonl.gz``: question and passage, or headline and article, in one language,
* ``documents.jsonl.gz``: running text in one language.

Everything is grouped (verse by chapter, sentence by document, question by
passage), because the held-out split is made by group (split.py).
Raises TrainingError, naming file and line, for what cannot be read.
"""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import TrainingError
from .sources import SOURCES

HELD_OUT_PER_MILLE = 30

FILES = ("parallel.jsonl.gz", "pairs.jsonl.gz", "documents.jsonl.gz")
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
    """Whether a group belongs to the held-out part of the split `uniform` (split.py), by which the bags and the
    question generator that ship were trained; stable across runs and machines."""
    return zlib.crc32(f"{source}/{group}".encode()) % 1000 < HELD_OUT_PER_MILLE


def read(folder: Path) -> Corpus:
    """All rows and pairs of the folder, repaired."""
    if not folder.is_dir():
        raise TrainingError(
            f"The training folder {folder} is not there. --data must name a folder with {', '.join(FILES)}; "
            "training/README.md says what they hold and where the sources are."
        )
    rows = list(_rows(folder / "parallel.jsonl.gz"))
    rows.sort(key=lambda row: (row.source, row.group, row.order))
    pairs = [*_pairs(folder / "pairs.jsonl.gz"), *_documents(folder / "documents.jsonl.gz")]
    return Corpus(rows, pairs)


@dataclass(frozen=True, slots=True)
class _Line:
    path: Path
    number: int

    def wrong(self, what: str, remedy: str) -> TrainingError:
        return TrainingError(f"{self.path}, line {self.number}: {what} {remedy}")


def _lines(path: Path, fields: dict[str, type]) -> Iterator[tuple[_Line, dict]]:
    """Every object of the file, its fields checked, with its place."""
    form = "{" + ", ".join(f'"{name}": {_KINDS[kind]}' for name, kind in fields.items()) + "}"
    number = 0
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for number, text in enumerate(stream, 1):
                line = _Line(path, number)
                try:
                    record = json.loads(text)
                except ValueError as error:
                    raise line.wrong(f"this is not JSON ({error}).", f"Each line must be {form}.") from error
                if not isinstance(record, dict):
                    raise line.wrong("this is JSON, but no object.", f"Each line must be {form}.")
                for name, kind in fields.items():
                    if not isinstance(record.get(name), kind):
                        found = "is missing" if name not in record else f"is not {_KINDS[kind]}"
                        raise line.wrong(f'"{name}" {found}.', f"Each line must be {form}.")
                if record["src"] not in SOURCES:
                    raise line.wrong(
                        f'the source "{record["src"]}" is not known, so neither is its licence.',
                        "Add it to crosslens_training/sources.py with its home and licence, or remove its rows.",
                    )
                yield line, record
    except FileNotFoundError as error:
        raise TrainingError(
            f"{path} is missing. The training folder must hold {', '.join(FILES)}; "
            "training/README.md says what is in them."
        ) from error
    except (OSError, EOFError, zlib.error) as error:
        after = f" after line {number}" if number else ""
        raise TrainingError(
            f"{path} cannot be read{after}: {error}. Is it gzip, and whole? Fetch or write it again."
        ) from error
    except UnicodeDecodeError as error:
        raise TrainingError(f"{path} is not UTF-8 after line {number}: {error}. Write it again as UTF-8.") from error


_KINDS = {str: "text", dict: "{language: text}"}


def _rows(path: Path) -> Iterator[Row]:
    for line, record in _lines(path, {"src": str, "id": str, "text": dict}):
        source = record["src"]
        for language, text in record["text"].items():
            if not isinstance(text, str):
                raise line.wrong(
                    f'the text in "{language}" is not text but {text!r}.', "Write a string, or leave it out."
                )
        try:
            group, order = group_of(source, record["id"], record["text"])
        except ValueError as error:
            raise line.wrong(
                f'the id "{record["id"]}" is not one of {source}, whose ids say where a text stands.',
                f"Ids of {source} look like {ID_FORMS[source]}.",
            ) from error
        texts = {
            language: clean(source, language, text)
            for language, text in record["text"].items()
            if (source, language) not in LEFT_OUT
        }
        texts = {language: text for language, text in texts.items() if text}
        if len(texts) > 1:
            yield Row(source, group, order, texts)


# Sources whose ids are read: document and number, or book, chapter and verse.
ID_FORMS = {"tico-19": '"Wikinews_1:12"', "bible-pd": '"01.2.3"'}


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
    for _, record in _lines(path, {"src": str, "lang": str, "query": str, "passage": str}):
        query = record["query"].strip().lstrip("-").strip()
        passage = record["passage"].strip()
        if query and passage:
            yield Pair(record["src"], passage[:80], record["lang"], query, passage)


def _documents(path: Path) -> Iterator[Pair]:
    """Running text: title and text where there is a title, else the first third and the rest."""
    for _, record in _lines(path, {"src": str, "lang": str, "title": str, "text": str}):
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
