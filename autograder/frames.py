"""pandas frames, series and indices as plain parts and back, for the codec.

Only types whose content is numbers, text, times or categories are taken apart; a type with code of its own is refused.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

MAX_ROWS = 2_000_000
"""rows of an index that is only described by its start, stop and step"""

_NULLABLE = frozenset(
    ["str", "string", "boolean", "Float32", "Float64"]
    + [f"{sign}Int{bits}" for sign in ("", "U") for bits in (8, 16, 32, 64)]
)
_NUMPY_KINDS = "biufcmMO"


def parts_of(value: Any) -> list[Any] | None:
    """Return the plain parts of a DataFrame, Series, Index or of one's subclass; None for anything else."""
    pandas = sys.modules.get("pandas")
    if pandas is None or not hasattr(pandas, "DataFrame"):
        return None
    try:
        if isinstance(value, pandas.DataFrame):
            columns = [_array_parts(value.iloc[:, place].array) for place in range(value.shape[1])]
            return ["frame", _index_parts(value.index), _index_parts(value.columns), columns]
        if isinstance(value, pandas.Series):
            return ["series", _index_parts(value.index), _array_parts(value.array), value.name]
        if isinstance(value, pandas.Index):
            return _index_parts(value)
    except TypeError:
        return None
    return None


def _index_parts(index: Any) -> list[Any]:
    pandas = sys.modules["pandas"]
    if isinstance(index, pandas.RangeIndex):
        return ["range", index.start, index.stop, index.step, index.name]
    if isinstance(index, pandas.MultiIndex):
        levels = [_array_parts(index.get_level_values(level).array) for level in range(index.nlevels)]
        return ["multi", levels, list(index.names)]
    return ["index", _array_parts(index.array), index.name]


def _array_parts(array: Any) -> list[Any]:
    pandas = sys.modules["pandas"]
    if type(array) is pandas.arrays.NumpyExtensionArray:  # text columns are a subclass of it
        array = array.to_numpy()
    if isinstance(array.dtype, pandas.CategoricalDtype):
        return ["categories", np.asarray(array.codes), _index_parts(array.categories), bool(array.ordered)]
    if str(array.dtype) in _NULLABLE:
        return ["nullable", str(array.dtype), array.to_numpy(dtype=object, na_value=None).tolist()]
    if isinstance(array.dtype, np.dtype) and array.dtype.kind in _NUMPY_KINDS:
        return ["numpy", np.asarray(array)]
    raise TypeError(f"{array.dtype} is not carried")


def from_parts(parts: list[Any]) -> Any:
    """Return what ``parts_of`` took apart; raise ValueError or TypeError for parts that do not fit together."""
    import pandas  # a right solution may return a frame where its assignment uses none

    kind, *rest = parts
    if kind == "frame":
        index, columns, arrays = rest
        rows, names = _index(index), _index(columns)
        if type(arrays) is not list or len(arrays) != len(names):
            raise ValueError("columns and their names do not fit")
        frame = pandas.DataFrame({place: _series(array, rows) for place, array in enumerate(arrays)}, index=rows)
        frame.columns = names
        return frame
    if kind == "series":
        index, array, name = rest
        return _series(array, _index(index)).rename(_name(name))
    return _index(parts)


def _index(parts: Any) -> Any:
    pandas = sys.modules["pandas"]
    kind, *rest = parts
    if kind == "range":
        *bounds, name = rest
        if len(bounds) != 3 or any(type(bound) is not int for bound in bounds) or len(range(*bounds)) > MAX_ROWS:
            raise ValueError("not a range of rows")
        return pandas.RangeIndex(*bounds, name=_name(name))
    if kind == "multi":
        levels, names = rest
        if type(levels) is not list or type(names) is not list:
            raise ValueError("not an index of several levels")
        return pandas.MultiIndex.from_arrays([_array(level) for level in levels], names=[_name(name) for name in names])
    if kind == "index":
        array, name = rest
        values = _array(array)
        return pandas.Index(values, dtype=values.dtype, name=_name(name))
    raise ValueError("not an index")


def _series(array: Any, index: Any) -> Any:
    values = _array(array)
    return sys.modules["pandas"].Series(values, index=index, dtype=values.dtype)


def _array(parts: Any) -> Any:
    pandas = sys.modules["pandas"]
    kind, *rest = parts
    if kind == "categories":
        codes, categories, ordered = rest
        if type(codes) is not np.ndarray or codes.dtype.kind != "i" or codes.ndim != 1 or type(ordered) is not bool:
            raise ValueError("not categories")
        return pandas.Categorical.from_codes(codes, categories=_index(categories), ordered=ordered)
    if kind == "nullable":
        name, values = rest
        if name not in _NULLABLE or type(values) is not list:
            raise ValueError("not a column")
        return pandas.array(values, dtype=name)
    (values,) = rest
    if kind != "numpy" or type(values) is not np.ndarray or values.ndim != 1 or values.dtype.kind not in _NUMPY_KINDS:
        raise ValueError("not a column")
    return values


def _name(name: Any) -> Any:
    hash(name)
    return name
