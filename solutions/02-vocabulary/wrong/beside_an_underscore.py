# An underscore beside a sign counts as a letter.
# fails: test-split-hidden

# %% split
import re


def split_words(text):
    return re.findall(r"(?:[^\W_]|(?<=\w)['-](?=\w))+", text.lower().replace("’", "'"))
