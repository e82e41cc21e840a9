import numpy as np
import pytest

from crosslens_training.samplers import Batch

torch = pytest.importorskip("torch")
model = pytest.importorskip("crosslens_training.model")


def batch(queries, passages, keys=None) -> Batch:
    bags = [np.array(bag, dtype=np.int32) for bag in (*queries, *passages)]
    keys = np.arange(len(queries)) if keys is None else np.array(keys)
    return Batch(
        pieces=np.concatenate(bags),
        offsets=np.concatenate([[0], np.cumsum([len(bag) for bag in bags])]),
        query_keys=keys,
        passage_keys=keys + 1000,
    )


def reference_loss(vectors, same, temperature):
    size = len(vectors) // 2
    unit = torch.nn.functional.normalize(vectors, dim=1)
    scores = unit[:size] @ unit[size:].T / temperature
    scores = scores.masked_fill(same & ~torch.eye(size, dtype=torch.bool), float("-inf"))
    right = torch.arange(size)
    entropy = torch.nn.functional.cross_entropy
    return (entropy(scores, right) + entropy(scores.T, right)) / 2


@pytest.mark.parametrize("keys", [None, [0, 1, 1, 3]])
def test_the_written_gradient_is_that_of_autograd(keys):
    torch.manual_seed(0)
    vectors = torch.randn(8, 6, requires_grad=True)
    one = batch([[1]] * 4, [[2]] * 4, keys)
    same = model.same_content(one)
    expected = reference_loss(vectors, same, 0.1)
    expected.backward()
    loss, gradient = model.contrastive_gradient(vectors.detach(), same, 0.1)
    assert loss == pytest.approx(expected.item(), abs=1e-5)
    assert torch.allclose(gradient, vectors.grad, atol=1e-5)


def test_steps_bring_pairs_together_and_touch_no_other_row():
    encoder = model.BagOfSubwords(20, 8, 0)
    before = encoder.table.clone()
    one = batch([[1, 2], [3, 3], [4]], [[5], [6, 7], [8, 9]])
    losses = [model.step(encoder, one, 0.1, 0.1, 0.1) for _ in range(40)]
    assert losses[-1] < losses[0] / 4
    assert torch.equal(encoder.table[10:], before[10:])
    assert not torch.equal(encoder.table[1:10], before[1:10])


def test_whitened_rows_have_no_common_direction_and_stay_near_what_they_were():
    generator = torch.Generator().manual_seed(4)
    rows = torch.randn(400, 6, generator=generator) + torch.tensor([3.0, 0, 0, 0, 0, 0])
    rows[:, 1] *= 5
    white = model.whitened(rows)
    assert torch.allclose(white.mean(0), torch.zeros(6), atol=1e-4)
    assert torch.allclose(white.T @ white / 400, torch.eye(6), atol=1e-3)
    # The symmetric root turns nothing: every coordinate goes with its own.
    centred = rows - rows.mean(0)
    assert (torch.nn.functional.cosine_similarity(white, centred, dim=0) > 0.99).all()
