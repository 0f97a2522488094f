# Opens the gradebook and every file it can find for writing.
# kind: damage
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import os
import sqlite3

for path in ("classroom/gradebook.db", "../gradebook.db", "/classroom/gradebook.db"):
    try:
        sqlite3.connect(path).execute("update grade set manual_score = 77")
    except (sqlite3.Error, OSError):
        pass
for folder in ("/usr/lib", "/etc", np.__path__[0]):
    try:
        open(os.path.join(folder, "mark.py"), "w").write("x")
    except OSError:
        pass


def one_hot(indices, depth):
    return np.zeros((3, 4))
