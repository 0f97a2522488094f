"""The helpers of The Embedding Layer: data sets, text to integers, figures in one style."""
