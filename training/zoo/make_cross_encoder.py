"""A tiny random BERT that scores pairs, as ONNX in the Hugging Face layout, and what PyTorch computes with it.

    python training/zoo/make_cross_encoder.py src/engine/cross-encoder/fixtures/bert-tiny
    npx prettier --write src/engine/cross-encoder/fixtures

Needs torch, transformers, tokenizers, onnx. `onnx/model.onnx` has one logit, `onnx/two_labels.onnx` two; the weights
below the head are the same. `golden.json` also has the ids that the Rust tokenizer gives pairs under the usual ways
of joining two texts.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification

OPSET, IR_VERSION = 17, 8
SEED = 11
POSITIONS = 40
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
QUERIES = ("Where does the river Nile end?", "ጎንደር የት ነው?", "Wo wird Kaffee geröstet?")
PASSAGES = (
    "The Nile flows north and ends in Egypt.",
    "ጎንደር በኢትዮጵያ ሰሜን የምትገኝ ከተማ ናት።",
    "Kaffee wird über heißer Kohle geröstet.",
    "尼罗河向北流。",
    "Injera is a soft, sour flatbread. Flour is mixed with water and left to ferment for a few days. "
    "The batter is then baked on a large round plate, and only on one side.",
    "",
)


def make_tokenizer() -> Tokenizer:
    """Every letter, at the beginning of a word and within it, and the words of the first two passages."""
    normalizer = normalizers.BertNormalizer(lowercase=True)
    texts = [normalizer.normalize_str(text) for text in (*QUERIES, *PASSAGES)]
    letters = sorted({letter for text in texts for letter in text if not letter.isspace()})
    words = sorted({word for text in texts[:5] for word in text.split() if word.isalpha()})
    pieces = [*SPECIAL, *letters, *(f"##{letter}" for letter in letters), *words]
    vocabulary = {piece: i for i, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.add_special_tokens(list(SPECIAL))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = template("[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1")
    return tokenizer


def template(single: str, pair: str) -> processors.TemplateProcessing:
    special = [(token, SPECIAL.index(token)) for token in ("[CLS]", "[SEP]")]
    return processors.TemplateProcessing(single=single, pair=pair, special_tokens=special)


LAYOUTS = {
    "template": template("[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1"),
    "bert": processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2)),
    "roberta": processors.RobertaProcessing(("[SEP]", 3), ("[CLS]", 2)),
    "xlmRoberta": template("[CLS] $A [SEP]", "[CLS] $A [SEP] [SEP] $B [SEP]"),
    "sequence": processors.Sequence([processors.ByteLevel(), template("$A [SEP]", "$A [SEP] $B [SEP]")]),
}


def make_model(labels: int, vocabulary: int) -> BertForSequenceClassification:
    config = BertConfig(
        vocab_size=vocabulary,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=48,
        max_position_embeddings=POSITIONS,
        num_labels=labels,
        pad_token_id=0,
    )
    config._attn_implementation = "eager"
    model = BertForSequenceClassification(config).eval()
    generator = torch.Generator().manual_seed(SEED)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if "LayerNorm.weight" in name:
                weight.uniform_(0.5, 1.5, generator=generator)
            else:
                weight.normal_(0, 0.3, generator=generator)
    return model


class Graph:
    """BertForSequenceClassification node by node; names of weights as in transformers."""

    def __init__(self, model: BertForSequenceClassification):
        self.config = model.config
        self.weights = {name: value.numpy() for name, value in model.state_dict().items()}
        self.nodes, self.tensors = [], {}

    def constant(self, name: str, value: np.ndarray) -> str:
        self.tensors.setdefault(name, numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name].astype(np.float32))

    def number(self, value: float) -> str:
        return self.constant(f"number_{value}", np.array(value, np.float32))

    def ints(self, *values: int) -> str:
        return self.constant("ints_" + "_".join(map(str, values)), np.array(values, np.int64))

    def op(self, kind: str, *inputs: str, to: str | None = None, **attributes) -> str:
        name = to or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=f"node_{len(self.nodes)}", **attributes))
        return name

    def to_float(self, x: str) -> str:
        self.nodes.append(helper.make_node("Cast", [x], [f"{x}_float"], to=TensorProto.FLOAT))
        return f"{x}_float"

    def linear(self, x: str, name: str, to: str | None = None) -> str:
        weight = self.constant(f"{name}.weight.T", self.weights[f"{name}.weight"].T.astype(np.float32))
        return self.op("Add", self.op("MatMul", x, weight), self.weight(f"{name}.bias"), to=to)

    def norm(self, x: str, name: str) -> str:
        epsilon = self.config.layer_norm_eps
        weights = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.op("LayerNormalization", x, *weights, axis=-1, epsilon=epsilon)

    def embed(self) -> str:
        tokens = self.op("Slice", self.op("Shape", "input_ids"), self.ints(1), self.ints(2))
        positions = self.op("Slice", self.weight("bert.embeddings.position_embeddings.weight"), self.ints(0), tokens)
        words = self.op("Gather", self.weight("bert.embeddings.word_embeddings.weight"), "input_ids")
        types = self.op("Gather", self.weight("bert.embeddings.token_type_embeddings.weight"), "token_type_ids")
        return self.norm(self.op("Add", self.op("Add", words, types), positions), "bert.embeddings.LayerNorm")

    def attend(self, x: str, name: str, bias: str) -> str:
        heads = self.config.num_attention_heads
        size = self.config.hidden_size // heads

        def split(part: str, perm: list[int]) -> str:
            wide = self.linear(x, f"{name}.self.{part}")
            return self.op("Transpose", self.op("Reshape", wide, self.ints(0, 0, heads, size)), perm=perm)

        products = self.op("MatMul", split("query", [0, 2, 1, 3]), split("key", [0, 2, 3, 1]))
        scores = self.op("Add", self.op("Mul", products, self.number(size**-0.5)), bias)
        mixed = self.op("MatMul", self.op("Softmax", scores, axis=-1), split("value", [0, 2, 1, 3]))
        joined = self.op("Reshape", self.op("Transpose", mixed, perm=[0, 2, 1, 3]), self.ints(0, 0, -1))
        return self.norm(self.op("Add", self.linear(joined, f"{name}.output.dense"), x), f"{name}.output.LayerNorm")

    def feed_forward(self, x: str, name: str) -> str:
        wide = self.linear(x, f"{name}.intermediate.dense")
        half = self.op("Mul", wide, self.number(0.5))
        error = self.op("Erf", self.op("Mul", wide, self.number(2**-0.5)))
        gelu = self.op("Mul", half, self.op("Add", error, self.number(1.0)))
        return self.norm(self.op("Add", self.linear(gelu, f"{name}.output.dense"), x), f"{name}.output.LayerNorm")

    def build(self) -> onnx.ModelProto:
        x = self.embed()
        absent = self.op("Sub", self.number(1.0), self.to_float("attention_mask"))
        bias = self.op("Mul", self.op("Unsqueeze", absent, self.ints(1, 2)), self.number(-1e9))
        for i in range(self.config.num_hidden_layers):
            layer = f"bert.encoder.layer.{i}"
            x = self.feed_forward(self.attend(x, f"{layer}.attention", bias), layer)
        first = self.op("Gather", x, self.constant("zero", np.array(0, np.int64)), axis=1)
        pooled = self.op("Tanh", self.linear(first, "bert.pooler.dense"))
        self.linear(pooled, "classifier", to="logits")
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
            for name in ("input_ids", "attention_mask", "token_type_ids")
        ]
        logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", self.config.num_labels])
        graph = helper.make_graph(self.nodes, "bert", inputs, [logits], list(self.tensors.values()))
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="crosslens-training"
        )
        model.ir_version = IR_VERSION
        onnx.checker.check_model(model)
        return model


@torch.no_grad()
def score(model: BertForSequenceClassification, encodings) -> list[list[float]]:
    """One pair at a time: nothing is padded."""
    rows = []
    for one in encodings:
        ids, types = torch.tensor([one.ids]), torch.tensor([one.type_ids])
        logits = model(input_ids=ids, token_type_ids=types, attention_mask=torch.ones_like(ids)).logits[0]
        rows.append([round(value, 6) for value in logits.tolist()])
    return rows


def write(path: Path, record) -> None:
    path.write_text(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def main(folder: Path) -> None:
    torch.set_num_threads(1)
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    tokenizer = make_tokenizer()
    # The file itself must not cut: whoever reads it cuts the passage alone.
    write(folder / "tokenizer.json", json.loads(tokenizer.to_str()))
    tokenizer.enable_truncation(POSITIONS, strategy="only_second")
    pairs = [(query, passage) for query in QUERIES for passage in PASSAGES]
    encodings = [tokenizer.encode(*pair) for pair in pairs]
    one, two = (make_model(labels, tokenizer.get_vocab_size()) for labels in (1, 2))
    onnx.save(Graph(one).build(), folder / "onnx" / "model.onnx")
    onnx.save(Graph(two).build(), folder / "onnx" / "two_labels.onnx")

    layouts = {}
    for name, processor in LAYOUTS.items():
        tokenizer.post_processor = processor
        encoded = [tokenizer.encode(QUERIES[0], PASSAGES[i]) for i in (0, 4)]
        layouts[name] = {
            "postProcessor": json.loads(tokenizer.to_str())["post_processor"],
            "ids": [pair.ids for pair in encoded],
            "typeIds": [pair.type_ids for pair in encoded],
        }
    write(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "BertTokenizer", "model_max_length": POSITIONS, "pad_token": "[PAD]", "do_lower_case": True},
    )
    kept = "model_type vocab_size hidden_size num_hidden_layers num_attention_heads intermediate_size pad_token_id"
    config = one.config.to_dict()
    write(
        folder / "config.json",
        {
            "architectures": ["BertForSequenceClassification"],
            **{key: config[key] for key in (*kept.split(), "max_position_embeddings", "type_vocab_size")},
            "id2label": {"0": "LABEL_0"},
        },
    )
    write(
        folder / "golden.json",
        {
            "queries": QUERIES,
            "passages": PASSAGES,
            "ids": [pair.ids for pair in encodings],
            "typeIds": [pair.type_ids for pair in encodings],
            "scores": [logits[0] for logits in score(one, encodings)],
            "twoLabels": score(two, encodings),
            "layouts": layouts,
        },
    )
    print(tokenizer.get_vocab_size(), "pieces;", [len(pair.ids) for pair in encodings])
    print(score(one, encodings), score(two, encodings))
    print(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()), "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
