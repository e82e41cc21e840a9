"""Writes Tatoeba, MKQA, AmQA, and XQuAD-R with each sentence in its paragraph, as the explorer's JSON Lines, for
`npx crosslens eval --corpus`."""

import argparse
import json
from pathlib import Path

from . import eval_files
from .errors import TrainingError
from .eval_files import Matching
from .files import write_bytes

REPOSITORY = Path(__file__).resolve().parents[2]
IN_CONTEXT = "xquad-r-in-context"


def lines_of(matching: Matching) -> list[dict]:
    """Passages `p-0001` …, then queries `q-0001` …; every query has one relevant passage."""
    passages = [
        {"id": f"p-{number + 1:04d}", "lang": matching.passage_language, "text": text}
        for number, text in enumerate(matching.passages)
    ]
    queries = [
        {
            "id": f"q-{number + 1:04d}",
            "lang": matching.query_language,
            "text": text,
            "relevant": [f"p-{passage + 1:04d}"],
        }
        for number, (text, passage) in enumerate(zip(matching.queries, matching.relevant, strict=True))
    ]
    return [*passages, *queries]


def matchings(folder: Path) -> dict[str, Matching]:
    """Every set by the name of its file."""
    found = {
        f"tatoeba-{language}-en": eval_files.tatoeba(folder / "tatoeba", language) for language in eval_files.TATOEBA
    }
    found |= {f"mkqa-{language}-en": eval_files.mkqa(folder / "mkqa", language) for language in eval_files.MKQA}
    return found | {"amqa": eval_files.amqa(folder / "amqa")}


def write(folder: Path, out: Path) -> list[tuple[str, Matching]]:
    """Raises TrainingError for a folder inside the repository: evaluation data are not part of it."""
    if out.resolve().is_relative_to(REPOSITORY):
        raise TrainingError(
            f"{out} is inside the repository {REPOSITORY}, which must hold no evaluation data. "
            "Name a folder outside it."
        )
    if not folder.is_dir():
        raise TrainingError(f"{folder} is no folder. --eval must name the one that holds amqa, mkqa, tatoeba and xquad-r.")
    found = list(matchings(folder).items())
    for name, matching in found:
        _write_lines(out / f"{name}.jsonl", lines_of(matching))
    _write_lines(out / f"{IN_CONTEXT}.jsonl", eval_files.xquad_in_context(folder / "xquad-r"))
    return found


def _write_lines(path: Path, rows: list[dict]) -> None:
    write_bytes(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.eval_sets", description=__doc__)
    parser.add_argument("--eval", type=Path, required=True, help="folder of the evaluation files")
    parser.add_argument("--out", type=Path, required=True, help="folder to write, outside the repository")
    args = parser.parse_args()
    try:
        found = write(args.eval, args.out)
    except TrainingError as error:
        raise SystemExit(f"eval_sets: {error}") from None
    for name, matching in found:
        setting = "mono" if matching.query_language == matching.passage_language else "cross"
        measures = "Rhalf@1,Rhalf@10" if name == "amqa" else "Rhalf@1"
        print(
            f"{len(matching.queries):5} queries, {len(matching.passages):5} passages: "
            f"npx crosslens eval --model <id> --corpus {args.out / name}.jsonl "
            f"--setting {setting} --measures {measures}"
        )
    print(f"XQuAD-R, each sentence in its paragraph: npx crosslens eval --model <id> --corpus {args.out / IN_CONTEXT}.jsonl")
