"""The calls of the summary sheet: read from the page, each is run as it stands, and what the sheet says of it is looked at."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytestmark = pytest.mark.slow  # it imports a framework

keras = pytest.importorskip("keras")
torch = pytest.importorskip("torch")

PAGE = Path(__file__).parents[2] / "book" / "summary.md"
SECTION = PAGE.read_text(encoding="utf-8").partition("\n## Calls\n")[2].partition("\n## ")[0]
HEAD, _, *LINES = [line for line in SECTION.splitlines() if line.startswith("|")]
ROWS = {name: cells for name, *cells in ([part.strip() for part in line.strip("|").split(" | ")] for line in LINES)}
KERAS, TORCH = 0, 1
V, D, B, T = 50, 6, 2, 4


def spans(row: str, column: int) -> list[str]:
    """Return what stands between backticks in one cell of the table."""
    return re.findall(r"`([^`]+)`", ROWS[row][column])


def names(column: int, **more: Any) -> dict[str, Any]:
    """Return what the calls of the sheet use without making it: a layer, indices, a table, the sizes."""
    ids = np.array([[3, 1, 4, 0], [2, 2, 0, 0]])
    table = np.random.default_rng(0).normal(size=(V, D)).astype("float32")
    known: dict[str, Any] = {"keras": keras, "torch": torch, "V": V, "D": D, "B": B, "T": T}
    if column == KERAS:
        known |= {"layer": keras.layers.Embedding(V, D), "ids": ids, "table": table, "sequences": [[3, 1, 4], [2]]}
        known["layer"].build()
    else:
        sequences = [torch.tensor([3, 1, 4]), torch.tensor([2])]
        known |= {"layer": torch.nn.Embedding(V, D), "ids": torch.tensor(ids), "table": torch.tensor(table)}
        known |= {"sequences": sequences}
    return known | more


def run(span: str, known: dict[str, Any]) -> Any:
    """Run one span: the value of an expression, None after an assignment."""
    tree = ast.parse(span)
    assert len(tree.body) == 1, span
    if isinstance(tree.body[0], ast.Expr):
        return eval(span, known)
    exec(span, known)
    return None


def argument(span: str, known: dict[str, Any]) -> dict[str, Any]:
    """Return a span such as ``padding_idx=0`` as keyword arguments."""
    return eval(f"dict({span})", known)


def array(values: Any) -> np.ndarray:
    """Return a tensor of either framework as an array."""
    return values.detach().numpy() if isinstance(values, torch.Tensor) else keras.ops.convert_to_numpy(values)


def same_numbers_each_time(column: int) -> None:
    (seed,) = spans("same numbers each time", column)
    tables = []
    for _ in range(2):
        run(seed, names(column))
        tables.append(run(spans("the table", column)[0], names(column)))
    assert np.array_equal(*tables)


def fill_up_short_sequences(column: int) -> None:
    (call,) = spans("fill up short sequences", column)
    assert np.array_equal(array(run(call, names(column))), [[3, 1, 4], [2, 0, 0]])


def make_the_layer(column: int) -> None:
    make, *build = spans("make the layer", column)
    layer = run(make, names(column))
    if column == KERAS:
        assert isinstance(layer, keras.layers.Embedding)
        assert layer.get_weights() == []
        called = run(make, names(column))
        called(np.array([[1]]))
        assert called.get_weights()[0].shape == (V, D)
        run(build[0], names(column, layer=layer))
        assert layer.get_weights()[0].shape == (V, D)
    else:
        assert build == []
        assert layer.weight.shape == (V, D)


def initial_values(column: int) -> None:
    known = names(column, V=20_000)
    layer = run(spans("make the layer", column)[0], known)
    if column == KERAS:
        layer.build()
    values = run(spans("the table", column)[0], known | {"layer": layer})
    words = ROWS["initial values"][column]
    if column == KERAS:
        low, high = (float(number) for number in re.findall(r"-?\d+\.\d+", words))
        assert low <= values.min() < low + 1e-4
        assert high - 1e-4 < values.max() <= high
        assert abs(values.std() - (high - low) / 12**0.5) < 1e-3
    else:
        assert words == "normal, mean 0, standard deviation 1"
        assert abs(values.mean()) < 0.02
        assert abs(values.std() - 1) < 0.02
        assert abs((abs(values) < 1).mean() - 0.683) < 0.01


def look_up(column: int) -> None:
    call, shape = spans("look up", column)
    known = names(column)
    assert tuple(run(call, known).shape) == run(shape, known)


def the_table(column: int) -> None:
    known = names(column)
    table = run(spans("the table", column)[0], known)
    assert isinstance(table, np.ndarray)
    assert np.array_equal(array(known["layer"](known["ids"])), table[array(known["ids"])])


def parameters(column: int) -> None:
    assert run(spans("parameters", column)[0], names(column)) == V * D


def set_the_table(column: int) -> None:
    known = names(column)
    layer = run(spans("set the table", column)[0], known) or known["layer"]
    assert np.array_equal(run(spans("the table", column)[0], known | {"layer": layer}), array(known["table"]))
    assert layer.trainable if column == KERAS else layer.weight.requires_grad


def freeze(column: int) -> None:
    known = names(column)
    run(spans("freeze", column)[0], known)
    assert not (known["layer"].trainable_weights if column == KERAS else known["layer"].weight.requires_grad)


def padding(column: int) -> None:
    (span,) = spans("padding", column)
    known = names(column)
    if column == KERAS:
        kwargs = argument(span, known)
        mask = keras.layers.Embedding(V, D, **kwargs).compute_mask(known["ids"])
        assert np.array_equal(array(mask), known["ids"] != 0)
        moved = []
        for pool in (keras.layers.GlobalAveragePooling1D(), keras.layers.Flatten()):
            model = keras.Sequential([keras.layers.Embedding(V, D, **kwargs), pool, keras.layers.Dense(1)])
            model.build((None, T))
            before = model.layers[0].get_weights()[0]
            model.compile(keras.optimizers.SGD(0.5), "mse")
            model.fit(known["ids"], np.ones((B, 1)), verbose=0)
            moved.append(not np.array_equal(before[0], model.layers[0].get_weights()[0][0]))
        assert moved == [False, True], "the pooling layer knows masks, Flatten does not"
    else:
        layer = torch.nn.Embedding(V, D, **argument(span, known))
        layer(known["ids"]).sum().backward()
        assert not layer.weight[0].any()
        assert not layer.weight.grad[0].any()
        assert layer.weight.grad[2].all()


def mean_of_the_words(column: int) -> None:
    first, *mask = spans("mean of the words", column)
    known = names(column)
    layer = run(first, known)
    if column == KERAS:
        embedding = keras.layers.Embedding(V, D, **argument(mask[0], known))
        means, table = keras.Sequential([embedding, layer])(known["ids"]), embedding.get_weights()[0]
    else:
        means, table = layer(known["ids"]), layer.weight.detach().numpy()
    assert np.allclose(array(means)[0], (table[3] + table[1] + table[4]) / 3, atol=1e-6)
    assert np.allclose(array(means)[1], table[2], atol=1e-6)


def penalty_on_the_table(column: int) -> None:
    (span,) = spans("penalty on the table", column)
    known = names(column)
    if column == KERAS:
        layer = keras.layers.Embedding(V, D, **argument(span, known))
        layer.build()
        assert sum(array(loss) for loss in layer.losses) > 0
    else:
        layer, optimizer = known["layer"], run(span, known)
        before = layer.weight.detach().clone()
        layer.weight.grad = torch.zeros(V, D)
        optimizer.step()
        assert torch.allclose(layer.weight, before * (1 - 0.1 * 0.01)), "every row is pulled towards 0"


def limit_on_the_norm_of_rows(column: int) -> None:
    (span,) = spans("limit on the norm of rows", column)
    known = names(column)
    table = array(known["table"])
    long = np.linalg.norm(table, axis=1) > 1.001
    if column == KERAS:
        model = keras.Sequential([keras.layers.Embedding(V, D, **argument(span, known)), keras.layers.Flatten()])
        model.build((None, T))
        model.layers[0].set_weights([table])
        assert np.array_equal(model.layers[0].get_weights()[0], table), "not before a step"
        model.compile(keras.optimizers.SGD(0.0), "mse")
        model.fit(known["ids"], np.ones((B, T * D)), verbose=0)
        after = model.layers[0].get_weights()[0]
        read = np.arange(V)
    else:
        layer = torch.nn.Embedding(V, D, _weight=torch.tensor(table), **argument(span, known))
        layer(known["ids"])
        after, read = layer.weight.detach().numpy(), np.unique(known["ids"])
        unread = np.setdiff1d(np.arange(V), read)
        assert np.array_equal(after[unread], table[unread])
    assert long[read].any()
    assert (np.linalg.norm(after[read], axis=1) < 1.001).all()
    assert np.allclose(np.linalg.norm(after[read][long[read]], axis=1), 1, atol=1e-3), "rows, not columns"


def sparse_gradient(column: int) -> None:
    if column == KERAS:
        with pytest.raises(ValueError, match="sparse"):
            keras.layers.Embedding(V, D, sparse=True)
        return
    sparse, *optimizers = spans("sparse gradient", column)
    assert len(optimizers) == 3
    for name in optimizers:
        layer = torch.nn.Embedding(V, D, **argument(sparse, names(column)))
        before = layer.weight.detach().clone()
        layer(names(column)["ids"]).sum().backward()
        assert layer.weight.grad.is_sparse
        run(name, names(column))(layer.parameters(), lr=0.1).step()
        assert ((layer.weight != before).any(dim=1)).nonzero().ravel().tolist() == [0, 1, 2, 3, 4]
    with pytest.raises(RuntimeError, match="sparse"):
        torch.optim.Adam(layer.parameters()).step()


def index_out_of_range(column: int) -> None:
    layer = names(column)["layer"]
    if column == KERAS:
        if keras.backend.backend() == "tensorflow":
            tensorflow = pytest.importorskip("tensorflow")
            with tensorflow.device("CPU"), pytest.raises(tensorflow.errors.InvalidArgumentError):
                layer(np.array([[V]]))
    else:
        (error,) = spans("index out of range", column)
        with pytest.raises(eval(error)):
            layer(torch.tensor([[V]]))


def one_hot_instead(column: int) -> None:
    known = names(column)
    vectors = run(spans("one-hot instead", column)[0], known)
    assert np.array_equal(array(vectors), np.eye(V)[array(known["ids"])])
    assert column == KERAS or vectors.dtype == torch.int64


def save_load(column: int) -> None:
    save, load = spans("save, load", column)
    known = names(column)
    if column == KERAS:
        model = keras.Sequential([keras.Input((T,), dtype="int32"), known["layer"]])
        run(save, known | {"model": model})
        loaded = run(load, known)
        assert np.array_equal(loaded.get_weights()[0], model.get_weights()[0])
    else:
        run(save, known | {"net": known["layer"]})
        other = torch.nn.Embedding(V, D)
        run(load, known | {"net": other})
        assert torch.equal(other.weight, known["layer"].weight)


CHECKS: dict[str, Callable[[int], None]] = {
    check.__name__: check
    for check in (
        same_numbers_each_time, fill_up_short_sequences, make_the_layer, initial_values, look_up, the_table, parameters,
        set_the_table, freeze, padding, mean_of_the_words, penalty_on_the_table, limit_on_the_norm_of_rows, sparse_gradient,
        index_out_of_range, one_hot_instead, save_load,
    )
}  # fmt: skip


def check_of(row: str) -> str:
    """Return the name of the function that looks at a row."""
    return re.sub(r"\W+", "_", row)


def test_every_row_has_its_check_and_every_check_its_row() -> None:
    assert HEAD == "| what | Keras | PyTorch |"
    assert len(ROWS) == len(LINES)
    assert {check_of(row) for row in ROWS} == set(CHECKS)


@pytest.mark.parametrize("column", [KERAS, TORCH], ids=["keras", "torch"])
@pytest.mark.parametrize("row", ROWS)
def test_the_calls_of_a_row(row: str, column: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    CHECKS[check_of(row)](column)
