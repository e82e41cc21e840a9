"""Reads Tatoeba, MKQA, AmQA, and XQuAD-R with context, of the evaluation folder. Standard library only."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .errors import TrainingError

TATOEBA = {
    "am": "amh", "km": "khm", "ar": "ara", "de": "deu", "el": "ell", "es": "spa", "hi": "hin",
    "ru": "rus", "sw": "swh", "th": "tha", "tr": "tur", "vi": "vie", "zh": "cmn",
}  # fmt: skip
MKQA = {
    "km": "km", "ar": "ar", "es": "es", "fi": "fi", "ja": "ja", "ko": "ko", "ms": "ms", "ru": "ru", "sv": "sv",
    "tr": "tr", "zh": "zh_cn",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Matching:
    """Queries of one language, passages of another or the same; `relevant[i]` is the passage of query i."""

    query_language: str
    passage_language: str
    queries: list[str]
    passages: list[str]
    relevant: list[int]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise TrainingError(
            f"{path} cannot be read: {error.strerror}. "
            "--eval must name the folder that holds amqa, mkqa, tatoeba and xquad-r."
        ) from error


def _lines(path: Path) -> list[str]:
    # Not splitlines, which also cuts at characters that may stand within a sentence.
    return _text(path).removesuffix("\n").split("\n")


def tatoeba(folder: Path, language: str) -> Matching:
    """From the language into English; line i translates line i."""
    code = TATOEBA[language]
    one, other = (_lines(folder / f"tatoeba.{code}-eng.{side}") for side in (code, "eng"))
    if len(one) != len(other):
        raise TrainingError(
            f"tatoeba.{code}-eng in {folder} has {len(one)} lines on one side and {len(other)} on the other. "
            "Fetch it again."
        )
    return Matching(language, "en", one, other, list(range(len(one))))


def mkqa(folder: Path, language: str) -> Matching:
    """From the language into English: the questions that both files have, by id."""

    def read(code: str) -> dict[str, str]:
        records = (json.loads(line) for line in _lines(folder / f"mkqa-{code}.jsonl"))
        return {record["id"].removesuffix(f"_{code}"): record["question"] for record in records}

    one, other = read(MKQA[language]), read("en")
    common = sorted(one.keys() & other.keys())
    if not common:
        raise TrainingError(
            f"mkqa-{MKQA[language]}.jsonl and mkqa-en.jsonl in {folder} share no question. Fetch them again."
        )
    return Matching(language, "en", [one[i] for i in common], [other[i] for i in common], list(range(len(common))))


def amqa(folder: Path) -> Matching:
    """Development questions; passages are the different contexts of the development and training files together."""
    contexts: dict[str, int] = {}
    questions: list[str] = []
    relevant: list[int] = []
    for name in ("dev_data.json", "train_data.json"):
        for paragraph in _paragraphs(json.loads(_text(folder / name))["data"]):
            context = paragraph.get("context", "").strip()
            if not context:
                continue
            number = contexts.setdefault(context, len(contexts))
            if name.startswith("dev"):
                questions += [entry["question"] for entry in paragraph["qas"]]
                relevant += [number] * len(paragraph["qas"])
    return Matching("am", "am", questions, list(contexts), relevant)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Of XQuAD-R. `questions`: (id, text, number of the sentence that answers it)."""

    context: str
    sentences: list[str]
    questions: list[tuple[str, str, int]]


def xquad_paragraphs(path: Path) -> Iterable[Paragraph]:
    """Of one language's file, in order. A question's sentence is the first with start <= answer_start < end."""
    for article in json.loads(_text(path))["data"]:
        for paragraph in article["paragraphs"]:
            context, breaks = paragraph["context"], paragraph["sentence_breaks"]
            questions = []
            for entry in paragraph["qas"]:
                start = entry["answers"][0]["answer_start"]
                own = next(i for i, (begin, end) in enumerate(breaks) if begin <= start < end)
                questions.append((entry["id"], entry["question"], own))
            yield Paragraph(context, [context[begin:end] for begin, end in breaks], questions)


def xquad_in_context(folder: Path) -> list[dict]:
    """XQuAD-R as rows of the explorer's JSON Lines, each sentence followed by its whole paragraph.

    Ids are those of the reference evaluator, `{language}_{paragraph}_{sentence}`. The headline figures encode the
    sentence alone: these rows are for a line beside them (LAReQA, arXiv 2004.05484, gives its encoder both).
    """
    passages, queries = [], []
    for path in sorted(folder.glob("*.json")):
        for number, paragraph in enumerate(xquad_paragraphs(path)):
            ids = [f"{path.stem}_{number}_{place}" for place in range(len(paragraph.sentences))]
            passages += [
                {"id": name, "lang": path.stem, "text": f"{sentence} {paragraph.context}"}
                for name, sentence in zip(ids, paragraph.sentences, strict=True)
            ]
            queries += [
                {
                    "id": f"{path.stem}_{identifier}",
                    "lang": path.stem,
                    "text": question,
                    "relevant": [ids[own]],
                    "group": identifier,
                }
                for identifier, question, own in paragraph.questions
            ]
    if not passages:
        raise TrainingError(f"{folder} holds no XQuAD-R file (en.json and so on). Fetch it again.")
    return [*passages, *queries]


def _paragraphs(articles: Iterable[dict]) -> Iterable[dict]:
    for article in articles:
        found = article["paragraphs"]  # a list, or one paragraph on its own
        yield from found if isinstance(found, list) else [found]
