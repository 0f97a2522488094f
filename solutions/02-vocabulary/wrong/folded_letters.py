# Letters are folded, not made small.
# fails: test-split-hidden

# %% split
import re


def split_words(text):
    return re.findall(r"[^\W_]+(?:['-][^\W_]+)*", text.casefold().replace("’", "'"))
