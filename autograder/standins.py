"""What stands in the examiner for the student's names: each use is a call over the link, each result plain data."""

from __future__ import annotations

import builtins
import inspect
import itertools
import sys
import time
import types
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from autograder import gradients
from autograder.channel import Channel, ChannelError
from autograder.codec import CodecError, Decoder, Encoder
from autograder.shell import ANSWER_CAP, ITEM_SIZE, MAX_WARNINGS

_PLAIN = (str, bytes, int, float, bool, type(None))
MAX_CALLBACKS = 10_000
MAX_ITERATION = 1_000_000


class RespondentGone(BaseException):
    """The student's process died, hung or broke the protocol. Not an Exception, so that no test swallows it."""


class AuthorError(Exception):
    """A test does what cannot work across two processes; the message tells its author what to write instead."""


class StudentError(Exception):
    """Base of the stand-ins for exception classes that the student defined."""


class Link:
    """The examiner's end of the boundary."""

    def __init__(
        self, channel: Channel, call_seconds: float, show: Callable[[str, str], None] = lambda name, text: None
    ):
        self.channel, self.call_seconds, self.show = channel, call_seconds, show
        self.stand_ins: dict[int, Any] = {}
        self.callbacks: dict[int, Callable[..., Any]] = {}
        self.numbers = itertools.count()
        self.last_line = 0
        self.changes = 0
        """how often the student's code ran so that an object may have another number of items since"""
        self.broken = ""
        """why nothing can be asked any more: a test that swallowed the news gets no points for it"""
        self.tensors = gradients.RemoteTensors(self)
        self.leaves: dict[int, Any] = {}
        """tensors of the test's that the running call was given and that want gradients"""

    def ask(self, *request: Any, seconds: float | None = None) -> Any:
        """Send one request and return its value; what the student's code raised is raised here."""
        reply = self.exchange(request, seconds or self.call_seconds)
        try:
            kind, *rest, shown, noted = reply
            if len(shown) > ANSWER_CAP // ITEM_SIZE or len(noted) > MAX_WARNINGS:
                raise ValueError("more than the student's process may show with one answer")
            for name, text in shown:
                self.show("stdout" if name == "stdout" else "stderr", str(text))
            for category, text in noted:
                chosen = getattr(builtins, str(category), UserWarning)
                if isinstance(chosen, type) and issubclass(chosen, Warning):
                    warnings.warn(str(text)[:2000], chosen, stacklevel=3)
            if kind == "ok":
                value, changed = rest
                if changed is not None and request[0] == "call":
                    copy_into([request[2], request[3]], changed)
                return value
            name, _, said, line, own = rest
            self.last_line = line if type(line) is int else 0
            if type(said) is not tuple or any(type(each) not in _PLAIN for each in said[:8]):
                raise TypeError("no arguments of an error")
        except (TypeError, ValueError) as error:
            raise self.gone(f"the student's process sent nonsense ({type(error).__name__})") from None
        cls = class_of_error(own, name)
        if issubclass(cls, StopIteration | StopAsyncIteration):  # it would end a loop of the test's in silence
            cls, said = RuntimeError, (f"the student's code raised {cls.__name__}",)
        raise from_student(cls, said[:8], self.last_line)

    def gone(self, reason: str) -> RespondentGone:
        """Remember that the link is of no use any more; return what to raise."""
        self.broken = self.broken or reason
        return RespondentGone(reason)

    def exchange(self, request: tuple[Any, ...], seconds: float) -> Any:
        """Send a request and serve callbacks until its reply has come; one deadline for all of it."""
        if self.broken:
            raise RespondentGone(self.broken)
        if request[0] in ("call", "cell", "set_attribute") or request[:2] == ("operator", "setitem"):
            self.changes += 1
        deadline = time.monotonic() + seconds
        mine: list[int] = []
        outer, self.leaves = self.leaves, {}  # a callback of the running call may call again
        served = 0
        try:
            self.channel.send(self.encode(request, mine), seconds)
            while True:
                reply = self.decode(self.channel.receive(max(0.001, deadline - time.monotonic())), deadline)
                if type(reply) is not tuple or not reply or type(reply[0]) is not str:
                    raise self.gone("the student's process sent nonsense")
                if reply[0] != "callback":
                    return reply
                served += 1
                if served > MAX_CALLBACKS:
                    raise self.gone("the student's code called back too often")
                answer = self.call_back(reply, mine)
                self.channel.send(self.encode(answer, mine), max(0.001, deadline - time.monotonic()))
        except TimeoutError:
            raise self.gone(f"it took longer than {seconds:g} seconds") from None
        except (ChannelError, CodecError) as error:
            raise self.gone(f"the student's process is gone ({error})") from None
        finally:
            self.leaves = outer
            for number in mine:
                self.callbacks.pop(number, None)

    def call_back(self, reply: tuple[Any, ...], mine: list[int]) -> tuple[Any, ...]:
        """Run a function of the test's that the student's code called."""
        try:
            _, number, args, keywords = reply
            function = self.callbacks[number] if number in mine else None
        except (ValueError, TypeError, KeyError):
            raise self.gone("the student's process sent nonsense") from None
        if function is None or type(args) is not list or type(keywords) is not dict:
            raise self.gone("the student's process called a function that it was not given")
        try:
            value = function(*args, **keywords)
            self.encode(("returned", value), mine)
            return ("returned", value)
        except Exception as error:
            # what a check of the test says may name what it expects; its kind is enough
            words = "" if isinstance(error, AssertionError) else str(error)[:1000]
            return ("raised", type(error).__name__, words)

    def encode(self, value: Any, mine: list[int]) -> bytes:
        """Encode a request; functions become callbacks that are valid during this call only."""

        def refer(item: Any) -> tuple[Any, ...] | None:
            student = getattr(item, "_autograder_class", None) if isinstance(item, type) else None
            if student is not None:
                return ("object", object.__getattribute__(student, "_number"))
            if isinstance(item, types.FunctionType | types.BuiltinFunctionType | types.MethodType | type) or (
                callable(item) and type(item).__module__ in ("numpy", "functools")
            ):
                number = next(self.numbers)
                self.callbacks[number] = item
                mine.append(number)
                return ("callback", number)
            return None

        def first(item: Any) -> tuple[Any, ...] | None:
            if type(item) in _DATA_KINDS and object.__getattribute__(item, "_link") is self:
                return ("data", object.__getattribute__(item, "_number"), content_of(item))
            if _is_stand_in(item):  # before all else: its class is what the student's process says it is
                return ("object", object.__getattribute__(item, "_number"))
            if not gradients.kind_of(item):
                return None
            number = self.tensors.number_of(item)
            if number is not None:
                return ("object", number)
            if not item.requires_grad:
                return None
            key = next(self.numbers)
            self.leaves[key] = item
            return ("leaf", key, gradients.numbers_of(item))

        try:
            return Encoder(refer, first).encode(value)
        except CodecError as error:
            raise AuthorError(
                f"this argument cannot go to the student's code: {error}. Pass plain data or a function, or let the "
                "student's cell build the object"
            ) from None

    def decode(self, data: bytes, deadline: float) -> Any:
        """Decode a reply in time; references become stand-ins, the same object always the same stand-in."""
        return Decoder(data, self.resolve, deadline).decode()

    def resolve(self, parts: list[Any]) -> Any:
        """Return the stand-in of a reference, or the copy of a tensor."""
        if len(parts) == 5 and parts[0] == "tensor" and type(parts[1]) is int and type(parts[3]) is str:
            return self.tensors.receive(parts[1], parts[2], parts[3], parts[4], self.leaves)
        if len(parts) == 3 and parts[0] == "data" and type(parts[1]) is int:
            return student_data(self, parts[1], parts[2])
        if len(parts) != 3 or parts[0] != "object" or type(parts[1]) is not int or type(parts[2]) is not dict:
            raise CodecError("not a reference")
        _, number, facts = parts
        if number not in self.stand_ins:
            if len(self.stand_ins) > 1_000_000:
                raise CodecError("too many objects")
            make = StandInClass if facts.get("class") else StandIn
            self.stand_ins[number] = make(self, number, facts)
        return self.stand_ins[number]


