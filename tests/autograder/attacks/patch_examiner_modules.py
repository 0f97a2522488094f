# Patches the grader's own modules in its process.
# kind: reach
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import sys

for name, module in list(sys.modules.items()):
    if name.startswith("autograder") and hasattr(module, "decode"):
        module.decode = lambda *a, **k: True
    if name == "autograder.examiner":
        module.Examiner.examine = lambda self, step: None


def one_hot(indices, depth):
    return np.zeros((3, 4))
