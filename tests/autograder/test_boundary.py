"""Test cells run across the two processes as they run in one: the same verdict, kind by kind."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from autograder import shell
from autograder.grading import grade
from autograder.masters import _bound_names
from autograder.model import Limits, Step, Submission
from autograder.processes import ProcessServer
from autograder.sandbox import SandboxError, choose_rung

spec = importlib.util.spec_from_file_location("cells", Path(__file__).with_name("cells.py"))
cells = importlib.util.module_from_spec(spec)
spec.loader.exec_module(cells)

LIMITS = Limits(call_seconds=20)


def server_with(modules):
    try:
        return ProcessServer(modules, LIMITS, rung=choose_rung())
    except SandboxError as error:
        pytest.skip(f"no sandbox here: {error}")


@pytest.fixture(scope="module")
def light():
    with server_with(["numpy", "scipy.sparse", "pandas", "matplotlib.pyplot"]) as server:
        yield server


@pytest.fixture(scope="module")
def heavy():
    with server_with(["numpy", "torch", "keras"]) as server:
        yield server


def points(server, set_up: str, student: str, test: str) -> tuple[float, str]:
    """Grade one cell and one test worth 4 points; return the points, and what the instructor sees."""
    names = (*_bound_names(student), "g")
    steps = (
        Step("set-up", "setup", set_up),
        Step("answer", "student", student),
        Step("test", "test", test, 4.0, tuple(sorted(set(names)))),
    )
    result = grade(Submission("s", "a", "n", "k", steps, limits=LIMITS), server)
    return result.points, f"{result.tests[0].message}\n{result.tests[0].detail}"


def in_one_process(set_up: str, student: str, test: str) -> bool:
    """Run the same cells as a notebook would; return whether the test ran to its end."""
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    shell.reset()
    shell.enable_gui = lambda gui=None: None
    shell.run_cell(set_up)
    shell.run_cell(student)
    return shell.run_cell(test).success


@pytest.mark.parametrize("case", cells.NUMPY, ids=lambda case: case[0])
def test_plain_python_and_numpy(case, light):
    _, student, test, expected = case
    found, detail = points(light, "import numpy as np", student, test)
    assert found == expected, detail


@pytest.mark.slow
@pytest.mark.parametrize("case", cells.TORCH_AND_KERAS, ids=lambda case: case[0])
def test_torch_and_keras(case, heavy):
    _, student, test, expected = case
    found, detail = points(heavy, "import numpy as np, torch, keras", student, test)
    assert found == expected, detail


def test_files_of_the_assignment_lie_in_both_rooms(light):
    steps = (
        Step("answer", "student", "def f():\n    return open('data/words.txt').read()"),
        Step("test", "test", "assert f() == open('data/words.txt').read() == 'deep'", 4.0, ("f",)),
    )
    submission = Submission("s", "a", "n", "k", steps, files={"data/words.txt": b"deep"}, limits=LIMITS)
    assert grade(submission, light).points == 4


def test_what_the_student_reads_holds_no_value_of_the_run(light):
    student = "def f(x):\n    return x + 1"
    test = "import numpy as np\nx = 4711\nassert f(x) == x, f'expected {x}, got {f(x)}: look at the sum'"
    steps = (Step("answer", "student", student), Step("test", "test", test, 4.0, ("f",)))
    (result,) = grade(Submission("s", "a", "n", "k", steps, limits=LIMITS), light).tests
    assert result.message == "expected …, got …: look at the sum"
    assert "4712" in result.detail


def test_a_hung_task_costs_only_itself(light):
    limits = Limits(call_seconds=1)
    steps = (
        Step("one", "student", "def f():\n    while True: pass"),
        Step("test-one", "test", "f()", 1.0, ("f",)),
        Step("two", "student", "def g():\n    return 2"),
        Step("test-two", "test", "assert g() == 2", 1.0, ("g",)),
    )
    result = grade(Submission("s", "a", "n", "k", steps, limits=limits), light)
    assert [test.status for test in result.tests] == ["failed", "passed"]
    assert "longer than 1 second" in result.tests[0].message
    assert result.restarts == 1


def test_every_task_may_hang_in_each_of_its_tests_and_the_next_one_keeps_its_points(light):
    steps = []
    for task in range(3):
        steps.append(Step(f"task-{task}", "student", f"import os\ndef f{task}():\n    os._exit(1)"))
        steps += [Step(f"test-{task}-{n}", "test", f"f{task}()", 1.0, (f"f{task}",)) for n in range(2)]
    steps += [Step("good", "student", "def g():\n    return 2"), Step("test-g", "test", "assert g() == 2", 1.0, ("g",))]
    assert grade(Submission("s", "a", "n", "k", tuple(steps), limits=LIMITS), light).points == 1


def test_a_shell_command_runs_or_fails_without_ending_its_cell(light):
    student = (
        "name = 'world'\n!echo hello $name\n!pip install nothing\nfailed = _exit_code\ndef f():\n    return failed"
    )
    steps = (Step("one", "student", student), Step("test", "test", "assert f() != 0", 1.0, ("f",)))
    result = grade(Submission("s", "a", "n", "k", steps, limits=LIMITS), light)
    assert result.cells[0].status == "ok", result.cells[0].detail
    assert result.cells[0].outputs[0]["text"].startswith("hello world\n")
    assert result.points == 1


@pytest.mark.parametrize(
    "before",
    ["In [1]: half = 0.5\nIn [2]: one = 2 * half", ">>> half = 0.5\n>>> one = 2 * half"],
    ids=["prompts of IPython", "prompts of Python"],
)
def test_pasted_prompts_are_no_part_of_the_code(light, before):
    steps = (
        Step("own", "student", before),
        Step("f", "student", "def f(): return one"),
        Step("test", "test", "assert f() == 1", 1.0, ("f",)),
    )
    assert grade(Submission("s", "a", "n", "k", steps, limits=LIMITS), light).points == 1


def test_a_module_beside_the_notebook_can_be_imported(light):
    steps = (
        Step("write", "student", "%%writefile numpy.py\nraise ImportError('the wrong one')"),
        Step("write", "student", "%%writefile helper.py\nA = 3"),
        Step("import", "student", "import helper\nimport numpy\ndef f(): return helper.A"),
        Step("test", "test", "assert f() == 3", 1.0, ("f",)),
    )
    assert grade(Submission("s", "a", "n", "k", steps, limits=LIMITS), light).points == 1


def test_a_task_that_is_not_answered_is_called_so(light):
    student = "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    steps = (Step("one", "student", student), Step("test", "test", "f(1)", 1.0, ("f",), hidden=True))
    (test,) = grade(Submission("s", "a", "n", "k", steps, limits=LIMITS), light).tests
    assert test.message == "not answered yet: `raise NotImplementedError()` still stands in your cell"


@pytest.mark.slow
def test_a_right_solution_may_use_a_library_that_its_assignment_does_not():
    student = "import torch, pandas\ndef f(x):\n    return torch.tensor(x)\ndef g(x):\n    return pandas.Series(x)"
    test = "import numpy as np\nassert np.array_equal(np.asarray(f([1, 2])), [1, 2])\nassert list(g([3])) == [3]"
    steps = (Step("one", "student", student), Step("test", "test", test, 1.0, ("f", "g")))
    with server_with(["numpy"]) as bare:
        (found,) = grade(Submission("s", "a", "n", "k", steps, limits=LIMITS), bare).tests
    assert found.status == "passed", found.message + found.detail


def test_a_callback_that_checks_its_arguments_does_not_tell_what_it_expects(light):
    student = "heard = []\ndef f(g):\n    try:\n        g(1)\n    except AssertionError as error:\n        heard.append(str(error))\n    return heard"
    test = "def g(x):\n    assert x == 4711, 'wanted 4711'\nassert f(g) == ['']"
    steps = (Step("one", "student", student), Step("test", "test", test, 1.0, ("f",)))
    assert grade(Submission("s", "a", "n", "k", steps, limits=LIMITS), light).points == 1


def test_a_test_does_not_see_the_figures_of_another(light):
    student = "import matplotlib.pyplot as plt\ndef f(t):\n    plt.plot([1, 2])\n    plt.title(t)"
    test = "from embedding_course.checks import figure_data\nassert figure_data() == []\nf('T')\n"
    test += "assert len(figure_data()[0]['lines']) == 1"
    steps = (Step("one", "student", student), *(Step(f"test-{n}", "test", test, 1.0, ("f",)) for n in range(2)))
    assert grade(Submission("s", "a", "n", "k", steps, limits=LIMITS), light).points == 2


def test_a_cell_that_kills_the_process_is_left_out_afterwards(light):
    steps = (
        Step("one", "student", "kept = 1"),
        Step("two", "student", "import os; os._exit(3)"),
        Step("three", "student", "def g():\n    return kept"),
        Step("test", "test", "assert g() == 1", 1.0, ("g",)),
    )
    result = grade(Submission("s", "a", "n", "k", steps, limits=LIMITS), light)
    assert [cell.status for cell in result.cells] == ["ok", "killed", "ok"]
    assert result.points == 1


def test_the_budget_of_restarts_ends(light):
    limits = Limits(restarts=1)
    steps = [Step("f", "student", "import os\ndef f():\n    os._exit(0)")]
    steps += [Step(f"test-{number}", "test", "f()", 1.0, ("f",)) for number in range(4)]
    steps.append(Step("last", "test", "assert True", 1.0))
    result = grade(Submission("s", "a", "n", "k", tuple(steps), limits=limits), light)
    assert result.points == 0
    assert result.tests[-1].status == "not run"
    assert result.restarts <= 2


@pytest.mark.slow
def test_warm_and_cold_give_the_same_result():
    student = "import random\ndef f():\n    return random.random(), float(np.random.rand()), hash('word'), np.random.default_rng().random()"
    test = "first = f()\nprint(first, np.random.default_rng().random())\nassert len(first) == 4"
    steps = (
        Step("set-up", "setup", "import numpy as np"),
        Step("answer", "student", student),
        Step("test", "test", test, 1.0, ("f",)),
    )
    submission = Submission("s", "a", "n", "k", steps, limits=LIMITS)
    seen = []
    for modules, warm in ((["numpy"], True), ([], False)):
        with ProcessServer(modules, LIMITS, rung=choose_rung(), warm=warm) as server:
            seen.append([test.detail for test in grade(submission, server).tests])
    assert seen[0] == seen[1]
    assert seen[0] != [""]


@pytest.mark.slow
def test_seeds_reach_pytorch_as_its_own_seed_does(monkeypatch):
    torch = pytest.importorskip("torch")
    monkeypatch.setattr(np.random.bit_generator, "randbits", np.random.bit_generator.randbits)  # put back afterwards
    shell.set_seeds(7)
    drawn = torch.rand(3)
    torch.manual_seed(7)
    assert torch.equal(drawn, torch.rand(3))
    shell.set_seeds(8)
    assert not torch.equal(drawn, torch.rand(3))
