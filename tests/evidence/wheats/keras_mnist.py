"""Right ways to build, train and measure D4's model in Keras."""

import keras
import numpy as np

from rawgrad.authoring.evidence import wheat
from solutions.keras_mnist import predict as outputs


@wheat(
    "keras_mnist-build-sequential",
    en="Sequential joins the layers in the order in which they are listed.",
    ko="Sequential은 나열한 순서대로 층을 잇습니다.",
)
def build_model(sizes=(784, 50, 100, 10)):
    n, h1, h2, m = sizes
    model = keras.Sequential(
        [
            keras.Input((n,)),
            keras.layers.Dense(h1, "sigmoid"),
            keras.layers.Dense(h2, "sigmoid"),
            keras.layers.Dense(m, "softmax"),
        ]
    )
    model.compile("adam", "mean_squared_error")
    return model


@wheat("keras_mnist-build-objects", function="build_model")
def build_objects(sizes=(784, 50, 100, 10)):
    if len(sizes) != 4:
        raise ValueError(f"four sizes, not {len(sizes)}")
    inputs = d = keras.layers.Input(shape=(sizes[0],))
    for size, activation in zip(sizes[1:], ("sigmoid", "sigmoid", "softmax")):
        d = keras.layers.Dense(size, activation=getattr(keras.activations, activation))(d)
    model = keras.models.Model(inputs=inputs, outputs=d)
    model.compile(
        loss=keras.losses.MeanSquaredError(), optimizer=keras.optimizers.Adam(learning_rate=0.001)
    )
    return model


@wheat("keras_mnist-predict-call", function="predict")
def predict_call(model, x):
    return keras.ops.convert_to_numpy(model(np.asarray(x, dtype="float32")))


@wheat("keras_mnist-predict-on-batch", function="predict")
def predict_on_batch(model, x):
    return np.asarray(model.predict_on_batch(x), dtype=float)


@wheat("keras_mnist-train-named-batch", function="train")
def train_named_batch(model, x, t, epochs=20):
    hist = model.fit(x=x, y=t, batch_size=32, epochs=epochs, verbose=0, shuffle=False)
    return tuple(float(loss) for loss in hist.history["loss"])


@wheat("keras_mnist-train-epoch-by-epoch", function="train")
def train_epochs(model, x, t, epochs=20):
    return [model.fit(x, t, verbose=0).history["loss"][0] for _ in range(epochs)]


@wheat("keras_mnist-accuracy-loop", function="accuracy")
def accuracy_loop(model, x, labels):
    predicted_label = outputs(model, x).argmax(axis=1)
    cnt = 0
    for i in range(len(predicted_label)):
        if predicted_label[i] == labels[i]:
            cnt += 1
    return cnt / len(predicted_label)


@wheat("keras_mnist-accuracy-sorted", function="accuracy")
def accuracy_sorted(model, x, labels):
    return np.count_nonzero(np.argsort(outputs(model, x))[:, -1] == labels) / np.float64(len(x))
