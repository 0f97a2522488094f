# Takes everything behind the first padding for padding.
# fails: test-gradients-hidden

# %% gradients
def keras_gradients(E, w, ids, labels):
    table, weights = tf.Variable(E, dtype=tf.float32), tf.Variable(w, dtype=tf.float32)
    mask = (ids != 0)[..., None].astype("float32")
    with tf.GradientTape() as tape:
        means = tf.reduce_sum(tf.gather(table, ids) * mask, axis=1) / np.maximum(mask.sum(axis=1), 1)
        loss = keras.losses.BinaryCrossentropy(from_logits=True)(labels, tf.linalg.matvec(means, weights))
    return [tf.convert_to_tensor(each).numpy() for each in tape.gradient(loss, [table, weights])]


def torch_gradients(E, w, ids, labels):
    table = torch.tensor(E, dtype=torch.float32, requires_grad=True)
    weights = torch.tensor(w, dtype=torch.float32, requires_grad=True)
    logits = []
    for review in ids.tolist():
        words = review[: review.index(0)] if 0 in review else review
        logits.append(table[words].mean(dim=0) @ weights if words else weights.sum() * 0)
    torch.nn.BCEWithLogitsLoss()(torch.stack(logits), torch.tensor(labels, dtype=torch.float32)).backward()
    return [table.grad.numpy(), weights.grad.numpy()]
