"""A student's process that speaks the grader's own protocol, and lies: it gains nothing, and the other tasks keep their points."""

import json

import pytest

from autograder.grading import LEFT_OUT, RESULT_BYTES, grade
from autograder.model import Limits, Step, Submission
from autograder.processes import ProcessServer
from autograder.sandbox import SandboxError, choose_rung

LIMITS = Limits(call_seconds=3, cell_seconds=3, submission_seconds=60)
HONEST = (
    Step("other", "student", "def other():\n    return 2"),
    Step("test-other", "test", "assert other() == 2", 1.0, ("other",)),
)


@pytest.fixture(scope="module")
def server():
    try:
        rung = choose_rung()
    except SandboxError as error:
        pytest.skip(f"no sandbox here: {error}")
    with ProcessServer(["numpy"], LIMITS, rung=rung) as made:
        yield made


def graded(server, student: str, test: str, limits: Limits = LIMITS):
    """Grade a hostile task, then an honest one that must keep its point; return the hostile one's cell and test."""
    steps = (
        Step("set-up", "setup", "import numpy as np"),
        Step("answer", "student", student),
        Step("test", "test", test, 1.0, ("f",)),
        *HONEST,
    )
    result = grade(Submission("s", "a", "n", "k", steps, limits=limits), server)
    assert result.tests[1].status == "passed", result.tests[1].message + result.tests[1].detail
    result.to_json().encode("utf-8")
    return result.cells[1], result.tests[0]


@pytest.mark.parametrize("kind", ["StopIteration", "StopAsyncIteration", "type('Own', (StopIteration,), {})"])
def test_a_loop_of_the_test_is_not_ended_from_inside(server, kind):
    _, test = graded(server, f"def f(x):\n    raise {kind}", "assert all(map(f, [1, 2, 3])), 'f must be true'")
    assert test.points == 0


def test_a_death_that_the_test_swallows_gives_no_points(server):
    _, test = graded(server, "import os\ndef f():\n    os._exit(1)", "try:\n    f()\nexcept:\n    pass")
    assert (test.status, test.points) == ("failed", 0)


def test_a_line_number_carries_nothing_out(server):
    lie = (
        "from autograder.respondent import Respondent\nlast = []\ndef f(x):\n    last.append(x)\n    raise ValueError\n"
    )
    lie += "Respondent.describe = lambda self, error: ('ValueError', '', ('',), last[-1], None)"
    _, test = graded(server, lie, "f(4711)")
    assert test.message == "your code raised ValueError"


def test_what_a_hidden_test_passes_in_does_not_come_out_by_lines_or_kinds_of_errors(server):
    """A student may write a cell of a thousand lines, and stop it wherever the secret says; later cells know it too."""
    at_line = "def stop(n):\n    exec(compile('\\n' * (n - 1) + 'raise ' + ['KeyError', 'ValueError'][n % 2], '<ipython-input-9>', 'exec'))\n"
    steps = (
        Step("f", "student", at_line + "def f(x):\n    global last\n    last = x\n    stop(x)" + "\n#" * 90),
        Step("before", "test", "f(31)", 1.0, ("f",)),
        Step("test", "test", "f(67)", 1.0, ("f",), hidden=True),
        Step("later", "student", "stop(last)" + "\n#" * 90),
        Step("after", "test", "f(67)", 1.0, ("f",)),
    )
    result = grade(Submission("s", "a", "n", "k", steps, limits=LIMITS), server)
    before, hidden, after = (test.message for test in result.tests)
    assert before == "your code raised ValueError in line 31 of your cell"
    assert hidden == "your code raised an error here"
    assert after == "your code raised an error here: run this check in your notebook"
    assert result.cells[1].message == "this cell stopped with an error: run your notebook from top to bottom to see it"


def test_outputs_that_no_notebook_may_hold_are_left_out(server):
    lie = "from autograder import shell\nbad = [{'output_type': 'evil'}, {'output_type': 'display_data', 'data': 7},\n"
    lie += "  {'output_type': 'stream', 'name': 'stdout', 'text': 'kept', 'extra': float('nan')}]\n"
    lie += "shell.Outputs.items = property(lambda self: bad)\ndef f(): return 1"
    cell, _ = graded(server, lie, "f()")
    assert cell.outputs == ({"output_type": "stream", "name": "stdout", "text": "kept"},)


