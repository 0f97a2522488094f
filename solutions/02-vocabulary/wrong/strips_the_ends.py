# Splits at blanks and strips punctuation from both ends.
# fails: test-split, test-split-hidden

# %% split
def split_words(text):
    pieces = [piece.strip(" ,.!?'-\"()") for piece in text.lower().replace("’", "'").split()]
    return [piece for piece in pieces if piece]
