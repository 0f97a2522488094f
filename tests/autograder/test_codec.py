"""The codec carries plain data exactly, and nothing else whatever the bytes."""

import datetime
import random
import time
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, defaultdict
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import numpy as np
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.codec import MAX_BYTES, CodecError, Decoder, decode, encode

ATOMS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.complex_numbers(allow_nan=False)
    | st.text() | st.binary()
)  # fmt: skip
PLAIN = st.recursive(
    ATOMS,
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(PLAIN)
def test_plain_data_comes_back_as_it_went(value):
    back = decode(encode(value))
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize(
    "value",
    [
        np.arange(6.0).reshape(2, 3),
        np.array(3),
        np.zeros((0, 4), dtype=np.int8),
        np.array(["a", "bc"]),
        np.array([True, False]),
        np.array([1, None, "x"], dtype=object),
        np.array(["2020-01-01"], dtype="datetime64[D]"),
        np.float32(2.5),
        np.int64(-3),
        np.dtype("float32"),
        float("nan"),
        -0.0,
        "lone \ud800 surrogate",
        {1, 2},
        frozenset({"a"}),
        slice(1, None, 2),
        range(3, 9, 2),
        bytearray(b"x"),
        Ellipsis,
        Fraction(-1, 3),
        Decimal("0.10"),
        Decimal("-1E+30"),
        Decimal("NaN"),
        datetime.date(2026, 2, 28),
        datetime.datetime(2026, 2, 28, 1, 2, 3, 4, fold=1),
        datetime.datetime(2026, 2, 28, tzinfo=datetime.UTC),
        datetime.timedelta(days=-1, microseconds=5),
        Counter("aab"),
        OrderedDict(b=1, a=2),
        defaultdict(list, a=[1]),
        defaultdict(None, a=1),
        MappingProxyType({"a": 1}),
        UserDict(a=1),
        UserList([1]),
        ChainMap({"a": 1}, {"b": 2}),
    ],
    ids=repr,
)
def test_types_are_kept_exactly(value):
    back = decode(encode(value))
    assert type(back) is type(value)
    assert repr(back) == repr(value)


class LyingInt(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


class LyingList(list):
    def __iter__(self):
        return iter([9])

    def __len__(self):
        return 1


class LyingArray(np.ndarray):
    def __array_ufunc__(self, *args, **kwargs):
        return True


@pytest.mark.parametrize(
    ("value", "base"),
    [(LyingInt(4), 4), (LyingList([1, 2]), [1, 2]), (type("S", (str,), {"__str__": lambda s: "no"})("yes"), "yes")],
)
def test_a_subclass_crosses_as_its_base_data(value, base):
    back = decode(encode(value))
    assert type(back) is type(base)
    assert back == base


def test_an_array_subclass_crosses_as_an_array():
    back = decode(encode(np.arange(3).view(LyingArray)))
    assert type(back) is np.ndarray
    assert back.tolist() == [0, 1, 2]


def test_a_dict_whose_missing_items_are_made_by_a_function_crosses_as_a_dict():
    assert encode(defaultdict(lambda: 1, a=2)) == encode({"a": 2})


class SaysItIsADict:
    __class__ = dict


@pytest.mark.parametrize(
    "value",
    [object(), SaysItIsADict(), Decimal("1E+99999"), lambda: 0, type("C", (), {})(), np.zeros(1, dtype=[("a", "i4")])],
)
def test_what_is_not_data_is_refused(value):
    with pytest.raises(CodecError):
        encode(value)


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [nested(100), nested(100_000), 10**100_000, b"x" * (MAX_BYTES + 1), ["x"] * 2_000_001],
    ids=["deep", "deeper", "long integer", "many bytes", "many strings"],
)
def test_caps_on_the_way_out(value):
    with pytest.raises(CodecError):
        encode(value)


def twister(pos: int) -> dict:
    """Return the state of a generator that would read its next number from a place outside of its table."""
    state = dict(np.random.MT19937(0).state)
    return state | {"state": state["state"] | {"pos": pos}}


HOSTILE = [
    b"", b"?", b"l\xff\xff\xff\xff", b"l\x00\x00\x00\x05nnn", b"s\x00\x00\x00\x01\xff", b"i\x00\x00\x00\x00", b"nn",
    b"l\x00\x00\x00\x01" * 100_000, b"m\x00\x00\x00\x01n", b"R\x00\x00\x00\x01n",
    encode(["<f8", [2**40, 2**40], b""])[:0] + b"A" + encode(["<f8", [2**31, 2**31], b"x"])[1:],
    b"A" + encode(["O", [1], b"12345678"])[1:], b"A" + encode(["(08)i", [1], b"1234"])[1:],
    b"A" + encode(["<f8", [-1], b""])[1:], b"G" + encode(["<f8", b"123"])[1:], b"S" + encode([[1]])[1:],
    b"T" + encode(["float32", [2], b"1234", True, False])[1:], b"F" + encode([np.array([None])])[1:],
    b"X" + encode(["csr", True, np.ones(1), [np.array([9]), np.array([9])], [1, 1]])[1:], b"N" + encode([0, 10**20, 0])[1:],
    # truth values that are neither, characters that are none, memory for nothing, places that NumPy would read unchecked
    b"A" + encode(["|b1", [2], b"\1\2"])[1:], b"A" + encode(["<U1", [1], b"\xff\xff\xff\x7f"])[1:],
    b"A" + encode(["<U0", [2**40], b""])[1:], b"O" + encode([[2**40], []])[1:],
    b"X" + encode(["csr", True, np.ones(0), [np.zeros(0, int)] * 2, [10**12, 2]])[1:],
    # numbers, times and containers of the standard library that are none
    *(
        b"H" + encode(parts)[1:]
        for parts in [
            [], ["Fraction", 1, 0], ["Fraction", 1.5, 2], ["Decimal", "1E+999999"], ["Decimal", "9" * 5000], ["Decimal", "sNaN"],
            ["Decimal", 7], ["date", 2026, 2, 30], ["date", True, 1, 1], ["datetime", 1, 1, 1, 0, 0, 0, 0, "UTC", 0],
            ["timedelta", 10**12, 0, 0], ["Counter", [1]], ["Counter", {"a": 1}, {}], ["defaultdict", 7, {}], ["UserList", {}],
            ["defaultdict", None, [1]], ["ChainMap"], ["ChainMap", [1]], ["mappingproxy", "x"], ["OrderedDict"], ["object"], [[]],
        ]
    ),
    b"P" + encode(["MT19937", twister(pos=10**6)])[1:], b"P" + encode(["MT19937", twister(pos=-1)])[1:],
]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    # to import PyTorch takes seconds
    [pytest.param(data, marks=[pytest.mark.slow] * data.startswith(b"T"), id=str(n)) for n, data in enumerate(HOSTILE)],
)
def test_hostile_bytes_are_an_error_and_no_more(data):
    with pytest.raises(CodecError):
        decode(data)


