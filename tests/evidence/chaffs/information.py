"""Wrong ways to measure information, and to choose the lengths of code words."""

import heapq

import numpy as np

from rawgrad.authoring.evidence import chaff
from solutions.information import cross_entropy, entropy, huffman_code_lengths, self_information


def weighted(p, information):
    """Return the terms p * information, 0 where p is 0."""
    p = np.asarray(p, dtype=float)
    with np.errstate(all="ignore"):
        return np.where(p > 0, p * information, 0.0)


@chaff(
    "information-self_information-nats",
    function="self_information",
    loses=("values", ...),
    en="takes the natural logarithm: that is information in nats, not in bits",
    ko="자연로그를 쓰는 구현. 단위가 비트가 아니라 내트(nat)가 됩니다",
    think_en="Which logarithm is 1 for a coin, that is, for a choice of two?",
    think_ko="동전 던지기처럼 둘 중 하나를 고를 때 1이 되는 로그는 무엇입니까?",
)
def nats(p):
    with np.errstate(divide="ignore"):
        return 0.0 - np.log(p)


@chaff(
    "information-self_information-decimal",
    function="self_information",
    loses=("values", ...),
    en="takes the logarithm to base 10",
    ko="밑이 10인 로그를 쓰는 구현",
    think_en="How many answers does a question with yes or no have?",
    think_ko="예/아니요 질문의 답은 몇 가지입니까?",
)
def decimal(p):
    with np.errstate(divide="ignore"):
        return 0.0 - np.log10(p)


@chaff(
    "information-self_information-sign",
    function="self_information",
    loses=("values", ...),
    en="leaves out the minus: the logarithm of a probability is negative",
    ko="음의 부호를 빠뜨린 구현. 확률의 로그는 음수입니다",
    think_en="What is log2 of 1/8, and how many bits should it be?",
    think_ko="log2(1/8)은 얼마이고, 몇 비트가 되어야 합니까?",
)
def information_sign(p):
    return -self_information(p)


@chaff(
    "information-self_information-epsilon",
    function="self_information",
    loses=("values", ...),
    en="adds 1e-7 to the probability, so that the impossible costs 23 bits only",
    ko="확률에 1e-7을 더하는 구현. 불가능한 사건의 정보량이 23비트에 그칩니다",
    think_en="What is the information of an event that cannot happen?",
    think_ko="일어날 수 없는 사건의 정보량은 얼마입니까?",
)
def information_epsilon(p):
    return -np.log2(np.asarray(p) + 1e-7)


@chaff(
    "information-self_information-zero-for-impossible",
    function="self_information",
    loses="extremes",
    en="gives an impossible event 0 bits: only in the mean does it count for nothing",
    ko="불가능한 사건의 정보량을 0으로 하는 구현. 0이 되는 것은 평균을 낼 때뿐입니다",
    think_en="The rarer, the more information: where does that lead as p goes to 0?",
    think_ko="드물수록 정보량이 커진다면, p가 0에 가까워질 때 정보량은 어떻게 됩니까?",
)
def zero_for_impossible(p):
    bits = self_information(p)
    return np.where(np.isinf(bits), 0.0, bits)


@chaff(
    "information-self_information-added-up",
    function="self_information",
    loses=("values", ...),
    en="adds up the information of all events",
    ko="모든 사건의 정보량을 더해 버리는 구현",
    think_en="How many events were given, and how many numbers come back?",
    think_ko="사건은 몇 개를 주었고, 수는 몇 개가 돌아옵니까?",
)
def information_added_up(p):
    return np.sum(self_information(p))


@chaff(
    "information-self_information-whole-bits",
    function="self_information",
    loses="values",
    en="rounds up to whole bits",
    ko="정수 비트로 올림하는 구현",
    think_en="Is one chance in five worth as much as one in eight?",
    think_ko="5분의 1 확률의 정보량이 8분의 1 확률의 정보량과 같습니까?",
)
def whole_bits(p):
    return np.ceil(self_information(p))


