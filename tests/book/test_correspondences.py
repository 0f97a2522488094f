"""The table of correspondences in chapter 7: every name exists, every default is the installed one, every sentence is true."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytestmark = pytest.mark.slow  # it imports a framework

keras = pytest.importorskip("keras")
torch = pytest.importorskip("torch")

CHAPTER = Path(__file__).parents[2] / "book" / "07-two-frameworks.md"
SECTION = CHAPTER.read_text(encoding="utf-8").partition("## A table of correspondences")[2].partition("\n## ")[0]
LINE = re.compile(r"^\| `([\w.]+)` \| `([\w.]+)` \| (.+) \|$", re.MULTILINE)
VALUE = r"(None|True|False|\"[^\"]*\"|-?\d+(?:\.\d+)?(?:e-?\d+)?)"
CLAIM = re.compile(rf"(Same|Differs): `(\w+)` {VALUE}, `(\w+)(?:\[(\d)\])?` {VALUE}")


def rows() -> list[tuple[str, str, str]]:
    """Return (Keras name, PyTorch name, words) of each row; the heads of the tables say the modules."""
    found, modules = [], ("", "")
    for first, second, words in LINE.findall(SECTION):
        if words == "watch out":
            modules = (first, second)
        else:
            found.append((f"{modules[0]}.{first}", f"{modules[1]}.{second}", words))
    return found


ROWS = rows()
CLAIMS = [(first, second, *claim) for first, second, words in ROWS for claim in CLAIM.findall(words)]


def find(name: str) -> Callable[..., Any]:
    """Return what a dotted name stands for."""
    library, *rest = name.split(".")
    found: Any = importlib.import_module(library)
    for part in rest:
        found = getattr(found, part)
    return found


def default(name: str, argument: str) -> Any:
    """Return the default of an argument of a class or function."""
    return inspect.signature(find(name)).parameters[argument].default


def test_the_tables_are_there_and_every_row_is_read() -> None:
    written = [line for line in SECTION.splitlines() if line.startswith("| ")]
    assert len(LINE.findall(SECTION)) == len(written)
    assert len(ROWS) >= 15
    for _, _, words in ROWS:
        assert len(CLAIM.findall(words)) == len(re.findall("Same:|Differs:", words)), words


@pytest.mark.parametrize("row", ROWS, ids=[row[0].removeprefix("keras.") for row in ROWS])
def test_every_name_of_a_row_exists(row: tuple[str, str, str]) -> None:
    assert callable(find(row[0]))
    assert callable(find(row[1]))


@pytest.mark.parametrize("claim", CLAIMS, ids=[f"{claim[0].rpartition('.')[2]}-{claim[3]}" for claim in CLAIMS])
def test_defaults_are_those_of_the_installed_libraries(claim: tuple[str, ...]) -> None:
    first, second, verdict, name, value, other_name, place, other_value = claim
    in_keras, in_torch = default(first, name), default(second, other_name)
    if place:
        in_torch = in_torch[int(place)]
    assert in_keras == ast.literal_eval(value)
    assert in_torch == ast.literal_eval(other_value)
    assert (in_keras == in_torch) == (verdict == "Same")


def weights(layer: Any, *shape: int) -> list[np.ndarray]:
    """Build a layer for inputs of this shape and return its weights."""
    layer.build(shape)
    return layer.get_weights()


class TestWhatIsSaidInWords:
    """The sentences of the third column."""

    def test_embeddings_start_small_and_large(self) -> None:
        (table,) = weights(keras.layers.Embedding(2000, 16), 1, 1)
        assert 0.0499 < np.abs(table).max() <= 0.05
        assert abs(float(torch.nn.Embedding(2000, 16).weight.detach().std()) - 1) < 0.03

    def test_a_mask_is_not_a_frozen_row(self) -> None:
        layer = keras.layers.Embedding(4, 2, mask_zero=True)
        assert np.any(weights(layer, 1, 3)[0][0])
        assert not torch.nn.Embedding(4, 2, padding_idx=0).weight[0].detach().numpy().any()

    def test_dense_kernels_are_transposed(self) -> None:
        kernel, bias = weights(keras.layers.Dense(5), 1, 3)
        linear = torch.nn.Linear(3, 5)
        assert (kernel.shape, tuple(linear.weight.shape)) == ((3, 5), (5, 3))
        assert not bias.any()
        assert linear.bias.detach().numpy().all()

    def test_convolutions_have_other_axes(self) -> None:
        layer = keras.layers.Conv1D(6, 3)
        assert layer(np.ones((2, 8, 4), np.float32)).shape == (2, 6, 6)
        conv = torch.nn.Conv1d(4, 6, 3)
        assert conv(torch.ones(2, 4, 8)).shape == (2, 6, 6)
        kernel, bias = layer.get_weights()
        conv.load_state_dict({"weight": torch.tensor(kernel.transpose(2, 1, 0)), "bias": torch.tensor(bias)})
        x = np.random.default_rng(0).normal(size=(2, 8, 4)).astype(np.float32)
        found = conv(torch.tensor(x.transpose(0, 2, 1))).detach().numpy().transpose(0, 2, 1)
        assert np.allclose(keras.ops.convert_to_numpy(layer(x)), found, atol=1e-5)

    def test_the_lstm_of_pytorch_has_two_biases(self) -> None:
        layer, net = keras.layers.LSTM(5), torch.nn.LSTM(3, 5)
        kernel, recurrent, bias = weights(layer, 1, 4, 3)
        assert (kernel.shape, recurrent.shape, bias.shape) == ((3, 20), (5, 20), (20,))
        assert [tuple(p.shape) for p in net.parameters()] == [(20, 3), (20, 5), (20,), (20,)]
        assert bias[5:10].tolist() == [1] * 5
        assert not bias[:5].any()
        assert abs(float((net.bias_ih_l0 + net.bias_hh_l0).detach()[5:10].mean())) < 0.95
        assert net(torch.ones(4, 2, 3))[1][0].shape == (1, 2, 5)
        assert torch.nn.LSTM(3, 5, batch_first=True)(torch.ones(2, 4, 3))[1][0].shape == (1, 2, 5)

    def test_momentum_of_batch_normalisation_counts_from_the_other_side(self) -> None:
        x = np.random.default_rng(0).normal(3, 1, (64, 2)).astype(np.float32)
        layer, net = keras.layers.BatchNormalization(momentum=0.9), torch.nn.BatchNorm1d(2, momentum=0.1)
        layer(x, training=True)
        net(torch.tensor(x))
        assert np.allclose(layer.moving_mean.numpy(), net.running_mean.numpy(), atol=1e-5)

    def test_dropout_is_off_when_called_in_keras_and_on_in_pytorch(self) -> None:
        ones = np.ones((1, 500), np.float32)
        assert default("keras.layers.Dropout", "rate") is inspect.Parameter.empty
        assert default("torch.nn.Dropout", "p") == 0.5
        assert np.array_equal(keras.layers.Dropout(0.5)(ones), ones)
        net = torch.nn.Dropout()
        assert (net(torch.tensor(ones)) == 0).any()
        assert not (net.eval()(torch.tensor(ones)) == 0).any()

    def test_losses_average_over_the_batch(self) -> None:
        rng = np.random.default_rng(0)
        z, y = rng.normal(size=(7, 1)).astype(np.float32), rng.integers(0, 2, (7, 1)).astype(np.float32)
        expected = float(torch.nn.BCEWithLogitsLoss()(torch.tensor(z), torch.tensor(y)))
        assert np.isclose(float(keras.losses.BinaryCrossentropy(from_logits=True)(y, z)), expected, rtol=1e-5)
        p = 1 / (1 + np.exp(-z))
        assert np.isclose(float(keras.losses.BinaryCrossentropy()(y, p)), expected, rtol=1e-4)

    def test_categorical_losses_take_probabilities_and_logits(self) -> None:
        z, y = np.random.default_rng(0).normal(size=(7, 3)).astype(np.float32), np.arange(7) % 3
        expected = float(torch.nn.CrossEntropyLoss()(torch.tensor(z), torch.tensor(y)))
        p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        assert np.isclose(float(keras.losses.SparseCategoricalCrossentropy()(y, p)), expected, rtol=1e-4)

    def test_squared_error_of_unlike_shapes(self) -> None:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            found = float(torch.nn.MSELoss()(torch.zeros(2, 1), torch.tensor([0.0, 2.0])))
        assert found == 2
        assert any("broadcast" in str(warning.message) for warning in caught)

    def test_mean_pooling_leaves_padding_out(self) -> None:
        layer = keras.layers.Embedding(5, 3, mask_zero=True)
        model = keras.Sequential([layer, keras.layers.GlobalAveragePooling1D()])
        ids = np.array([[1, 2, 0, 0], [4, 4, 3, 0]])
        found = keras.ops.convert_to_numpy(model(ids))
        table = torch.tensor(layer.get_weights()[0])
        bag = torch.nn.EmbeddingBag.from_pretrained(table, mode="mean", padding_idx=0)
        assert np.allclose(found, bag(torch.tensor(ids)).numpy(), atol=1e-6)

    def test_glorot_and_xavier_have_the_same_bound(self) -> None:
        bound = np.sqrt(6 / 500)
        drawn = np.asarray(keras.initializers.GlorotUniform(seed=0)((200, 300)))
        other = torch.nn.init.xavier_uniform_(torch.empty(300, 200)).numpy()
        for values in (drawn, other):
            assert 0.999 * bound < np.abs(values).max() <= bound * 1.0001


class TestOptimisers:
    """Where the optimisers part."""

    @staticmethod
    def steps(optimizer: Any, gradients: list[float]) -> float:
        point = keras.Variable(np.zeros(1, np.float32))
        for gradient in gradients:
            optimizer.apply([np.array([gradient], np.float32)], [point])
        return float(point.numpy()[0])

    @staticmethod
    def torch_steps(new_optimizer: Callable[[Any], Any], gradients: list[float]) -> float:
        point = torch.zeros(1, requires_grad=True)
        optimizer = new_optimizer([point])
        for gradient in gradients:
            point.grad = torch.tensor([gradient])
            optimizer.step()
        return point.item()

    def test_epsilon_of_adam_stands_before_and_behind_the_correction(self) -> None:
        small = 1e-6
        in_keras = self.steps(keras.optimizers.Adam(1.0), [small])
        in_torch = self.torch_steps(lambda p: torch.optim.Adam(p, 1.0, eps=1e-7), [small])
        assert np.isclose(in_keras, -small / (small + 1e-7 / np.sqrt(0.001)), rtol=1e-3)
        assert np.isclose(in_torch, -small / (small + 1e-7), rtol=1e-3)

    def test_epsilon_of_rmsprop_stands_inside_and_outside_the_root(self) -> None:
        small, mean = 1e-3, 0.1 * 1e-6
        in_keras = self.steps(keras.optimizers.RMSprop(1.0), [small])
        in_torch = self.torch_steps(lambda p: torch.optim.RMSprop(p, 1.0, alpha=0.9, eps=1e-7), [small])
        assert np.isclose(in_keras, -small / np.sqrt(mean + 1e-7), rtol=1e-3)
        assert np.isclose(in_torch, -small / (np.sqrt(mean) + 1e-7), rtol=1e-3)

    @pytest.mark.parametrize(
        ("name", "arguments"), [("Adam", {}), ("RMSprop", {}), ("Adagrad", {"initial_accumulator_value": 0})]
    )
    def test_keras_squares_the_gradients_of_repeated_words_one_by_one(self, name: str, arguments: dict) -> None:
        """The chapter says so. Should a version of Keras change it, the chapter has to change, too."""
        tf = pytest.importorskip("tensorflow")
        if keras.backend.backend() != "tensorflow":
            pytest.skip("lists of rows are TensorFlow's")
        moves = []
        for dense in (False, True):
            table = keras.Variable(np.zeros((3, 1), np.float32))
            pairs = tf.IndexedSlices(tf.ones((4, 1)), tf.constant([1, 1, 1, 1]), (3, 1))
            gradient = tf.convert_to_tensor(pairs) if dense else pairs
            getattr(keras.optimizers, name)(1.0, **arguments).apply([gradient], [table])
            moves.append(float(table.numpy()[1, 0]))
        assert np.isclose(moves[0] / moves[1], 2, rtol=1e-3)
