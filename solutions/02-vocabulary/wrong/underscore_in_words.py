# Takes the underscore for a letter, as \w does.
# fails: test-split-hidden

# %% split
def split_words(text):
    return re.findall(r"\w+(?:['-]\w+)*", text.lower().replace("’", "'"))