@pytest.mark.parametrize("notes", ["[], [('UserWarning', 'x')] * 51", "[('stdout', 'x')] * 20_000, []"])
def test_an_answer_shows_no_more_than_one_may(server, notes):
    lie = f"from autograder.codec import encode\nfrom autograder.respondent import Respondent\nold = Respondent.encode\ndef f(): return 1\nRespondent.encode = lambda self, value: encode((*value[:-2], {notes})) if value[1] == 1 else old(self, value)"
    _, test = graded(server, lie, "assert f() == 1")
    assert test.points == 0
    assert "nonsense" in test.message + test.detail


def test_reading_an_answer_is_part_of_the_time_it_has(server):
    """It is ready when it is asked for, and comes at once: only reading its parts takes long."""
    lie = "from autograder.codec import encode\nfrom autograder.respondent import Respondent\nold = Respondent.encode\n"
    lie += "many = b'l' + (1_000_000).to_bytes(4, 'big') + encode([]) * 1_000_000\n"
    lie += "ready = encode(('ok', 4711, None, [], [])).replace(encode(4711), many)\ndef f(): return 4711\n"
    lie += "Respondent.encode = lambda self, value: ready if value[1] == 4711 else old(self, value)"
    quick = Limits(call_seconds=0.2, cell_seconds=3, submission_seconds=60)
    _, test = graded(server, lie, "assert len(f()) == 1_000_000", quick)
    assert (test.points, test.message) == (0, "your code stopped here: it took longer than 0.2 seconds")


@pytest.mark.parametrize("forks", ["import os\npid = os.fork()", "import os\nif os.fork() == 0:\n    x = 1"])
def test_a_copy_of_the_process_answers_nothing(server, forks):
    _, test = graded(server, f"{forks}\ndef f(): return 1", "assert f() == 1")
    assert test.points == 1


@pytest.mark.slow
def test_what_is_kept_of_a_submission_is_bounded_and_its_points_stay(server):
    shouts = [Step(f"own-{n}", "student", "print('\\x01' * 900_000)") for n in range(12)]
    steps = (*shouts, Step("f", "student", "def f(): return 1"), Step("test", "test", "assert f() == 1", 1.0, ("f",)))
    result = grade(Submission("s", "a", "n", "k", steps, limits=LIMITS), server)
    assert result.points == 1
    assert len(result.to_json()) < RESULT_BYTES + 100_000
    assert result.cells[-2].detail == LEFT_OUT


@pytest.mark.slow
def test_many_small_outputs_count_as_much_as_a_few_long_ones(server):
    many = "import sys\nfor n in range(20_000):\n    print(n)\n    print(n, file=sys.stderr)\ndef f(): return 1"
    cell, test = graded(server, many, "assert f() == 1")
    assert test.points == 1
    assert 100 < len(cell.outputs) <= LIMITS.output_bytes / 100


@pytest.mark.parametrize("said", ["'x'", "([1],)", "(f,)", "None", "({},)", "(1,) * 10**6"])
@pytest.mark.slow
def test_an_error_whose_words_are_none_is_an_error(server, said):
    lie = f"from autograder.respondent import Respondent\ndef f(x):\n    raise ValueError\nRespondent.describe = lambda self, error: ('ValueError', '', {said}, 1, None)"
    _, test = graded(
        server, lie, "try:\n    f(1)\nexcept ValueError as error:\n    assert len(error.args) < 10\n    raise"
    )
    assert test.points == 0


@pytest.mark.parametrize("content", ["1", "b''", "np.zeros(1)", "object()", "None"])
def test_data_whose_content_is_no_data_is_refused(server, content):
    lie = f"from autograder.respondent import Respondent\nclass D(dict): pass\ndef f(x):\n    return D()\nRespondent.refer_data = lambda self, value: ('data', 0, {content}) if isinstance(value, D) else None"
    _, test = graded(server, lie, "assert len(f(1)) == 0")
    assert test.points == 0


def test_data_of_a_students_class_is_what_its_content_is_whatever_its_methods_say(server):
    lie = "class D(list):\n    __eq__ = __contains__ = lambda self, other: True\n    __len__ = lambda self: 2\n    equals = all = lambda self, *other: True\ndef f(x):\n    return D()"
    for check in (
        "f(1) == [1, 2]",
        "1 in f(1)",
        "len(f(1)) == 2",
        "f(1).equals([1, 2])",
        "np.array_equal(f(1), [1, 2])",
    ):
        _, test = graded(server, lie, f"assert {check}")
        assert test.points == 0, check