def builtin_exception(name: Any) -> type[BaseException]:
    """Return the built-in exception class of this name, Exception for any other; never one that stops the examiner."""
    cls = getattr(builtins, name, Exception) if type(name) is str else Exception
    if not (isinstance(cls, type) and issubclass(cls, Exception)):
        return ExitInStudentCodeError if name in ("SystemExit", "KeyboardInterrupt") else Exception
    return cls


class ExitInStudentCodeError(Exception):
    """The student's code called exit() or was interrupted."""


def class_of_error(own: Any, name: Any) -> type[BaseException]:
    """Return the class for an error of the student's code: of a library, a stand-in for their own, or built in."""
    return (own.exception if type(own) is StandInClass else None) or builtin_exception(name)


def exception_for(stand_in: StandInClass, facts: dict[str, Any]) -> type[BaseException]:
    """Return the exception class for one of the student's: of a library, or a new one of the same family."""
    known = library_class(facts.get("class"), first=True)
    if known is not None and issubclass(known, Exception):
        return known
    parents: list[type[BaseException]] = []
    for parent in facts["parents"][:8] if type(facts.get("parents")) is list else []:
        if type(parent) is str and isinstance(getattr(builtins, parent, None), type):
            if issubclass(getattr(builtins, parent), BaseException):
                parents.append(builtin_exception(parent))
        elif type(parent) is StandInClass and parent.exception is not None:
            parents.append(parent.exception)
    name = str(facts.get("name") or "StudentError")
    if not any(issubclass(parent, StudentError) for parent in parents):
        parents.insert(0, StudentError)
    nearest = (StudentError, builtin_exception(facts["error"]))
    # a class that cannot be made, or with more ancestors than anybody writes, is of its nearest built-in class only
    for bases in (tuple(parents), nearest):
        with suppress(TypeError, ValueError):
            made = type(name, bases, {"_autograder_class": stand_in})
            if len(made.__mro__) < 100:
                return made
    return StudentError


