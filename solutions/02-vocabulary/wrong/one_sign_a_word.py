# Lets a word have one apostrophe or hyphen at most.
# fails: test-split-hidden

# %% split
def split_words(text):
    return re.findall(r"[^\W_]+(?:['-][^\W_]+)?", text.lower().replace("’", "'"))