@chaff(
    "information-self_information-list",
    function="self_information",
    loses=("values", ...),
    en="returns a list for several events",
    ko="사건이 여러 개이면 리스트를 반환하는 구현",
    think_en="Can your result be multiplied by an array of weights?",
    think_ko="그 결과에 가중치 배열을 곱할 수 있습니까?",
)
def information_list(p):
    return self_information(p).tolist()


@chaff(
    "information-entropy-nats",
    function="entropy",
    loses=("values", ...),
    en="takes the natural logarithm: that is entropy in nats, not in bits",
    ko="자연로그를 쓰는 구현. 단위가 비트가 아니라 내트(nat)가 됩니다",
    think_en="How many bits does one toss of a fair coin need?",
    think_ko="공정한 동전을 한 번 던진 결과를 나타내려면 몇 비트가 필요합니까?",
)
def entropy_nats(p):
    return entropy(p) * np.log(2)


@chaff(
    "information-entropy-nan",
    function="entropy",
    loses="extremes",
    en="multiplies 0 by log2 0, which is nan",
    ko="0에 log2 0을 곱하는 구현. 그 값은 nan입니다",
    think_en="What does an event that never happens add to a mean?",
    think_ko="결코 일어나지 않는 사건은 평균에 얼마를 더합니까?",
)
def entropy_nan(p):
    p = np.asarray(p)
    return -np.sum(p * np.log2(p))


@chaff(
    "information-entropy-epsilon",
    function="entropy",
    loses=("values", ...),
    en="adds 1e-7 inside the logarithm instead of leaving out what never happens",
    ko="일어나지 않는 사건을 빼는 대신 로그 안에 1e-7을 더하는 구현",
    think_en="How large is the entropy of a certain event, to the last digit?",
    think_ko="확실한 사건의 엔트로피는 마지막 자리까지 정확히 얼마입니까?",
)
def entropy_epsilon(p):
    p = np.asarray(p)
    return -np.sum(p * np.log2(p + 1e-7))


@chaff(
    "information-entropy-sign",
    function="entropy",
    loses=("values", ...),
    en="leaves out the minus",
    ko="음의 부호를 빠뜨린 구현",
    think_en="Can the mean of numbers that are not negative be negative?",
    think_ko="음수가 아닌 수들의 평균이 음수일 수 있습니까?",
)
def entropy_sign(p):
    return -entropy(p)


@chaff(
    "information-entropy-plain-mean",
    function="entropy",
    loses=("values", ...),
    en="divides the sum by the number of events, though the probabilities weigh already",
    ko="확률이 이미 가중치인데도 합을 사건의 수로 다시 나누는 구현",
    think_en="What do the weights of a weighted mean add up to?",
    think_ko="가중 평균의 가중치를 모두 더하면 얼마입니까?",
)
def entropy_plain_mean(p):
    return entropy(p) / len(p)


@chaff(
    "information-entropy-unweighted",
    function="entropy",
    loses=("values", ...),
    en="averages the information without weights: a rare event counts as much as a frequent one",
    ko="가중치 없이 정보량을 평균하는 구현. 드문 사건이 흔한 사건만큼 셉니다",
    think_en="How often does each event happen?",
    think_ko="각 사건은 얼마나 자주 일어납니까?",
)
def entropy_unweighted(p):
    return np.mean(self_information(p))


@chaff(
    "information-entropy-terms",
    function="entropy",
    loses=("values", ...),
    en="returns the terms -p log2 p without adding them",
    ko="각 항 -p log2 p를 더하지 않고 반환하는 구현",
    think_en="How many numbers is the entropy of a distribution?",
    think_ko="한 분포의 엔트로피는 수 몇 개입니까?",
)
def entropy_terms(p):
    return weighted(p, self_information(p))


@chaff(
    "information-entropy-equal-chances",
    function="entropy",
    loses=("values", ...),
    en="returns log2 n, which is right only for n equal chances",
    ko="log2 n을 반환하는 구현. 확률이 모두 같은 n가지 결과일 때만 맞습니다",
    think_en="Is a coin that shows heads nine times in ten as hard to foresee as a fair one?",
    think_ko="열 번에 아홉 번 앞면이 나오는 동전은 공정한 동전만큼 예측하기 어렵습니까?",
)
def entropy_equal_chances(p):
    return np.log2(len(p))