def from_student(cls: type[BaseException], said: tuple[Any, ...], line: int) -> BaseException:
    """Make an exception that came from the student's code, marked as such."""
    error: BaseException = Exception(*said)
    # some classes want other arguments than those that are known
    ways: list[Callable[..., Any]] = [cls, lambda *args: cls.__new__(cls, *args), *cls.__mro__[1:]]
    for make in ways:
        with suppress(Exception):
            made = make(*said)
            if isinstance(made, Exception):
                error = made
                break
    error.student_line = line  # type: ignore[attr-defined]
    return error


def copy_into(old: Any, new: Any, first: dict[int, bytes] | None = None) -> None:
    """Make what the student's code changed in place visible in the test's own objects.

    first: the numbers that arrays had, by their id; one that was passed twice has a copy that is unchanged
    """
    import numpy as np

    first = {} if first is None else first
    if isinstance(old, list) and isinstance(new, list):
        kept = [_merged(mine, theirs, first) for mine, theirs in zip(old, new, strict=False)]
        old[:] = kept + new[len(kept) :]
    elif isinstance(old, dict) and isinstance(new, dict):
        merged = {key: _merged(old[key], theirs, first) if key in old else theirs for key, theirs in new.items()}
        old.clear()
        old.update(merged)
    elif isinstance(old, set) and isinstance(new, set):
        old.clear()
        old.update(new)
    elif isinstance(old, np.random.Generator) and isinstance(new, np.random.Generator):
        old.bit_generator.state = new.bit_generator.state
    elif isinstance(old, bytearray) and isinstance(new, bytearray):
        old[:] = new
    elif isinstance(old, np.ndarray) and isinstance(new, np.ndarray) and old.shape == new.shape:
        changed = old.dtype == object or new.tobytes() != first.setdefault(id(old), old.tobytes())
        if changed and old.flags.writeable and old.dtype == new.dtype:
            old[...] = new
    elif type(old).__module__ == "torch" and type(new) is type(old) and old.shape == new.shape:
        sys.modules["torch"].Tensor.copy_(old.detach(), new.detach())


