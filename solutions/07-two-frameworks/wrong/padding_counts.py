# Counts padding as a word in Keras, where no mask was made.
# fails: test-gradients, test-gradients-hidden

# %% gradients
def keras_gradients(E, w, ids, labels):
    table, weights = tf.Variable(E, dtype=tf.float32), tf.Variable(w, dtype=tf.float32)
    with tf.GradientTape() as tape:
        z = tf.linalg.matvec(tf.reduce_mean(tf.gather(table, ids), axis=1), weights)
        loss = keras.losses.BinaryCrossentropy(from_logits=True)(labels, z)
    return [tf.convert_to_tensor(each).numpy() for each in tape.gradient(loss, [table, weights])]


def torch_gradients(E, w, ids, labels):
    table = torch.tensor(E, dtype=torch.float32, requires_grad=True)
    weights = torch.tensor(w, dtype=torch.float32, requires_grad=True)
    means = torch.nn.functional.embedding_bag(torch.tensor(ids), table, mode="mean", padding_idx=0)
    torch.nn.BCEWithLogitsLoss()(means @ weights, torch.tensor(labels, dtype=torch.float32)).backward()
    return [table.grad.numpy(), weights.grad.numpy()]