@chaff(
    "information-entropy-one-element-array",
    function="entropy",
    loses=("values", ...),
    en="returns an array of shape (1,) instead of a number",
    ko="수가 아니라 모양이 (1,)인 배열을 반환하는 구현",
    think_en="What is the shape of your result?",
    think_ko="결과의 shape는 무엇입니까?",
)
def entropy_array(p):
    return np.array([entropy(p)])


@chaff(
    "information-cross_entropy-exchanged",
    function="cross_entropy",
    loses=("values", ...),
    en="exchanges the two: it weighs by q and takes the logarithm of p",
    ko="두 분포를 바꾸어, q로 가중하고 p에 로그를 취하는 구현",
    think_en="Which distribution do the events follow, and which is only believed in?",
    think_ko="사건이 실제로 따르는 분포와 추정일 뿐인 분포는 각각 어느 것입니까?",
)
def exchanged(p, q):
    return cross_entropy(q, p)


@chaff(
    "information-cross_entropy-nats",
    function="cross_entropy",
    loses=("values", ...),
    en="takes the natural logarithm: that is in nats, not in bits",
    ko="자연로그를 쓰는 구현. 단위가 비트가 아니라 내트(nat)가 됩니다",
    think_en="Which logarithm is 1 for a choice of two?",
    think_ko="둘 중 하나를 고를 때 1이 되는 로그는 무엇입니까?",
)
def cross_nats(p, q):
    return cross_entropy(p, q) * np.log(2)


@chaff(
    "information-cross_entropy-divergence",
    function="cross_entropy",
    loses=("values", ...),
    en="subtracts the entropy of p: what is left is the Kullback-Leibler divergence",
    ko="p의 엔트로피를 빼는 구현. 남는 것은 쿨백-라이블러 발산입니다",
    think_en="Which value should come out if the estimate is exactly right?",
    think_ko="추정이 정확히 맞을 때 어떤 값이 나와야 합니까?",
)
def divergence(p, q):
    return cross_entropy(p, q) - entropy(p)


@chaff(
    "information-cross_entropy-nan",
    function="cross_entropy",
    loses="extremes",
    en="multiplies 0 by log2 0 where both are 0, which is nan",
    ko="둘 다 0인 곳에서 0에 log2 0을 곱하는 구현. 그 값은 nan입니다",
    think_en="What does an event that never happens add to a mean?",
    think_ko="결코 일어나지 않는 사건은 평균에 얼마를 더합니까?",
)
def cross_nan(p, q):
    return np.sum(np.asarray(p) * self_information(q))


@chaff(
    "information-cross_entropy-epsilon",
    function="cross_entropy",
    loses=("values", ...),
    en="adds 1e-7 inside the logarithm, so that no mistake costs infinitely much",
    ko="로그 안에 1e-7을 더하는 구현. 어떤 잘못된 추정도 무한대가 되지 않습니다",
    think_en="What should it cost to hold impossible what does happen?",
    think_ko="실제로 일어나는 일을 불가능하다고 추정하면 그 값은 얼마가 되어야 합니까?",
)
def cross_epsilon(p, q):
    return -np.sum(np.asarray(p) * np.log2(np.asarray(q) + 1e-7))


@chaff(
    "information-cross_entropy-skips-zero-estimates",
    function="cross_entropy",
    loses="extremes",
    en="leaves out the events that the estimate holds impossible, even if they happen",
    ko="추정이 0인 사건은 실제로 일어나더라도 빼 버리는 구현",
    think_en="Which zeros may be left out: those of p or those of q?",
    think_ko="빼도 되는 것은 p가 0인 사건입니까, q가 0인 사건입니까?",
)
def skips_zero_estimates(p, q):
    q = np.asarray(q)
    return np.sum(np.asarray(p)[q > 0] * self_information(q[q > 0]))


@chaff(
    "information-cross_entropy-clipped-in-place",
    function="cross_entropy",
    told_by="distributions_are_left_alone",
    loses="inputs",
    en="writes 1 over the estimates that count for nothing, in the caller's own array",
    ko="더하지 않을 추정값을 1로 덮어쓰는데, 인자로 받은 배열에 직접 쓰는 구현",
    think_en="Whose array is changed by q[p == 0] = 1?",
    think_ko="q[p == 0] = 1은 누구의 배열을 바꿉니까?",
)
def clipped_in_place(p, q):
    p, q = np.asarray(p), np.asarray(q)
    q[p == 0] = 1
    return cross_entropy(p, q)


