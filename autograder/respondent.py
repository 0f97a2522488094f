"""The untrusted process: runs the student's cells and answers calls. Nothing it says is believed, only compared."""

from __future__ import annotations

import builtins
import contextlib
import inspect
import operator
import os
import socket
import sys
import time
import traceback
import types
import warnings
from collections import Counter, OrderedDict, defaultdict
from typing import Any

from autograder import gradients, shell
from autograder.channel import Channel
from autograder.codec import CodecError, Decoder, Encoder, _plain_base, encode, is_plain_factory

BATCH = 64
"""items of an iteration that are sent ahead at the most"""

MAX_REFERENCES = 100_000
"""objects that are kept so that data can lead back to them; the data of further ones is all that crosses"""

_LIBRARIES = frozenset(["numpy", "torch", "tensorflow", "keras", "pandas", "scipy"])
_KNOWN = frozenset([dict, list, tuple, set, frozenset, Counter, OrderedDict])
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.LambdaType)


def main(link: socket.socket) -> None:
    """Serve the examiner at the other end of ``link`` until it closes."""
    os.register_at_fork(after_in_child=link.close)  # a copy that a cell makes of this process must not answer, too
    sys.path.append(os.getcwd())  # modules that lie beside the notebook; at the end, so that they hide no other
    shell.capture_streams()
    Respondent(Channel(link)).serve()


