"""Wrong ways to mend D4's PyTorch code, its own three faults first."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import optim
from torch.utils.data import DataLoader

from rawgrad.authoring.evidence import chaff
from solutions.torch_mnist import arrays, dataset


def hidden(self, x):
    h1 = torch.sigmoid(self.d1(x.float().view(-1, 784)))
    return h1, torch.sigmoid(self.d2(h1))


def run(model, x, labels, epochs, batch_size, *, rate=0.001, zero=True, anew=False, **loader):
    """Train, with one part of it exchanged."""
    train_loader = DataLoader(dataset(x, labels), batch_size=batch_size, **loader)
    optimizer, losses = optim.Adam(model.parameters(), lr=rate), []
    for _ in range(epochs):
        if anew:
            optimizer = optim.Adam(model.parameters(), lr=rate)
        for data, target in train_loader:
            if zero:
                optimizer.zero_grad()
            loss = F.nll_loss(model(data), target)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses


def measure(model, x, labels):
    with torch.no_grad():
        data, target = dataset(x, labels).tensors
        return model(data), target


@chaff(
    "torch_mnist-normalize-not-divided",
    loses="values",
    en="subtracts the mean from pixels up to 255, without dividing by 255 first",
    ko="픽셀을 255로 나누지 않고 평균을 빼는 구현",
    think_en="0.1307 is the mean of pixels of which range?",
    think_ko="0.1307은 값의 범위가 어떤 픽셀의 평균입니까?",
)
def normalize(images):
    return (images - 0.1307) / 0.3081


@chaff(
    "torch_mnist-normalize-only-divided",
    function="normalize",
    loses="values",
    en="divides by 255 and stops there",
    ko="255로 나누기만 하는 구현",
    think_en="What does D4 do after ToTensor?",
    think_ko="D4 문서는 ToTensor 다음에 무엇을 합니까?",
)
def only_divided(images):
    return images / 255


@chaff(
    "torch_mnist-normalize-multiplied",
    function="normalize",
    loses="values",
    en="multiplies by the standard deviation instead of dividing by it",
    ko="표준편차로 나누지 않고 곱하는 구현",
    think_en="What is the standard deviation of your result?",
    think_ko="결과의 표준편차는 얼마입니까?",
)
def multiplied(images):
    return (images / 255 - 0.1307) * 0.3081


@chaff(
    "torch_mnist-normalize-own-mean",
    function="normalize",
    loses="values",
    en="takes mean and deviation of the images it is given, not of the training images",
    ko="훈련 이미지가 아니라 받은 이미지의 평균과 표준편차를 쓰는 구현",
    think_en="Should the same image look different beside other images?",
    think_ko="같은 이미지인데 함께 있는 이미지에 따라 결과가 달라져야 합니까?",
)
def own_mean(images):
    return (images - images.mean()) / images.std()


@chaff(
    "torch_mnist-last-layer-unused",
    function="dnn.forward",
    loses="values",
    en="leaves the last layer unused, D4's first fault: the outputs are as many as hidden neurons",
    ko="마지막 층을 쓰지 않는 구현. D4 문서의 첫 번째 결함이며, 출력이 은닉층의 뉴런 수만큼 나옵니다",
    think_en="How many columns does your output have, and how many digits are there?",
    think_ko="출력의 열은 몇 개이고, 숫자는 몇 가지입니까?",
)
@arrays
def last_layer_unused(self, x):
    return F.log_softmax(hidden(self, x)[1], dim=1)


@chaff(
    "torch_mnist-probabilities",
    function="dnn.forward",
    loses="values",
    en="gives probabilities to nll_loss, D4's second fault: it wants their logarithms",
    ko="nll_loss에 확률을 넘기는 구현. D4 문서의 두 번째 결함이며, nll_loss에는 확률의 로그를 주어야 합니다",
    think_en="Why can D4's loss be negative, and what is nll short for?",
    think_ko="D4 문서의 손실은 왜 음수가 될 수 있습니까? nll은 무엇을 줄인 말입니까?",
)
@arrays
def probabilities(self, x):
    return F.softmax(self.d3(hidden(self, x)[1]), dim=1)


@chaff(
    "torch_mnist-as-listed",
    function="dnn.forward",
    loses="values",
    en="is D4's own, with two faults: the last layer is unused and probabilities go to nll_loss",
    ko="D4 문서의 코드를 그대로 쓴 구현. 마지막 층이 쓰이지 않고, nll_loss에 확률이 들어갑니다",
    think_en="Which of the three layers does forward not mention?",
    think_ko="세 층 가운데 forward에 나오지 않는 것은 무엇입니까?",
)
@arrays
def as_listed(self, x):
    return F.softmax(hidden(self, x)[1], dim=1)


@chaff(
    "torch_mnist-scores",
    function="dnn.forward",
    loses="values",
    en="returns the scores of the last layer without softmax",
    ko="마지막 층의 점수를 소프트맥스 없이 반환하는 구현",
    think_en="Do the exponentials of your outputs sum to 1?",
    think_ko="출력에 지수 함수를 취해 더하면 1이 됩니까?",
)
@arrays
def scores(self, x):
    return self.d3(hidden(self, x)[1])


@chaff(
    "torch_mnist-sigmoid-at-the-end",
    function="dnn.forward",
    loses="values",
    en="puts a sigmoid behind the last layer too: the scores cannot leave 0 to 1",
    ko="마지막 층 뒤에도 시그모이드를 둔 구현. 점수가 0과 1 사이를 벗어나지 못합니다",
    think_en="If all scores lie between 0 and 1, how sure can softmax be?",
    think_ko="점수가 모두 0과 1 사이이면 소프트맥스는 얼마나 확신할 수 있습니까?",
)
@arrays
def sigmoid_at_the_end(self, x):
    return F.log_softmax(torch.sigmoid(self.d3(hidden(self, x)[1])), dim=1)


@chaff(
    "torch_mnist-across-the-batch",
    function="dnn.forward",
    loses="values",
    en="takes softmax across the images of the batch, dim=0",
    ko="dim=0으로 배치의 이미지들 사이에서 소프트맥스를 구하는 구현",
    think_en="Which numbers compete with each other: the digits of one image, or the images?",
    think_ko="서로 견주어야 하는 것은 한 이미지의 숫자들입니까, 여러 이미지입니까?",
)
@arrays
def across_the_batch(self, x):
    return F.log_softmax(self.d3(hidden(self, x)[1]), dim=0)


@chaff(
    "torch_mnist-log-of-softmax",
    function="dnn.forward",
    loses="values",
    en="takes the logarithm of softmax in two steps: a probability of 0 becomes -inf",
    ko="소프트맥스의 로그를 두 단계로 구하는 구현. 확률이 0이 되면 -inf가 됩니다",
    think_en="What is the logarithm of e^-800, and what that of the float nearest to it?",
    think_ko="e^-800의 로그는 얼마이고, 이 수에 가장 가까운 실수의 로그는 얼마입니까?",
)
@arrays
def log_of_softmax(self, x):
    return torch.log(F.softmax(self.d3(hidden(self, x)[1]), dim=1))


@chaff(
    "torch_mnist-second-layer-skipped",
    function="dnn.forward",
    loses="values",
    en="has no sigmoid behind the second layer",
    ko="2층 뒤에 시그모이드가 없는 구현",
    think_en="What are two linear layers one behind the other good for?",
    think_ko="선형인 층 두 개를 이으면 층 하나와 무엇이 다릅니까?",
)
@arrays
def second_layer_linear(self, x):
    return F.log_softmax(self.d3(self.d2(hidden(self, x)[0])), dim=1)


@chaff(
    "torch_mnist-relu",
    function="dnn.forward",
    loses="values",
    en="uses relu instead of the sigmoid",
    ko="시그모이드가 아니라 ReLU를 쓰는 구현",
    think_en="Is the sigmoid one of D4's faults?",
    think_ko="시그모이드가 D4 문서의 결함입니까?",
)
@arrays
def with_relu(self, x):
    h1 = F.relu(self.d1(x.float().view(-1, 784)))
    return F.log_softmax(self.d3(F.relu(self.d2(h1))), dim=1)


@chaff(
    "torch_mnist-sign",
    function="dnn.forward",
    loses="values",
    en="returns minus the logarithms, which nll_loss negates once more",
    ko="로그에 마이너스를 붙여 반환하는 구현. nll_loss에서 부호가 한 번 더 바뀝니다",
    think_en="What sign has the logarithm of a probability?",
    think_ko="확률의 로그는 부호가 무엇입니까?",
)
@arrays
def sign(self, x):
    return -F.log_softmax(self.d3(hidden(self, x)[1]), dim=1)


@chaff(
    "torch_mnist-batch-size-unused",
    function="train",
    loses=("batches", ...),
    en="gives DataLoader no batch size, D4's third fault: batches are of one image",
    ko="DataLoader에 배치 크기를 주지 않는 구현. D4 문서의 세 번째 결함이며, 배치가 이미지 한 장씩입니다",
    think_en="How many steps does your epoch have, and how many should it have?",
    think_ko="한 에포크는 몇 스텝이고, 몇 스텝이어야 합니까?",
)
def batch_size_unused(model, x, labels, epochs=1, batch_size=64):
    return run(model, x, labels, epochs, 1)


@chaff(
    "torch_mnist-train-fixed-batch-size",
    function="train",
    loses=("batches", ...),
    en="always takes batches of 64",
    ko="언제나 64장씩의 배치를 쓰는 구현",
    think_en="Where does your code use its argument batch_size?",
    think_ko="코드의 어디에서 인자 batch_size를 씁니까?",
)
def fixed_batch_size(model, x, labels, epochs=1, batch_size=64):
    return run(model, x, labels, epochs, 64)


@chaff(
    "torch_mnist-train-drops-the-last",
    function="train",
    loses=("batches", ...),
    en="drops a last batch that is not full",
    ko="꽉 차지 않은 마지막 배치를 버리는 구현",
    think_en="How many of five images are seen in batches of two?",
    think_ko="이미지 다섯 장을 두 장씩 나누면 몇 장을 봅니까?",
)
def drops_the_last(model, x, labels, epochs=1, batch_size=64):
    return run(model, x, labels, epochs, batch_size, drop_last=True)


@chaff(
    "torch_mnist-train-reversed",
    function="train",
    loses=("batches", ...),
    en="takes the images in another order",
    ko="이미지를 주어진 순서대로 쓰지 않는 구현",
    think_en="Does D4's DataLoader shuffle?",
    think_ko="D4 문서의 DataLoader는 이미지의 순서를 섞습니까?",
)
def reversed_order(model, x, labels, epochs=1, batch_size=64):
    return run(model, x[::-1].copy(), labels[::-1].copy(), epochs, batch_size)


@chaff(
    "torch_mnist-train-gradients-pile-up",
    function="train",
    loses=("batches", ...),
    en="never sets the gradients back to 0, so that they pile up",
    ko="기울기를 0으로 되돌리지 않아 계속 쌓는 구현",
    think_en="What does backward do to the gradients that are already there?",
    think_ko="backward는 이미 있는 기울기를 어떻게 합니까?",
)
def gradients_pile_up(model, x, labels, epochs=1, batch_size=64):
    return run(model, x, labels, epochs, batch_size, zero=False)


@chaff(
    "torch_mnist-train-optimizer-anew",
    function="train",
    loses="values",
    en="makes a new optimizer each epoch, which forgets its means",
    ko="에포크마다 옵티마이저를 새로 만드는 구현. 그때마다 Adam의 평균이 사라집니다",
    think_en="What does Adam remember from one step to the next?",
    think_ko="Adam은 한 스텝에서 다음 스텝까지 무엇을 기억합니까?",
)
def optimizer_anew(model, x, labels, epochs=1, batch_size=64):
    return run(model, x, labels, epochs, batch_size, anew=True)


@chaff(
    "torch_mnist-train-without-steps",
    function="train",
    loses=("batches", ...),
    en="never takes a step: the network stays as it was",
    ko="한 스텝도 갱신하지 않는 구현. 신경망이 그대로입니다",
    think_en="Which line changes the weights?",
    think_ko="가중치를 바꾸는 줄은 무엇입니까?",
)
def without_steps(model, x, labels, epochs=1, batch_size=64):
    return run(model, x, labels, epochs, batch_size, rate=0.0)


@chaff(
    "torch_mnist-train-one-epoch",
    function="train",
    loses="values",
    en="goes through the images once, whatever epochs says",
    ko="인자 epochs와 상관없이 모든 이미지를 한 번만 학습하는 구현",
    think_en="Where does your code use its argument epochs?",
    think_ko="코드의 어디에서 인자 epochs를 씁니까?",
)
def one_epoch(model, x, labels, epochs=1, batch_size=64):
    return run(model, x, labels, 1, batch_size)


@chaff(
    "torch_mnist-train-last-loss",
    function="train",
    loses=("batches", ...),
    en="returns the last loss instead of a list of all",
    ko="손실의 리스트가 아니라 마지막 손실을 반환하는 구현",
    think_en="How many numbers does the docstring promise?",
    think_ko="docstring은 수를 몇 개 반환한다고 합니까?",
)
def last_loss(model, x, labels, epochs=1, batch_size=64):
    return run(model, x, labels, epochs, batch_size)[-1]


@chaff(
    "torch_mnist-test-sum",
    loses="values",
    en="sums the losses instead of taking the mean",
    ko="손실을 더하기만 하고 평균을 내지 않는 구현",
    think_en="What does D4 divide test_loss by in the end?",
    think_ko="D4 문서는 마지막에 test_loss를 무엇으로 나눕니까?",
)
def test(model, x, labels):
    output, target = measure(model, x, labels)
    hits = output.argmax(dim=1) == target
    return F.nll_loss(output, target, reduction="sum").item(), hits.float().mean().item()


@chaff(
    "torch_mnist-test-count",
    function="test",
    loses="values",
    en="returns how many images are right instead of which part of them",
    ko="맞은 비율이 아니라 맞은 이미지의 수를 반환하는 구현",
    think_en="Between which two numbers does an accuracy lie?",
    think_ko="정확도는 어떤 두 수 사이에 있습니까?",
)
def count(model, x, labels):
    output, target = measure(model, x, labels)
    hits = output.argmax(dim=1) == target
    return F.nll_loss(output, target).item(), float(hits.sum().item())


@chaff(
    "torch_mnist-test-across",
    function="test",
    loses="values",
    en="looks for the surest image of each digit instead of the surest digit of each image",
    ko="이미지마다 가장 확실한 숫자가 아니라 숫자마다 가장 확실한 이미지를 찾는 구현",
    think_en="Along which axis does argmax choose a digit?",
    think_ko="argmax는 어느 축을 따라야 숫자를 고릅니까?",
)
def across(model, x, labels):
    output, target = measure(model, x, labels)
    hits = output.argmax(dim=0).numpy()[np.minimum(target, len(target) - 1)] == labels
    return F.nll_loss(output, target).item(), float(np.mean(hits))


@chaff(
    "torch_mnist-test-order",
    function="test",
    loses="values",
    en="returns accuracy and loss in the wrong order",
    ko="정확도와 손실의 순서를 바꾸어 반환하는 구현",
    think_en="Which of the two does the docstring have first?",
    think_ko="docstring에서는 어느 쪽이 먼저입니까?",
)
def order(model, x, labels):
    output, target = measure(model, x, labels)
    hits = output.argmax(dim=1) == target
    return hits.float().mean().item(), F.nll_loss(output, target).item()