@chaff(
    "information-cross_entropy-best-class-only",
    function="cross_entropy",
    loses=("values", ...),
    en="looks at the most probable event only, which is enough for one-hot answers alone",
    ko="가장 확률이 높은 사건만 보는 구현. 정답이 원-핫일 때만 충분합니다",
    think_en="What if the answer is itself a distribution, such as half and half?",
    think_ko="정답이 절반씩 나뉘는 것처럼 그 자체가 분포라면 어떻게 됩니까?",
)
def best_class_only(p, q):
    return self_information(np.asarray(q)[np.argmax(p)])


@chaff(
    "information-cross_entropy-plain-mean",
    function="cross_entropy",
    loses=("values", ...),
    en="divides the sum by the number of events, though the probabilities weigh already",
    ko="확률이 이미 가중치인데도 합을 사건의 수로 다시 나누는 구현",
    think_en="What do the weights of a weighted mean add up to?",
    think_ko="가중 평균의 가중치를 모두 더하면 얼마입니까?",
)
def cross_plain_mean(p, q):
    return cross_entropy(p, q) / len(p)


@chaff(
    "information-cross_entropy-sign",
    function="cross_entropy",
    loses=("values", ...),
    en="leaves out the minus",
    ko="음의 부호를 빠뜨린 구현",
    think_en="Can a cost in bits be negative?",
    think_ko="비트로 나타낸 비용이 음수일 수 있습니까?",
)
def cross_sign(p, q):
    return -cross_entropy(p, q)


@chaff(
    "information-huffman-information-rounded-up",
    function="huffman_code_lengths",
    loses=("values", ...),
    en="rounds the information of each symbol up, as Shannon's code does: longer than need be",
    ko="섀넌 부호처럼 기호마다 정보량을 올림하는 구현. 필요 이상으로 길어집니다",
    think_en="Is there a shorter code word that no symbol uses?",
    think_ko="어떤 기호도 쓰지 않는 더 짧은 부호가 남아 있습니까?",
)
def rounded_up(p):
    return np.ceil(-np.log2(p)).astype(int)


@chaff(
    "information-huffman-fixed-length",
    function="huffman_code_lengths",
    loses=("values", ...),
    en="gives all symbols code words of the same length",
    ko="모든 기호에 같은 길이의 부호를 주는 구현",
    think_en="Should a frequent symbol cost as much as a rare one?",
    think_ko="자주 나오는 기호가 드문 기호만큼 길어야 합니까?",
)
def fixed_length(p):
    return np.full(len(p), int(np.ceil(np.log2(len(p)))))


@chaff(
    "information-huffman-sorted-chain",
    function="huffman_code_lengths",
    loses="values",
    en="sorts the symbols once and joins them one by one, though a joined group may be "
    "more frequent than two others",
    ko="기호를 한 번만 정렬하고 차례로 합치는 구현. 합친 묶음이 다른 두 기호보다 흔할 수 있습니다",
    think_en="After the first two are joined, which two groups are the rarest now?",
    think_ko="처음 둘을 합친 다음, 이제 가장 드문 두 묶음은 무엇입니까?",
)
def sorted_chain(p):
    lengths = np.zeros(len(p), dtype=int)
    for place, symbol in enumerate(np.argsort(p)[::-1], start=1):
        lengths[symbol] = min(place, len(p) - 1)
    return lengths


@chaff(
    "information-huffman-sorted-result",
    function="huffman_code_lengths",
    loses=("values", ...),
    en="returns the lengths from short to long, not in the order of the symbols",
    ko="길이를 기호의 순서가 아니라 짧은 것부터 차례로 반환하는 구현",
    think_en="Which symbol does the first length belong to?",
    think_ko="첫 번째 길이는 어느 기호의 것입니까?",
)
def sorted_result(p):
    return np.sort(huffman_code_lengths(p))


