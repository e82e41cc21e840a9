"""What configs/small.json can set."""

from dataclasses import dataclass, field, replace

from ..samplers import SamplerOptions
from ..train import TrainOptions
from .model import Shape


@dataclass(frozen=True, slots=True)
class TableOptions:
    """A stage in which the table trains as a bag's and the layers rest."""

    steps: int
    size: int
    rate: float
    weight_rate: float
    warm: int = 50


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """A stage in which everything trains. `size`: pairs, or texts in masked language modelling. `budget`: padded tokens
    that go through the network at a time. `longest`: pieces of a text that are read."""

    steps: int
    size: int
    rate: float
    weight_rate: float
    layer_rate: float
    longest: int
    budget: int = 4096
    warm: int = 30
    masked: float = 0.15


@dataclass(frozen=True, slots=True)
class SmallOptions:
    shape: dict
    seed: int
    temperature: float
    threads: int
    pretrain: NetworkOptions
    tlm: NetworkOptions
    question_passage: TableOptions
    table: TableOptions
    network: NetworkOptions
    sampler: SamplerOptions
    languages: list[str] = field(default_factory=list)

    def shape_for(self, vocabulary: int) -> Shape:
        return Shape(vocabulary, **self.shape)

    def sampler_of(self, size: int) -> SamplerOptions:
        return replace(self.sampler, size=size)


def read(config: dict, base: TrainOptions) -> SmallOptions:
    """`config`: the content of configs/small.json; `base`: the bag's options, whose sampler is shared."""
    return SmallOptions(
        shape=config["shape"],
        seed=config["seed"],
        temperature=config["temperature"],
        threads=config.get("threads", 1),
        pretrain=NetworkOptions(**config["pretrain"]),
        tlm=NetworkOptions(**config["tlm"]),
        question_passage=TableOptions(**config["question-passage"]),
        table=TableOptions(**config["table"]),
        network=NetworkOptions(**config["network"]),
        sampler=base.sampler,
        languages=base.languages,
    )


def factor_at(number: int, steps: int, warm: int) -> float:
    """Linear warm-up, then linear decay to a tenth."""
    return min(1.0, (number + 1) / warm) * (1 - 0.9 * number / steps)
