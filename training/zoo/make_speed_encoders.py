"""Encoders with random weights whose speed is compared by `npm run bench`: they say nothing, and cost what real ones do.

    python training/zoo/make_speed_encoders.py <folder> <tokenizer.json>

Writes `minilm-shape` (12 layers, 384 dimensions, as multilingual MiniLM-L12 has them) and `small-shape` (the family's
transformer) in the layout and number format in which the family ships, with the tokenizer that is given.
"""

import json
import sys
from pathlib import Path

import torch
from transformers import BertConfig, BertModel

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from crosslens_training.tokenizer import END_ID, MAX_TOKENS  # noqa: E402
from crosslens_training.transformer.export import export  # noqa: E402
from encoders.weights import randomise  # noqa: E402

SMALL = json.loads((HERE.parent / "configs" / "small.json").read_text("utf-8"))["shape"]
# layers, width, heads, intermediate
SHAPES = {
    "minilm-shape": (12, 384, 12, 1536),
    "small-shape": (SMALL["layers"], SMALL["width"], SMALL["heads"], SMALL["intermediate"]),
}


def main(folder: Path, tokenizer: Path) -> None:
    torch.set_num_threads(1)
    vocabulary = len(json.loads(tokenizer.read_text("utf-8"))["model"]["vocab"])
    for name, (layers, width, heads, inner) in SHAPES.items():
        config = BertConfig(
            vocab_size=vocabulary,
            hidden_size=width,
            num_hidden_layers=layers,
            num_attention_heads=heads,
            intermediate_size=inner,
            max_position_embeddings=MAX_TOKENS,
            type_vocab_size=1,
            pad_token_id=END_ID,
        )
        export(randomise(BertModel(config, add_pooling_layer=False), 1), tokenizer, folder / name, ("int8",))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
