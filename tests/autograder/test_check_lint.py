"""What `autograder check` finds by reading a master: each planted fault, and none in a good master."""

from pathlib import Path

import pytest

from autograder.check.lint import globals_of, lint
from autograder.masters import MasterCell, read_master

MASTER = """# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] nbgrader={"grade_id": "text", "locked": true}
# ## 1. Vectors (3 points)

# %% nbgrader={"grade_id": "set-up", "locked": true}
import numpy as np
scale = 2

# %% nbgrader={"grade_id": "solve", "solution": true}
class Table:
    pass

def solve(numbers):
    ### BEGIN SOLUTION
    return scale * np.asarray(numbers)
    ### END SOLUTION

# %% nbgrader={"grade_id": "test", "grade": true, "locked": true, "points": 1}
assert solve([1]).shape == (1,), "One number in, one number out."
# visible

# %% nbgrader={"grade_id": "test-hidden", "grade": true, "locked": true, "points": 2}
### BEGIN HIDDEN TESTS
drawn = np.random.default_rng().integers(0, 9, size=5)
assert np.array_equal(solve(drawn), 2 * drawn), f"Each of the {len(drawn)} numbers is doubled."
### END HIDDEN TESTS
"""


def findings(folder: Path, text: str) -> list[str]:
    (folder / "master.py").write_text(text)
    return [f"{finding.cell}: {finding.words}" for finding in lint(read_master(folder))]


def test_nothing_to_say_of_a_good_master(tmp_path: Path) -> None:
    assert findings(tmp_path, MASTER) == []


def test_the_names_of_a_comprehension_are_its_own_in_every_version_of_python() -> None:
    source = """
squares = [n * n for n in numbers if (last := n) > 0]
word_of = {number: word for word, number in number_of.items()}

def letters(words):
    return {letter for word in words for letter in word} | extra
"""
    cell = MasterCell("solve", "solution", "code", source, {})
    assert cell.bound_names == ("last", "letters", "squares", "word_of")
    assert globals_of(cell) == {"numbers", "number_of", "extra"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("(3 points)", "(4 points)", "text: the text says 4 points, the cells below it give 3"),
        ("(3 points)", "", "no text before it states its points"),
        ('"points": 2', '"points": 0', "a graded cell must give more than 0"),
        ("    ### END SOLUTION\n", "", "solve: BEGIN SOLUTION without END SOLUTION"),
        ("### END HIDDEN TESTS\n", "", "test-hidden: BEGIN HIDDEN TESTS without END HIDDEN TESTS"),
        ("# visible", "### BEGIN SOLUTION\n### END SOLUTION", "marker BEGIN SOLUTION in a test cell"),
        (', "One number in, one number out."', "", "an assertion with no message"),
        ('"One number in, one number out."', 'f"{scale}"', "no fixed words"),
        ("# visible", "raise AssertionError", "raise AssertionError without a message"),
        ("# visible", "np.testing.assert_allclose(solve([1]), [2])", "assert_allclose has no message"),
        ("# visible", '"""A docstring at the end."""', "which nbgrader takes for a score"),
        ("# visible", "0.5", "its last value is '0.5'"),
        ("# visible", "partial_credit(1, 2, 5)", "partial_credit gives up to 5, the metadata says 1 points"),
        ("# visible", "solve = None", "it binds 'solve', a name of the student's"),
        ("# visible", "from numpy import abs as solve", "it binds 'solve', a name of the student's"),
        ("# visible", "for solve in []:\n    pass", "it binds 'solve', a name of the student's"),
        ("# visible", "scale = 3", "it binds 'scale', which a solution cell reads"),
        ("# visible", "from unittest import mock", "no mock"),
        ("# visible", "np.random.rand = None", "it changes np.random.rand"),
        ("# visible", "setattr(np, 'pi', 3)", "it changes np by setattr"),
        ("# visible", "class Mine(Table):\n    pass", "no subclass of the student's class Table"),
        ("# visible", "solve([1]).fit([2])", "no training in a test"),
        ("# visible", "adam = torch.optim.Adam(solve([1]))", "no training in a test"),
        ("# visible", "axes = plt.gca()", "use figure_data()"),
        ("# visible", "import inspect\ntext = inspect.getsource(solve)", "use source_of(name)"),
        ("# visible", "kind = type(solve([1])).__name__", "use isinstance"),
        ("# visible", "found = globals()['solve']", "the student's names are not there"),
        ("# visible", "assert Table() < Table(), 'The order.'", "no order between objects of the student's class"),
        ("# visible", "solve(nn.Linear(2, 3))", "is made here and cannot be passed on"),
        ("# visible", "try:\n    solve(1)\nexcept Exception:\n    pass", "also catches failed assertions"),
        ("np.array_equal(solve(drawn), 2 * drawn)", "solve(drawn).shape == drawn.shape", "compare no value"),
        ("np.array_equal(solve(drawn), 2 * drawn)", "isinstance(solve(drawn), np.ndarray)", "compare no value"),
        ("import numpy as np\nscale", "scale", "test-hidden"),
    ],
)
def test_planted_faults_are_found(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in MASTER
    text = MASTER.replace(old, new, 1)
    if "import numpy" in old:  # the import stands in the solution cell only
        text = text.replace("def solve", "import numpy as np\n\ndef solve")
        expected = "solve: it imports 'np', which test-hidden needs; import it in a set-up cell"
    found = findings(tmp_path, text)
    assert any(expected in line for line in found), found


def test_the_table_of_points_must_list_the_tasks(tmp_path: Path) -> None:
    table = "# | task | points |\n# |---|---|\n# | 1. Vectors | 5 |\n"
    found = findings(tmp_path, MASTER.replace("# ## 1. Vectors (3 points)\n", table + "# ## 1. Vectors (3 points)\n"))
    assert found == ["master.py: the table of points lists 5; the tasks say 3"]


def test_a_task_without_hidden_tests_is_remarked(tmp_path: Path) -> None:
    text = MASTER.replace("### BEGIN HIDDEN TESTS\n", "").replace("### END HIDDEN TESTS\n", "")
    assert findings(tmp_path, text) == ["solve: no hidden test: what students see is all that is checked"]


def test_a_partial_credit_is_a_good_ending(tmp_path: Path) -> None:
    assert findings(tmp_path, MASTER.replace("# visible", "partial_credit(1, 2, 1)")) == []
