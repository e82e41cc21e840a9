"""Every folder of the zoo by name: one encoder, or those of passages and of queries."""

from collections.abc import Callable

from .bert import bert_cls, bert_mean, labse, sentence_output
from .decoders import gemma_last, gemma_mean, qwen_last
from .encoder import Encoder
from .modern import modernbert
from .pairs import pair
from .roberta import bare, matryoshka, xlm_roberta

LAYOUTS: dict[str, Callable[[], Encoder | tuple[Encoder, Encoder]]] = {
    "bert-mean": bert_mean,
    "bert-cls": bert_cls,
    "xlm-roberta": xlm_roberta,
    "modernbert": modernbert,
    "gemma-last": gemma_last,
    "gemma-mean": gemma_mean,
    "qwen-last": qwen_last,
    "sentence-output": sentence_output,
    "labse": labse,
    "pair": pair,
    "matryoshka": matryoshka,
    "bare": bare,
}
