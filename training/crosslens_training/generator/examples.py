"""What the generator learns from: (prompt, question) pairs in 13 × 13 directions.

Open question sets exist for five of the languages only. The rest is made from what there is:

* real: question and passage of one language, as given (amqa-train, iapp, arcd, qed, headlines of enh);
* questions: one MKQA question, asked again in another language;
* parallel: a passage of one language, a patterned question on rare words of its translation;
* dictionary: a passage, a patterned question on translations of its rare words;
* copied: a passage, a patterned question on its own rare words.

Patterns are in configs/question-patterns.json and were written for this project. Groups that are
held out (data.held_out) are never read.
"""

import random
import re
from collections import Counter, defaultdict

from tokenizers import Tokenizer

from ..data import LEXICONS, Corpus, alternatives, held_out
from .prompt import prompt

UNSPACED = {"km", "th", "zh"}
PASSAGES = {"tico-19", "bible-pd", "flores-v1", "geezorg", "aosp"}
_STRIP = " \t\n.,;:!?()[]{}\"'“”«»„‘’¿¡。，、？！：；（）៕៖។؟،؛፣፤፥፡።…–—-/<>%$*|_=+#@0123456789"


class Examples:
    def __init__(
        self, corpus: Corpus, tokenizer: Tokenizer, patterns: dict[str, list[str]], languages: list[str], seed: int
    ) -> None:
        self.random = random.Random(seed)
        self.tokenizer = tokenizer
        self.patterns = patterns
        self.languages = languages
        wanted = set(languages)
        self.rows = []
        self.rows_to: dict[str, list[int]] = defaultdict(list)  # running rows that have a language
        self.questions: list[dict[str, str]] = []
        self.texts: dict[str, list[str]] = defaultdict(list)
        self.entries: dict[str, list[dict[str, list[str]]]] = defaultdict(list)
        self.real: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.headlines: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in corpus.rows:
            texts = {language: text for language, text in row.texts.items() if language in wanted}
            if held_out(row.source, row.group) or len(texts) < 1:
                continue
            if row.source == "mkqa":
                self.questions.append(texts)
            elif row.source in PASSAGES and len(texts) > 1:
                for language, text in texts.items():
                    if len(text) > (15 if language in UNSPACED else 30):
                        self.rows_to[language].append(len(self.rows))
                        self.texts[language].append(text)
                self.rows.append((row.source, row.group, texts))
            elif row.source in LEXICONS and row.source != "geezorg-names" and len(texts) > 1:
                self._add_entry(row.source, texts)
        for pair in corpus.pairs:
            if held_out(pair.source, pair.group) or pair.language not in wanted:
                continue
            kind = self.headlines if pair.source in {"enh", "kmwiki"} else self.real
            kind[pair.language].append((pair.query, pair.passage))
            self.texts[pair.language].append(pair.passage[:1200])
        self.frequency = {language: self._frequencies(language) for language in languages}

    def _add_entry(self, source: str, texts: dict[str, str]) -> None:
        entry = {language: [a for a in alternatives(source, language, text) if a] for language, text in texts.items()}
        entry = {language: words for language, words in entry.items() if words}
        for language, words in entry.items():
            for word in words:
                self.entries[f"{language}:{key_of(word)}"].append(entry)

    def _frequencies(self, language: str) -> Counter[str]:
        sample = self.texts[language]
        sample = self.random.sample(sample, min(len(sample), 12000))
        counts: Counter[str] = Counter()
        for text in sample:
            counts.update({key_of(unit) for unit, _, _ in self.units(language, text[:600])})
        return counts

    def units(self, language: str, text: str) -> list[tuple[str, int, int]]:
        """(word, start, end) of words long enough to carry content; pieces where words are not set apart."""
        if language not in UNSPACED:
            found = ((m.group(), m.start()) for m in re.finditer(r"\S+", text))
            spans = []
            for token, start in found:
                word = token.strip(_STRIP)
                if len(word) >= (3 if language in {"am", "ar", "hi"} else 4):
                    at = start + token.index(word)
                    spans.append((word, at, at + len(word)))
            return spans
        encoding = self.tokenizer.encode(text, add_special_tokens=False)
        shortest = 2 if language == "zh" else 3
        return [
            (text[a:b], a, b)
            for a, b in encoding.offsets
            if b - a >= shortest and not any(c in _STRIP or c.isascii() for c in text[a:b])
        ]

    def rare(self, language: str, text: str, count: int) -> list[tuple[str, int, int]]:
        """Up to `count` units, the rarer the likelier, in the order of the text."""
        units = self.units(language, text)
        frequency = self.frequency[language]
        # Efraimidis–Spirakis sampling without replacement, weights falling with document frequency.
        weigh = lambda unit: (1 + frequency[key_of(unit[0])]) ** -0.6  # noqa: E731
        scored = sorted(units, key=lambda unit: -(self.random.random() ** (1 / weigh(unit))))
        chosen: dict[str, tuple[str, int, int]] = {}
        for unit in scored:
            chosen.setdefault(key_of(unit[0]), unit)
            if len(chosen) == count:
                break
        return sorted(chosen.values(), key=lambda unit: unit[1])

    def fill(self, language: str, words: list[str]) -> str:
        fitting = [p for p in self.patterns[language] if p.count("{") == len(words)]
        return self.random.choice(fitting).format(**dict(zip("xyz", words)))

    def draw(self, same_language: float, real_questions: float) -> tuple[str, str]:
        """One (prompt, question)."""
        while True:
            language = self.random.choice(self.languages)
            example = (
                self._within(language, real_questions)
                if self.random.random() < same_language
                else self._across(language)
            )
            if example is not None:
                return example

    def _within(self, language: str, real_questions: float) -> tuple[str, str] | None:
        choice = self.random.random()
        if self.real[language] and choice < real_questions:
            question, passage = self.random.choice(self.real[language])
            return prompt(language, "", near(question, passage)), question
        if self.headlines[language] and choice > 0.92:
            title, passage = self.random.choice(self.headlines[language])
            return prompt(language, "", passage[:400]), title
        text = self._passage(language)
        units = self.rare(language, text, self.random.choice((1, 1, 2, 2, 3)))
        if not units:
            return None
        words = [self._phrase(language, text, unit) for unit in units]
        title = self.random.choice(words) if self.random.random() < 0.5 else ""
        return prompt(language, title, text), self.fill(language, words)

    def _phrase(self, language: str, text: str, unit: tuple[str, int, int]) -> str:
        """The unit, sometimes with its neighbour."""
        word, start, end = unit
        if self.random.random() < 0.5:
            return word
        neighbours = [u for u in self.units(language, text[start : end + 24]) if u[1] > 0]
        if not neighbours:
            return word
        joined = text[start : start + neighbours[0][2]]
        return joined if not set(joined) & set(".,;:!?()[]\"«»“”。，、？！：；（）។៕؟،؛።፣፤፥") else word

    def _passage(self, language: str) -> str:
        """Some running text, sometimes of several short ones."""
        text = self.random.choice(self.texts[language])
        while len(text) < (60 if language == "zh" else 150) and self.random.random() < 0.7:
            text += " " + self.random.choice(self.texts[language])
        return text[:420]

    def _across(self, language: str) -> tuple[str, str] | None:
        """Question in `language`, passage in another."""
        choice = self.random.random()
        if choice < 0.3:
            asked = self.random.choice(self.questions)
            others = [other for other in asked if other != language]
            if language not in asked or not others:
                return None
            return prompt(language, "", asked[self.random.choice(others)].rstrip("?？؟ ")), asked[language]
        if choice < 0.7:
            return self._parallel(language)
        return self._dictionary(language)

    def _parallel(self, language: str) -> tuple[str, str] | None:
        if not self.rows_to[language]:
            return None
        number = self.random.choice(self.rows_to[language])
        source, group, texts = self.rows[number]
        others = [other for other in texts if other != language]
        if not others:
            return None
        other = self.random.choice(others)
        units = self.rare(language, texts[language], self.random.choice((1, 1, 2, 2, 3)))
        if not units:
            return None
        passage = texts[other]
        following = self.rows[number + 1] if number + 1 < len(self.rows) else None
        if following and following[:2] == (source, group) and other in following[2] and self.random.random() < 0.5:
            passage = f"{passage} {following[2][other]}"
        title = ""
        if self.random.random() < 0.3:
            shown = self.rare(other, passage, 1)
            title = shown[0][0] if shown else ""
        return prompt(language, title, passage[:420]), self.fill(language, [unit[0] for unit in units])

    def _dictionary(self, language: str) -> tuple[str, str] | None:
        other = self.random.choice([one for one in self.languages if one != language])
        text = self._passage(other)
        words, shown = [], []
        for unit, _, _ in self.rare(other, text, 12):
            entries = [e for e in self.entries.get(f"{other}:{key_of(unit)}", []) if language in e]
            if entries:
                words.append(self.random.choice(entries)[language][0])
                shown.append(unit)
            if len(words) == 3:
                break
        words = list(dict.fromkeys(words))[: self.random.choice((1, 2, 3))]
        if not words:
            return None
        title = shown[0] if self.random.random() < 0.5 else ""
        return prompt(language, title, text), self.fill(language, words)


def key_of(word: str) -> str:
    """Under which a word is counted and looked up: case folded, its ending cut where it is long."""
    folded = word.casefold()
    return folded if len(folded) < 7 or not folded[0].isalpha() else folded[:6]


def near(question: str, passage: str, width: int = 380) -> str:
    """The stretch of a long passage that shares the most words with the question."""
    if len(passage) <= width:
        return passage
    words = {key_of(word.strip(_STRIP)) for word in question.split()} - {""}
    best, at = -1, 0
    for start in range(0, len(passage) - width // 2, width // 4):
        window = passage[start : start + width]
        hits = sum(word in window.casefold() for word in words)
        if hits > best:
            best, at = hits, start
    if at:
        at = passage.find(" ", at) + 1 or at
    return passage[at : at + width]