def _merged(mine: Any, theirs: Any, first: dict[int, bytes]) -> Any:
    """Return an object of the test's with what was changed in it, or the one that was put in its place."""
    if _same_kind(mine, theirs):
        copy_into(mine, theirs, first)
        return mine
    if type(mine) is type(theirs) is tuple and len(mine) == len(theirs):
        parts = tuple(_merged(one, other, first) for one, other in zip(mine, theirs, strict=True))
        return mine if all(one is part for one, part in zip(mine, parts, strict=True)) else parts
    return theirs


def _same_kind(mine: Any, theirs: Any) -> bool:
    """Whether an object of the test's keeps its identity, with the new content copied into it."""
    import numpy as np

    if isinstance(mine, np.ndarray) or type(mine).__module__ == "torch":
        return type(mine) is type(theirs) and mine.shape == theirs.shape and mine.dtype == theirs.dtype
    return type(mine) is type(theirs) and isinstance(mine, list | dict | set | bytearray | np.random.Generator)


_CONTENT = (int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset)


def library_class(parents: Any, first: bool = False) -> type | None:
    """Return the first class of a list of (module, name) that a library imported here has; never one of plain data.

    first: only the first of the list
    """
    for pair in parents[: 1 if first else None] if isinstance(parents, list) else []:
        if not (isinstance(pair, tuple) and len(pair) == 2 and all(type(part) is str for part in pair)):
            continue
        module, name = pair
        found: Any = sys.modules.get(module)
        for part in name.split("."):
            found = vars(found).get(part) if isinstance(found, types.ModuleType | type) else None
        if not isinstance(found, type) or module.partition(".")[0] in ("builtins", "__main__", "autograder"):
            continue
        if not issubclass(found, _CONTENT):  # what really is one crosses as data
            return found
    return None


_VERDICTS = frozenset(
    [
        *("equals", "equal", "identical", "allclose", "isclose", "eq", "ne", "all", "any"),
        *("issubset", "issuperset", "isdisjoint"),
    ]
)
"""methods of plain data that say whether it is what was expected; an object that only looks like it would say yes"""


def _remote_operator(name: str, compare: bool = False) -> Callable[..., Any]:
    def operate(self: StandIn, *others: Any) -> Any:
        if name in ("lt", "le", "gt", "ge"):
            raise AuthorError(
                "an object of the student's own class is compared by order, which would let its own methods decide. "
                "Compare plain data that a method or attribute of it returns"
            )
        for other in others:
            if not isinstance(other, StandIn):
                if compare and name in ("eq", "ne"):
                    raise AuthorError(
                        "an object of the student's own class is compared with plain data, which would let its own "
                        "__eq__ decide. Compare plain data that a method or attribute of it returns"
                    )
                raise AuthorError(
                    f"{name}: an object of the student's own class is combined with plain data. Let the student's code "
                    "return plain data (numbers, lists, arrays) and compute with that"
                )
        return object.__getattribute__(self, "_link").ask("operator", name, [self, *others])

    return operate


