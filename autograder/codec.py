"""Plain data to bytes and back: a strict format with caps, that can carry nothing but data.

Bytes are never unpickled. Decoding gives exact built-in, NumPy, PyTorch, TensorFlow, SciPy and pandas types or raises
CodecError, whatever the bytes are. What is not plain data is carried as a reference that the caller makes and resolves.
"""

from __future__ import annotations

import builtins
import importlib
import math
import re
import struct
import sys
import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder import frames, standard

MAX_DEPTH = 60
MAX_ITEMS = 2_000_000
MAX_INTEGER_BYTES = 1_700  # Python writes up to 4,300 digits
MAX_COLLISIONS = 1_000
MAX_SPARSE_SIDE = 10_000_000
MAX_BYTES = 64 * 2**20
"""caps on nesting, on items and on the size of a whole message"""

_FIXED_KINDS, _TENSOR_KINDS = "biufcSUMm?", "biufc?"
_DTYPE = re.compile(r"[<>|=][biufcSUMm?][0-9]{1,6}(\[[0-9]{0,6}[A-Za-z]{1,2}\])?")
_LENGTH = struct.Struct(">I")


class CodecError(ValueError):
    """The value can't be carried, or the bytes are not a value."""


class Encoder:
    """Write one value.

    ``refer`` turns what is not plain data into a tuple of plain data, or returns None to refuse; ``first`` is asked
    before library types are written, for those that need a reference beside their numbers.
    """

    def __init__(
        self,
        refer: Callable[[Any], tuple[Any, ...] | None] | None = None,
        first: Callable[[Any], tuple[Any, ...] | None] | None = None,
        max_bytes: int = MAX_BYTES,
    ):
        self.refer, self.first, self.max_bytes = refer, first, max_bytes
        self.out = bytearray()
        self.items = 0

    def encode(self, value: Any) -> bytes:
        """Return the bytes of a value; raise CodecError for what can't be carried."""
        try:
            self._write(value, 0)
        except RecursionError:
            raise CodecError("nested too deeply") from None
        return bytes(self.out)

    def _put(self, tag: bytes, data: bytes) -> None:
        if len(self.out) + len(data) > self.max_bytes:
            raise CodecError(f"larger than {self.max_bytes} bytes")
        self.out += tag + _LENGTH.pack(len(data)) + data

    def _many(self, tag: bytes, values: list[Any], depth: int) -> None:
        self.out += tag + _LENGTH.pack(len(values))
        for value in values:
            if type(value) is str:  # most of what crosses: the way through ``_write`` takes three calls
                self.items += 1
                self._put(b"s", value.encode("utf-8", "surrogatepass"))
            else:
                self._write(value, depth + 1)
        if self.items > MAX_ITEMS:
            raise CodecError("too many items")

    def _write(self, value: Any, depth: int) -> None:
        self.items += 1
        if depth > MAX_DEPTH or self.items > MAX_ITEMS or len(self.out) > self.max_bytes:
            raise CodecError("nested too deeply, or too many items")
        kind = type(value)
        if kind is type and value in _CLASS_NAMES:
            self._many(b"C", [_CLASS_NAMES[value]], depth)
            return
        writer = _WRITERS.get(kind)
        if writer is not None:
            writer(self, value, depth)
            return
        reference = self.first(value) if self.first is not None else None
        if reference is not None:
            self._many(b"R", list(reference), depth)
            return
        parts = standard.parts_of(value)
        if parts is not None and (kind is not defaultdict or is_plain_factory(parts[1])):
            self._many(b"H", parts, depth)
            return
        if self._write_library_type(value, depth):
            return
        if self.refer is not None:
            reference = self.refer(value)
            if reference is not None:
                self._many(b"R", list(reference), depth)
                return
        base = _plain_base(value)
        if base is None:
            raise CodecError(f"a {kind.__name__} is not plain data")
        self._write(base, depth + 1)

    def _write_library_type(self, value: Any, depth: int) -> bool:
        """NumPy, then whichever of PyTorch, TensorFlow, SciPy and pandas this process has imported."""
        if type(value) is np.ndarray:
            if value.dtype.kind in _FIXED_KINDS and value.dtype.names is None:
                shape = list(value.shape)
                fixed = [] if value.flags.writeable else [False]
                self._many(b"A", [value.dtype.str, shape, np.ascontiguousarray(value).tobytes(), *fixed], depth)
            elif value.dtype.kind == "T":  # strings of any length
                self._write(value.astype(object), depth)
            elif value.dtype == object:
                self._many(b"O", [list(value.shape), value.ravel().tolist()], depth)
            else:
                return False
            return True
        if isinstance(value, np.generic) and value.dtype.kind in _FIXED_KINDS and type(value).__module__ == "numpy":
            self._many(b"G", [value.dtype.str, value.tobytes()], depth)
            return True
        if isinstance(value, np.dtype) and value.names is None and value.kind in _FIXED_KINDS:
            self._many(b"D", [value.str], depth)
            return True
        if type(value) is np.random.Generator and type(value.bit_generator).__name__ in _BIT_GENERATORS:
            self._many(b"P", [type(value.bit_generator).__name__, dict(value.bit_generator.state)], depth)
            return True
        return (
            self._write_torch(value, depth)
            or self._write_tensorflow(value, depth)
            or self._write_scipy(value, depth)
            or self._write_pandas(value, depth)
        )

    def _write_torch(self, value: Any, depth: int) -> bool:
        torch = sys.modules.get("torch")
        if torch is None or not hasattr(torch, "Tensor"):
            return False
        if type(value) in (torch.Tensor, torch.nn.Parameter):
            if value.is_meta:  # it has a shape and no numbers
                return False
            plain = value.detach().cpu().resolve_conj().resolve_neg()
            if plain.is_sparse:
                plain = plain.coalesce()
                parts = [plain.indices().numpy(), plain.values().numpy(), list(plain.shape)]
                self._many(b"Y", parts, depth)
                return True
            name = str(plain.dtype).removeprefix("torch.")
            if plain.layout is not torch.strided or plain.is_quantized or name not in TORCH_TYPES:
                return False
            data = plain.contiguous().reshape(-1).view(torch.uint8).numpy().tobytes() if plain.numel() else b""
            parameter = type(value) is torch.nn.Parameter
            self._many(b"T", [name, list(plain.shape), data, bool(value.requires_grad), parameter], depth)
            return True
        if isinstance(value, torch.dtype) and str(value).removeprefix("torch.") in TORCH_TYPES:
            self._many(b"E", ["torch", str(value).removeprefix("torch.")], depth)
            return True
        if type(value) is torch.Size:
            self._many(b"Z", list(value), depth)
            return True
        return False

    def _write_tensorflow(self, value: Any, depth: int) -> bool:
        tensorflow = sys.modules.get("tensorflow")
        if tensorflow is None or not hasattr(tensorflow, "RaggedTensor"):
            return False
        keras = sys.modules.get("keras")
        if keras is not None and hasattr(keras, "Variable") and isinstance(value, keras.Variable):
            value = value.value
        if isinstance(value, tensorflow.Variable):
            value = value.read_value()
        if isinstance(value, tensorflow.RaggedTensor):
            self._many(b"V", [value.values, value.row_splits], depth)
            return True
        if isinstance(value, tensorflow.Tensor) and hasattr(value, "numpy"):
            array = value.numpy()
            array = np.asarray(array)
            if array.dtype.kind not in _TENSOR_KINDS:
                return False
            self._many(b"F", [array], depth)
            return True
        if isinstance(value, tensorflow.DType):
            self._many(b"E", ["tensorflow", value.name], depth)
            return True
        if isinstance(value, tensorflow.TensorShape) and value.rank is not None:
            self._many(b"K", list(value.as_list()), depth)
            return True
        return False

    def _write_scipy(self, value: Any, depth: int) -> bool:
        sparse = sys.modules.get("scipy.sparse")
        if sparse is None or not sparse.issparse(value):
            return False
        coo = value.tocoo()
        array = isinstance(value, sparse.sparray)
        parts = [value.format, array, coo.data, [np.asarray(axis) for axis in coo.coords], list(coo.shape)]
        self._many(b"X", parts, depth)
        return True

    def _write_pandas(self, value: Any, depth: int) -> bool:
        parts = frames.parts_of(value)
        if parts is not None:
            self._many(b"W", parts, depth)
        return parts is not None