@chaff(
    "information-huffman-joins-the-most-frequent",
    function="huffman_code_lengths",
    loses=("values", ...),
    en="joins the two most frequent groups, and so gives the rare the short code words",
    ko="가장 흔한 두 묶음을 합치는 구현. 드문 기호가 짧은 부호를 받게 됩니다",
    think_en="Every joining makes code words one bit longer. Whose should that be?",
    think_ko="합칠 때마다 부호가 한 비트 길어집니다. 누구의 부호가 길어져야 합니까?",
)
def joins_the_most_frequent(p):
    lengths = np.zeros(len(p), dtype=int)
    groups = [(-weight, [symbol]) for symbol, weight in enumerate(p)]
    heapq.heapify(groups)
    while len(groups) > 1:
        (first, a), (second, b) = heapq.heappop(groups), heapq.heappop(groups)
        lengths[a + b] += 1
        heapq.heappush(groups, (first + second, a + b))
    return lengths


@chaff(
    "information-huffman-mean-length",
    function="huffman_code_lengths",
    loses=("values", ...),
    en="returns the mean length instead of the length of each code word",
    ko="부호마다의 길이가 아니라 평균 길이를 반환하는 구현",
    think_en="How many symbols were given, and how many lengths come back?",
    think_ko="기호는 몇 개를 주었고, 길이는 몇 개가 돌아옵니까?",
)
def mean_length(p):
    return float(np.dot(p, huffman_code_lengths(p)))


@chaff(
    "information-huffman-code-words",
    function="huffman_code_lengths",
    loses=("values", ...),
    en="returns the code words as strings instead of their lengths",
    ko="길이가 아니라 부호 자체를 문자열로 반환하는 구현",
    think_en="What is asked for: the code words, or how long they are?",
    think_ko="구하는 것은 부호 자체입니까, 부호의 길이입니까?",
)
def code_words(p):
    return ["0" * length for length in huffman_code_lengths(p)]


@chaff(
    "information-huffman-floats",
    function="huffman_code_lengths",
    loses=("values", ...),
    en="returns the lengths as floats",
    ko="길이를 실수로 반환하는 구현",
    think_en="Can a code word be 2.5 bits long?",
    think_ko="부호의 길이가 2.5비트일 수 있습니까?",
)
def lengths_as_floats(p):
    return huffman_code_lengths(p).astype(float)


@chaff(
    "information-self_information-rare-cut-off",
    function="self_information",
    loses="values",
    en="takes every probability below 0.001 but 0 for 0.001",
    ko="0이 아니면서 0.001보다 작은 확률을 모두 0.001로 보는 구현",
    think_en="Is one chance in a million as much information as one in a thousand?",
    think_ko="백만분의 1 확률의 정보량이 천분의 1 확률의 정보량과 같습니까?",
)
def rare_cut_off(p):
    p = np.asarray(p, dtype=float)
    return self_information(np.where(p > 0, np.maximum(p, 0.001), p))


@chaff(
    "information-self_information-two-axes",
    function="self_information",
    loses="shapes",
    en="keeps two axes at most: all axes behind the first become one",
    ko="축을 두 개까지만 남기는 구현. 첫째 축 뒤의 축이 하나로 합쳐집니다",
    think_en="Which shape should the result of an array with three axes have?",
    think_ko="축이 세 개인 배열의 결과는 어떤 모양이어야 합니까?",
)
def information_two_axes(p):
    bits = self_information(p)
    return bits.reshape(len(bits), -1) if np.ndim(bits) > 2 else bits


