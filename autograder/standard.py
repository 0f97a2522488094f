"""Numbers, times and containers of the standard library as plain parts and back, for the codec.

Exact types only, whose content is plain data and whose methods are the library's own.
"""

from __future__ import annotations

import datetime
import re
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, defaultdict
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

_DECIMAL = re.compile(r"-?(?:\d{1,4000}(?:\.\d{1,4000})?(?:E[+-]\d{1,4})?|Infinity|NaN)")
"""what ``str`` writes of a Decimal; a larger exponent would let one comparison run for hours"""


def _offset(value: Any) -> Any:
    """Return a fixed time zone as its offset, None for none; raise TypeError for a zone with rules of its own."""
    if value.tzinfo is not None and type(value.tzinfo) is not datetime.timezone:
        raise TypeError("a time zone that is not a fixed offset")
    return value.utcoffset()


def _zone(offset: Any) -> datetime.timezone | None:
    return None if offset is None else datetime.timezone(offset)


def _decimal(text: Any) -> Decimal:
    if type(text) is not str or not _DECIMAL.fullmatch(text):
        raise ValueError("not a decimal number")
    return Decimal(text)


def _whole(make: Callable[..., Any]) -> Callable[..., Any]:
    """Let a constructor have whole numbers only."""

    def made(*numbers: Any) -> Any:
        if any(type(number) is not int for number in numbers):
            raise ValueError("not whole numbers")
        return make(*numbers)

    return made


def _moment(*parts: Any) -> datetime.datetime:
    *numbers, offset, fold = parts
    return _whole(datetime.datetime)(*numbers).replace(tzinfo=_zone(offset), fold=fold)


def _of_dict(make: Callable[[dict[Any, Any]], Any]) -> Callable[[Any], Any]:
    def made(content: Any) -> Any:
        if type(content) is not dict:
            raise ValueError("not a dict")
        return make(content)

    return made


def _default(factory: Any, content: Any) -> Any:
    if type(content) is not dict or not (factory is None or type(factory) is type):
        raise ValueError("not a dict with a default")
    return defaultdict(factory, content)


def _chain(*maps: Any) -> ChainMap[Any, Any]:
    if not maps or any(type(each) is not dict for each in maps):
        raise ValueError("not dicts")
    return ChainMap(*maps)


def _list(content: Any) -> UserList[Any]:
    if type(content) is not list:
        raise ValueError("not a list")
    return UserList(content)


_KINDS: dict[type, tuple[Callable[[Any], list[Any]], Callable[..., Any]]] = {
    Fraction: (lambda v: [v.numerator, v.denominator], _whole(Fraction)),
    Decimal: (lambda v: [str(v)], _decimal),
    datetime.date: (lambda v: [v.year, v.month, v.day], _whole(datetime.date)),
    datetime.datetime: (
        lambda v: [v.year, v.month, v.day, v.hour, v.minute, v.second, v.microsecond, _offset(v), v.fold],
        _moment,
    ),
    datetime.timedelta: (lambda v: [v.days, v.seconds, v.microseconds], _whole(datetime.timedelta)),
    Counter: (lambda v: [dict(v)], _of_dict(Counter)),
    OrderedDict: (lambda v: [dict(v)], _of_dict(OrderedDict)),
    defaultdict: (lambda v: [v.default_factory, dict(v)], _default),
    MappingProxyType: (lambda v: [dict(v)], _of_dict(MappingProxyType)),
    UserDict: (lambda v: [dict(v.data)], _of_dict(UserDict)),
    UserList: (lambda v: [list(v.data)], _list),
    ChainMap: (lambda v: [dict(each) for each in v.maps], _chain),
}
_NAMES = {kind.__name__: kind for kind in _KINDS}


def parts_of(value: Any) -> list[Any] | None:
    """Return the name of a value's type and its plain parts; None for what is not carried."""
    kind = _KINDS.get(type(value))
    if kind is None:
        return None
    try:
        parts = kind[0](value)
    except TypeError:
        return None
    if type(value) is Decimal and not _DECIMAL.fullmatch(parts[0]):
        return None
    return [type(value).__name__, *parts]


def from_parts(parts: list[Any]) -> Any:
    """Return what ``parts_of`` took apart; raise ValueError, TypeError or KeyError for parts that do not fit."""
    name, *rest = parts
    return _KINDS[_NAMES[name]][1](*rest)
