"""A small random BERT as `crosslens_training.transformer` exports it, with golden vectors from PyTorch.

    python training/zoo/make_small_bert.py src/engine/encoder/fixtures/small-bert

Run again, it writes the same bytes. Its folder is what the tests of the export's conformance run on while no trained
one is there, and besides those that are: the app's loader, transformers.js and sentence-transformers must agree on it.
"""

import json
import shutil
import sys
from pathlib import Path
from zlib import crc32

import torch
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from crosslens_training import tokenizer  # noqa: E402
from crosslens_training.transformer import compare  # noqa: E402
from crosslens_training.transformer.export import FILES, export  # noqa: E402
from encoders import folder as files  # noqa: E402
from encoders.golden import DIGITS  # noqa: E402
from encoders.texts import TEXTS, training_lines  # noqa: E402
from encoders.weights import randomise  # noqa: E402

# Among them 1,130 numbers: the vocabulary has them all, however small it is.
PIECES = 1600
DTYPES = ("int8", "q4")


def make_model(vocabulary: int) -> BertModel:
    """Of the shape's smallest: 64 numbers fill a block of the layers and two of the table's halves."""
    config = BertConfig(
        vocab_size=vocabulary,
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=96,
        max_position_embeddings=tokenizer.MAX_TOKENS,
        type_vocab_size=1,
        pad_token_id=tokenizer.END_ID,
    )
    config._attn_implementation = "eager"
    return randomise(BertModel(config, add_pooling_layer=False), 21)


def make_tokenizer(path: Path) -> int:
    """Writes tokenizer.json and returns the size of the vocabulary.

    Training finds the same pieces every time, but in another order and with scores that differ in their last digits.
    So both are made from the pieces: scores all different, so that no two ways of cutting a word are as good.
    """
    trained = tokenizer.train([tokenizer.normalise(line) for line in training_lines()], PIECES, 2)
    state = json.loads(trained.to_str())
    special, pieces = state["model"]["vocab"][:2], sorted(piece for piece, _ in state["model"]["vocab"][2:])
    scores = [[piece, round(-8 - crc32(piece.encode()) % 10_000 / 5000, 4)] for piece in pieces]
    state["model"]["vocab"] = [*special, *scores]
    tokenizer.save(Tokenizer.from_str(json.dumps(state)), path)
    return len(state["model"]["vocab"])


def make(folder: Path) -> BertModel:
    """Writes the folder anew and returns the model."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    source = folder / "trained.json"
    model = make_model(make_tokenizer(source))
    export(model, source, folder, DTYPES)
    source.unlink()
    texts = [*TEXTS["query"], *TEXTS["passage"]]
    ids = compare.pieces(folder / "tokenizer.json", texts)
    exact = compare.torch_vectors(model, ids)
    found = {dtype: compare.agreement(exact, compare.onnx_vectors(folder / "onnx" / FILES[dtype], ids)) for dtype in DTYPES}
    files.write_dense_json(
        folder / "golden.json",
        {
            "texts": texts,
            "ids": [one.tolist() for one in ids],
            "vectors": [[round(float(value), DIGITS) for value in row] for row in exact],
            "lowestCosine": {FILES[dtype]: round(one.lowest, 5) for dtype, one in found.items()},
        },
    )
    return model


if __name__ == "__main__":
    torch.set_num_threads(1)
    target = Path(sys.argv[1])
    make(target)
    print(sum(path.stat().st_size for path in target.rglob("*") if path.is_file()), "bytes")
    print(json.loads((target / "golden.json").read_text("utf-8"))["lowestCosine"])
