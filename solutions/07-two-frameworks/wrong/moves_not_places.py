# Returns how far each step went, not where it led.
# fails: test-adam-hidden

# %% adam
def adam(start, gradients, rate, beta_1, beta_2, epsilon, convention):
    if convention not in ("keras", "torch"):
        raise ValueError(f"convention {convention!r} is neither keras nor torch")
    m, v, place = np.zeros(len(start)), np.zeros(len(start)), np.array(start, dtype=float)
    places = np.zeros(gradients.shape)
    for step, g in enumerate(gradients):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        root = np.sqrt(1 - beta_2 ** (step + 1))
        below = (np.sqrt(v) + epsilon) / root if convention == "keras" else np.sqrt(v) / root + epsilon
        place = place - rate / (1 - beta_1 ** (step + 1)) * m / below
        places[step] = place
        place = np.array(start, dtype=float)
    return places
