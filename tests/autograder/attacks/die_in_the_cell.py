# Ends the process while its cell runs.
# kind: death
# must not pass: test-one-hot-hidden
# must pass: test-cost-hidden

# %% one-hot
import os

os._exit(1)