def _integer(encoder: Encoder, value: int, depth: int) -> None:
    size = (value.bit_length() + 8) // 8
    if size > MAX_INTEGER_BYTES:
        raise CodecError("an integer with too many digits")
    encoder._put(b"i", value.to_bytes(size, "big", signed=True))


_CLASSES: dict[str, type] = {
    each.__name__: each for each in (bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset)
}
_CLASSES |= {
    name: each for name, each in vars(builtins).items() if isinstance(each, type) and issubclass(each, Exception)
}
_CLASSES |= {f"numpy.{each.__name__}": each for each in {*np.sctypeDict.values()} if each.__module__ == "numpy"}
_CLASS_NAMES = {each: name for name, each in _CLASSES.items()}
"""classes that are plain data themselves: a test passes them as a dtype, a kind of result, an error to expect"""


def is_plain_factory(factory: Any) -> bool:
    """Whether what makes the missing items of a defaultdict can be carried: nothing, or a class of plain data."""
    return factory is None or (type(factory) is type and factory in _CLASS_NAMES)


_EMPTY: dict[Any, Any] = {}
_KEYS, _VALUES, _ITEMS = type(_EMPTY.keys()), type(_EMPTY.values()), type(_EMPTY.items())

_WRITERS: dict[type, Callable[[Encoder, Any, int], None]] = {
    type(None): lambda e, v, d: e.out.extend(b"n"),
    bool: lambda e, v, d: e.out.extend(b"t" if v else b"f"),
    int: _integer,
    float: lambda e, v, d: e.out.extend(b"d" + struct.pack(">d", v)),
    complex: lambda e, v, d: e.out.extend(b"c" + struct.pack(">dd", v.real, v.imag)),
    str: lambda e, v, d: e._put(b"s", v.encode("utf-8", "surrogatepass")),
    bytes: lambda e, v, d: e._put(b"b", v),
    bytearray: lambda e, v, d: e._put(b"B", bytes(v)),
    list: lambda e, v, d: e._many(b"l", v, d),
    tuple: lambda e, v, d: e._many(b"u", list(v), d),
    set: lambda e, v, d: e._many(b"S", _ordered(v), d),
    frozenset: lambda e, v, d: e._many(b"Q", _ordered(v), d),
    dict: lambda e, v, d: e._many(b"m", [item for pair in v.items() for item in pair], d),
    _KEYS: lambda e, v, d: e._many(b"k", list(v), d),
    _VALUES: lambda e, v, d: e._many(b"v", list(v), d),
    _ITEMS: lambda e, v, d: e._many(b"p", [item for pair in v for item in pair], d),
    slice: lambda e, v, d: e._many(b"L", [v.start, v.stop, v.step], d),
    range: lambda e, v, d: e._many(b"N", [v.start, v.stop, v.step], d),
    type(Ellipsis): lambda e, v, d: e.out.extend(b"."),
}


