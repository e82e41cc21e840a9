"""python -m crosslens_training.generator {vocabulary,train,export,all} --data <train folder> --work <work folder>"""

import argparse
import json
from collections import Counter
from pathlib import Path

from tokenizers import Tokenizer

from ..data import LEXICONS, Corpus, held_out, read
from . import start, vocabulary
from .examples import Examples
from .export import USED, add_to_manifest, entry, export
from .train import train

HERE = Path(__file__).parents[2]


def texts_by_language(corpus: Corpus, languages: list[str]) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {language: [] for language in languages}
    for row in corpus.rows:
        if held_out(row.source, row.group) or row.source == "geezorg-names":
            continue
        for language, text in row.texts.items():
            # Entries of dictionaries are words without context: what a language has of sentences counts more.
            if language in texts and (row.source not in LEXICONS or language in {"el", "vi", "hi", "tr", "es"}):
                texts[language].append(text)
    for pair in corpus.pairs:
        if not held_out(pair.source, pair.group) and pair.language in texts:
            texts[pair.language] += [pair.query, pair.passage]
    return texts


def rows_of(corpus: Corpus) -> dict[str, int]:
    """Rows of each source that could be drawn."""
    counts = Counter(
        one.source for one in (*corpus.rows, *corpus.pairs) if not held_out(one.source, one.group) and one.source in USED
    )
    return dict(sorted(counts.items()))


def leave(config: dict, work: Path) -> None:
    """Exports the checkpoint and lists it in the manifest."""
    models = HERE.parent / "models"
    export(config, work, models)
    log = [json.loads(line) for line in (work / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    # The first entry comes after 50 steps; the pace of the others tells their time.
    seconds = (log[-1]["time"] - log[0]["time"]) * log[-1]["step"] / max(1, log[-1]["step"] - log[0]["step"])
    record = entry(config, work, models, log[-1]["step"], round(seconds / 60))
    add_to_manifest(record, models / "manifest.json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=["vocabulary", "train", "export", "all"])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, default=HERE.parent / "models" / "bag-hybrid")
    parser.add_argument("--config", type=Path, default=HERE / "configs" / "generator.json")
    arguments = parser.parse_args()
    config = json.loads(arguments.config.read_text(encoding="utf-8"))
    patterns = json.loads((HERE / "configs" / "question-patterns.json").read_text(encoding="utf-8"))
    arguments.work.mkdir(parents=True, exist_ok=True)
    path = arguments.work / "tokenizer.json"
    if arguments.step == "export":
        leave(config, arguments.work)
        return
    corpus = read(arguments.data)
    (arguments.work / "rows.json").write_text(json.dumps(rows_of(corpus)), encoding="utf-8")
    texts = texts_by_language(corpus, config["languages"])
    if arguments.step in {"vocabulary", "all"}:
        asked = [p.format(x="", y="", z="") for group in patterns.values() for p in group]
        with_patterns = {language: [*lines, *(asked * 5)] if language == "en" else lines for language, lines in texts.items()}
        vocabulary.train(with_patterns, seed=config["seed"], **config["vocabulary"]).save(str(path), pretty=False)
    if arguments.step in {"train", "all"}:
        tokenizer = Tokenizer.from_file(str(path))
        examples = Examples(corpus, tokenizer, patterns, config["languages"], config["seed"])
        profile = start.language_profile(tokenizer, {language: examples.texts[language] for language in config["languages"]})
        rows, content = start.embedding(
            tokenizer, arguments.encoder, profile, config["model"]["d_model"], config["seed"]
        )
        train(config, examples, tokenizer, rows, content, arguments.work)
        leave(config, arguments.work)


main()