@pytest.mark.parametrize(
    "claim",
    [
        ("autograder.standins", "RespondentGone"),
        ("autograder.standins", "AuthorError"),
        ("builtins", "SystemExit"),
        ("concurrent.futures._base", "CancelledError"),
        ("json", "dumps"),
        ("numpy", "float64"),
    ],
)
def test_an_error_in_the_clothes_of_a_librarys(server, claim):
    lie = (
        "from autograder.respondent import Respondent\nclass E(Exception): pass\ndef f(x):\n    raise E('SECRET')\n"
        "old = Respondent.refer\ndef refer(self, value):\n    found = old(self, value)\n"
        f"    return (*found[:2], found[2] | {{'class': [{claim}]}}) if value is E else found\nRespondent.refer = refer"
    )
    _, test = graded(server, lie, "assert not all(map(f, [1, 2, 3]))")
    assert (test.status, test.points) == ("failed", 0)
    assert "SECRET" not in test.message


def test_an_object_that_cannot_be_read_costs_no_restart(server):
    odd = "class Odd:\n    @property\n    def __class__(self):\n        raise RuntimeError('odd')\nclass Dict:\n    __class__ = dict\n"
    for expression in ("Odd()", "Dict()", "[Odd()]"):
        steps = (
            Step("answer", "student", f"{odd}n = 0\ndef f(x):\n    global n\n    n += 1\n    return {expression}"),
            Step(
                "test",
                "test",
                "for _ in range(2):\n    try:\n        f(1)\n    except RuntimeError:\n        pass\nassert n == 0",
                1.0,
                ("f", "n"),
            ),
        )
        assert grade(Submission("s", "a", "n", "k", steps, limits=LIMITS), server).restarts == 0


def test_half_a_character_can_be_stored(server):
    cell, _ = graded(server, "print('\\ud800')\ndef f(): return '\\ud800'", "assert f() == 1, 'no'")
    assert json.dumps(cell.outputs, ensure_ascii=False).encode("utf-8")


def test_an_iteration_that_gives_nothing_and_does_not_end_is_stopped(server):
    lie = "from autograder.respondent import Respondent\n"
    lie += "Respondent.do_batch = lambda self, iterator, count: ([[], False], None)\ndef f():\n    yield 1"
    _, test = graded(server, lie, "assert list(f()) == [1]")
    assert test.points == 0


@pytest.mark.slow
def test_an_object_that_nests_without_end_is_no_array(server):
    lie = (
        "class Nest:\n    shape = (3,)\n    def __len__(self): return 3\n    def __getitem__(self, i): return Nest()\n"
    )
    _, test = graded(server, lie + "def f(): return Nest()", "assert np.array_equal(f(), [1, 2, 3]), 'no'")
    assert test.points == 0


def test_an_honest_array_like_object_is_read_as_an_array(server):
    box = (
        "class Box:\n    def __array__(self, dtype=None, copy=None): return np.array([1, 2, 3])\ndef f(): return Box()"
    )
    _, test = graded(server, box, "assert np.array_equal(f(), [1, 2, 3]), 'no'")
    assert test.status == "passed"


@pytest.mark.parametrize("test", ["for _ in range(f()): pass", "import ctypes; ctypes.string_at(0)"])
@pytest.mark.slow
def test_a_test_that_hangs_or_crashes_costs_only_itself(server, test):
    _, found = graded(server, "def f():\n    return 10**15", test)
    assert found.status == "failed"


def test_a_call_answered_before_it_was_made_is_no_right_answer(server):
    lie = (
        "import gc, socket, struct\nfrom autograder.codec import encode\nfrom autograder.respondent import Respondent\n"
    )
    lie += "here = [o for o in gc.get_objects() if isinstance(o, Respondent)][0]\n"
    lie += "def f(x):\n    for _ in range(5): here.channel.send(encode(('ok', True, None, [], [])))\n    return True"
    steps = (
        Step("answer", "student", lie),
        Step("test", "test", "import time\nx = time.time_ns()\nassert f(x)\nassert f(x) == x + 1, 'sum'", 1.0, ("f",)),
        *HONEST,
    )
    result = grade(Submission("s", "a", "n", "k", steps, limits=LIMITS), server)
    assert result.points == 0  # its own other task is lost too: whatever it asks for next has been answered wrongly


