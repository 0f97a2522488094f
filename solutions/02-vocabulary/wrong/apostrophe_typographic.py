# Leaves the typographic apostrophe as it is, so that it separates.
# fails: test-split, test-split-hidden

# %% split
def split_words(text):
    return re.findall(r"[^\W_]+(?:['-][^\W_]+)*", text.lower())