def _ordered(values: Any) -> list[Any]:
    """Return a set's items in an order that does not change from run to run, where they have one."""
    items = list(values)
    return sorted(items, key=lambda item: (type(item).__name__, repr(item))) if len(items) < 10_000 else items


def _plain_base(value: Any) -> Any:
    """Return the base data of an instance of a subclass of a plain type, None for anything else.

    The base type's own methods read it, so what the subclass overrides has no say.
    """
    kind = type(value)  # not isinstance, which asks the object what it is
    atoms: tuple[Any, ...] = (int, float, str, bytes)
    for base in atoms:
        if issubclass(kind, base):
            return base.__getnewargs__(value)[0]
    if issubclass(kind, complex):
        return complex.__add__(value, 0j)
    if issubclass(kind, bytearray):
        return bytearray(bytearray.__getitem__(value, slice(None)))
    if issubclass(kind, list):
        return list.__getitem__(value, slice(None))
    if issubclass(kind, tuple):
        return tuple.__getitem__(value, slice(None))
    if issubclass(kind, OrderedDict):  # it keeps an order of its own
        return {key: dict.__getitem__(value, key) for key in OrderedDict.__iter__(value)}
    if issubclass(kind, dict):
        return dict(dict.items(value))
    if issubclass(kind, set):
        return set(set.__iter__(value))
    if issubclass(kind, frozenset):
        return frozenset(frozenset.__iter__(value))
    if issubclass(kind, np.ndarray):  # an array itself comes here when its numbers are of a kind that is not carried
        return np.asarray(np.ndarray.view(value, np.ndarray)) if kind is not np.ndarray else None
    torch = sys.modules.get("torch")
    if torch is not None and hasattr(torch, "Tensor") and issubclass(kind, torch.Tensor):
        if kind in (torch.Tensor, torch.nn.Parameter):
            return None
        return torch.Tensor.as_subclass(value, torch.Tensor)
    return None


