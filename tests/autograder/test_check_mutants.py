"""Mutants: each operator makes the mistakes it is named after, and a mutant keeps its name."""

import ast
from pathlib import Path

import pytest

from autograder.check.mutants import EquivalentsError, Mutant, mutants_of_cell, read_equivalents, sample
from autograder.masters import MasterCell


def mutants(body: str) -> list[Mutant]:
    """Mutants of a solution cell with this function body."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    source = f'def f(a, b=2):\n    """Say it."""\n    ### BEGIN SOLUTION\n{lines}\n    ### END SOLUTION\n'
    return mutants_of_cell(MasterCell("task", "solution", "code", source, {}))


@pytest.mark.parametrize(
    ("body", "operator", "replacement"),
    [
        ("return a + b", "arithmetic", "return a - b"),
        ("return a - b", "argument order", "return b - a"),
        ("return a < b", "comparison", "return a <= b"),
        ("return 0 <= a < b", "comparison", "return 0 <= a"),
        ("return a and b", "condition", "return a or b"),
        ("return a[1:]", "index", "return a[:]"),
        ("return a[0]", "constant", "return a[1]"),
        ("return a.sum(axis=0)", "wrong axis", "return a.sum(axis=1)"),
        ("return np.zeros(3, dtype=int)", "dtype", "return np.zeros(3, dtype=float)"),
        ("return range(a)", "off by one", "return range(a + 1)"),
        ("a.sort()\nreturn a", "dropped statement", "pass"),
        ("a.append(b)\nreturn a", "repeated statement", "a.append(b)"),
        ("return f(a, b)", "argument order", "return f(b, a)"),
        ("for x in a:\n    b = b + x\nreturn b", "early return", "return b"),
        ("for x in a:\n    b = b + x\nreturn b", "early return", "break"),
        ("return a.copy()", "in place or copy", "return a"),
        ("a = a + b\nreturn a", "in place or copy", "a += b"),
        ("a[b] += 1\nreturn a", "assign instead of accumulate", "a[b] = 1"),
        ("return a[b]", "wrong axis", "return a[:, b]"),
        ("return a * mask", "padding not masked", "return a"),
        ("return Embedding(3, 2, mask_zero=True)", "padding not masked", "return Embedding(3, 2)"),
        ("return a / mask.sum(axis=1)", "mean over padded length", "return a / (mask).shape[1]"),
        ("a.weight = b.weight", "untied", "a.weight = type(b.weight)(b.weight.detach().clone())"),
        ("a = Table(2)\nb = Table(2)\nreturn a, b", "retied", "b = a"),
        ("return list(enumerate(a))", "wrong index base", "return list(enumerate(a, 1))"),
        ("return a.get(b, 1)", "unknown as padding", "return a.get(b, 0)"),
        ("np.add.at(a, b, 1)", "repeated ids lost", "a.__setitem__(b, a[b] + 1)"),
        ("a.index_add_(0, b, c)", "repeated ids lost", "a.index_copy_(0, b, c)"),
        ("return a / norm(a)", "not normalised", "return a"),
        ("return keras.layers.Embedding(3, 2)", "frozen", "return keras.layers.Embedding(3, 2, trainable=False)"),
        (
            "return a + b",
            "spoiled arguments",
            "for emptied in [a, b]:\ntry:\nemptied *= 0\nexcept Exception:\npass",
        ),
        ("return nn.Embedding.from_pretrained(a, freeze=False)", "frozen", "return nn.Embedding.from_pretrained(a)"),
    ],
)
def test_each_operator(body: str, operator: str, replacement: str) -> None:
    found = {(mutant.key.operator, mutant.key.replacement) for mutant in mutants(body)}
    assert (operator, replacement) in found, found


def test_only_what_can_be_changed_in_place_is_spoiled() -> None:
    source = "def f(n: int, sizes: tuple[int, ...], ids: list[int]):\n    return n, sizes, ids\n"
    found = mutants_of_cell(MasterCell("task", "solution", "code", source, {}))
    (spoiled,) = [mutant for mutant in found if mutant.key.operator == "spoiled arguments"]
    assert "for emptied in [ids]:" in spoiled.source


def test_mutants_compile_differ_and_come_once() -> None:
    found = mutants("total = 0\nfor x in a:\n    if x != 0:\n        total += x * b\nreturn total / len(a)")
    trees = [ast.dump(ast.parse(mutant.source)) for mutant in found]
    assert len(found) > 20
    assert len(set(trees)) == len(trees)
    assert len({mutant.key for mutant in found}) == len(found)


def test_only_the_solution_is_changed() -> None:
    for mutant in mutants("return a * b"):
        assert mutant.source.startswith('def f(a, b=2):\n    """Say it."""\n    ### BEGIN SOLUTION\n')


def test_what_an_error_says_is_left_alone() -> None:
    assert not any(
        "too" in mutant.key.replacement.replace("too few", "") for mutant in mutants('raise ValueError("too few")')
    )


def test_the_sample_is_fixed_and_part_of_the_whole() -> None:
    every = mutants("total = a + b * 3 - 1\nreturn total // 2")
    assert sample(every, 5) == sample(list(reversed(every)), 5)[::-1]
    assert len(sample(every, 5)) == 5
    assert set(sample(every, 3)) <= set(sample(every, 5))
    assert sample(every, None) == every


def test_a_mutant_is_listed_by_its_lines(tmp_path: Path) -> None:
    mutant = next(m for m in mutants('return a["x"] + b') if '""' in m.key.replacement)
    (tmp_path / "equivalents.toml").write_text(mutant.key.to_toml("Nobody looks at it."))
    assert read_equivalents(tmp_path) == {mutant.key: "Nobody looks at it."}


def test_the_same_change_of_two_equal_lines_is_told_apart() -> None:
    found = mutants("a.append(1)\nb.x()\na.append(1)\nreturn a")
    dropped = [m.key.occurrence for m in found if (m.key.original, m.key.replacement) == ("a.append(1)", "pass")]
    assert dropped == [1, 2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[equivalent]]\ncell = "a"\noperator = "b"\noriginal = "c"\nreplacement = "d"\n', "gives no reason"),
        ('[[equivalent]]\ncell = "a"\nreason = "b"\n', "with cell, operator, original, replacement, reason"),
        ("[[equivalent", "equivalents.toml"),
    ],
)
def test_a_broken_list_says_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "equivalents.toml").write_text(text)
    with pytest.raises(EquivalentsError, match=words):
        read_equivalents(tmp_path)
