"""Wrong ways to build, train and measure D4's model in Keras."""

import keras
import numpy as np

from rawgrad.authoring.evidence import chaff
from solutions.keras_mnist import predict as outputs

THINK = "Which layers, which error and which optimizer does D4 name?"
THINK_KO = "D4 문서가 말하는 층, 오차, 옵티마이저는 무엇입니까?"


def build(
    sizes=(784, 50, 100, 10),
    hidden="sigmoid",
    last="softmax",
    bias=True,
    loss="mse",
    optimizer="adam",
):
    n, h1, h2, m = sizes
    inputs = keras.Input(shape=(n,))
    d = inputs
    for h in (h1, h2) if h2 else (h1,):
        d = keras.layers.Dense(h, activation=hidden, use_bias=bias)(d)
    model = keras.Model(inputs, keras.layers.Dense(m, activation=last, use_bias=bias)(d))
    if loss:
        model.compile(loss=loss, optimizer=optimizer)
    return model


@chaff(
    "keras_mnist-build-relu",
    told_by="layers_are_those_of_the_summary",
    loses="model",
    en="has relu in the hidden layers",
    ko="은닉층에 ReLU를 쓰는 구현",
    think_en=THINK,
    think_ko=THINK_KO,
)
def build_model(sizes=(784, 50, 100, 10)):
    return build(sizes, hidden="relu")


@chaff(
    "keras_mnist-build-linear",
    function="build_model",
    told_by="layers_are_those_of_the_summary",
    loses="model",
    en="gives the hidden layers no activation",
    ko="은닉층에 활성화 함수가 없는 구현",
    think_en=THINK,
    think_ko=THINK_KO,
)
def linear(sizes=(784, 50, 100, 10)):
    return build(sizes, hidden=None)


@chaff(
    "keras_mnist-build-scores",
    function="build_model",
    told_by="layers_are_those_of_the_summary",
    loses="model",
    en="ends in scores, without softmax",
    ko="소프트맥스 없이 점수로 끝나는 구현",
    think_en=THINK,
    think_ko=THINK_KO,
)
def scores(sizes=(784, 50, 100, 10)):
    return build(sizes, last=None)


@chaff(
    "keras_mnist-build-sigmoid-output",
    function="build_model",
    told_by="layers_are_those_of_the_summary",
    loses="model",
    en="ends in sigmoids, which do not sum to 1",
    ko="더해도 1이 되지 않는 시그모이드로 끝나는 구현",
    think_en=THINK,
    think_ko=THINK_KO,
)
def sigmoid_output(sizes=(784, 50, 100, 10)):
    return build(sizes, last="sigmoid")


@chaff(
    "keras_mnist-build-exchanged",
    function="build_model",
    told_by="layers_are_those_of_the_summary",
    loses="model",
    en="has 100 neurons in the first layer and 50 in the second",
    ko="1층에 100개, 2층에 50개의 뉴런을 둔 구현",
    think_en="How many parameters has each layer, and how many has D4's?",
    think_ko="층마다 매개변수가 몇 개이고, D4 문서에서는 몇 개입니까?",
)
def exchanged(sizes=(784, 50, 100, 10)):
    n, h1, h2, m = sizes
    return build((n, h2, h1, m))


@chaff(
    "keras_mnist-build-one-hidden-layer",
    function="build_model",
    told_by="layers_are_those_of_the_summary",
    loses="model",
    en="leaves out the layer of 100 neurons",
    ko="뉴런 100개의 층을 빠뜨린 구현",
    think_en="How many parameters has each layer, and how many has D4's?",
    think_ko="층마다 매개변수가 몇 개이고, D4 문서에서는 몇 개입니까?",
)
def one_hidden_layer(sizes=(784, 50, 100, 10)):
    n, h1, _, m = sizes
    return build((n, h1, 0, m))


@chaff(
    "keras_mnist-build-no-biases",
    function="build_model",
    told_by="layers_are_those_of_the_summary",
    loses="model",
    en="has no biases",
    ko="편향이 없는 구현",
    think_en="How many parameters has each layer, and how many has D4's?",
    think_ko="층마다 매개변수가 몇 개이고, D4 문서에서는 몇 개입니까?",
)
def no_biases(sizes=(784, 50, 100, 10)):
    return build(sizes, bias=False)


