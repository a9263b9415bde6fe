"""What holds for every right measure of information, and a code for the letters of a text."""

from collections import Counter

import numpy as np

from rawgrad.kit.text import Text
from rawgrad.spec.law import Trial, law, leaves_arguments, scenario


def some_distribution(rng: np.random.Generator, size: int) -> np.ndarray:
    """Return probabilities none of which is tiny, so that roundings stay small."""
    weights = rng.uniform(0.2, 1, size=size)
    return weights / weights.sum()


def bits(p: np.ndarray) -> float:
    """Return the entropy of a distribution without zeros."""
    return float(np.sum(p * np.log2(1 / p)))


test_self_information_cases_leave_arguments = leaves_arguments("self_information")
test_entropy_cases_leave_arguments = leaves_arguments("entropy")
test_cross_entropy_cases_leave_arguments = leaves_arguments("cross_entropy")
test_huffman_code_lengths_cases_leave_arguments = leaves_arguments("huffman_code_lengths")


@law(
    "self_information",
    "values",
    en="Independent events add up: the information of both is the sum of each",
    ko="서로 독립인 사건의 정보량은 더해집니다. 함께 일어날 때의 정보량은 각각의 합입니다",
    document="D3",
)
def test_independent_events_add_up(trial: Trial) -> None:
    p, q = trial.rng.uniform(0.01, 0.9, size=(2, 5))
    both = trial.array("self_information", p * q, shape=(5,))
    first = trial.array("self_information", p, shape=(5,))
    second = trial.array("self_information", q, shape=(5,))
    trial.same(both, first + second, atol=1e-5, of="self_information(p * q)")


@law(
    "self_information",
    "inputs",
    en="The probabilities are the same afterwards",
    ko="계산한 뒤에도 확률은 그대로입니다",
)
def test_probabilities_are_left_alone(trial: Trial) -> None:
    got = trial.array("self_information", np.array([0.25, 0.125]), shape=(2,))
    trial.unchanged()
    trial.same(got, np.array([2.0, 3.0]))


@law(
    "self_information",
    "inputs",
    en="The probabilities are the same afterwards, in a matrix and with zeros",
    ko="행렬이어도, 0이 있어도 계산한 뒤 확률은 그대로입니다",
    needs=("shapes", "extremes"),
)
def test_matrix_is_left_alone(trial: Trial) -> None:
    trial.call("self_information", np.array([[0.25, 0.0], [1.0, 0.125]]))
    trial.unchanged()


@law(
    "entropy",
    "inputs",
    en="The distribution is the same afterwards",
    ko="계산한 뒤에도 분포는 그대로입니다",
)
def test_distribution_is_left_alone(trial: Trial) -> None:
    got = trial.number("entropy", np.array([0.5, 0.25, 0.25]))
    trial.unchanged()
    trial.same(got, 1.5)


@law(
    "entropy",
    "inputs",
    en="The distribution is the same afterwards, zeros included",
    ko="0이 있어도 계산한 뒤 분포는 그대로입니다",
    needs=("extremes",),
)
def test_zeros_are_left_alone(trial: Trial) -> None:
    got = trial.number("entropy", np.array([0.5, 0.0, 0.5]))
    trial.unchanged()
    trial.same(got, 1.0)


@law(
    "entropy",
    "values",
    en="The less can be foreseen, the larger the entropy: it is largest for equal chances",
    ko="예측하기 어려울수록 엔트로피가 큽니다. 확률이 모두 같을 때 가장 큽니다",
    document="D3",
)
def test_equal_chances_are_least_certain(trial: Trial) -> None:
    p = np.array([0.7, 0.1, 0.15, 0.05])
    certain = trial.number("entropy", p)
    nearer = trial.number("entropy", (p + 0.25) / 2)
    equal = trial.number("entropy", np.full(4, 0.25))
    trial.same(equal, 2.0)
    trial.hold(
        certain < nearer < equal, of="(a, b, c)", got=(certain, nearer, equal), want="a < b < c"
    )


@law(
    "cross_entropy",
    "values",
    en="The cross-entropy is smallest where the estimate is the target: there it is the entropy",
    ko="교차 엔트로피는 추정 분포가 정답 분포와 같을 때 가장 작고, 그때의 값은 엔트로피입니다",
    document="D3",
)
def test_estimate_moves_to_the_target(trial: Trial) -> None:
    p, q = some_distribution(trial.rng, 5), some_distribution(trial.rng, 5)
    target = trial.number("cross_entropy", p, p)
    trial.same(target, bits(p), of="cross_entropy(p, p)")
    nearer = trial.number("cross_entropy", p, (p + q) / 2)
    away = trial.number("cross_entropy", p, q)
    trial.hold(target < nearer < away, of="(a, b, c)", got=(target, nearer, away), want="a < b < c")


@law(
    "cross_entropy",
    "inputs",
    en="Both distributions are the same afterwards",
    ko="계산한 뒤에도 두 분포는 그대로입니다",
)
def test_both_are_left_alone(trial: Trial) -> None:
    p, q = np.array([0.5, 0.25, 0.25]), np.array([0.25, 0.25, 0.5])
    got = trial.number("cross_entropy", p, q)
    trial.unchanged()
    trial.same(got, 1.75)


@law(
    "cross_entropy",
    "inputs",
    en="Both distributions are the same afterwards, zeros included",
    ko="0이 있어도 계산한 뒤 두 분포는 그대로입니다",
    needs=("extremes",),
)
def test_distributions_are_left_alone(trial: Trial) -> None:
    p, q = np.array([0.0, 0.5, 0.5]), np.array([0.25, 0.0, 0.75])
    got = trial.number("cross_entropy", p, q)
    trial.unchanged()
    trial.hold(got == np.inf, got=got, want="inf")