class Respondent:
    """The student's side of the boundary."""

    def __init__(self, channel: Channel):
        self.channel = channel
        self.shell = shell.get_shell()
        self.objects: dict[int, Any] = {}
        self.numbers: dict[int, int] = {}
        self.leaves: dict[int, Any] = {}
        self.contents: dict[int, bytes] = {}
        """of each container of the student's class, what the examiner knows of its content"""

    def serve(self) -> None:
        """Answer one request after the other."""
        while True:
            try:
                request = self.decode(self.channel.receive())
            except (ConnectionError, CodecError):
                return
            self.channel.send(self.answer(request))

    def answer(self, request: Any) -> bytes:
        """Run one request and return the encoded reply: ("ok", value, shown, changed) or ("error", ...)."""
        name, *rest = request
        outputs = shell.Shell.outputs = shell.Outputs(shell.ANSWER_CAP)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                reply = ("ok", *getattr(self, f"do_{name}")(*rest))
            except BaseException as error:  # SystemExit and KeyboardInterrupt are answers too
                reply = ("error", *self.describe(error))
        noted = [
            (self.nearest(type(note.message), Warning), str(note.message)[:2000])
            for note in caught[: shell.MAX_WARNINGS]
        ]
        shown = [(item["name"], item["text"]) for item in outputs.items if item["output_type"] == "stream"]
        try:
            return self.encode((*reply, shown, noted))
        except Exception as error:  # objects that are read while they are written can raise anything
            words = f"the result cannot be sent: {type(error).__name__} {error}"[:500]
            return encode(("error", "RuntimeError", "", (words,), 0, None, [], []))

    # requests

    def do_files(self, files: dict[str, bytes]) -> tuple[None, None]:
        """Lay files into the working folder."""
        shell.lay_files(files)
        return (None, None)

    def do_cell(self, cell_id: str, source: str, seed: int) -> tuple[Any, None]:
        """Run a cell; return how it ended, with its outputs."""
        shell.set_seeds(seed)
        outputs = shell.Shell.outputs = shell.Outputs(shell.ANSWER_CAP)
        start = time.perf_counter()
        result = self.shell.run_cell(source, store_history=False, cell_id=cell_id)
        error = result.error_before_exec or result.error_in_exec
        shell.close_figures()
        words = "" if error is None else self.describe(error)[:4]
        return (["ok" if error is None else "error", words, outputs.items, time.perf_counter() - start], None)

    def do_get(self, name: str) -> tuple[Any, None]:
        """Return a variable of the student's."""
        if name not in self.shell.user_ns:
            raise NameError(f"name {name!r} is not defined")
        return (self.shell.user_ns[name], None)

    def do_call(self, target: Any, args: list[Any], keywords: dict[str, Any]) -> tuple[Any, Any]:
        """Call an object; also return the arguments where the call changed them in place."""
        before = self._frozen(args, keywords)
        value = target(*args, **keywords)
        after = self._frozen(args, keywords)
        return (value, None if before == after else [args, keywords])

    def do_attribute(self, target: Any, name: str) -> tuple[Any, None]:
        """Return an attribute."""
        return (getattr(target, name), None)

    def do_set_attribute(self, target: Any, name: str, value: Any) -> tuple[None, None]:
        """Set an attribute."""
        setattr(target, name, value)
        return (None, None)

    def do_operator(self, name: str, operands: list[Any]) -> tuple[Any, None]:
        """Apply a function of the operator module, or a builtin such as len, str, hash."""
        function = getattr(operator, name, None) or getattr(builtins, name)
        return (function(*operands), None)

    def do_missing(self, target: dict[Any, Any], key: Any) -> tuple[Any, None]:
        """Return what a dict of the student's answers for a key that it has not, and whether it has it now."""
        return ([target[key], dict.__contains__(target, key)], None)

    def do_array(self, target: Any) -> tuple[Any, None]:
        """Return an array-like object as an array."""
        import numpy as np

        return (np.asarray(target), None)

    def do_batch(self, iterator: Any, count: int) -> tuple[Any, None]:
        """Return up to count further items, and whether the iteration ended."""
        items: list[Any] = []
        for _ in range(min(count, BATCH)):
            try:
                items.append(next(iterator))
            except StopIteration:
                return ([items, True], None)
        return ([items, False], None)

    def do_isinstance(self, value: Any, cls: Any) -> tuple[bool, None]:
        """Return whether a value is an instance of a class of the student's."""
        return (isinstance(value, cls), None)

    def do_issubclass(self, cls: Any, parent: Any) -> tuple[bool, None]:
        """Return whether a class of the student's is a subclass."""
        return (issubclass(cls, parent), None)

    def do_signature(self, target: Any) -> tuple[str, None]:
        """Return the signature of a function as text."""
        return (str(inspect.signature(target)), None)

    def do_before_test(self, seed: int) -> tuple[None, None]:
        """Close the figures that an earlier test left, and seed everything."""
        shell.close_figures()
        shell.set_seeds(seed)
        return (None, None)

    def do_seed(self, name: str, value: Any) -> tuple[None, None]:
        """Mirror a seed call of a test."""
        module, _, function = name.rpartition(".")
        if module in sys.modules:
            getattr(sys.modules[module], function)(value)
        return (None, None)

    def do_backward(self, number: int, gradient: Any, keys: list[int]) -> tuple[Any, None]:
        """Run the backward pass of a result; return the gradients of the tensors that the test had passed in."""
        leaves = [self.leaves[key] for key in keys]
        for leaf in leaves:
            leaf.grad = None
        self.objects[number].backward(gradient, retain_graph=True)
        return ([leaf.grad for leaf in leaves], None)

    def do_object(self, number: int) -> tuple[Any, None]:
        """Return an object again, with what has become of it."""
        return (self.objects[number], None)

    def do_figure(self) -> tuple[Any, None]:
        """Return the plain data of the current figure."""
        from embedding_course.checks import figure_data

        return (figure_data(), None)

    def do_modules(self) -> tuple[list[str], None]:
        """Return the names of the imported modules, in order."""
        return ([name for name, module in sys.modules.items() if module is not None], None)

    # values

    def number_of(self, value: Any) -> int:
        """Return the number under which an object is kept: the same object, the same number."""
        number = self.numbers.get(id(value))
        if number is None or self.objects.get(number) is not value:
            number = self.numbers[id(value)] = len(self.objects)
            self.objects[number] = value
        return number

    def refer_first(self, value: Any) -> tuple[Any, ...] | None:
        """Return the reference of a value that crosses as data and leaves something behind, None for any other."""
        return self.refer_tensor(value) or self.refer_data(value)

    def refer_data(self, value: Any) -> tuple[Any, ...] | None:
        """Return content and reference of an instance of a subclass of a container, such as a namedtuple.

        Its content is data; methods, fields and what it answers for missing keys stay here.
        """
        kind = type(value)
        if not issubclass(kind, dict | list | tuple | set | frozenset):
            return None
        library = str(kind.__module__).partition(".")[0] in _LIBRARIES  # its wrappers of lists and dicts add nothing
        if library and (not issubclass(kind, tuple) or kind.__name__ == "Size"):
            return None
        if kind is defaultdict and is_plain_factory(value.default_factory):
            return None
        if kind in _KNOWN or len(self.objects) > MAX_REFERENCES:
            return None
        number, content = self.number_of(value), _plain_base(value)
        if not isinstance(content, tuple | frozenset):
            self.contents[number] = self._frozen([content], {})
        return ("data", number, content)

    def refer_tensor(self, value: Any) -> tuple[Any, ...] | None:
        """Return numbers and reference of a parameter or a tensor with gradients, None for every other value."""
        kind = gradients.kind_of(value)
        if not kind:
            return None
        gradient = None if kind == "result" or value.grad is None else gradients.numbers_of(value.grad)
        return ("tensor", self.number_of(value), gradients.numbers_of(value), kind, gradient)

    def refer(self, value: Any) -> tuple[Any, ...] | None:
        """Return the reference of a value that stays here, None for a subclass of plain data."""
        if _has_content(value):
            return None
        number = self.number_of(value)
        kind = type(value)
        parents = [(parent.__module__, parent.__qualname__) for parent in kind.__mro__[:20]]
        facts: dict[str, Any] = {"type": [(str(a), str(b)) for a, b in parents], "callable": callable(value)}
        if isinstance(value, type):
            if issubclass(value, BaseException):
                facts["error"] = self.nearest(value, BaseException)
                facts["parents"] = [_name_or_class(parent) for parent in value.__bases__[:8]]
            facts["class"] = [(str(p.__module__), str(p.__qualname__)) for p in value.__mro__[:20]]
        if isinstance(value, (*_FUNCTIONS, type)):
            facts["name"], facts["doc"] = (
                str(getattr(value, "__name__", "")),
                _text_or_none(getattr(value, "__doc__", None)),
            )
        return ("object", number, facts)

    def encode(self, value: Any) -> bytes:
        """Encode a reply; what is not plain data becomes a reference."""
        return Encoder(self.refer, self.refer_first).encode(value)

    def decode(self, data: bytes) -> Any:
        """Decode a request; references become this side's objects, callbacks become functions."""
        return Decoder(data, self.resolve).decode()

    def resolve(self, parts: list[Any]) -> Any:
        """Return what a reference of the examiner's stands for."""
        if parts[0] == "object":
            return self.objects[parts[1]]
        if parts[0] == "data":
            return self.take_content(parts[1], parts[2])
        if parts[0] == "leaf":
            leaf = self.leaves[parts[1]] = parts[2].requires_grad_()
            return leaf
        number = parts[1]

        def callback(*args: Any, **keywords: Any) -> Any:
            """A function that the test passed; it runs on the other side."""
            return self.call_back(number, list(args), keywords)

        return callback

    def take_content(self, number: int, content: Any) -> Any:
        """Return a container of the student's class, with what the test changed in it."""
        own = self.objects[number]
        sent = self._frozen([content], {})
        if isinstance(content, tuple | frozenset):
            return own if self._frozen([_plain_base(own)], {}) == sent else content
        if sent != self.contents.get(number):
            self.contents[number] = sent
            _fill(own, content)
        return own

    def call_back(self, number: int, args: list[Any], keywords: dict[str, Any]) -> Any:
        """Call a function of the test's and wait for its answer; calls may come back meanwhile."""
        outputs = shell.Shell.outputs
        self.channel.send(self.encode(("callback", number, args, keywords)))
        while True:
            request = self.decode(self.channel.receive())
            if request[0] == "returned":
                shell.Shell.outputs = outputs
                return request[1]
            if request[0] == "raised":
                shell.Shell.outputs = outputs
                kind = getattr(builtins, request[1], Exception)
                raise kind(request[2])
            self.channel.send(self.answer(request))

    @staticmethod
    def nearest(kind: type, base: type) -> str:
        """Return the name of the nearest built-in class of an exception or a warning."""
        for parent in kind.__mro__:
            if getattr(builtins, parent.__name__, None) is parent and issubclass(parent, base):
                return parent.__name__
        return base.__name__

    def describe(self, error: BaseException) -> tuple[str, str, tuple[Any, ...], int, Any]:
        """Return nearest built-in type, traceback, arguments, line in the cell, and the class if it is not built in."""
        line = 0
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename.startswith("<ipython-input"):
                line = frame.lineno or 0
        if isinstance(error, SyntaxError):
            line = error.lineno or 0
        kind = type(error)
        own = None if getattr(builtins, kind.__name__, None) is kind else kind
        nearest, text = self.nearest(kind, BaseException), "(it cannot be shown)"
        said: tuple[Any, ...] = (text,)
        with contextlib.suppress(BaseException):
            said = (str(error)[:4000],)
            given = error.args[:8]
            plain = all(type(each) in (str, bytes, int, float, bool, type(None)) for each in given)
            if plain and str(getattr(builtins, nearest)(*given)) == str(error):
                said = tuple(each[:4000] if type(each) in (str, bytes) else each for each in given)
        with contextlib.suppress(BaseException):
            text = "".join(traceback.format_exception(kind, error, error.__traceback__))[-6000:]
        return nearest, text, said, line, own

    @staticmethod
    def _frozen(args: list[Any], keywords: dict[str, Any]) -> bytes:
        """Encode the arguments, to see whether a call changed them; what stays a reference counts as unchanged."""
        try:
            return encode([args, keywords], lambda value: None if _has_content(value) else ("object", id(value)))
        except (CodecError, RecursionError, TypeError):
            return b""


def _has_content(value: Any) -> bool:
    """Whether a value is of a subclass of plain data."""
    return not isinstance(value, type) and _plain_base(value) is not None


def _fill(own: Any, content: Any) -> None:
    """Give a container this content; by the methods of its built-in base, not by those of its class."""
    if isinstance(content, list):
        list.__setitem__(own, slice(None), content)
    elif isinstance(content, set):
        set.clear(own)
        set.update(own, content)
    else:
        base = OrderedDict if issubclass(type(own), OrderedDict) else dict
        base.clear(own)
        for key, value in content.items():
            base.__setitem__(own, key, value)


def _name_or_class(parent: type) -> Any:
    """Return the name of a class that is built in, any other class itself."""
    return parent.__name__ if getattr(builtins, parent.__name__, None) is parent else parent


def _text_or_none(value: Any) -> str | None:
    return str(value)[:10_000] if value is not None else None