def test_an_object_with_a_length_and_no_items_passes_no_loop(server):
    """Test authors write `len` and then a loop: a list has as many items as it says, an object need not."""
    lie = "class Three:\n    def __len__(self): return 3\n    def __iter__(self): return iter(())\n"
    test = "got = f()\nassert len(got) == 3\nfor mine, theirs in zip(got, [1, 2, 3]):\n    assert mine == theirs"
    assert graded(server, lie + "def f(): return Three()", test)[1].points == 0
    honest = lie.replace("iter(())", "iter([1, 2, 3])")
    assert graded(server, honest + "def f(): return Three()", test)[1].points == 1


@pytest.mark.parametrize(
    ("methods", "test"),
    [
        ("__iter__ = lambda s: iter(())", "assert len(f()) == 3\nfor a, b in zip(f(), [1, 2, 3]): assert a == b"),
        ("__iter__ = lambda s: E()", "assert len(f()) == 3\nfor a in f(): assert a == 1"),
        ("__getitem__ = lambda s, i: 0", "assert len(f()) == 3\nfor i in range(len(f())): assert f()[i] == 1"),
        ("__iter__ = lambda s: iter(())", "for a in f(): assert a == 1\nassert len(f()) == 3"),
        (
            "__iter__ = lambda s: iter([0] * (4 - 2 * s.told()))",
            "for a in f(): assert a == 0\nassert len(list(f())) == 0",
        ),
    ],
)
def test_an_object_that_says_another_length_each_time(server, methods, test):
    lie = (
        "class E(list):\n    def __next__(self): raise StopIteration\n"
        "class L:\n    n = 0\n    def told(self):\n        self.n += 1\n        return self.n\n"
        f"    def __len__(self): return 3 if self.told() == 1 else 0\n    {methods}\n"
        "own = L()\ndef f(): return own"
    )
    test = "got = f()\n" + test.replace("f()", "got")
    assert graded(server, lie, test)[1].points == 0


@pytest.mark.parametrize(
    ("module", "name", "kind"),
    [
        ("IPython.utils.text", "SList", "list"),
        ("collections", "OrderedDict", "dict"),
        ("numpy", "float64", "float"),
        ("numpy", "str_", "str"),
    ],
)
def test_an_object_is_no_plain_data_by_the_name_of_a_librarys_class(server, module, name, kind):
    lie = f"class Own: pass\nOwn.__module__, Own.__qualname__ = {module!r}, {name!r}\ndef f(): return Own()"
    _, test = graded(server, lie, f"import IPython.utils.text\nassert isinstance(f(), {kind})")
    assert test.points == 0


def test_what_is_looked_for_in_an_object_stays_here(server):
    lie = "class C:\n    heard = 0\n    def __contains__(s, x):\n        C.heard = x\n        return True\n"
    lie += "    def __iter__(s): return iter([1])\ndef f(x=0): return C.heard if x else C()"
    assert graded(server, lie, "assert 4711 in f()")[1].points == 0
    assert graded(server, lie, "assert 4711 not in f() and 1 in f() and f(1) == 0")[1].points == 1
    without = lie.replace("__iter__", "other")
    assert graded(server, without, "assert 4711 in f()")[1].message.startswith("the result is of a kind")


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">="])
def test_objects_do_not_say_which_is_larger(server, operator):
    lie = "class C:\n    __lt__ = __le__ = __gt__ = __ge__ = lambda s, o: True\ndef f(x): return C()"
    assert graded(server, lie, f"assert f(1) {operator} f(2)")[1].points == 0


@pytest.mark.parametrize("test", ["np.all(f())", "np.any(f())", "f().all()"])
def test_something_like_an_array_does_not_say_that_all_is_right(server, test):
    lie = "class A:\n    all = any = lambda s, *a, **k: True\nA.__module__, A.__qualname__ = 'numpy', 'ndarray'\n"
    assert graded(server, lie + "def f(): return A()", f"assert {test}")[1].points == 0


def test_a_result_that_cannot_be_sent_is_no_error_that_a_test_waits_for(server):
    test = "try:\n    f(1)\n    assert 0\nexcept {}:\n    pass"
    assert graded(server, "def f(x): return 10**10000", test.format("ValueError"))[1].points == 0
    test = "try:\n    1 + f('a')\n    assert 0\nexcept TypeError:\n    pass"
    assert graded(server, "def f(x): return object()", test)[1].points == 0