class Decoder:
    """Read one value, in time. ``resolve`` gets the tuple of a reference; without it references are refused."""

    def __init__(self, data: bytes, resolve: Callable[[list[Any]], Any] | None = None, deadline: float = math.inf):
        self.data, self.resolve, self.deadline = data, resolve, deadline
        self.at = 0
        self.items = 0

    def decode(self) -> Any:
        """Return the value; CodecError for anything that is not exactly one, TimeoutError after the deadline."""
        try:
            value = self._read(0)
        except (CodecError, TimeoutError):
            raise
        except Exception as error:  # whatever a library thinks of hostile numbers
            raise CodecError(f"not a value: {type(error).__name__}") from None
        if self.at != len(self.data):
            raise CodecError("bytes left over")
        return value

    def _count(self) -> None:
        self.items += 1
        if self.items > MAX_ITEMS:
            raise CodecError("too many items")
        if not self.items % 1024 and time.monotonic() > self.deadline:
            raise TimeoutError("reading the answer took too long")

    def _take(self, count: int) -> bytes:
        start = self.at
        self.at = end = start + count
        if end > len(self.data):
            raise CodecError("the bytes end too early")
        return self.data[start:end]

    def _length(self) -> int:
        return int.from_bytes(self._take(4))

    def _many(self, depth: int) -> list[Any]:
        count = self._length()
        if count > len(self.data) - self.at:  # every item takes at least one byte
            raise CodecError("more items than bytes")
        values = []
        for _ in range(count):
            start = self.at + 5
            if self.data[self.at : self.at + 1] == b"s":  # as in ``_read``, without its four calls
                self.at = end = start + int.from_bytes(self.data[start - 4 : start])
                self._count()
                if end > len(self.data):
                    raise CodecError("the bytes end too early")
                values.append(self.data[start:end].decode("utf-8", "surrogatepass"))
            else:
                values.append(self._read(depth + 1))
        return values

    def _read(self, depth: int) -> Any:
        self._count()
        if depth > MAX_DEPTH:
            raise CodecError("nested too deeply")
        tag = self._take(1)
        if tag in _ATOMS:
            return _ATOMS[tag]
        if tag == b"d":
            return struct.unpack(">d", self._take(8))[0]
        if tag == b"c":
            return complex(*struct.unpack(">dd", self._take(16)))
        if tag in b"isbB":
            return self._read_bytes(tag, self._take(self._length()))
        reader = _READERS.get(tag)
        if reader is None:
            raise CodecError("an unknown tag")
        parts = self._many(depth)
        return self.resolve(parts) if tag == b"R" and self.resolve else reader(parts)

    @staticmethod
    def _read_bytes(tag: bytes, data: bytes) -> Any:
        if tag == b"i":
            if not 0 < len(data) <= MAX_INTEGER_BYTES:
                raise CodecError("an integer with too many digits")
            return int.from_bytes(data, "big", signed=True)
        if tag == b"s":
            return data.decode("utf-8", "surrogatepass")
        return data if tag == b"b" else bytearray(data)


def _keys(parts: list[Any]) -> list[Any]:
    """Refuse keys that were made to have one hash: to build a table of n of them takes n² steps."""
    if len(parts) > MAX_COLLISIONS and len(parts) - len(set(map(hash, parts))) > MAX_COLLISIONS:
        raise CodecError("too many keys with the same hash")
    return parts


def _dict(parts: list[Any]) -> dict[Any, Any]:
    if len(parts) % 2:
        raise CodecError("a key without a value")
    return dict(zip(_keys(parts[::2]), parts[1::2], strict=True))


def _shape(value: Any) -> tuple[int, ...]:
    if type(value) is not list or len(value) > 32 or any(type(n) is not int or n < 0 for n in value):
        raise CodecError("not a shape")
    return tuple(value)


