# Letters with accents of western Europe only.
# fails: test-split-hidden

# %% split
import re


def split_words(text):
    return re.findall(r"[a-z0-9à-öø-ÿ]+(?:['-][a-z0-9à-öø-ÿ]+)*", text.lower().replace("’", "'"))