@chaff(
    "information-self_information-in-place",
    function="self_information",
    told_by="probabilities_are_left_alone",
    loses="inputs",
    en="writes the information over the probabilities",
    ko="확률이 있던 자리에 정보량을 덮어쓰는 구현",
    think_en="Whose array is p: yours or the caller's?",
    think_ko="p는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def information_in_place(p):
    bits = self_information(p)
    if isinstance(p, np.ndarray) and p.dtype.kind == "f":
        p[...] = bits
    return bits


@chaff(
    "information-self_information-zeros-in-place",
    function="self_information",
    told_by="matrix_is_left_alone",
    loses="inputs",
    en="writes something else over the zeros, in the caller's own array",
    ko="인자로 받은 배열의 0을 다른 값으로 덮어쓰는 구현",
    think_en="Whose array is p: yours or the caller's?",
    think_ko="p는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def information_zeros_in_place(p):
    bits = self_information(p)
    if isinstance(p, np.ndarray) and p.dtype.kind == "f":
        p[p == 0] = 1
    return bits


@chaff(
    "information-entropy-rare-left-out",
    function="entropy",
    loses="values",
    en="leaves out events rarer than 1 in 1000",
    ko="1000분의 1보다 드문 사건을 빼 버리는 구현",
    think_en="Which probabilities may be left out: small ones, or 0 alone?",
    think_ko="빼도 되는 것은 작은 확률입니까, 0뿐입니까?",
)
def entropy_rare_left_out(p):
    p = np.asarray(p)
    return cross_entropy(p[p > 0.001], p[p > 0.001])


@chaff(
    "information-entropy-in-place",
    function="entropy",
    told_by="distribution_is_left_alone",
    loses="inputs",
    en="writes the terms over the distribution",
    ko="분포가 있던 자리에 각 항을 덮어쓰는 구현",
    think_en="Whose array is p: yours or the caller's?",
    think_ko="p는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def entropy_in_place(p):
    terms = weighted(p, self_information(p))
    if isinstance(p, np.ndarray) and p.dtype.kind == "f":
        p[...] = terms
    return terms.sum()


@chaff(
    "information-entropy-zeros-in-place",
    function="entropy",
    told_by="zeros_are_left_alone",
    loses="inputs",
    en="writes 1 over the zeros, in the caller's own array",
    ko="인자로 받은 배열의 0을 1로 덮어쓰는 구현",
    think_en="Whose array is changed by p[p == 0] = 1?",
    think_ko="p[p == 0] = 1은 누구의 배열을 바꿉니까?",
)
def entropy_zeros_in_place(p):
    p = np.asarray(p)
    p[p == 0] = 1
    return -np.sum(p * np.log2(p))


@chaff(
    "information-cross_entropy-floored",
    function="cross_entropy",
    loses="values",
    en="takes every estimate below 0.000001 but 0 for 0.000001",
    ko="0이 아니면서 0.000001보다 작은 추정 확률을 모두 0.000001로 보는 구현",
    think_en="What does it cost to give one chance in a billion to what happens every other time?",
    think_ko="두 번에 한 번 일어나는 사건의 확률을 10억분의 1로 추정하면 그 값은 얼마입니까?",
)
def cross_floored(p, q):
    q = np.asarray(q, dtype=float)
    return cross_entropy(p, np.where(q > 0, np.maximum(q, 1e-6), q))


@chaff(
    "information-cross_entropy-in-place",
    function="cross_entropy",
    told_by="both_are_left_alone",
    loses="inputs",
    en="writes the information over the estimates",
    ko="추정 확률이 있던 자리에 정보량을 덮어쓰는 구현",
    think_en="Whose array is q: yours or the caller's?",
    think_ko="q는 함수의 배열입니까, 호출한 쪽의 배열입니까?",
)
def cross_in_place(p, q):
    result = cross_entropy(p, q)
    if isinstance(q, np.ndarray) and q.dtype.kind == "f":
        q[...] = self_information(q)
    return result


@chaff(
    "information-huffman-halving",
    function="huffman_code_lengths",
    loses="values",
    en="sorts the symbols and halves them from above, as Fano's code does: nearly the best",
    ko="파노 부호처럼 기호를 정렬하여 위에서부터 절반씩 나누는 구현. 가장 좋은 부호에 가깝지만 "
    "같지는 않습니다",
    think_en="Does Huffman's method begin with the most frequent symbols or with the rarest?",
    think_ko="허프만의 방법은 가장 흔한 기호부터 시작합니까, 가장 드문 기호부터 시작합니까?",
)
def halving(p):
    lengths = np.zeros(len(p), dtype=int)

    def split(symbols):
        if len(symbols) < 2:
            return
        weights = np.cumsum([p[symbol] for symbol in symbols])
        gap = np.abs(weights[-1] - 2 * weights[:-1])
        place = 1 + int(np.argmin(np.round(gap, 9)))
        lengths[symbols] += 1
        split(symbols[:place])
        split(symbols[place:])

    split(sorted(range(len(p)), key=lambda symbol: -p[symbol]))
    return lengths


@chaff(
    "information-huffman-zero-left-out",
    function="huffman_code_lengths",
    loses="values",
    en="gives symbols of probability 0 no code word",
    ko="확률이 0인 기호에는 부호를 주지 않는 구현",
    think_en="How would the symbol be written if it appeared after all?",
    think_ko="그 기호가 나타난다면 어떻게 적어야 합니까?",
)
def zero_left_out(p):
    p = np.asarray(p)
    lengths = np.zeros(len(p), dtype=int)
    lengths[p > 0] = huffman_code_lengths(p[p > 0])
    return lengths


@chaff(
    "information-huffman-argument-sorted",
    function="huffman_code_lengths",
    told_by="symbols_keep_their_order",
    loses="inputs",
    en="sorts the probabilities in the caller's own array",
    ko="인자로 받은 배열의 확률을 정렬해 버리는 구현",
    think_en="What does p.sort() return, and what does it change?",
    think_ko="p.sort()는 무엇을 반환하고, 무엇을 바꿉니까?",
)
def argument_sorted(p):
    lengths = huffman_code_lengths(p)
    if isinstance(p, np.ndarray):
        p.sort()
    return lengths


@chaff(
    "information-huffman-list-sorted",
    function="huffman_code_lengths",
    told_by="list_keeps_its_order",
    loses="inputs",
    en="sorts the caller's own list",
    ko="인자로 받은 리스트를 정렬해 버리는 구현",
    think_en="What does p.sort() return, and what does it change?",
    think_ko="p.sort()는 무엇을 반환하고, 무엇을 바꿉니까?",
)
def list_sorted(p):
    lengths = huffman_code_lengths(p)
    if isinstance(p, list):
        p.sort()
    return lengths


@chaff(
    "information-self_information-square-turned",
    function="self_information",
    en="turns a square matrix: rows become columns",
    ko="정사각 행렬이면 행과 열을 뒤바꾸는 구현",
    think_en="In which row should the result of an event stand?",
    think_ko="한 사건의 결과는 어느 행에 있어야 합니까?",
    loses="shapes",
)
def information_square_turned(p):
    bits = self_information(p)
    return bits.T if np.ndim(bits) == 2 and bits.shape[0] == bits.shape[1] else bits


@chaff(
    "information-entropy-list-sorted",
    function="entropy",
    told_by="distribution_list_unchanged",
    en="sorts the list that it was given",
    ko="인자로 받은 리스트를 정렬해 버리는 구현",
    think_en="Whose list is p: yours or the caller's?",
    think_ko="p는 함수의 리스트입니까, 호출한 쪽의 리스트입니까?",
    loses="inputs",
)
def entropy_list_sorted(p):
    if isinstance(p, list):
        p.sort()
    return cross_entropy(p, p)


@chaff(
    "information-entropy-very-rare-left-out",
    function="entropy",
    en="leaves out events rarer than 1 in 10,000",
    ko="10,000분의 1보다 드문 사건을 빼 버리는 구현",
    think_en="Which probabilities may be left out: small ones, or 0 alone?",
    think_ko="빼도 되는 것은 작은 확률입니까, 0뿐입니까?",
    loses="values",
)
def entropy_very_rare_left_out(p):
    p = np.asarray(p)
    return cross_entropy(p[p > 1e-4], p[p > 1e-4])


@chaff(
    "information-huffman-eight-bits",
    function="huffman_code_lengths",
    en="lets no code word be longer than 8 bits",
    ko="부호의 길이를 8비트까지로 제한하는 구현",
    think_en="How many symbols can be told apart if the rarest two get 8 bits each?",
    think_ko="가장 드문 두 기호의 부호가 8비트씩이면 기호를 몇 개까지 구별할 수 있습니까?",
    loses="values",
)
def eight_bits(p):
    return np.minimum(huffman_code_lengths(p), 8)