def _numpy_dtype(name: Any) -> np.dtype[Any]:
    # NumPy reads a small language here; only the form that ``dtype.str`` writes is let through
    if type(name) is not str or not _DTYPE.fullmatch(name):
        raise CodecError("not a type of numbers")
    dtype = np.dtype(name)
    if dtype.kind not in _FIXED_KINDS or dtype.names is not None or dtype.subdtype is not None:
        raise CodecError("not a type of numbers")
    return dtype


def _array(parts: list[Any]) -> np.ndarray:
    """Return an array; a fourth part, False, makes it one that cannot be written to."""
    if len(parts) == 4 and parts[3] is False:
        array = _array(parts[:3])
        array.flags.writeable = False
        return array
    name, shape, data = parts
    dtype, shape = _numpy_dtype(name), _shape(shape)
    if type(data) is not bytes or math.prod(shape) * dtype.itemsize != len(data):
        raise CodecError("shape and data do not fit")
    if dtype.itemsize == 0 and math.prod(shape) > MAX_ITEMS:  # NumPy would take memory for each of nothing
        raise CodecError("more items than allowed")
    if dtype.kind == "b" and data.translate(None, b"\0\1"):
        raise CodecError("a truth value that is neither true nor false")
    if dtype.kind == "U" and data and np.frombuffer(data, dtype.str[0] + "u4").max() > sys.maxunicode:
        raise CodecError("a character that does not exist")
    if dtype.itemsize == 0 or not data:
        return np.zeros(shape, dtype)
    return np.frombuffer(data, dtype).reshape(shape).copy()


def _object_array(parts: list[Any]) -> np.ndarray:
    shape, items = parts
    if type(items) is not list or len(items) != math.prod(_shape(shape)):
        raise CodecError("shape and data do not fit")
    array = np.empty(_shape(shape), dtype=object)
    flat = array.reshape(-1)
    for place, item in enumerate(items):
        flat[place] = item
    return flat.reshape(array.shape)


def _scalar(parts: list[Any]) -> Any:
    name, data = parts
    return _array([name, [], data])[()]


_BIT_GENERATORS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")


def _generator(parts: list[Any]) -> np.random.Generator:
    name, state = parts
    if name not in _BIT_GENERATORS or type(state) is not dict:
        raise CodecError("not a generator of random numbers")
    inner = state.get("state")
    for holder, key, most in ((inner, "pos", 624), (state, "buffer_pos", 4)):  # NumPy reads there unchecked
        place = holder.get(key, 0) if type(holder) is dict else 0
        if type(place) is not int or not 0 <= place <= most:
            raise CodecError("not a generator of random numbers")
    bits = getattr(np.random, name)(0)
    bits.state = state
    return np.random.Generator(bits)