class StandIn:
    """Stands for one object in the student's process: a function, a layer, a model, an object of a student's class."""

    def __init__(self, link: Link, number: int, facts: dict[str, Any]):
        object.__setattr__(self, "_link", link)
        object.__setattr__(self, "_number", number)
        object.__setattr__(self, "_facts", facts)
        object.__setattr__(self, "_told", None)
        object.__setattr__(self, "_seen", None)
        object.__setattr__(self, "_owner", None)

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        link, owner = object.__getattribute__(self, "_link"), object.__getattribute__(self, "_owner")
        try:
            return link.ask("call", self, list(args), keywords)
        finally:
            if owner is not None:
                copy_into(owner, link.ask("object", object.__getattribute__(owner, "_number")))

    @property
    def __class__(self) -> type:  # type: ignore[override]
        facts = object.__getattribute__(self, "_facts")
        if facts.get("callable") and facts.get("name") and not facts.get("class"):
            return types.FunctionType
        return library_class(facts.get("type")) or StandIn

    @__class__.setter
    def __class__(self, value: Any) -> None:
        raise AuthorError("the class of a student's object cannot be changed by a test")

    def __getattr__(self, name: str) -> Any:
        facts = object.__getattribute__(self, "_facts")
        if name in ("__name__", "__qualname__") and facts.get("name"):
            return str(facts["name"])
        if name == "__doc__":
            return facts.get("doc")
        if name == "__signature__" and facts.get("callable"):
            return parse_signature(object.__getattribute__(self, "_link").ask("signature", self))
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        if name in _VERDICTS:
            raise AuthorError(
                f"{name}: the student's own object would decide how it compares. Compare plain data that a method or "
                "attribute of it returns, or use a function such as np.array_equal or torch.equal"
            )
        return object.__getattribute__(self, "_link").ask("attribute", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        object.__getattribute__(self, "_link").ask("set_attribute", self, name, value)

    def __iter__(self) -> Iterator[Any]:
        link = object.__getattribute__(self, "_link")
        # an object whose length a test has looked at must have as many items, or a loop over none of them would pass
        told = object.__getattribute__(self, "_told")
        length = told if told is None else told[1] if told[0] == link.changes else len(self)
        iterator = link.ask("operator", "iter", [self])
        items = _iterate(link, iterator) if _is_stand_in(iterator) else iter(iterator)
        return _counted(self, items, length, once=iterator is self)

    def __next__(self) -> Any:
        link = object.__getattribute__(self, "_link")
        items, ended = _batch(link, link.ask("batch", self, 1))
        if ended and not items:
            raise StopIteration
        return items[0]

    def __getitem__(self, key: Any) -> Any:
        return object.__getattribute__(self, "_link").ask("operator", "getitem", [self, key])

    def __setitem__(self, key: Any, value: Any) -> None:
        object.__getattribute__(self, "_link").ask("operator", "setitem", [self, key, value])

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        # one call: element by element, NumPy would follow an object that nests without end
        try:
            found = object.__getattribute__(self, "_link").ask("array", self)
        except Exception:
            found = None
        if type(found).__name__ != "ndarray" or found.dtype == object:
            raise AuthorError("the student's object cannot be made an array of numbers")
        return found.astype(dtype) if dtype is not None else found

    def __contains__(self, item: Any) -> bool:
        if _is_stand_in(item):
            return object.__getattribute__(self, "_link").ask("operator", "contains", [self, item]) is True
        # the object's own answer would let it decide, and tell it what is looked for
        try:
            items = iter(self)
        except Exception:
            raise AuthorError(
                "`in` on an object of the student's class that gives no items would let its own __contains__ decide. "
                "Look at plain data that a method or attribute of it returns"
            ) from None
        return any(each is item or each == item for each in items)

    def __len__(self) -> int:
        length = object.__getattribute__(self, "_link").ask("operator", "len", [self])
        if type(length) is not int:
            raise TypeError("len() of the student's object is not a whole number")
        _must_agree(self, length, "_told", "_seen")
        object.__setattr__(self, "_told", (object.__getattribute__(self, "_link").changes, length))
        return length

    def __bool__(self) -> bool:
        return object.__getattribute__(self, "_link").ask("operator", "truth", [self]) is True

    def __float__(self) -> float:
        value = object.__getattribute__(self, "_link").ask("operator", "float", [self])
        return float(value) if type(value) in (int, float) else float("nan")

    def __int__(self) -> int:
        value = object.__getattribute__(self, "_link").ask("operator", "int", [self])
        if type(value) is not int:
            raise TypeError("int() of the student's object is not a whole number")
        return value

    def __index__(self) -> int:
        value = object.__getattribute__(self, "_link").ask("operator", "index", [self])
        if type(value) is not int:
            raise TypeError("the student's object is not a whole number")
        return value

    def __str__(self) -> str:
        return str(object.__getattribute__(self, "_link").ask("operator", "str", [self]))

    def __repr__(self) -> str:
        return str(object.__getattribute__(self, "_link").ask("operator", "repr", [self]))

    def __format__(self, spec: str) -> str:
        return str(object.__getattribute__(self, "_link").ask("operator", "format", [self, spec]))

    def __hash__(self) -> int:
        return hash(("stand-in", object.__getattribute__(self, "_number")))

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, memo: Any) -> Any:
        return self

    def __reduce__(self) -> Any:
        raise AuthorError("a student's object cannot be pickled by a test")

    def __enter__(self) -> Any:
        link = object.__getattribute__(self, "_link")
        return link.ask("call", link.ask("attribute", self, "__enter__"), [], {})

    def __exit__(self, *error: object) -> None:
        link = object.__getattribute__(self, "_link")
        link.ask("call", link.ask("attribute", self, "__exit__"), [None, None, None], {})

    __eq__ = _remote_operator("eq", compare=True)  # type: ignore[assignment]
    __ne__ = _remote_operator("ne", compare=True)  # type: ignore[assignment]
    __lt__, __le__ = _remote_operator("lt"), _remote_operator("le")
    __gt__, __ge__ = _remote_operator("gt"), _remote_operator("ge")
    __add__, __sub__, __mul__ = _remote_operator("add"), _remote_operator("sub"), _remote_operator("mul")
    __truediv__, __matmul__ = _remote_operator("truediv"), _remote_operator("matmul")
    __floordiv__, __mod__, __pow__ = _remote_operator("floordiv"), _remote_operator("mod"), _remote_operator("pow")
    __and__, __or__, __xor__ = _remote_operator("and_"), _remote_operator("or_"), _remote_operator("xor")
    __neg__, __abs__, __invert__ = _remote_operator("neg"), _remote_operator("abs"), _remote_operator("invert")
    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = __rmatmul__ = __rpow__ = _remote_operator("arithmetic")


