import json
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from crosslens_training import golden
from crosslens_training.tokenizer import END_ID, encode, load_fast, save, train

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "models" / "bag-hybrid" / "tokenizer.json"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> Path:
    texts = ["the quick brown fox jumps over the lazy dog " * 3, "北京北京 1998 addis abeba phnmpeny"] * 20
    path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"
    save(train(texts, 1300, 2), path)
    return path


def test_an_empty_text_is_the_end_piece(tiny):
    tokenizer = Tokenizer.from_file(str(tiny))
    for text in ("", " ", "\u200b", "☃"):
        assert tokenizer.encode(text).ids == [END_ID]


def test_years_are_one_piece(tiny):
    tokenizer = Tokenizer.from_file(str(tiny))
    assert len(tokenizer.encode("1066").ids) == 2
    assert tokenizer.encode("1066").ids == tokenizer.encode("១០៦៦").ids


def test_nothing_is_unknown(tiny):
    tokenizer = Tokenizer.from_file(str(tiny))
    assert 1 not in tokenizer.encode("龘 ☃ Ωmega ქართული 龘龘 zzz").ids


@pytest.mark.skipif(not FILE.exists(), reason="no exported model")
def test_golden_ids_and_the_fast_path_agree_with_the_published_tokenizer():
    tokenizer, fast = Tokenizer.from_file(str(FILE)), load_fast(FILE)
    records = json.loads((ROOT / "training" / "golden" / "tokenizer-ids.json").read_text(encoding="utf-8"))
    assert len(records) >= 60
    texts = [golden.spelled_out(record["text"]) for record in records]
    for text, record in zip(texts, records, strict=True):
        assert tokenizer.encode(text).ids == record["ids"]
    for text, pieces, record in zip(texts, encode(fast, texts), records, strict=True):
        if "<|" not in text:
            assert pieces.tolist() == record["ids"][:-1][:511], text
