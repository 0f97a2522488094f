"""Small mistakes to plant in a solution: the mutation operators, generic ones and those of this course's subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import libcst as cst
import libcst.matchers as m

Change = tuple[str, cst.CSTNode, cst.CSTNode]
"""operator, the node it replaces, what stands there instead"""

_ARITHMETIC: dict[type[cst.CSTNode], tuple[type[cst.BaseBinaryOp], ...]] = {
    cst.Add: (cst.Subtract, cst.Multiply),
    cst.Subtract: (cst.Add,),
    cst.Multiply: (cst.Divide, cst.Add),
    cst.Divide: (cst.Multiply,),
    cst.FloorDivide: (cst.Divide,),
    cst.Modulo: (cst.FloorDivide,),
    cst.Power: (cst.Multiply,),
    cst.MatrixMultiply: (cst.Multiply,),
    cst.BitAnd: (cst.BitOr,),
    cst.BitOr: (cst.BitAnd,),
}
_IN_PLACE: dict[type[cst.CSTNode], type[cst.BaseAugOp]] = {
    cst.AddAssign: cst.SubtractAssign,
    cst.SubtractAssign: cst.AddAssign,
    cst.MultiplyAssign: cst.DivideAssign,
    cst.DivideAssign: cst.MultiplyAssign,
}
_COMPARISON: dict[type[cst.CSTNode], tuple[type[cst.BaseCompOp], ...]] = {
    cst.LessThan: (cst.LessThanEqual, cst.GreaterThan),
    cst.LessThanEqual: (cst.LessThan,),
    cst.GreaterThan: (cst.GreaterThanEqual, cst.LessThan),
    cst.GreaterThanEqual: (cst.GreaterThan,),
    cst.Equal: (cst.NotEqual,),
    cst.NotEqual: (cst.Equal,),
    cst.In: (cst.NotIn,),
    cst.NotIn: (cst.In,),
    cst.Is: (cst.IsNot,),
    cst.IsNot: (cst.Is,),
}
_TWINS = [("sum", "mean"), ("max", "min"), ("argmax", "argmin"), ("any", "all"), ("maximum", "minimum"),
          ("zeros", "ones"), ("zeros_like", "ones_like"), ("floor", "ceil")]  # fmt: skip
_TWIN_OF = {a: b for pair in _TWINS for a, b in (pair, pair[::-1])}
_TYPES = {"int": "float", "float": "int", "float32": "float16", "float64": "float32", "int64": "float64",
          "int32": "float32", "long": "float"}  # fmt: skip
_COPIES = {"copy", "clone", "detach"}
_CONVERSIONS = {"asarray", "array", "sorted", "list", "tuple", "deepcopy", "as_tensor", "convert_to_tensor"}
_FROZEN = {"trainable", "freeze", "requires_grad"}
_AXES = {"axis", "dim"}
_FIXED = {"int", "float", "complex", "bool", "str", "bytes", "tuple", "None"}
"""annotations of what no function can change in place"""


def changes(module: cst.Module) -> list[Change]:
    """Return every change that an operator can make to this code, in the order of the code."""
    collector = _Collector()
    module.visit(collector)
    return collector.found


class _Collector(cst.CSTVisitor):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Change] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Annotation | cst.Assert | cst.Import | cst.ImportFrom | cst.Decorator):
            return False
        if _is_docstring(node):
            return False
        for operator, new in _new_forms(node):
            if isinstance(node, cst.BaseExpression) and isinstance(new, cst.BaseExpression) and not new.lpar:
                # the brackets of the old expression stay, so that what is around it keeps its meaning
                self.found.append((operator, node, new.with_changes(lpar=node.lpar, rpar=node.rpar)))
            else:
                self.found.append((operator, node, new))
        # what an error says is for people; no test has to read it
        return not isinstance(node, cst.Raise)


def _new_forms(node: cst.CSTNode) -> Iterator[tuple[str, cst.CSTNode]]:
    match node:
        case cst.BinaryOperation():
            yield from _binary(node)
        case cst.AugAssign():
            if other := _IN_PLACE.get(type(node.operator)):
                yield "arithmetic", node.with_changes(operator=other())
            plain = cst.Assign([cst.AssignTarget(node.target)], node.value)
            yield "assign instead of accumulate", plain
        case cst.UnaryOperation():
            name = "condition" if isinstance(node.operator, cst.Not) else "arithmetic"
            if not m.matches(node.expression, m.Integer()):
                yield name, node.expression
        case cst.Comparison():
            yield from _comparison(node)
        case cst.BooleanOperation():
            other_op = cst.Or() if isinstance(node.operator, cst.And) else cst.And()
            yield "condition", node.with_changes(operator=other_op)
            yield "condition", node.left
            yield "condition", node.right
        case cst.IfExp():
            yield "condition", node.with_changes(body=node.orelse, orelse=node.body)
        case cst.Integer():
            yield "constant", _integer(node.evaluated_value + 1)
            yield "constant", _integer(node.evaluated_value - 1)
        case cst.Float():
            yield "constant", cst.Float(repr(node.evaluated_value * 2 if node.evaluated_value else 1.0))
        case cst.Name(value="True" | "False"):
            yield "constant", cst.Name("False" if node.value == "True" else "True")
        case cst.SimpleString():
            yield "constant", cst.SimpleString('""' if node.evaluated_value else '"x"')
        case cst.Subscript():
            yield from _subscript(node)
        case cst.Attribute(attr=cst.Name(value="T" | "mT")):
            yield "wrong axis", node.value
        case cst.Call():
            yield from _call(node)
        case cst.Arg():
            yield from _argument(node)
        case cst.If():
            yield "dropped statement", _nothing(node)
        case cst.For():
            yield from _loop(node)
        case cst.SimpleStatementLine():
            yield from _statement(node)
        case cst.IndentedBlock() | cst.Module():
            yield from _block(node)
        case cst.FunctionDef():
            yield from _function(node)


def _binary(node: cst.BinaryOperation) -> Iterator[tuple[str, cst.CSTNode]]:
    for other in _ARITHMETIC.get(type(node.operator), ()):
        yield "arithmetic", node.with_changes(operator=other())
    left, right = _code(node.left), _code(node.right)
    divides = isinstance(node.operator, cst.Divide)
    for kept, lost in ((node.left, right), (node.right, left)):
        masks = isinstance(node.operator, cst.Multiply | cst.BitAnd) and re.search(r"mask|!= 0", lost)
        norm = divides and lost == right and re.search(r"norm", lost)
        yield "padding not masked" if masks else "not normalised" if norm else "operand", kept
    if isinstance(node.operator, cst.Subtract | cst.Divide | cst.FloorDivide | cst.Power | cst.MatrixMultiply):
        yield "argument order", node.with_changes(left=_bracketed(node.right), right=_bracketed(node.left))


def _comparison(node: cst.Comparison) -> Iterator[tuple[str, cst.CSTNode]]:
    for place, target in enumerate(node.comparisons):
        for other in _COMPARISON.get(type(target.operator), ()):
            yield "comparison", _with_target(node, place, target.with_changes(operator=other()))
        if isinstance(target.operator, cst.NotEqual) and m.matches(target.comparator, m.Integer("0")):
            yield "padding not masked", _with_target(node, place, target.with_changes(operator=cst.GreaterThanEqual()))
    if len(node.comparisons) > 1:  # 0 <= x < n: one half is forgotten
        yield "comparison", node.with_changes(comparisons=node.comparisons[:1])
        first, second = node.comparisons[:2]
        yield "comparison", node.with_changes(left=first.comparator, comparisons=[second])


def _subscript(node: cst.Subscript) -> Iterator[tuple[str, cst.CSTNode]]:
    if len(node.slice) == 1 and m.matches(node.slice[0].slice, m.Index(m.OneOf(m.Name(), m.Attribute(), m.Call()))):
        whole = cst.SubscriptElement(cst.Slice(lower=None, upper=None))
        yield "wrong axis", node.with_changes(slice=[whole, *node.slice])
    for place, element in enumerate(node.slice):
        part = element.slice
        if isinstance(part, cst.Slice):
            for end in ("lower", "upper", "step"):
                if getattr(part, end) is not None:
                    yield "index", _with_element(node, place, part.with_changes(**{end: None}))
    if len(node.slice) > 1:
        parts = [element.slice for element in node.slice]
        swapped = [parts[1], parts[0], *parts[2:]]
        elements = [element.with_changes(slice=part) for element, part in zip(node.slice, swapped, strict=True)]
        yield "wrong axis", node.with_changes(slice=elements)


def _call(node: cst.Call) -> Iterator[tuple[str, cst.CSTNode]]:
    name, receiver = _called(node), node.func.value if isinstance(node.func, cst.Attribute) else None
    positional = [arg for arg in node.args if arg.keyword is None and not arg.star]
    if len(positional) >= 2 and len(positional) == len([a for a in node.args if a.keyword is None]):
        swapped = [positional[1].value, positional[0].value, *(arg.value for arg in positional[2:])]
        values = iter(swapped)
        args = [arg.with_changes(value=next(values)) if arg.keyword is None else arg for arg in node.args]
        yield "argument order", node.with_changes(args=args)
    for place, arg in enumerate(node.args):
        if arg.keyword is not None:
            rest = [each for number, each in enumerate(node.args) if number != place]
            yield _keyword_kind(arg.keyword.value), node.with_changes(args=_commas(rest))
    if name in _TWIN_OF:
        yield "reduction", node.with_changes(func=_renamed(node.func, _TWIN_OF[name]))
    if name == "sum" and receiver is not None and re.search(r"mask|!= 0", _code(receiver)):
        for arg in node.args:
            if arg.keyword is not None and arg.keyword.value in _AXES:
                text = f"({_code(receiver)}).shape[{_code(arg.value)}]"
                yield "mean over padded length", cst.parse_expression(text)
    if receiver is not None and name in _COPIES and not node.args:
        yield "in place or copy", receiver
    if receiver is not None and name == "astype":
        yield "dtype", receiver
    if positional and name in _CONVERSIONS:
        yield "in place or copy" if name != "sorted" else "order", positional[0].value
    if positional and name in ("normalize", "l2_normalize"):
        yield "not normalised", positional[0].value
    if name == "where" and len(positional) == 3:
        yield "padding not masked", positional[1].value
        yield "padding not masked", positional[2].value
    if name == "enumerate" and len(node.args) == 1:
        yield "wrong index base", node.with_changes(args=[*_commas(node.args, more=True), cst.Arg(cst.Integer("1"))])
    if name == "range" and positional:
        end = positional[-1 if len(positional) < 3 else 1]
        for step in (cst.Add(), cst.Subtract()):
            longer = cst.BinaryOperation(_bracketed(end.value), step, cst.Integer("1"))
            yield "off by one", node.deep_replace(end, end.with_changes(value=longer))
    if name == "get" and receiver is not None and len(positional) == 2 and _code(positional[1].value) != "0":
        args = [positional[0], positional[1].with_changes(value=cst.Integer("0"))]
        yield "unknown as padding", node.with_changes(args=args)
    if _code(node.func).endswith("add.at") and len(positional) == 3:
        table, ids, added = (_code(arg.value) for arg in positional)
        # the fancy form adds once for each distinct index, the gradients of the others are lost
        yield "repeated ids lost", cst.parse_expression(f"{table}.__setitem__({ids}, {table}[{ids}] + {added})")
    if name in ("index_add_", "scatter_add_"):
        other = {"index_add_": "index_copy_", "scatter_add_": "scatter_"}[name]
        yield "repeated ids lost", node.with_changes(func=_renamed(node.func, other))
    if name == "Embedding" and "keras" in _code(node.func) and not _has(node, "trainable"):
        yield "frozen", node.with_changes(args=[*_commas(node.args, more=True), _keyword("trainable", "False")])
    if name == "from_pretrained" and not _has(node, "freeze"):
        yield "frozen", node.with_changes(args=[*_commas(node.args, more=True), _keyword("freeze", "False")])


def _argument(node: cst.Arg) -> Iterator[tuple[str, cst.CSTNode]]:
    if node.keyword is None:
        return
    name, value = node.keyword.value, _code(node.value)
    if name in _AXES and re.fullmatch(r"-?\d+", value):
        for other in {0, 1, -1} - {int(value)}:
            yield "wrong axis", node.with_changes(value=_integer(other))
    if name == "dtype":
        last = value.rpartition(".")[2].strip("\"'")
        if last in _TYPES:
            yield "dtype", node.with_changes(value=cst.parse_expression(value.replace(last, _TYPES[last])))


def _loop(node: cst.For) -> Iterator[tuple[str, cst.CSTNode]]:
    if isinstance(node.body, cst.IndentedBlock):
        stopped = [*node.body.body, cst.SimpleStatementLine([cst.Break()])]
        yield "early return", node.with_changes(body=node.body.with_changes(body=stopped))


def _statement(node: cst.SimpleStatementLine) -> Iterator[tuple[str, cst.CSTNode]]:
    if len(node.body) != 1:
        return
    only = node.body[0]
    if isinstance(only, cst.Pass | cst.Import | cst.ImportFrom | cst.Global | cst.Nonlocal):
        return
    if isinstance(only, cst.Return):
        if only.value is not None:
            yield "dropped statement", node.with_changes(body=[cst.Return(cst.Name("None"))])
        return
    yield "dropped statement", node.with_changes(body=[cst.Pass()])
    if isinstance(only, cst.Raise) and isinstance(only.exc, cst.Call):
        other = "RuntimeError" if _code(only.exc.func) != "RuntimeError" else "ValueError"
        yield (
            "wrong error",
            node.with_changes(body=[only.with_changes(exc=only.exc.with_changes(func=cst.Name(other)))]),
        )
    if isinstance(only, cst.Assign) and len(only.targets) == 1:
        target, value = _code(only.targets[0].target), only.value
        sums = isinstance(value, cst.BinaryOperation) and isinstance(value.operator, cst.Add | cst.Multiply)
        if sums and isinstance(value, cst.BinaryOperation) and _code(value.left) == target:
            operator = cst.AddAssign() if isinstance(value.operator, cst.Add) else cst.MultiplyAssign()
            in_place = cst.AugAssign(only.targets[0].target, operator, value.right)
            yield "in place or copy", node.with_changes(body=[in_place])
        if target.endswith("weight") and _code(value).endswith("weight"):
            untied = cst.parse_expression(f"type({_code(value)})({_code(value)}.detach().clone())")
            yield "untied", node.with_changes(body=[only.with_changes(value=untied)])


def _block(node: cst.IndentedBlock | cst.Module) -> Iterator[tuple[str, cst.CSTNode]]:
    body: Sequence[cst.CSTNode] = node.body
    for place, statement in enumerate(body):
        before, after = list(body[:place]), list(body[place + 1 :])
        if _changes_each_time(statement):
            yield "repeated statement", node.with_changes(body=[*before, statement, _bare(statement), *after])
        ends = bool(after) and m.matches(after[0], m.SimpleStatementLine([m.Return()]))
        if ends and isinstance(statement, cst.For) and isinstance(statement.body, cst.IndentedBlock):
            inner = [*statement.body.body, _bare(after[0])]
            early = statement.with_changes(body=statement.body.with_changes(body=inner))
            yield "early return", node.with_changes(body=[*before, early, *after])
        if after and (twin := _retied(statement, after[0])):
            yield "retied", node.with_changes(body=[*before, statement, twin, *after[1:]])


def _function(node: cst.FunctionDef) -> Iterator[tuple[str, cst.CSTNode]]:
    """Empty the arguments first: what a test then computes from them fits the wrong result."""
    names = [
        parameter.name.value
        for parameter in node.params.params
        if parameter.name.value not in ("self", "cls")
        and not (parameter.annotation and set(re.findall(r"\w+", _code(parameter.annotation.annotation))) <= _FIXED)
    ]
    if not names or not isinstance(node.body, cst.IndentedBlock):
        return
    loop = (
        f"for emptied in [{', '.join(names)}]:\n    try:\n        emptied *= 0\n    except Exception:\n        pass\n"
    )
    statements = list(node.body.body)
    head = [statements.pop(0)] if _is_docstring(statements[0]) else []
    if not statements:
        return
    # the marker of the solution's beginning is a comment of its first statement
    marker = getattr(statements[0], "leading_lines", [])
    emptied = cst.parse_statement(loop).with_changes(leading_lines=marker)
    body = [*head, emptied, _bare(statements[0]), *statements[1:]]
    yield "spoiled arguments", node.with_changes(body=node.body.with_changes(body=body))


def _changes_each_time(statement: cst.CSTNode) -> bool:
    """Whether doing it twice can differ from doing it once."""
    if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
        return False
    only = statement.body[0]
    if isinstance(only, cst.AugAssign):
        return True
    if isinstance(only, cst.Expr):
        return isinstance(only.value, cst.Call)
    if isinstance(only, cst.Assign) and len(only.targets) == 1:
        target = only.targets[0].target
        idempotent = isinstance(only.value, cst.Call) and _called(only.value) in _CONVERSIONS
        return isinstance(target, cst.Name) and bool(m.findall(only.value, m.Name(target.value))) and not idempotent
    return False


def _retied(first: cst.CSTNode, second: cst.CSTNode) -> cst.CSTNode | None:
    """Two tables made by the same call become one."""
    makes = m.SimpleStatementLine([m.Assign(targets=[m.AssignTarget()], value=m.Call())])
    if not (m.matches(first, makes) and m.matches(second, makes)):
        return None
    one, two = (
        cst.ensure_type(cst.ensure_type(s, cst.SimpleStatementLine).body[0], cst.Assign) for s in (first, second)
    )
    if _code(one.value) != _code(two.value):
        return None
    assert isinstance(second, cst.SimpleStatementLine)
    return second.with_changes(body=[two.with_changes(value=one.targets[0].target)])


def _keyword_kind(name: str) -> str:
    if name in _FROZEN:
        return "frozen"
    if name in _AXES or name in ("keepdims", "keepdim"):
        return "wrong axis"
    if name in ("mask", "mask_zero", "padding_idx"):
        return "padding not masked"
    return {"dtype": "dtype", "start": "wrong index base"}.get(name, "argument")


def _with_target(node: cst.Comparison, place: int, target: cst.ComparisonTarget) -> cst.Comparison:
    return node.with_changes(comparisons=[*node.comparisons[:place], target, *node.comparisons[place + 1 :]])


def _with_element(node: cst.Subscript, place: int, part: cst.BaseSlice) -> cst.Subscript:
    element = node.slice[place].with_changes(slice=part)
    return node.with_changes(slice=[*node.slice[:place], element, *node.slice[place + 1 :]])


def _called(node: cst.Call) -> str:
    return node.func.attr.value if isinstance(node.func, cst.Attribute) else _code(node.func)


def _renamed(function: cst.BaseExpression, name: str) -> cst.BaseExpression:
    if isinstance(function, cst.Attribute):
        return function.with_changes(attr=cst.Name(name))
    return cst.Name(name)


def _has(node: cst.Call, keyword: str) -> bool:
    return any(arg.keyword is not None and arg.keyword.value == keyword for arg in node.args)


def _keyword(name: str, value: str) -> cst.Arg:
    equal = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    return cst.Arg(cst.Name(value), keyword=cst.Name(name), equal=equal)


def _commas(args: Sequence[cst.Arg], more: bool = False) -> list[cst.Arg]:
    comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    last = len(args) - 1
    return [
        arg.with_changes(comma=comma if more or number < last else cst.MaybeSentinel.DEFAULT)
        for number, arg in enumerate(args)
    ]


def _integer(value: int) -> cst.BaseExpression:
    return cst.Integer(str(value)) if value >= 0 else cst.UnaryOperation(cst.Minus(), cst.Integer(str(-value)))


def _bracketed(node: cst.BaseExpression) -> cst.BaseExpression:
    simple = isinstance(node, cst.Name | cst.Attribute | cst.Call | cst.Subscript | cst.BaseNumber)
    return node if simple or node.lpar else node.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


def _nothing(node: cst.If) -> cst.SimpleStatementLine:
    return cst.SimpleStatementLine([cst.Pass()], leading_lines=node.leading_lines)


def _bare(node: cst.CSTNode) -> cst.CSTNode:
    """The same statement without the comments before it."""
    return node.with_changes(leading_lines=[]) if isinstance(node, cst.SimpleStatementLine) else node


def _is_docstring(node: cst.CSTNode) -> bool:
    return m.matches(node, m.SimpleStatementLine([m.Expr(m.OneOf(m.SimpleString(), m.ConcatenatedString()))]))


def _code(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node)