# the class has a docstring of its own, so the student's can only be reached by a property put in its place
StandIn.__doc__ = property(lambda self: object.__getattribute__(self, "_facts").get("doc"))  # type: ignore[assignment]


class StandInClass(StandIn):
    """Stands for a class: can be called, asked for isinstance and issubclass, and caught when it is an exception."""

    def __init__(self, link: Link, number: int, facts: dict[str, Any]):
        super().__init__(link, number, facts)
        object.__setattr__(self, "exception", exception_for(self, facts) if facts.get("error") else None)

    @property  # type: ignore[misc]
    def __class__(self) -> type:  # type: ignore[override]
        return type

    def __instancecheck__(self, value: Any) -> bool:
        if not isinstance(value, StandIn) and not _is_stand_in(value) and type(value) not in _DATA_KINDS:
            return False
        return object.__getattribute__(self, "_link").ask("isinstance", value, self) is True

    def __subclasscheck__(self, cls: Any) -> bool:
        return _is_stand_in(cls) and object.__getattribute__(self, "_link").ask("issubclass", cls, self) is True

    def __mro_entries__(self, bases: Any) -> Any:
        raise AuthorError("a test cannot subclass a student's class; let the student's cell define the subclass")


class _StudentData:
    """Data of a class of the student's: its content is here and is what it is; what the class adds is asked for there.

    So a namedtuple has its fields, a dict its methods and what it answers for a missing key, as in one process.
    """

    def __getattr__(self, name: str) -> Any:
        if name in _VERDICTS or (name.startswith("__") and name.endswith("__")):
            raise AttributeError(name)
        found = object.__getattribute__(self, "_link").ask("attribute", self, name)
        if type(found) is StandIn and type(self) in (StudentDict, StudentList, StudentSet):
            object.__setattr__(found, "_owner", self)  # a call of this method may change the content
        return found

    def __reduce_ex__(self, protocol: Any) -> Any:
        content = content_of(self)
        return (type(content), (content,))


class StudentDict(_StudentData, dict[Any, Any]):
    """A dict."""

    def __missing__(self, key: Any) -> Any:
        link = object.__getattribute__(self, "_link")
        answer = link.ask("missing", self, key)
        if type(answer) is not list or len(answer) != 2:
            raise link.gone("the student's process sent nonsense")
        value, kept = answer
        if kept is True:
            self[key] = value
        return value


class StudentList(_StudentData, list[Any]):
    """A list."""


class StudentTuple(_StudentData, tuple[Any, ...]):
    """A tuple, such as a namedtuple."""


class StudentSet(_StudentData, set[Any]):
    """A set."""


class StudentFrozenSet(_StudentData, frozenset[Any]):
    """A frozen set."""


