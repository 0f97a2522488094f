# Leaves shared memory, a semaphore and files for the next submission, and looks for those of another.
# kind: files
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import os
from multiprocessing import shared_memory

try:
    left = shared_memory.SharedMemory("SECRET", create=True, size=1024)
    found = os.listdir("/dev/shm") + os.listdir("/tmp")
    open("/tmp/usercustomize.py", "w").write("import os; os._exit(1)")
except OSError:
    found = []


def one_hot(indices, depth):
    return found
