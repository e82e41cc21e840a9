import gzip
import json

import pytest

from crosslens_training import data
from crosslens_training.errors import TrainingError


def write(path, records):
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def verse(identifier, **texts):
    return {"src": "bible-pd", "id": identifier, "text": texts}


@pytest.fixture
def folder(tmp_path):
    write(
        tmp_path / "parallel.jsonl.gz",
        [
            {"src": "tico-19", "id": "doc_1:10", "text": {"en": "second", "km": "ទីពីរ"}},
            {"src": "tico-19", "id": "doc_1:2", "text": {"en": "first", "km": "ទីមួយ"}},
            {"src": "wiktionary-multi", "id": "1", "text": {"en": "Bentley: British car", "ar": "بنتلي /bíntlī/"}},
            {"src": "mkqa", "id": "7", "text": {"en": "who sings", "tr": " "}},
            verse("01.1.1", en="In the beginning", zh="起 初 ， 神", de="Am Anfang"),
            verse("01.2.1", en="Thus the heavens", de="Also ward", vi="Ban đầu"),
        ],
    )
    write(
        tmp_path / "pairs.jsonl.gz",
        [{"src": "arcd", "lang": "ar", "query": "- من هو", "passage": "هو صحفي"}],
    )
    write(
        tmp_path / "documents.jsonl.gz",
        [
            {"src": "enh", "lang": "am", "title": "ርዕስ", "text": "ጽሑፍ"},
            {"src": "kmwiki", "lang": "km", "title": "", "text": "ក " * 60},
            {"src": "kmwiki", "lang": "km", "title": "", "text": "short"},
        ],
    )
    return tmp_path


def test_running_text_is_sorted_and_one_language_rows_go(folder):
    rows = data.read(folder).rows
    assert [row.texts["en"] for row in rows if row.source == "tico-19"] == ["first", "second"]
    assert not [row for row in rows if row.source == "mkqa"]


def test_texts_are_cleaned(folder):
    rows = {(row.source, row.group): row for row in data.read(folder).rows}
    assert rows["bible-pd", "01.001"].texts["zh"] == "起初，神"
    assert rows["wiktionary-multi", "bentley"].texts["ar"] == "بنتلي"


def test_vietnamese_verses_are_left_out(folder):
    assert not [row for row in data.read(folder).rows if row.source == "bible-pd" and "vi" in row.texts]


def test_pairs_and_documents(folder):
    pairs = data.read(folder).pairs
    assert pairs[0].query == "من هو"
    assert [(pair.source, pair.language) for pair in pairs] == [("arcd", "ar"), ("enh", "am"), ("kmwiki", "km")]
    assert len(pairs[2].query) + len(pairs[2].passage) == len("ក " * 60) - 2


def test_the_split_is_stable_and_small():
    held = [data.held_out("s", str(i)) for i in range(5000)]
    assert 0.015 < sum(held) / len(held) < 0.045
    assert held == [data.held_out("s", str(i)) for i in range(5000)]


def test_parts_and_alternatives():
    assert data.split_parts("cldr", "en", "pasta, food, noodles") == ("pasta", "food, noodles")
    assert data.split_parts("tico-19", "en", "a, b") is None
    assert data.alternatives("wiktionary-multi", "en", "Bentley: British car") == ["Bentley"]
    assert data.alternatives("wiktionary", "en", "trick (old), ruse; stratagem") == ["trick", "ruse", "stratagem"]
    assert data.alternatives("tico-19", "en", "a, b") == []


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("parallel", "{", r"parallel\.jsonl\.gz, line 7: this is not JSON"),
        ("parallel", "[1]", "line 7: this is JSON, but no object"),
        (
            "parallel",
            '{"src": "mkqa", "id": "8"}',
            r'line 7: "text" is missing\. Each line must be \{"src": text, "id": text',
        ),
        ("parallel", '{"src": "mkqa", "id": 8, "text": {}}', 'line 7: "id" is not text'),
        (
            "parallel",
            '{"src": "mkqa", "id": "8", "text": {"en": null}}',
            'line 7: the text in "en" is not text but None',
        ),
        ("parallel", '{"src": "webcrawl", "id": "8", "text": {}}', r'the source "webcrawl" is not known.*sources\.py'),
        (
            "parallel",
            '{"src": "tico-19", "id": "doc", "text": {"en": "x"}}',
            'line 7: the id "doc" is not one of tico-19.*"Wikinews_1:12"',
        ),
        ("parallel", '{"src": "bible-pd", "id": "1.2", "text": {"en": "x"}}', 'the id "1.2" is not one of bible-pd'),
        ("pairs", '{"src": "arcd", "lang": "ar", "query": "q"}', r'pairs\.jsonl\.gz, line 2: "passage" is missing'),
        ("documents", '{"src": "enh", "lang": "am", "text": "t"}', r'documents\.jsonl\.gz, line 4: "title" is missing'),
    ],
)
def test_a_wrong_row_is_named_with_file_and_line(folder, name, line, said):
    with gzip.open(folder / f"{name}.jsonl.gz", "at", encoding="utf-8") as stream:
        stream.write(line + "\n")
    with pytest.raises(TrainingError, match=said):
        data.read(folder)


def test_a_missing_folder_or_file_is_named(folder):
    with pytest.raises(
        TrainingError, match=r"nowhere is not there\. --data must name a folder with parallel\.jsonl\.gz"
    ):
        data.read(folder / "nowhere")
    (folder / "pairs.jsonl.gz").unlink()
    with pytest.raises(TrainingError, match=r"pairs\.jsonl\.gz is missing"):
        data.read(folder)


def test_a_file_that_is_cut_or_no_gzip_is_named(folder):
    path = folder / "parallel.jsonl.gz"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(TrainingError, match=r"parallel\.jsonl\.gz cannot be read.*Is it gzip, and whole"):
        data.read(folder)
    path.write_text('{"src": "mkqa"}')
    with pytest.raises(TrainingError, match=r"parallel\.jsonl\.gz cannot be read"):
        data.read(folder)