@pytest.mark.parametrize("tag", [b"S", b"Q", b"k", b"m", b"p"])
def test_keys_that_all_have_one_hash_are_refused_at_once(tag):
    keys = [n * (2**61 - 1) for n in range(1, 60_001)]
    started = time.process_time()
    with pytest.raises(CodecError, match="hash"):
        decode(tag + encode(keys)[1:])
    assert time.process_time() - started < 2
    assert decode(encode({-1, -2, *range(5_000)})) == {-1, -2, *range(5_000)}


def mutated(draw: random.Random, bases: list[bytes]) -> bytes:
    data = bytearray(draw.choice(bases))
    for _ in range(draw.randint(1, 4)):
        kind = draw.random()
        if kind < 0.5 and data:
            data[draw.randrange(len(data))] = draw.randrange(256)
        elif kind < 0.7 and data:
            del data[draw.randrange(len(data)) :]
        else:
            data.insert(draw.randrange(len(data) + 1), draw.randrange(256))
    return bytes(data)


@pytest.mark.parametrize("count", [5_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_many_mutated_and_random_messages(count):
    draw = random.Random(0)
    values = [[1, [2.0, "x", {"a": np.ones(3)}], np.float64(1)], (1, 2, {3}), np.arange(10), np.array([1, "a"], object)]
    values += [np.random.default_rng(0), {"k": [None, True]}, np.dtype("i4"), slice(1, 2), 1 + 2j]
    values += [pandas.DataFrame({"a": [1, 2], "b": ["x", None]}), pandas.Series(pandas.Categorical(["x", "y"]))]
    values += [Fraction(1, 3), Decimal("1.5"), datetime.datetime(2026, 1, 1), defaultdict(int, a=1), Counter("ab")]
    bases = [encode(value) for value in values]
    read = 0
    for number in range(count):
        data = draw.randbytes(draw.randint(0, 40)) if number % 5 == 0 else mutated(draw, bases)
        try:
            decode(data)
            read += 1
        except CodecError:
            pass
    assert 0 < read < count


@pytest.mark.slow
class TestFrameworks:
    """Tensors of both frameworks and sparse matrices."""

    def test_torch(self):
        torch = pytest.importorskip("torch")
        for value in (
            torch.arange(4).reshape(2, 2),
            torch.tensor(1.5),
            torch.zeros(0, 3),
            torch.tensor([1.0]).bfloat16(),
        ):
            back = decode(encode(value))
            assert back.dtype == value.dtype
            assert torch.equal(back, value)
        parameter = torch.nn.Parameter(torch.ones(2))
        assert isinstance(decode(encode(parameter)), torch.nn.Parameter)
        assert decode(encode(torch.float16)) is torch.float16
        assert type(decode(encode(torch.Size([1, 2])))) is torch.Size
        sparse = torch.eye(3).to_sparse()
        assert torch.equal(decode(encode(sparse)).to_dense(), torch.eye(3))

    def test_a_sparse_tensor_out_of_bounds_is_refused(self):
        pytest.importorskip("torch")
        data = b"Y" + encode([np.array([[99], [99]]), np.array([1.0]), [2, 2]])[1:]
        with pytest.raises(CodecError):
            decode(data)

    def test_tensorflow(self):
        tensorflow = pytest.importorskip("tensorflow")
        value = tensorflow.constant([[1.0, 2.0]])
        assert np.array_equal(decode(encode(value)).numpy(), value.numpy())
        assert decode(encode(tensorflow.Variable([3]))).numpy().tolist() == [3]
        ragged = tensorflow.ragged.constant([[1, 2], [3]])
        assert decode(encode(ragged)).to_list() == [[1, 2], [3]]
        assert decode(encode(tensorflow.TensorShape([1, None]))).as_list() == [1, None]
        assert decode(encode(tensorflow.float32)) == tensorflow.float32

    def test_scipy(self):
        sparse = pytest.importorskip("scipy.sparse")
        for form in ("csr", "csc", "coo", "lil"):
            value = sparse.random_array((4, 5), density=0.4, format=form, rng=0)
            back = decode(encode(value))
            assert back.format == form
            assert np.array_equal(back.toarray(), value.toarray())


class LyingFrame(pandas.DataFrame):
    def equals(self, other):
        return True


TIMES = pandas.to_datetime(["2020-01-01", "2020-02-02"])


@pytest.mark.parametrize("item", [[], "word"])
def test_reading_stops_at_the_deadline(item):
    data = encode([item] * 100_000)
    assert len(Decoder(data, deadline=time.monotonic() + 60).decode()) == 100_000
    with pytest.raises(TimeoutError):
        Decoder(data, deadline=time.monotonic()).decode()


@pytest.mark.parametrize(
    "value",
    [
        pandas.DataFrame({"word": ["a", "b"], "count": [1, 2], "share": [0.5, np.nan]}),
        pandas.DataFrame(
            {"kind": pandas.Categorical(["x", "y"], ["y", "x"], ordered=True), "time": TIMES}, index=TIMES
        ),
        pandas.DataFrame([[1, 2], [3, 4]], columns=["twice", "twice"], index=[5, 5]),
        pandas.DataFrame(index=[1, 2]),
        pandas.DataFrame({"any": pandas.Series([1, "x", None], dtype=object)}),
        pandas.DataFrame({"a": [1, 2, 3], "b": [1, 1, 2], "c": 0}).set_index(["b", "a"]),
        pandas.Series([1, None, 3], dtype="Int64", name="rated"),
        pandas.Series([True, False], index=["x", "y"]),
        pandas.Series(["a", None], dtype="string"),
        pandas.Index(["x", "y"], name="word"),
        pandas.RangeIndex(3),
    ],
    ids=range(11),
)
def test_frames_come_back_by_value(value):
    back = decode(encode(value))
    assert type(back) is type(value)
    kind = "frame" if isinstance(value, pandas.DataFrame) else "series" if isinstance(value, pandas.Series) else "index"
    getattr(pandas.testing, f"assert_{kind}_equal")(back, value, check_names=True)


def test_a_frame_of_a_subclass_crosses_as_a_plain_frame():
    back = decode(encode(LyingFrame({"a": [1]})))
    assert type(back) is pandas.DataFrame
    assert back["a"].tolist() == [1]


@pytest.mark.parametrize(
    "parts",
    [
        [], ["frame"], ["frame", ["range", 0, 2, 1, None], ["range", 0, 1, 1, None], []], ["range", 0, 10**15, 1, None],
        ["range", 0, 1, 0, None], ["series", ["range", 0, 2, 1, None], ["numpy", np.ones(3)], None],
        ["series", ["range", 0, 1, 1, None], ["numpy", np.ones(1)], []], ["index", ["nullable", "object", [1]], None],
        ["index", ["nullable", "Int64", ["x"]], None], ["index", ["categories", np.array([7]), ["range", 0, 1, 1, None], True], None],
        ["multi", [["numpy", np.ones(2)], ["numpy", np.ones(3)]], [None, None]], ["index", ["numpy", np.ones((2, 2))], None],
    ],
    ids=range(12),
)  # fmt: skip
def test_parts_that_are_no_frame_are_refused(parts):
    with pytest.raises(CodecError):
        decode(b"W" + encode(parts)[1:])


def test_an_array_that_cannot_be_written_to_stays_so():
    array = np.arange(3)
    assert decode(encode(array)).flags.writeable
    array.flags.writeable = False
    assert not decode(encode(array)).flags.writeable
    assert np.array_equal(decode(encode(array)), array)
