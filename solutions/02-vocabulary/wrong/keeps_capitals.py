# Does not lower the case.
# fails: test-split, test-split-hidden

# %% split
def split_words(text):
    return re.findall(r"[^\W_]+(?:['-][^\W_]+)*", text.replace("’", "'"))
