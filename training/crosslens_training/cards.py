"""models/<id>/README.md: what an encoder is, what it was made of, what it reaches and what it is not for."""

from . import regimes
from .manifest import EVALUATIONS, stages_of
from .regimes import BAG, FamilyEncoder
from .sources import SOURCES

SETTINGS = (
    ("mono", "monolingual, mean of 11 languages"),
    ("cross", "cross-lingual, mean of 110 ordered pairs"),
    ("multi", "one pool of all languages"),
)
# Of batches and of what comes before them, by regime.
REGIMES = {
    "zero-shot": "Only the English side of the data was trained on. What the encoder does in another language comes from "
    "the shared initialisation and from pieces that languages share.",
    "x-x-mono": "Every batch is in one language, so that passages in other languages are never told apart or together.",
    "x-y": "Query and passage of every pair are in different languages.",
    "hybrid": "Each batch is in one language with probability alpha, else its pairs go across languages.",
    "aligned": "Translation language modelling and pairs of question and passage come first, then hybrid batches.",
}


def pieces_table(rows: list[tuple[str, str]]) -> list[str]:
    return ["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)]


def front(encoder: FamilyEncoder, languages: str) -> list[str]:
    library = [] if encoder.architecture == BAG else ["library_name: sentence-transformers"]
    return [
        "---",
        "license: cc-by-sa-4.0",
        "pipeline_tag: sentence-similarity",
        *library,
        "tags: [sentence-similarity, multilingual, onnx]",
        f"language: [{languages}]",
        "---",
        "",
        f"# {encoder.name}",
        "",
        encoder.summary,
        "",
    ]


def what_it_is(encoder: FamilyEncoder, run: dict, dimensions: int) -> str:
    """`dimensions`: those of the exported vectors."""
    if encoder.architecture == BAG:
        text = (
            "A text is romanised, cut into subword pieces, and represented by the mean of the pieces' vectors, "
            f"{dimensions} dimensions, brought to unit length. Word order is not seen. The trained table is "
            "int8 with one float scale per row; a piece's learned weight is part of that scale."
        )
        if dimensions != run["dimensions"]:
            text += (
                f" It was trained with {run['dimensions']} dimensions and brought down to those that hold most. The rest of "
                "the vector is not trained: there every piece has a random direction and a weight by its rarity, so that "
                "the wording of a text counts beside its meaning (training/crosslens_training/wording.py)."
            )
        return text
    table = (
        "int8 with one float scale per row"
        if encoder.dtype == "int8"
        else "4 bits in blocks of 32, whose scales are int8 times one float per row"
    )
    return (
        "A text is romanised, cut into subword pieces, and read by a BERT of "
        f"{run['layers']} layers and {run['dimensions']} dimensions; the vectors of its pieces are averaged and brought "
        f"to unit length. The table of pieces is {table}; the layers are in 8 bits in blocks of 64 (MatMulNBits), norms "
        "and biases in float32."
    )


def loading(encoder: FamilyEncoder) -> list[str]:
    """How other libraries open the folder, or why they do not."""
    if encoder.architecture == BAG:
        return [
            "## Loading",
            "",
            "`config.json` is no stock configuration (`crosslens-bag-of-subwords`): no model type of transformers means "
            "a table without layers, and one that has layers would cost what the bag saves. So sentence-transformers "
            "and transformers.js do not open this folder. The ONNX file takes `input_ids` and `attention_mask` and "
            "gives `last_hidden_state`: take its mean over the mask and bring it to unit length.",
            "",
        ]
    file, dtype = ("model_quantized.onnx", "q8") if encoder.dtype == "int8" else ("model_q4.onnx", "q4")
    return [
        "## Loading",
        "",
        "A stock `bert` configuration. In Python (`pip install 'sentence-transformers[onnx]'`):",
        "",
        "```python",
        "from sentence_transformers import SentenceTransformer",
        "",
        f'options = {{"file_name": "onnx/{file}", "provider": "CPUExecutionProvider"}}',
        f'model = SentenceTransformer("models/{encoder.id}", backend="onnx", model_kwargs=options)',
        'vectors = model.encode(["ቡና", "coffee"])',
        "```",
        "",
        "In JavaScript (`@huggingface/transformers`, `env.localModelPath` set to the folder above):",
        "",
        "```js",
        f"const extract = await pipeline('feature-extraction', '{encoder.id}', {{ dtype: '{dtype}' }});",
        "const vectors = await extract(['ቡና', 'coffee'], { pooling: 'mean', normalize: true });",
        "```",
        "",
        "Both give the vectors of the app (cosine at least 0.999 on every string of training/golden, tested). "
        "transformers.js cuts the end piece off a text of more than 512 pieces, where the others keep it.",
        "",
    ]


def figures_of(encoder: FamilyEncoder, figures: dict) -> list[str]:
    lines = [
        "## Figures",
        "",
        "XQuAD-R, eleven languages, sentences as candidates, encoded without their paragraph.",
        "",
        "| setting | mAP | R@10 | mean rank distance |",
        "|---|---|---|---|",
    ]
    for setting, label in SETTINGS:
        found = {measure: figures["xquad-r"][f"{setting}/{measure}"]["value"] for measure in EVALUATIONS[setting]}
        distance = f"{found['RD']:,.0f}" if "RD" in found else ""
        lines.append(f"| {label} | {found['mAP']:.3f} | {found['R@10']:.3f} | {distance} |")
    amqa = figures["amqa-dev"]
    lines += [
        "",
        "| matching, R@1 | value | n |",
        "|---|---|---|",
        f"| MKQA questions, km to en | {figures['mkqa-km-en']['R@1']:.3f} | {figures['mkqa-km-en']['n']:,} |",
        *(
            f"| Tatoeba, {pair.replace('-', ' to ')} | {found['R@1']:.3f} | {found['n']:,} |"
            for pair, found in figures["tatoeba"].items()
        ),
        f"| AmQA development questions over {amqa['contexts']} contexts | {amqa['R@1']:.3f} "
        f"(R@10 {amqa['R@10']:.3f}) | {amqa['n']:,} |",
        "",
    ]
    when = f", on {figures['date']} at commit {figures['commit']}" if {"date", "commit"} <= figures.keys() else ""
    lines += [
        f"Measured on the exported {encoder.dtype} file by "
        f"`python -m crosslens_training evaluate {encoder.id} --eval <eval folder> --models <models folder>`{when}; "
        "the XQuAD-R figures also by the command in models/manifest.json.",
        "",
    ]
    return lines


def quantisation_of(encoder: FamilyEncoder, quantisation: dict | None) -> list[str]:
    """`quantisation`: what `check_transformer.py --work` found, or None."""
    if encoder.architecture == BAG:
        return []
    if quantisation is None:
        text = "The quantised file has not been compared with float32 yet: `python check_transformer.py --work <work folder>`."
    else:
        text = (
            f"Against the float32 weights the cosine of a text's two vectors is at least {quantisation['lowest']:.5f}, "
            f"{quantisation['mean']:.5f} in the mean, over the strings of training/golden"
        )
        if "lossOfMap" in quantisation:
            loss = 100 * quantisation["lossOfMap"]
            text += (
                f"; over {quantisation['pairs']:,} pairs of the development set mAP {'falls' if loss >= 0 else 'rises'} by "
                f"{abs(loss):.2f} points"
            )
        text += " (`python check_transformer.py --work <work folder>`)."
    return ["## Quantisation", "", text, ""]


def apart(run: dict) -> list[str]:
    """How it is ensured that the evaluation data were not trained or tuned on, and where that does not quite hold."""
    return [
        "## What was kept apart",
        "",
        "Training reads the folder of training data only; the evaluation folder is another one, which no steps but "
        "`evaluate` and the measuring of the sweeps open, once for each release of the encoders. Decisions are made on a development set that is cut "
        f"out of the training data by whole groups, all languages of a group together (split `{run.get('split', 'uniform')}`, "
        "training/crosslens_training/split.py). One exception: while the bag of subwords was being developed, AmQA's R@1 and "
        "XQuAD-R's monolingual mAP were looked at once on the way (training/README.md, Held-out split), so these two "
        "are not fully blind.",
        "",
    ]


def limits(encoder: FamilyEncoder) -> list[str]:
    order = (
        "Negation, order and grammar are invisible to a bag of subwords."
        if encoder.architecture == BAG
        else "A network of this size knows little of the world, and subtle differences in meaning, negation among them, "
        "move its vectors little."
    )
    comparison = {
        "hybrid": [],
        "aligned": [],
        "x-y": [
            "No batch of its training was in one language, so within a language a hybrid encoder finds more, and is the one "
            "to take unless query and passage always differ in language."
        ],
    }.get(
        encoder.regime,
        ["This regime is here to be compared with the others; for searching across languages take a hybrid encoder."],
    )
    return [
        "## Limits",
        "",
        "Bible verses, interface strings and dictionaries make up much of the data, so modern prose across languages "
        f"is the weak side. {order} Languages and scripts that are not listed above were not seen; texts in a script the "
        "tokenizer does not romanise come out empty and all get the same vector.",
        "",
        *comparison,
        *([""] if comparison else []),
        "## Not to be used for",
        "",
        "Decisions about people, such as ranking applicants or moderating what they write; medical or legal search where "
        "a missed passage does harm, although health texts are among the data; finding out whether a translation is "
        "correct; any language without an own figure above. Scores are not probabilities and do not compare between "
        "encoders or between language pairs.",
        "",
    ]


def card(
    identifier: str, run: dict, figures: dict, quantisation: dict | None = None, dimensions: int | None = None
) -> str:
    """README.md of a model folder. `figures`: what `evaluate` found; `quantisation`: see `quantisation_of`;
    `dimensions`: of the exported vectors, where they are not those that were trained."""
    encoder = regimes.ENCODERS[identifier]
    regime = regimes.REGIMES[encoder.regime]
    languages = ", ".join(sorted(run["languages"]))
    stages = stages_of(run)
    if encoder.architecture == BAG:
        (steps, size) = stages["table"]
        course = f"{steps:,} steps of {size:,} pairs"
    else:
        course = "Masked language modelling shared by the family, then " + ", ".join(
            f"{steps:,} steps of the stage {name}" + (f" ({size:,} a step)" if size is not None else "")
            for name, (steps, size) in stages.items()
        )
    lines = [
        *front(encoder, languages),
        what_it_is(encoder, run, dimensions or run["dimensions"]),
        "",
        *pieces_table(
            [
                ("prefixes", "none"),
                ("pooling", "mean over the attention mask, end piece included, then L2"),
                ("similarity", "cosine"),
                ("longest text", "512 pieces, an end piece included"),
                ("languages seen in training", languages),
                ("licence of the weights", "CC BY-SA 4.0, because part of the training data is share-alike"),
            ]
        ),
        "",
        *loading(encoder),
        "## Training",
        "",
        f"Regime `{encoder.regime}`, alpha {regime.alpha} (share of batches in one language). {REGIMES[encoder.regime]}",
        "",
        f"{course}; temperature {run['temperature']}, seed {run['seed']}, {round(run['seconds'] / 60)} minutes. "
        "Command, in the repository's training folder:",
        "",
        "```",
        run["command"],
        "```",
        "",
        "Texts of each language that this regime could draw from, as the sources give them: sentences, questions, passages "
        "and dictionary entries, one that stands in two rows counted twice. Sentences whose words training switches by "
        "means of the dictionaries are not among them.",
        "",
        "| language | texts |",
        "|---|---:|",
        *(f"| {language} | {count:,} |" for language, count in sorted(run["languages"].items())),
        "",
        "## Data and attribution",
        "",
        "| source | rows | licence | what |",
        "|---|---|---|---|",
        *(
            f"| [{source}]({SOURCES[source][0]}) | {rows:,} | {SOURCES[source][1]} | {SOURCES[source][2]} |"
            for source, rows in sorted(run["sources"].items())
        ),
        "",
        "Rows are those of the whole source, the held-out ones among them, in whichever languages the regime reads. Changes "
        "made to the data: see the training folder's README.md.",
        "",
        *figures_of(encoder, figures),
        *quantisation_of(encoder, quantisation),
        *apart(run),
        *limits(encoder),
    ]
    return "\n".join(lines)
