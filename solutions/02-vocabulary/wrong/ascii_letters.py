# Knows only the letters from a to z.
# fails: test-split-hidden

# %% split
def split_words(text):
    return re.findall(r"[a-z0-9]+(?:['-][a-z0-9]+)*", text.lower().replace("’", "'"))