def test_the_seed_that_is_heard_is_not_that_of_what_a_test_draws(server):
    lie = "import random\nheard = []\nold = random.seed\ndef seed(a=None):\n    heard.append(a)\n    old(a)\n"
    lie += "random.seed = seed\ndef f():\n    np.random.bit_generator.randbits = random.Random(heard[-1]).getrandbits\n"
    lie += "    return np.random.default_rng().integers(10**15)"
    _, test = graded(server, lie, "assert f() == np.random.default_rng().integers(10**15)")
    assert test.points == 0
    assert "heard" not in test.detail, "the lie heard no seed"


@pytest.mark.slow
@pytest.mark.parametrize("end", ["os._exit(1)", "time.sleep(60)"])
def test_an_object_that_dies_while_its_words_are_asked_for_costs_only_its_own_test(server, end):
    lie = f"import os, time\nclass C:\n    def __repr__(self): {end}\n    __str__ = __repr__\ndef f(): return C()"
    limits = Limits(call_seconds=1, cell_seconds=3, submission_seconds=60)
    assert graded(server, lie, "assert False, f()", limits)[1].points == 0


@pytest.mark.parametrize("name", ["equals", "allclose", "issubset"])
def test_an_object_does_not_judge_itself(server, name):
    lie = f"class Yes:\n    def {name}(self, other): return True\ndef f(): return Yes()"
    assert graded(server, lie, f"assert f().{name}([1, 2])")[1].points == 0


@pytest.mark.parametrize(
    ("module", "name"), [("numpy", "ndarray"), ("numpy", "dtype"), ("numpy", "float64"), ("numpy", "generic")]
)
def test_an_object_that_calls_itself_plain_data_goes_back_as_the_object(server, module, name):
    """The examiner once asked such an object for its parts, which was a call that began with sending it."""
    lie = f"class Own:\n    word = 'own'\nOwn.__module__, Own.__qualname__ = {module!r}, {name!r}\n"
    lie += "own = Own()\ndef f(x=None): return own if x is None else x is own"
    _, test = graded(server, lie, "assert f().word == 'own' and f(f()) is True")
    assert test.status == "passed", test.detail


@pytest.mark.parametrize("end", ["os._exit(1)", "send(b'?')", "send(b'l' + b'\\0' * 9)"])
def test_the_way_in_which_the_program_ends_tells_nothing_of_a_hidden_test(server, end):
    student = (
        "import os, gc, struct\nfrom autograder.respondent import Respondent\n"
        "here = [o for o in gc.get_objects() if isinstance(o, Respondent)][0]\n"
        f"def send(data): here.channel.send(data)\ndef f(x=0):\n    {end}"
    )
    hidden = (Step("a", "student", student), Step("test", "test", "f(1)", 1.0, ("f",), hidden=True))
    later = (
        Step("b", "student", f"{student}\ndef g(x): pass"),
        Step("test-g", "test", "g(1)", 1.0, ("g",), hidden=True),
        Step("c", "student", "f()"),
    )
    told = grade(Submission("s", "a", "n", "k", hidden, limits=LIMITS), server).tests[0].message
    assert told == "your code stopped here: the program ended"
    told = grade(Submission("s", "a", "n", "k", later, limits=LIMITS), server).cells[1].message
    assert told == "this cell stopped the program: the program ended"


def test_the_kind_of_error_in_a_hidden_test_is_not_told(server):
    said = set()
    for result in ("None", "[1]", "{}"):
        steps = (
            Step("a", "student", f"def f(x):\n    return {result}"),
            Step("t", "test", "f(1)[2]['a'].b", 1.0, ("f",), hidden=True),
        )
        said.add(grade(Submission("s", "a", "n", "k", steps, limits=LIMITS), server).tests[0].message)
    assert said == {"the check could not be finished: look at the type and the shape of your result"}


@pytest.mark.slow
def test_a_cell_made_to_slow_the_reading_costs_only_itself(server):
    steps = (
        Step("a", "student", "def f(x):\n    raise ValueError"),
        Step("magics", "student", "%a\n" * 3_000),
        Step("t", "test", "f(1)", 1.0, ("f",)),
        *HONEST,
    )
    result = grade(Submission("s", "a", "n", "k", steps, limits=LIMITS), server)
    assert result.tests[0].message.startswith("your code raised ValueError")
    assert result.tests[1].status == "passed"
