# A wrong convention is noticed in the first step, so never without a step.
# fails: test-adam-hidden

# %% adam
def adam(start, gradients, rate, beta_1, beta_2, epsilon, convention):
    m, v, place = np.zeros(len(start)), np.zeros(len(start)), np.array(start, dtype=float)
    places = np.zeros(gradients.shape)
    for step, g in enumerate(gradients):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        root = np.sqrt(1 - beta_2 ** (step + 1))
        if convention == "keras":
            below = (np.sqrt(v) + epsilon) / root
        elif convention == "torch":
            below = np.sqrt(v) / root + epsilon
        else:
            raise ValueError(convention)
        place = place - rate * m / (1 - beta_1 ** (step + 1)) / below
        places[step] = place
    return places