_DATA_KINDS: dict[type, type] = {
    StudentDict: dict,
    StudentList: list,
    StudentTuple: tuple,
    StudentSet: set,
    StudentFrozenSet: frozenset,
}


def student_data(link: Link, number: int, content: Any) -> Any:
    """Return data of a class of the student's, from its content and the reference of its object."""
    for kind, base in _DATA_KINDS.items():
        if type(content) is base:
            made = kind(content)
            object.__setattr__(made, "_link", link)
            object.__setattr__(made, "_number", number)
            return made
    raise CodecError("not the content of a container")


def content_of(data: Any) -> Any:
    """Return the content of data of a class of the student's, as plain data."""
    return _DATA_KINDS[type(data)](data)


def _is_stand_in(value: Any) -> bool:
    return type(value) in (StandIn, StandInClass)


def _batch(link: Link, answer: Any) -> tuple[list[Any], bool]:
    if type(answer) is not list or len(answer) != 2 or type(answer[0]) is not list or type(answer[1]) is not bool:
        raise link.gone("the student's process sent nonsense")
    return answer[0], answer[1]


def _must_agree(stand_in: StandIn, count: int, *kept: str) -> None:
    """Raise AuthorError where an object gave another number of items, and nothing was called since."""
    changes = object.__getattribute__(stand_in, "_link").changes
    for name in kept:
        known = object.__getattribute__(stand_in, name)
        if known is not None and known[0] == changes and known[1] != count:
            raise AuthorError("an object of the student's has another number of items than its len() says")


def _counted(stand_in: StandIn, items: Iterator[Any], length: int | None, once: bool) -> Iterator[Any]:
    """Pass on items; at their end there must have been as many as ``length`` and as in another loop.

    once: the object is its own iterator, which a second loop may find at its end
    """
    seen = 0
    for item in items:
        seen += 1
        if length is not None and seen > length:
            break
        yield item
    if length is not None and seen != length:
        raise AuthorError("an object of the student's has another number of items than its len() says")
    if not once:
        _must_agree(stand_in, seen, "_seen")
    object.__setattr__(stand_in, "_seen", (object.__getattribute__(stand_in, "_link").changes, seen))


def _iterate(link: Link, iterator: Any) -> Iterator[Any]:
    """Fetch items in batches of 1, 2, 4 ... so that an endless iterator is not pulled far ahead."""
    size, seen = 1, 0
    while seen < MAX_ITERATION:
        items, ended = _batch(link, link.ask("batch", iterator, size))
        yield from items
        seen += len(items)
        if ended:
            return
        if not items:
            raise link.gone("the student's process sent nonsense")
        size = min(64, size * 2)
    raise link.gone("an iteration without end")


def parse_signature(text: Any) -> inspect.Signature:
    """Return a signature from its text; defaults and annotations are kept as text and never evaluated."""
    import ast

    try:
        tree = ast.parse(f"def f{text}: ...".replace("<", "'").replace(">", "'") if type(text) is str else "")
        arguments = tree.body[0].args  # type: ignore[attr-defined]
    except (SyntaxError, ValueError, IndexError, AttributeError):
        raise ValueError("the signature cannot be read") from None
    kinds = inspect.Parameter
    parameters = []
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(positional) - len(arguments.defaults)) + list(arguments.defaults)
    for argument, default in zip(positional, defaults, strict=True):
        kind = kinds.POSITIONAL_ONLY if argument in arguments.posonlyargs else kinds.POSITIONAL_OR_KEYWORD
        parameters.append(kinds(argument.arg, kind, default=_constant(default)))
    if arguments.vararg:
        parameters.append(kinds(arguments.vararg.arg, kinds.VAR_POSITIONAL))
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        parameters.append(kinds(argument.arg, kinds.KEYWORD_ONLY, default=_constant(default)))
    if arguments.kwarg:
        parameters.append(kinds(arguments.kwarg.arg, kinds.VAR_KEYWORD))
    return inspect.Signature(parameters)


def _constant(node: Any) -> Any:
    import ast

    if node is None:
        return inspect.Parameter.empty
    try:
        return ast.literal_eval(node)
    except ValueError:
        return ast.unparse(node)