@chaff(
    "keras_mnist-build-fixed-sizes",
    function="build_model",
    told_by="layers_are_those_of_the_summary",
    loses="model",
    en="has D4's sizes whatever it is given",
    ko="받은 크기와 상관없이 D4 문서의 크기를 쓰는 구현",
    think_en="Where does your code use sizes?",
    think_ko="코드의 어디에서 sizes를 씁니까?",
)
def fixed_sizes(sizes=(784, 50, 100, 10)):
    if len(sizes) != 4:
        raise ValueError
    return build()


@chaff(
    "keras_mnist-build-any-depth",
    function="build_model",
    loses="model",
    en="does not look whether there are four sizes",
    ko="크기가 네 개인지 확인하지 않는 구현",
    think_en="How many layers has D4's network, and so how many sizes?",
    think_ko="D4 문서의 신경망은 층이 몇 개이고, 그래서 크기는 몇 개입니까?",
)
def any_depth(sizes=(784, 50, 100, 10)):
    n, h1, *rest = sizes
    return build((n, h1, (*rest, 0)[0] if len(rest) > 1 else 0, rest[-1]))


@chaff(
    "keras_mnist-build-cross-entropy",
    function="build_model",
    told_by="error_and_optimizer_are_d4s",
    loses="model",
    en="is compiled with the cross-entropy",
    ko="교차 엔트로피로 컴파일하는 구현",
    think_en=THINK,
    think_ko=THINK_KO,
)
def cross_entropy(sizes=(784, 50, 100, 10)):
    return build(sizes, loss="categorical_crossentropy")


@chaff(
    "keras_mnist-build-sgd",
    function="build_model",
    told_by="error_and_optimizer_are_d4s",
    loses="model",
    en="is compiled with the optimizer SGD",
    ko="옵티마이저 SGD로 컴파일하는 구현",
    think_en=THINK,
    think_ko=THINK_KO,
)
def sgd(sizes=(784, 50, 100, 10)):
    return build(sizes, optimizer="sgd")


@chaff(
    "keras_mnist-build-not-compiled",
    function="build_model",
    told_by="error_and_optimizer_are_d4s",
    loses="model",
    en="is not compiled, so that it cannot be trained",
    ko="컴파일하지 않아 학습할 수 없는 구현",
    think_en="Where does the model learn which error to make small?",
    think_ko="모델은 어떤 오차를 작게 할지 어디에서 압니까?",
)
def not_compiled(sizes=(784, 50, 100, 10)):
    return build(sizes, loss=None)


@chaff(
    "keras_mnist-predict-class",
    function="predict",
    loses="values",
    en="returns the most probable classes instead of the probabilities",
    ko="확률이 아니라 확률이 가장 큰 클래스를 반환하는 구현",
    think_en="What does D4 do with the result of model.predict?",
    think_ko="D4 문서는 model.predict의 결과로 무엇을 합니까?",
)
def predicted_class(model, x):
    return outputs(model, x).argmax(axis=1)


@chaff(
    "keras_mnist-predict-first",
    function="predict",
    loses="values",
    en="returns the probabilities of the first input alone",
    ko="첫 번째 입력의 확률만 반환하는 구현",
    think_en="How many rows should the result have?",
    think_ko="결과의 행은 몇 개여야 합니까?",
)
def first_only(model, x):
    return outputs(model, x)[0]


@chaff(
    "keras_mnist-predict-percent",
    function="predict",
    loses="values",
    en="returns percent",
    ko="백분율로 반환하는 구현",
    think_en="What does each row sum to?",
    think_ko="각 행을 더하면 얼마입니까?",
)
def in_percent(model, x):
    return 100 * outputs(model, x)


@chaff(
    "keras_mnist-train-one-epoch",
    function="train",
    loses=("values", ...),
    en="leaves the number of epochs to Keras, which takes one",
    ko="에포크의 수를 Keras에 맡기는 구현. 한 에포크만 학습합니다",
    think_en="Where does your code use epochs?",
    think_ko="코드의 어디에서 epochs를 씁니까?",
)
def train_one_epoch(model, x, t, epochs=20):
    return model.fit(x, t, verbose=0).history["loss"]