def _library(name: str) -> Any:
    """Return a library by its name, which is one of those named here, never one that the bytes choose.

    A right solution may use a library that its assignment does not: then it is imported when its first value arrives.
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        raise CodecError(f"{name} is not installed here") from None


TORCH_TYPES = frozenset(
    [
        *("float16", "bfloat16", "float32", "float64", "complex64", "complex128"),
        *("uint8", "int8", "int16", "int32", "int64", "bool"),
    ]
)


def _tensor(parts: list[Any]) -> Any:
    torch = _library("torch")
    name, shape, data, gradient, parameter = parts
    if name not in TORCH_TYPES or type(data) is not bytes or type(gradient) is not bool or type(parameter) is not bool:
        raise CodecError("not a tensor")
    dtype, shape = getattr(torch, name), _shape(shape)
    if math.prod(shape) * dtype.itemsize != len(data):
        raise CodecError("shape and data do not fit")
    if name == "bool" and data.translate(None, b"\0\1"):
        raise CodecError("a truth value that is neither true nor false")
    tensor = torch.frombuffer(bytearray(data), dtype=dtype).reshape(shape) if data else torch.zeros(shape, dtype=dtype)
    if parameter:
        return torch.nn.Parameter(tensor, requires_grad=gradient)
    return tensor.requires_grad_(gradient)


def _sparse_tensor(parts: list[Any]) -> Any:
    torch = _library("torch")
    indices, values, shape = parts
    if type(indices) is not np.ndarray or type(values) is not np.ndarray:
        raise CodecError("not a sparse tensor")
    return torch.sparse_coo_tensor(
        torch.from_numpy(indices), torch.from_numpy(values), _shape(shape), check_invariants=True
    ).coalesce()


def _tensorflow_tensor(parts: list[Any]) -> Any:
    (array,) = parts
    if type(array) is not np.ndarray or array.dtype.kind not in _TENSOR_KINDS:
        raise CodecError("not a tensor")
    return _library("tensorflow").constant(array)


def _ragged(parts: list[Any]) -> Any:
    tensorflow = _library("tensorflow")
    values, splits = parts
    if not all(isinstance(part, tensorflow.Tensor) for part in parts) or splits.dtype not in ("int32", "int64"):
        raise CodecError("not a ragged tensor")
    return tensorflow.RaggedTensor.from_row_splits(values, splits, validate=True)


def _dtype_of(parts: list[Any]) -> Any:
    library, name = parts
    if library == "torch" and name in TORCH_TYPES:
        return getattr(_library("torch"), name)
    if library == "tensorflow" and type(name) is str:
        return _library("tensorflow").as_dtype(name)
    raise CodecError("not a type of numbers")


def _sparse_matrix(parts: list[Any]) -> Any:
    sparse = _library("scipy.sparse")
    form, array, data, coordinates, shape = parts
    if form not in ("csr", "csc", "coo", "lil", "dok", "dia", "bsr") or type(coordinates) is not list:
        raise CodecError("not a sparse matrix")
    if type(data) is not np.ndarray or any(type(axis) is not np.ndarray for axis in coordinates):
        raise CodecError("not a sparse matrix")
    if any(size > MAX_SPARSE_SIDE for size in _shape(shape)):  # compressed forms take memory for each row
        raise CodecError("a sparse matrix larger than allowed")
    make = sparse.coo_array if array else sparse.coo_matrix
    return make((data, tuple(coordinates)), shape=_shape(shape)).asformat(form)


def _refused(parts: list[Any]) -> Any:
    raise CodecError("a reference where only plain data may stand")


_ATOMS: dict[bytes, Any] = {b"n": None, b"t": True, b"f": False, b".": Ellipsis}
_READERS: dict[bytes, Callable[[list[Any]], Any]] = {
    b"l": list,
    b"u": tuple,
    b"S": lambda parts: set(_keys(parts)),
    b"Q": lambda parts: frozenset(_keys(parts)),
    b"m": _dict,
    b"k": lambda parts: dict.fromkeys(_keys(parts)).keys(),
    b"v": lambda parts: dict(enumerate(parts)).values(),
    b"p": lambda parts: _dict(parts).items(),
    b"C": lambda parts: _CLASSES[_exactly(parts, 1)[0]],
    b"L": lambda parts: slice(*_exactly(parts, 3)),
    b"N": lambda parts: range(*_exactly(parts, 3)),
    b"A": _array,
    b"O": _object_array,
    b"G": _scalar,
    b"D": lambda parts: _numpy_dtype(*_exactly(parts, 1)),
    b"P": _generator,
    b"T": _tensor,
    b"Y": _sparse_tensor,
    b"Z": lambda parts: _library("torch").Size(parts),
    b"F": _tensorflow_tensor,
    b"V": _ragged,
    b"K": lambda parts: _library("tensorflow").TensorShape(parts),
    b"E": _dtype_of,
    b"X": _sparse_matrix,
    b"W": frames.from_parts,
    b"H": standard.from_parts,
    b"R": _refused,
}


def _exactly(parts: list[Any], count: int) -> list[Any]:
    if len(parts) != count:
        raise CodecError("the wrong number of parts")
    return parts


def encode(value: Any, refer: Callable[[Any], tuple[Any, ...] | None] | None = None) -> bytes:
    """Return the bytes of one value."""
    return Encoder(refer).encode(value)


def decode(data: bytes, resolve: Callable[[list[Any]], Any] | None = None) -> Any:
    """Return the value of these bytes."""
    if len(data) > MAX_BYTES:
        raise CodecError(f"larger than {MAX_BYTES} bytes")
    return Decoder(data, resolve).decode()
