"""D4's model in Keras, which is right; its imports name Keras where D4 names TensorFlow."""

from keras.layers import Dense, Input
from keras.models import Model

from rawgrad.authoring.evidence import listing


def build_model(sizes=(784, 50, 100, 10)):
    n, h1, h2, m = sizes
    inputs = Input(shape=(n,))
    d = Dense(h1, activation="sigmoid")(inputs)
    d = Dense(h2, activation="sigmoid")(d)
    d = Dense(m, activation="softmax")(d)
    model = Model(inputs, d)
    model.compile(loss="mse", optimizer="adam")
    return model


def train(model, x, t, epochs=20):
    hist = model.fit(x, t, epochs=epochs)
    return hist.history["loss"]


def accuracy(model, x, labels):
    predict = model.predict(x)
    predicted_label = predict.argmax(axis=1)
    cnt = 0
    for i in range(len(predicted_label)):
        if predicted_label[i] == labels[i]:
            cnt += 1
    return cnt / len(predicted_label)


listing(
    "keras_mnist-d4",
    document="D4",
    code={"build_model": build_model, "train": train, "accuracy": accuracy},
    earns=10,
    loses=(),
)