@law(
    "huffman_code_lengths",
    "values",
    en="Equal probabilities allow several best codes, of one mean length",
    ko="확률이 같은 기호가 있으면 가장 좋은 부호가 여러 개지만, 평균 길이는 모두 같습니다",
    document="D3",
)
def test_any_best_code_will_do(trial: Trial) -> None:
    # Of six equal symbols two have words of two bits and four of three bits.
    for p, mean in (([0.4, 0.2, 0.2, 0.1, 0.1], 2.2), ([1 / 6] * 6, 16 / 6)):
        lengths = trial.array("huffman_code_lengths", np.array(p), shape=(len(p),), kind="integer")
        trial.same(np.sum(0.5**lengths), 1.0, of="sum(0.5 ** lengths)")
        trial.same(np.dot(p, lengths), mean, of="sum(p * lengths)")


@law(
    "huffman_code_lengths",
    "values",
    en="The mean length lies between the entropy and one bit more, and none is shorter",
    ko="평균 길이는 엔트로피보다 작지 않고 엔트로피에 1비트를 더한 것보다 작으며, 더 짧은 평균은 없습니다",
    document="D3",
)
def test_mean_length_is_near_the_entropy(trial: Trial) -> None:
    for size in (2, 9, 10, 17, 40):
        p = some_distribution(trial.rng, size)
        lengths = trial.array("huffman_code_lengths", p, shape=(size,), kind="integer")
        trial.same(np.sum(0.5**lengths), 1.0, of="sum(0.5 ** lengths)")
        mean, mean_is = float(p @ lengths), "sum(p * lengths)"
        trial.hold(
            bits(p) <= mean < bits(p) + 1, of=mean_is, got=mean, want=f"{bits(p):.4f} ... +1"
        )
        # A joining makes one bit longer whatever it joins, so the least mean is the sum of all.
        weights, least = p.tolist(), 0.0
        for _ in p[1:]:
            rare, rarer, *others = sorted(weights)
            least += rare + rarer
            weights = [rare + rarer, *others]
        trial.same(mean, least, atol=1e-9, of=mean_is)


@law(
    "huffman_code_lengths",
    "inputs",
    en="The probabilities are neither sorted nor changed",
    ko="확률은 정렬되지도 바뀌지도 않습니다",
)
def test_symbols_keep_their_order(trial: Trial) -> None:
    p = np.array([0.5, 0.125, 0.25, 0.125])
    lengths = trial.array("huffman_code_lengths", p, shape=(4,), kind="integer")
    trial.unchanged()
    trial.same(lengths, np.array([1, 3, 2, 3]))


@law(
    "huffman_code_lengths",
    "inputs",
    en="A list of probabilities is neither sorted nor changed",
    ko="확률의 리스트도 정렬되거나 바뀌지 않습니다",
    needs=("types",),
)
def test_list_keeps_its_order(trial: Trial) -> None:
    trial.call("huffman_code_lengths", [0.5, 0.125, 0.25, 0.125])
    trial.unchanged()


@law(
    "self_information",
    "inputs",
    en="self_information leaves lists as they were",
    ko="self_information: 인자로 받은 리스트도 그대로 남아 있습니다",
    needs=("types",),
)
def test_probabilities_list_unchanged(trial: Trial) -> None:
    trial.call("self_information", [0.5, 0.125, 0.25])
    trial.unchanged()


@law(
    "entropy",
    "inputs",
    en="entropy leaves lists as they were",
    ko="entropy: 인자로 받은 리스트도 그대로 남아 있습니다",
    needs=("types",),
)
def test_distribution_list_unchanged(trial: Trial) -> None:
    trial.call("entropy", [0.5, 0.125, 0.375])
    trial.unchanged()


@law(
    "cross_entropy",
    "inputs",
    en="cross_entropy leaves lists as they were",
    ko="cross_entropy: 인자로 받은 리스트도 그대로 남아 있습니다",
    needs=("types",),
)
def test_distribution_lists_unchanged(trial: Trial) -> None:
    trial.call("cross_entropy", [0.5, 0.125, 0.375], [0.25, 0.5, 0.25])
    trial.unchanged()


@scenario(
    "huffman_code_lengths",
    en="Frequent letters get short code words: a text in fewer bits",
    ko="자주 나오는 글자에 짧은 부호를 주어 글을 더 적은 비트로 나타냅니다",
    document="D3",
)
def test_letters_get_short_codes(trial: Trial) -> Text:
    text = "the frequent get the short codes and the rare get the long ones"
    counts = np.array(list(Counter(text).values()))
    p = counts / counts.sum()
    lengths = trial.array("huffman_code_lengths", p, shape=p.shape, kind="integer")
    least = trial.number("entropy", p)
    trial.same(least, bits(p), of="entropy(p)")
    trial.same(np.sum(0.5**lengths), 1.0, of="sum(0.5 ** lengths)")
    mean = float(p @ lengths)
    near, want = least <= mean < least + 0.1, f"{least:.4f} ... +0.1"
    trial.hold(near, of="sum(p * lengths)", got=mean, want=want)
    fixed = int(np.ceil(np.log2(p.size)))
    return Text(
        f"{mean:.3f} bits a letter instead of {fixed}; the entropy is {least:.3f}",
        f"글자마다 {fixed}비트 대신 평균 {mean:.3f}비트, 엔트로피: {least:.3f}비트",
    )
