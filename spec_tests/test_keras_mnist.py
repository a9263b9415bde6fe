"""What holds for every right model in Keras, and that it learns digits."""

import numpy as np

from rawgrad.kit.text import Text
from rawgrad.spec.law import Trial, law, scenario

SUMMARY = (("sigmoid", 50, 39_250), ("sigmoid", 100, 5_100), ("softmax", 10, 1_010))


@law(
    "build_model",
    "model",
    en="D4's layers: 50 and 100 sigmoid, 10 softmax; 39,250 + 5,100 + 1,010 = 45,360 parameters",
    ko="D4 문서의 층은 시그모이드 50개와 100개, 소프트맥스 10개이고, 매개변수는 39,250 + 5,100 + 1,010 = 45,360개입니다",
    document="D4",
)
def test_layers_are_those_of_the_summary(trial: Trial) -> None:
    for sizes, want in (
        ((), SUMMARY),
        (((3, 4, 2, 5),), (("sigmoid", 4, 16), ("sigmoid", 2, 10), ("softmax", 5, 15))),
    ):
        about = trial.call("describe", trial.make("build_model", *sizes))
        layers = [tuple(layer[1:]) for layer in about["layers"] if layer[0] != "InputLayer"]
        trial.hold(layers == list(want), of="layers", got=layers, want=list(want))


@law(
    "build_model",
    "model",
    en="The error is the mean squared error, the optimizer Adam with its usual settings",
    ko="오차는 평균 제곱 오차이고, 옵티마이저는 보통 설정의 Adam입니다",
    document="D4",
)
def test_error_and_optimizer_are_d4s(trial: Trial) -> None:
    about = trial.call("describe", trial.make("build_model"))
    names = ("mse", "MSE", "mean_squared_error", "MeanSquaredError")
    trial.hold(about["loss"] in names, of="loss", got=about["loss"], want="mse")
    trial.hold(about["optimizer"] == "Adam", of="optimizer", got=about["optimizer"], want="Adam")


@law(
    "train",
    "batches",
    en="Batches of 32: 320 inputs make 10 steps, each about 0.001 long",
    ko="배치는 32개씩입니다. 입력 320개는 열 스텝이고, 한 스텝의 길이는 약 0.001입니다",
    document="D4",
)
def test_batches_hold_32_inputs(trial: Trial) -> None:
    # All inputs alike: every step has nearly the same gradient, and Adam's steps add up.
    start = {"W1": [[0.5, -0.5]], "b1": [0.1, 0.2], "W2": [[1.0], [-1.0]], "b2": [0.0]}
    start |= {"W3": [[1.0, -1.0]], "b3": [0.0, 0.0]}
    network = {key: np.array(value) for key, value in start.items()}
    model = trial.make("with_weights", network)
    x, t = np.ones((320, 1)), np.tile([1.0, 0.0], (320, 1))
    losses = trial.sequence("train", model, x, t, 1, length=1)
    trial.unchanged()
    trial.hold(losses[0] > 0, of="losses[0]", got=losses[0], want="> 0")
    end = trial.call("weights", model)
    moved = trial.as_array(end["b3"], (2,)) - network["b3"]
    trial.hold(np.abs(moved - [0.01, -0.01]).max() < 0.0005, got=moved, want="0.01, -0.01")


@scenario(
    "train",
    en="Trained on 2,000 digits the model reads most of 500 others",
    ko="숫자 2,000개로 학습한 모델은 다른 숫자 500개를 대부분 읽습니다",
    document="D4",
    limit=300,
)
def test_keras_learns_digits(trial: Trial) -> Text:
    mnist = trial.of("mnist")
    images, labels = (mnist.make("read_mnist", "test")[part][:2500] for part in (0, 1))
    # D4 trains on pixels from 0 to 255, which takes longer than there is time here.
    x = trial.read(images).reshape(-1, 784).astype(np.float32) / 255
    t = trial.read(labels)
    model = trial.make("build_model")
    losses = trial.sequence("train", model, x[:2000], np.eye(10)[t[:2000]], 6, length=6)
    trial.hold(losses[-1] < losses[0] and losses[-1] < 0.075, got=losses[-1], want="< 0.075")
    reached = trial.number("accuracy", model, x[2000:], t[2000:])
    trial.hold(reached >= 0.5, of="accuracy", got=reached, want=">= 0.5")
    return Text(
        f"accuracy {reached:.3f} on 500 digits after 6 epochs of 2,000",
        f"숫자 2,000개를 6 에포크 학습한 뒤 숫자 500개의 정확도: {reached:.3f}",
    )
