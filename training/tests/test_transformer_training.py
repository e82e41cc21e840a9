"""The transformer that starts as a bag: the start itself, padding, gradients, masking, resuming."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F

pytest.importorskip("transformers")

from crosslens_training.model import BagOfSubwords, step
from crosslens_training.samplers import Batch
from crosslens_training.tokenizer import END_ID
from crosslens_training.transformer.batches import groups, with_end
from crosslens_training.transformer.masking import MASK_ID, Head, mask, masked_step
from crosslens_training.transformer.model import Shape, hidden, new_model, pooled, reading, scale_of, set_table
from crosslens_training.transformer.state import fresh, restored
from crosslens_training.transformer.step import contrastive_step, encode

SHAPE = Shape(vocabulary=50, width=128, layers=2, heads=4, intermediate=48)


def a_bag() -> BagOfSubwords:
    bag = BagOfSubwords(50, 127, seed=1)
    bag.weight = torch.linspace(-2, 0, 50)
    return bag


def a_batch(rng: np.random.Generator, pairs: int = 6) -> Batch:
    lengths = rng.integers(2, 9, 2 * pairs)
    return Batch(
        pieces=rng.integers(2, 50, lengths.sum()).astype(np.int32),
        offsets=np.concatenate([[0], np.cumsum(lengths)]),
        query_keys=np.arange(pairs),
        passage_keys=np.arange(pairs) + 100,
    )


def test_it_starts_as_the_bag():
    bag = a_bag()
    model = new_model(SHAPE, 1).eval()
    texts = [np.array([3, 4, 5]), np.array([9]), np.arange(2, 40)]
    found = encode(bag, model, texts, scale_of(bag.rows()))
    rows = bag.rows()
    wanted = F.normalize(torch.stack([rows[torch.from_numpy(text)].sum(0) for text in texts]), dim=1)
    cosines = (torch.from_numpy(found[:, :-1]) * wanted).sum(1)
    assert cosines.min() > 0.985
    assert np.allclose(found[:, -1], 0, atol=1e-3)


def test_a_stock_bert_with_the_table_written_in_gives_the_same():
    bag = a_bag()
    state = fresh(SHAPE, bag, 1)
    with torch.no_grad():  # layers that do something
        for layer in state.model.encoder.layer:
            layer.output.dense.weight.normal_(std=0.1)
            layer.attention.output.dense.weight.normal_(std=0.1)
    set_table(state.model, bag.rows() * state.scale)
    ids = torch.tensor([[3, 4, 5, END_ID]])
    model = state.model.eval()
    stock = model(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state.mean(1)
    mine = encode(bag, model, [np.array([3, 4, 5])], state.scale)
    assert float(F.cosine_similarity(stock, torch.from_numpy(mine))) > 0.999


def test_padding_does_not_move_a_vector():
    bag, model = a_bag(), new_model(SHAPE, 1).eval()
    alone = encode(bag, model, [np.array([3, 4])], 1.0)
    beside = encode(bag, model, [np.array([3, 4]), np.arange(2, 30)], 1.0)
    assert np.allclose(alone[0], beside[0], atol=2e-2)  # bfloat16


def test_groups_hold_every_text_once_and_keep_to_the_budget():
    offsets = np.array([0, 3, 5, 12, 13, 20])
    seen = []
    for group in groups(offsets, budget=14):
        assert group.mask.numel() <= 14 or len(group.owners) == 1
        assert group.mask.sum(1).tolist() == [int(np.diff(offsets)[i]) for i in group.owners]
        for owner, places, mask_row in zip(group.owners, group.places, group.mask, strict=True):
            assert places[mask_row].tolist() == list(range(offsets[owner], offsets[owner + 1]))
        seen += group.owners.tolist()
    assert sorted(seen) == [0, 1, 2, 3, 4]


def test_long_texts_are_cut_and_every_text_is_closed():
    batch = Batch(np.arange(2, 22, dtype=np.int32), np.array([0, 15, 20]), np.zeros(1), np.zeros(1))
    pieces, offsets = with_end(batch, 6, np.random.default_rng(0))
    assert np.diff(offsets).tolist() == [6, 6]
    assert pieces[offsets[1:] - 1].tolist() == [END_ID, END_ID]


def test_the_table_moves_as_the_bags_where_the_layers_add_nothing():
    """With layers that add nothing the network's gradient by the rows is nearly the bag's."""
    batch = a_batch(np.random.default_rng(0))
    one, other = a_bag(), a_bag()
    before = one.table.clone()
    step(one, batch, 0.1, 0.0, 0.05)
    model = new_model(SHAPE, 1).eval()
    contrastive_step(other, model, batch, scale_of(other.rows()), 0.1, 0.0, 0.05, 64, 512, np.random.default_rng(0))
    moved, also = (one.table - before).flatten(), (other.table - before).flatten()
    assert float(F.cosine_similarity(moved, also, dim=0)) > 0.98


def test_steps_bring_the_loss_down_and_never_read_the_constant():
    torch.manual_seed(0)
    state = fresh(SHAPE, a_bag(), 1)
    state.model.train()
    state.begin_stage(3e-3)
    batch, losses = a_batch(np.random.default_rng(0)), []
    for _ in range(30):
        state.optimiser.zero_grad()
        losses.append(
            contrastive_step(
                state.bag, state.model, batch, state.scale, 0.02, 0.02, 0.05, 64, 512, np.random.default_rng(0)
            )
        )
        state.optimiser.step()
    assert losses[-1] < 0.5 * losses[0]
    for layer in state.model.encoder.layer:
        for linear in reading(layer):
            assert not linear.weight[:, -1].any()
        assert layer.output.dense.weight.any()


def test_masking_shares_and_never_the_end():
    rng = np.random.default_rng(0)
    pieces = np.tile(np.array([7, 8, END_ID]), 20_000)
    seen, asked = mask(pieces, 0.15, 50, rng)
    assert not asked[pieces == END_ID].any()
    assert 0.14 < asked[pieces != END_ID].mean() < 0.16
    assert (seen[~asked] == pieces[~asked]).all()
    assert 0.78 < (seen[asked] == MASK_ID).mean() < 0.82


def test_masked_steps_learn_what_follows_what():
    """Every text is one of two fixed sequences: what is masked follows from what is left."""
    torch.manual_seed(0)
    state = fresh(SHAPE, a_bag(), 1)
    state.model.train()
    state.begin_stage(3e-3)
    texts = [np.arange(2, 12), np.arange(20, 30)] * 8
    rng, losses = np.random.default_rng(0), []
    for _ in range(60):
        state.optimiser.zero_grad()
        losses.append(masked_step(state.bag, state.model, state.head, texts, state.scale, 0.1, 0.0, 0.15, 512, rng))
        state.optimiser.step()
    assert np.mean(losses[-10:]) < 0.5 * np.mean(losses[:5])


def test_a_checkpoint_goes_on_where_it_was():
    state = fresh(SHAPE, a_bag(), 1)
    state.stage, state.step, state.seconds = 1, 7, 3.5
    with torch.no_grad():
        state.model.encoder.layer[0].output.dense.weight.normal_()
    again = restored(state.saved(), SHAPE, 1)
    assert (again.stage, again.step, again.seconds, again.scale) == (1, 7, 3.5, state.scale)
    texts = [np.array([3, 4, 5])]
    assert np.allclose(
        encode(state.bag, state.model.eval(), texts, state.scale),
        encode(again.bag, again.model.eval(), texts, again.scale),
    )
    assert isinstance(again.head, Head)
    states = hidden(again.model, torch.zeros(1, 2, 127), torch.ones(1, 2, dtype=torch.bool))
    assert pooled(states, torch.ones(1, 2, dtype=torch.bool)).shape == (1, 128)
