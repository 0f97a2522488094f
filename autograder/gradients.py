"""PyTorch's backward pass across the boundary: gradients of results, of parameters, and of tensors made in a test.

A tensor that requires gradients crosses as its numbers and a reference. Its graph stays where it was made;
``backward()`` on the examiner's copy becomes a call, answered by the gradients of the tensors that the test passed in.
"""

from __future__ import annotations

import sys
from typing import Any

from autograder.codec import TORCH_TYPES


def torch() -> Any:
    """Return PyTorch if this process has imported it, else None."""
    module = sys.modules.get("torch")
    return module if module is not None and hasattr(module, "Tensor") else None


def kind_of(value: Any) -> str:
    """Return how a tensor crosses with a reference: parameter, frozen (parameter), leaf or result; "" for none."""
    library = torch()
    if library is None or type(value) not in (library.Tensor, library.nn.Parameter):
        return ""
    parameter = type(value) is library.nn.Parameter
    if value.layout is not library.strided or not (value.requires_grad or parameter):
        return ""
    if not value.requires_grad:
        # what cannot be carried as numbers stays there as a whole
        name = str(value.dtype).removeprefix("torch.")
        return "" if value.is_meta or value.is_quantized or name not in TORCH_TYPES else "frozen"
    return "parameter" if parameter else "leaf" if value.is_leaf else "result"


def numbers_of(value: Any) -> Any:
    """Return the tensor's numbers without its graph."""
    return value.detach().clone()


class RemoteTensors:
    """The examiner's copies of tensors that live in the respondent."""

    def __init__(self, link: Any):
        self.link = link
        self.parameters: dict[int, Any] = {}

    def number_of(self, value: Any) -> int | None:
        """Return the reference of a leaf that came from the respondent, None for a tensor of the test's."""
        return next((number for number, known in self.parameters.items() if known is value), None)

    def receive(self, number: int, data: Any, kind: str, gradient: Any, leaves: dict[int, Any]) -> Any:
        """Return the copy of a tensor: the same object for the same leaf, a node of the graph for a result."""
        library = torch()
        if type(data) is not library.Tensor or not (gradient is None or type(gradient) is library.Tensor):
            raise ValueError("not a tensor")
        if kind != "result":
            made = library.Tensor if kind == "leaf" else library.nn.Parameter
            known: Any = self.parameters.get(number)
            if type(known) is not made or known.shape != data.shape or known.dtype != data.dtype:
                known = self.parameters[number] = data.clone() if kind == "leaf" else made(data, requires_grad=False)
            with library.no_grad():
                known.copy_(data)
            known.requires_grad_(kind != "frozen")
            known.grad = gradient
            return known
        anchor = library.zeros((), requires_grad=True)
        return _remote_function().apply(self, number, tuple(leaves), data, anchor, *leaves.values())

    def backward(self, number: int, gradient: Any, keys: tuple[int, ...]) -> list[Any]:
        """Run the backward pass on the other side; refresh the gradients of the parameters known here."""
        found = self.link.ask("backward", number, gradient.detach().clone(), list(keys))
        if type(found) is not list or len(found) != len(keys):
            raise ValueError("not gradients")
        for known, copy in list(self.parameters.items()):
            if copy.requires_grad:
                self.link.ask("object", known)
        return found


def _remote_function() -> Any:
    library = torch()

    class Remote(library.autograd.Function):  # type: ignore[misc, name-defined]
        """The identity on numbers that came from the respondent; its backward pass runs there."""

        @staticmethod
        def forward(ctx: Any, tensors: RemoteTensors, number: int, keys: Any, data: Any, *leaves: Any) -> Any:
            ctx.tensors, ctx.number, ctx.keys = tensors, number, keys
            return data.clone()

        @staticmethod
        def backward(ctx: Any, gradient: Any) -> Any:
            return (None, None, None, None, None, *ctx.tensors.backward(ctx.number, gradient, ctx.keys))

    return Remote
