# Labels keep their type, so that whole numbers stop the loss of PyTorch.
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
    table, weights = torch.tensor(E, requires_grad=True), torch.tensor(w, requires_grad=True)
    means = torch.nn.functional.embedding_bag(torch.tensor(ids), table, mode="mean", padding_idx=0)
    torch.nn.BCEWithLogitsLoss()(means @ weights, torch.tensor(labels)).backward()
    return [table.grad.numpy(), weights.grad.numpy()]