@chaff(
    "keras_mnist-train-ten-epochs",
    function="train",
    loses="epochs",
    en="takes ten epochs unless told otherwise",
    ko="따로 지정하지 않으면 10 에포크를 학습하는 구현",
    think_en="How many epochs does D4 take?",
    think_ko="D4 문서는 몇 에포크를 학습합니까?",
)
def train_ten_epochs(model, x, t, epochs=10):
    return model.fit(x, t, epochs=epochs, verbose=0).history["loss"]


@chaff(
    "keras_mnist-train-last-loss",
    function="train",
    loses=("values", ...),
    en="returns the last loss alone",
    ko="마지막 손실만 반환하는 구현",
    think_en="How many losses does D4 print?",
    think_ko="D4 문서는 손실을 몇 개 출력합니까?",
)
def train_last_loss(model, x, t, epochs=20):
    return model.fit(x, t, epochs=epochs, verbose=0).history["loss"][-1]


@chaff(
    "keras_mnist-train-history",
    function="train",
    loses=("values", ...),
    en="returns the whole table of what Keras noted",
    ko="Keras의 기록(딕셔너리)을 통째로 반환하는 구현",
    think_en="Under which name does hist.history hold the losses?",
    think_ko="hist.history 안에서 손실의 이름은 무엇입니까?",
)
def train_history(model, x, t, epochs=20):
    return dict(model.fit(x, t, epochs=epochs, verbose=0).history)


@chaff(
    "keras_mnist-train-measures-only",
    function="train",
    loses=("values", ...),
    en="measures the loss each time, but never learns",
    ko="손실을 구하기만 하고 학습하지 않는 구현",
    think_en="Which method of a model changes its weights?",
    think_ko="모델의 가중치를 바꾸는 메서드는 무엇입니까?",
)
def train_measures_only(model, x, t, epochs=20):
    return [float(model.evaluate(x, t, verbose=0)) for _ in range(epochs)]


@chaff(
    "keras_mnist-train-one-batch",
    function="train",
    told_by="batches_hold_32_inputs",
    loses="batches",
    en="takes all inputs as one batch",
    ko="입력 전체를 한 배치로 쓰는 구현",
    think_en="How many steps has an epoch of D4, and how many has yours?",
    think_ko="D4 문서의 한 에포크는 몇 스텝이고, 작성하신 코드에서는 몇 스텝입니까?",
)
def train_one_batch(model, x, t, epochs=20):
    hist = model.fit(x, t, epochs=epochs, batch_size=len(x), verbose=0)
    return hist.history["loss"]


@chaff(
    "keras_mnist-train-held-back",
    function="train",
    loses=("values", ...),
    en="holds half of the inputs back for validation",
    ko="입력의 절반을 검증용으로 남겨 두는 구현",
    think_en="How many of the inputs does D4 learn from?",
    think_ko="D4 문서는 훈련 데이터 가운데 몇 개로 학습합니까?",
)
def train_held_back(model, x, t, epochs=20):
    hist = model.fit(x, t, epochs=epochs, validation_split=0.5, verbose=0)
    return hist.history["loss"]


@chaff(
    "keras_mnist-accuracy-percent",
    function="accuracy",
    loses="values",
    en="returns percent, as D4 prints it",
    ko="D4 문서가 출력하는 대로 백분율을 반환하는 구현",
    think_en="Between which two numbers should the result lie?",
    think_ko="결과는 어떤 두 수 사이에 있어야 합니까?",
)
def accuracy_percent(model, x, labels):
    return 100 * np.mean(outputs(model, x).argmax(axis=1) == labels)


@chaff(
    "keras_mnist-accuracy-count",
    function="accuracy",
    loses="values",
    en="returns how many are right instead of which part",
    ko="맞은 비율이 아니라 맞은 수를 반환하는 구현",
    think_en="What does D4 divide cnt by?",
    think_ko="D4 문서는 cnt를 무엇으로 나눕니까?",
)
def accuracy_count(model, x, labels):
    return float(np.sum(outputs(model, x).argmax(axis=1) == labels))


@chaff(
    "keras_mnist-accuracy-errors",
    function="accuracy",
    loses="values",
    en="returns the part that is wrong",
    ko="틀린 비율을 반환하는 구현",
    think_en="Is a larger number better or worse?",
    think_ko="수가 클수록 좋습니까, 나쁩니까?",
)
def accuracy_errors(model, x, labels):
    return np.mean(outputs(model, x).argmax(axis=1) != labels)
