"""Wrong ways to write the functions of `pulsar`."""

import types

import numpy as np

from rawgrad.authoring.evidence import chaff
from rawgrad.datasets import read_pulsars
from rawgrad.datasets.pulsars import pulsar_file, read_row
from solutions.binary import train
from solutions.pulsar import pulsar_exec, safe_div


def counts(output, y):
    """Pulsars found, stars taken for pulsars, pulsars missed, stars left alone."""
    says, is_pulsar = output > 0, y == 1
    return [
        int(np.sum(both))
        for both in (says & is_pulsar, says & ~is_pulsar, ~says & is_pulsar, ~says & ~is_pulsar)
    ]


def figures(tp, fp, fn, tn):
    """The four figures as they should be, for chaffs whose mistake lies elsewhere."""
    precision, recall = safe_div(tp, tp + fp), safe_div(tp, tp + fn)
    f1 = 2 * safe_div(precision * recall, precision + recall)
    return [safe_div(tp + tn, tp + fp + fn + tn), precision, recall, f1]


def groups(path):
    rows = read_pulsars(path)
    return rows[rows[:, 8] == 0], rows[rows[:, 8] == 1]


@chaff(
    "pulsar-div-always-zero",
    function="safe_div",
    loses="zero",
    en="returns 0 for every division by 0",
    ko="0으로 나눌 때마다 0을 반환하는 구현",
    think_en="What should 3 / 0 give, and what 0 / 0?",
    think_ko="3 / 0과 0 / 0은 각각 얼마가 되어야 합니까?",
)
def div_always_zero(p, q):
    return 0.0 if abs(q) < 1e-20 else p / q


@chaff(
    "pulsar-div-always-one",
    function="safe_div",
    loses="zero",
    en="returns 1 for every division by 0",
    ko="0으로 나눌 때마다 1을 반환하는 구현",
    think_en="What should 0 / 0 give, when no pulsar was found because there is none?",
    think_ko="펄서가 없어서 하나도 찾지 못했을 때 0 / 0은 얼마가 되어야 합니까?",
)
def div_always_one(p, q):
    return 1.0 if abs(q) < 1e-20 else p / q


@chaff(
    "pulsar-div-numpy",
    function="safe_div",
    loses="zero",
    en="leaves the division by 0 to NumPy: inf, or nan, and a warning",
    ko="0으로 나누는 일을 NumPy에 맡기는 구현. 경고와 함께 inf나 nan이 나옵니다",
    think_en="What does NumPy return for 3 / 0 and for 0 / 0?",
    think_ko="NumPy에서 3 / 0과 0 / 0은 각각 무엇이 됩니까?",
)
def div_numpy(p, q):
    return np.divide(p, q)


@chaff(
    "pulsar-div-numerator",
    function="safe_div",
    loses="zero",
    en="returns p itself where its sign is wanted",
    ko="p의 부호가 아니라 p를 그대로 반환하는 구현",
    think_en="Can a share be 3?",
    think_ko="비율이 3이 될 수 있습니까?",
)
def div_numerator(p, q):
    return float(p) if abs(q) < 1e-20 else p / q


@chaff(
    "pulsar-div-epsilon",
    function="safe_div",
    loses=("values", ...),
    en="adds 1e-20 to the divisor instead of looking at it",
    ko="나누는 수를 확인하지 않고 1e-20을 더하는 구현",
    think_en="What is 3 / 1e-20?",
    think_ko="3 / 1e-20은 얼마입니까?",
)
def div_epsilon(p, q):
    return p / (q + 1e-20)


@chaff(
    "pulsar-div-abs-forgotten",
    function="safe_div",
    loses="values",
    en="compares q itself with 1e-20, so that every negative divisor counts as 0",
    ko="q의 절댓값이 아니라 q를 1e-20과 비교하는 구현. 음수로 나누면 모두 0으로 나눈 것으로 봅니다",
    think_en="Is -0.5 less than 1e-20?",
    think_ko="-0.5는 1e-20보다 작습니까?",
)
def div_abs_forgotten(p, q):
    return float(np.sign(p)) if q < 1e-20 else p / q


@chaff(
    "pulsar-div-sign-forgotten",
    function="safe_div",
    loses="zero",
    en="returns 1 also for a negative p",
    ko="p가 음수일 때도 1을 반환하는 구현",
    think_en="Which sign has -2 / 0?",
    think_ko="-2 / 0의 부호는 무엇입니까?",
)
def div_sign_forgotten(p, q):
    return float(p != 0) if abs(q) < 1e-20 else p / q


@chaff(
    "pulsar-div-exactly-zero",
    function="safe_div",
    loses="zero",
    en="looks for a divisor of exactly 0 only",
    ko="나누는 수가 정확히 0인 경우만 살피는 구현",
    think_en="Which divisors does D3 count as 0?",
    think_ko="D3 문서는 어떤 수까지 0으로 봅니까?",
)
def div_exactly_zero(p, q):
    return float(np.sign(p)) if q == 0 else p / q


@chaff(
    "pulsar-div-border-included",
    function="safe_div",
    loses="values",
    en="counts 1e-20 itself as 0",
    ko="1e-20도 0으로 보는 구현",
    think_en="Does D3 write less, or less or equal?",
    think_ko="D3 문서는 작은지를 봅니까, 작거나 같은지를 봅니까?",
)
def div_border_included(p, q):
    return float(np.sign(p)) if abs(q) <= 1e-20 else p / q


@chaff(
    "pulsar-div-whole",
    function="safe_div",
    loses="values",
    en="divides without the remainder: 3 / 4 becomes 0",
    ko="나머지를 버리는 구현. 3 / 4가 0이 됩니다",
    think_en="What is the difference between / and //?",
    think_ko="/와 //는 어떻게 다릅니까?",
)
def div_whole(p, q):
    return float(np.sign(p)) if abs(q) < 1e-20 else float(p // q)


@chaff(
    "pulsar-div-swapped",
    function="safe_div",
    loses="values",
    en="divides q by p",
    ko="q를 p로 나누는 구현",
    think_en="Which of the two goes below the line?",
    think_ko="두 수 중 분모는 무엇입니까?",
)
def div_swapped(p, q):
    return float(np.sign(p)) if abs(q) < 1e-20 else q / p


@chaff(
    "pulsar-div-sign-of-divisor",
    function="safe_div",
    loses="zero",
    en="returns the sign of q for a q near 0",
    ko="q가 0에 가까울 때 q의 부호를 반환하는 구현",
    think_en="Whose sign is left when the divisor vanishes?",
    think_ko="나누는 수가 0이 되면 어느 쪽의 부호가 남습니까?",
)
def div_sign_of_divisor(p, q):
    return float(np.sign(q)) if abs(q) < 1e-20 else p / q


@chaff(
    "pulsar-div-printed",
    function="safe_div",
    loses=("values", ...),
    en="prints the quotient and returns nothing",
    ko="몫을 출력하기만 하고 반환하지 않는 구현",
    think_en="What does the caller get from print?",
    think_ko="print로는 호출한 쪽이 무엇을 받습니까?",
)
def div_printed(p, q):
    print(np.sign(p) if abs(q) < 1e-20 else p / q)


@chaff(
    "pulsar-figures-precision-recall-swapped",
    function="eval_accuracy",
    loses=("values", ...),
    en="has precision and recall in each other's place",
    ko="정밀도와 재현율의 자리를 바꾼 구현",
    think_en="Out of how many is recall counted: of those called pulsars, or of the pulsars?",
    think_ko="재현율은 무엇 가운데의 비율입니까? 펄서라고 판단한 것입니까, 실제 펄서입니까?",
)
def figures_precision_recall_swapped(output, y):
    tp, fp, fn, tn = counts(output, y)
    return figures(tp, fn, fp, tn)


@chaff(
    "pulsar-figures-star-is-yes",
    function="eval_accuracy",
    loses=("values", ...),
    en="takes the stars for what is looked for",
    ko="찾는 대상을 펄서가 아니라 별로 보는 구현",
    think_en="Which of the two is rare, and wanted?",
    think_ko="드물어서 찾으려고 하는 것은 둘 중 무엇입니까?",
)
def figures_star_is_yes(output, y):
    tp, fp, fn, tn = counts(output, y)
    return figures(tn, fn, fp, tp)


@chaff(
    "pulsar-figures-specificity",
    function="eval_accuracy",
    loses=("values", ...),
    en="has the share of stars left alone in the place of recall",
    ko="재현율 자리에 제대로 본 별의 비율을 두는 구현",
    think_en="Of which objects is recall a share?",
    think_ko="재현율은 어떤 천체 가운데의 비율입니까?",
)
def figures_specificity(output, y):
    tp, fp, _, tn = counts(output, y)
    precision, recall = safe_div(tp, tp + fp), safe_div(tn, tn + fp)
    f1 = 2 * safe_div(precision * recall, precision + recall)
    return [(tp + tn) / len(y), precision, recall, f1]


@chaff(
    "pulsar-figures-arithmetic-mean",
    function="eval_accuracy",
    loses=("values", ...),
    en="takes the ordinary mean of precision and recall for F1",
    ko="정밀도와 재현율의 산술 평균을 F1으로 쓰는 구현",
    think_en="Always pulsar: precision is small and recall is 1. Is that good on the whole?",
    think_ko="언제나 펄서라고 하면 정밀도는 낮고 재현율은 1입니다. 전체적으로 좋은 결과입니까?",
)
def figures_arithmetic_mean(output, y):
    accuracy, precision, recall, _ = figures(*counts(output, y))
    return [accuracy, precision, recall, (precision + recall) / 2]


@chaff(
    "pulsar-figures-geometric-mean",
    function="eval_accuracy",
    loses=("values", ...),
    en="takes the geometric mean of precision and recall for F1",
    ko="정밀도와 재현율의 기하 평균을 F1으로 쓰는 구현",
    think_en="Which mean has twice the product above the sum?",
    think_ko="곱의 두 배를 합으로 나눈 것은 어떤 평균입니까?",
)
def figures_geometric_mean(output, y):
    accuracy, precision, recall, _ = figures(*counts(output, y))
    return [accuracy, precision, recall, (precision * recall) ** 0.5]


@chaff(
    "pulsar-figures-two-forgotten",
    function="eval_accuracy",
    loses=("values", ...),
    en="leaves out the factor 2 of F1",
    ko="F1에서 2를 곱하지 않은 구현",
    think_en="What is F1 when precision and recall are both 1?",
    think_ko="정밀도와 재현율이 모두 1이면 F1은 얼마여야 합니까?",
)
def figures_two_forgotten(output, y):
    accuracy, precision, recall, f1 = figures(*counts(output, y))
    return [accuracy, precision, recall, f1 / 2]


@chaff(
    "pulsar-figures-half",
    function="eval_accuracy",
    loses=("values", ...),
    en="compares the logits with 0.5, as if they were probabilities",
    ko="로짓을 확률인 것처럼 0.5와 비교하는 구현",
    think_en="Which logit belongs to a probability of 0.5?",
    think_ko="확률 0.5의 로짓은 얼마입니까?",
)
def figures_half(output, y):
    return figures(*counts(output - 0.5, y))


@chaff(
    "pulsar-figures-zero-is-pulsar",
    function="eval_accuracy",
    loses="values",
    en="takes a logit of exactly 0 for a pulsar",
    ko="로짓이 정확히 0일 때 펄서로 보는 구현",
    think_en="Does D3 write greater, or greater or equal?",
    think_ko="D3 문서는 0보다 큰지를 봅니까, 0 이상인지를 봅니까?",
)
def figures_zero_is_pulsar(output, y):
    return figures(*counts(np.where(output == 0, 1, output), y))


@chaff(
    "pulsar-figures-pulsars-found",
    function="eval_accuracy",
    loses=("values", ...),
    en="counts only the pulsars found in accuracy, not the stars left alone",
    ko="정확도에서 찾은 펄서만 세고 제대로 본 별은 세지 않는 구현",
    think_en="Is a star that was left alone a right answer?",
    think_ko="제대로 본 별도 맞은 답 아닙니까?",
)
def figures_pulsars_found(output, y):
    tp, fp, fn, tn = counts(output, y)
    return [tp / (tp + fp + fn + tn), *figures(tp, fp, fn, tn)[1:]]


@chaff(
    "pulsar-figures-without-stars",
    function="eval_accuracy",
    loses=("values", ...),
    en="leaves the stars left alone out of accuracy altogether",
    ko="정확도에서 제대로 본 별을 아예 빼고 계산하는 구현",
    think_en="Out of how many is accuracy counted?",
    think_ko="정확도는 몇 개 가운데의 비율입니까?",
)
def figures_without_stars(output, y):
    tp, fp, fn, tn = counts(output, y)
    return [safe_div(tp, tp + fp + fn), *figures(tp, fp, fn, tn)[1:]]


@chaff(
    "pulsar-figures-of-all",
    function="eval_accuracy",
    loses=("values", ...),
    en="divides the pulsars found by the number of all rows for precision and recall",
    ko="정밀도와 재현율을 구할 때 찾은 펄서를 전체 행의 수로 나누는 구현",
    think_en="Is recall 1 when every pulsar is found?",
    think_ko="펄서를 모두 찾으면 재현율이 1이 됩니까?",
)
def figures_of_all(output, y):
    tp, _, _, tn = counts(output, y)
    share = tp / len(y)
    return [(tp + tn) / len(y), share, share, share]


@chaff(
    "pulsar-figures-counts",
    function="eval_accuracy",
    loses=("values", ...),
    en="returns the four counts instead of the four shares",
    ko="네 비율이 아니라 네 개수를 반환하는 구현",
    think_en="What is divided by what to get a share of them?",
    think_ko="비율을 구하려면 무엇을 무엇으로 나누어야 합니까?",
)
def figures_counts(output, y):
    return [float(count) for count in counts(output, y)]


@chaff(
    "pulsar-figures-nan",
    function="eval_accuracy",
    loses="zero",
    en="divides without safe_div: 0 / 0 is nan, with a warning",
    ko="safe_div 없이 나누는 구현. 0 / 0이 경고와 함께 nan이 됩니다",
    think_en="What does precision become when nothing is called a pulsar?",
    think_ko="펄서라고 판단한 것이 하나도 없으면 정밀도는 어떻게 됩니까?",
)
def figures_nan(output, y):
    tp, fp, fn, tn = (np.float64(count) for count in counts(output, y))
    precision, recall = tp / (tp + fp), tp / (tp + fn)
    f1 = 2 * precision * recall / (precision + recall)
    return [(tp + tn) / (tp + fp + fn + tn), precision, recall, f1]


@chaff(
    "pulsar-figures-one-for-nothing",
    function="eval_accuracy",
    loses="zero",
    en="counts 0 / 0 as 1",
    ko="0 / 0을 1로 보는 구현",
    think_en="Should who finds nothing get full marks for precision?",
    think_ko="아무것도 찾지 못했는데 정밀도가 만점이어야 합니까?",
)
def figures_one_for_nothing(output, y):
    tp, fp, fn, tn = counts(output, y)
    precision = tp / (tp + fp) if tp + fp else 1.0
    recall = tp / (tp + fn) if tp + fn else 1.0
    f1 = 2 * safe_div(precision * recall, precision + recall)
    return [(tp + tn) / len(y), precision, recall, f1]


@chaff(
    "pulsar-figures-smoothed",
    function="eval_accuracy",
    loses=("values", ...),
    en="adds 1 to the divisors so that none is 0",
    ko="나누는 수가 0이 되지 않도록 1을 더하는 구현",
    think_en="What is precision then, when all calls are right?",
    think_ko="그러면 판단이 모두 맞았을 때 정밀도는 얼마가 됩니까?",
)
def figures_smoothed(output, y):
    tp, fp, fn, tn = counts(output, y)
    precision, recall = tp / (tp + fp + 1), tp / (tp + fn + 1)
    f1 = 2 * precision * recall / (precision + recall + 1)
    return [(tp + tn) / len(y), precision, recall, f1]


@chaff(
    "pulsar-figures-rounded",
    function="eval_accuracy",
    loses=("values", ...),
    en="rounds the figures to three decimals, as they are printed",
    ko="출력할 때처럼 소수 셋째 자리로 반올림하는 구현",
    think_en="Who should round: the one who computes, or the one who prints?",
    think_ko="반올림은 계산할 때 해야 합니까, 출력할 때 해야 합니까?",
)
def figures_rounded(output, y):
    return [round(float(figure), 3) for figure in figures(*counts(output, y))]


@chaff(
    "pulsar-figures-percent",
    function="eval_accuracy",
    loses=("values", ...),
    en="returns percent instead of shares from 0 to 1",
    ko="0에서 1까지의 비율이 아니라 백분율을 반환하는 구현",
    think_en="Which number stands for all right?",
    think_ko="모두 맞은 경우는 어떤 수로 나타냅니까?",
)
def figures_percent(output, y):
    return [100 * figure for figure in figures(*counts(output, y))]


@chaff(
    "pulsar-figures-accuracy-only",
    function="eval_accuracy",
    loses=("values", ...),
    en="returns the accuracy alone, as binary does",
    ko="binary처럼 정확도만 반환하는 구현",
    think_en='Which figures tell that "always star" finds nothing?',
    think_ko="언제나 별이라고 하면 아무것도 찾지 못한다는 사실은 어떤 값에서 드러납니까?",
)
def figures_accuracy_only(output, y):
    return np.mean((output > 0) == (y == 1))


@chaff(
    "pulsar-figures-flattened-answers",
    function="eval_accuracy",
    loses=("values", ...),
    en="flattens the answers only, so that every row meets every answer",
    ko="정답만 1차원으로 바꾸는 구현. 모든 행이 모든 정답과 비교됩니다",
    think_en="Which shape has a column joined with a row?",
    think_ko="열과 행을 함께 계산하면 결과는 어떤 모양이 됩니까?",
)
def figures_flattened_answers(output, y):
    return figures(*counts(output, y.ravel()))


@chaff(
    "pulsar-figures-whole-numbers",
    function="eval_accuracy",
    loses=("values", ...),
    en="divides without remainders, so that every figure is 0 or 1",
    ko="나머지를 버리고 나누는 구현. 모든 값이 0이나 1이 됩니다",
    think_en="What is the difference between / and //?",
    think_ko="/와 //는 어떻게 다릅니까?",
)
def figures_whole_numbers(output, y):
    return [float(figure // 1) for figure in figures(*counts(output, y))]


@chaff(
    "pulsar-figures-dict",
    function="eval_accuracy",
    loses=("values", ...),
    en="returns a dict instead of a list",
    ko="리스트가 아니라 딕셔너리를 반환하는 구현",
    think_en="How does pulsar_exec name the four figures?",
    think_ko="pulsar_exec은 네 값에 어떻게 이름을 붙입니까?",
)
def figures_dict(output, y):
    names = ["accuracy", "precision", "recall", "f1"]
    return dict(zip(names, figures(*counts(output, y)), strict=True))


@chaff(
    "pulsar-figures-array",
    function="eval_accuracy",
    loses=("values", ...),
    en="returns an array instead of a list",
    ko="리스트가 아니라 배열을 반환하는 구현",
    think_en="What does the docstring say is returned?",
    think_ko="docstring에는 무엇을 반환한다고 쓰여 있습니까?",
)
def figures_array(output, y):
    return np.array(figures(*counts(output, y)))


@chaff(
    "pulsar-figures-in-place",
    function="eval_accuracy",
    loses="inputs",
    en="writes the decisions into the array of the logits",
    ko="로짓이 들어 있던 배열에 판단을 적는 구현",
    think_en="Who still needs the logits after the figures are known?",
    think_ko="네 값을 구한 뒤에도 로짓이 필요한 곳은 어디입니까?",
    told_by="arguments_unchanged",
)
def figures_in_place(output, y):
    output[...] = output > 0
    return figures(*counts(output, y))


@chaff(
    "pulsar-figures-printed",
    function="eval_accuracy",
    loses=("values", ...),
    en="prints the figures and returns nothing",
    ko="네 값을 출력하기만 하고 반환하지 않는 구현",
    think_en="What does the caller get from print?",
    think_ko="print로는 호출한 쪽이 무엇을 받습니까?",
)
def figures_printed(output, y):
    print(figures(*counts(output, y)))


@chaff(
    "pulsar-data-stars-dropped",
    function="load_pulsar_dataset",
    loses="ratio",
    en="drops stars until there are as few as pulsars",
    ko="펄서 수만큼만 남기고 별을 버리는 구현",
    think_en="D3 names two ways to even out the ratio: which does its code take?",
    think_ko="D3 문서는 비율을 맞추는 방법을 두 가지 말합니다. 코드에서 쓰는 것은 무엇입니까?",
)
def data_stars_dropped(adjust_ratio=False, *, path=None):
    stars, pulsars = groups(path)
    return np.concatenate([stars[: len(pulsars)] if adjust_ratio else stars, pulsars])


@chaff(
    "pulsar-data-whole-copies-over",
    function="load_pulsar_dataset",
    loses="ratio",
    en="appends whole copies of the pulsars until there are at least as many as stars",
    ko="별보다 적지 않을 때까지 펄서 전체를 통째로 덧붙이는 구현",
    think_en="Five stars and two pulsars: how many pulsar rows are wanted?",
    think_ko="별이 5개, 펄서가 2개이면 펄서 행은 몇 개가 되어야 합니까?",
)
def data_whole_copies_over(adjust_ratio=False, *, path=None):
    stars, pulsars = groups(path)
    times = -(-len(stars) // len(pulsars)) if adjust_ratio else 1
    return np.concatenate([stars, *[pulsars] * times])


@chaff(
    "pulsar-data-whole-copies-under",
    function="load_pulsar_dataset",
    loses="ratio",
    en="appends whole copies of the pulsars as long as they do not outnumber the stars",
    ko="별보다 많아지지 않을 때까지만 펄서 전체를 통째로 덧붙이는 구현",
    think_en="Five stars and two pulsars: how many pulsar rows are wanted?",
    think_ko="별이 5개, 펄서가 2개이면 펄서 행은 몇 개가 되어야 합니까?",
)
def data_whole_copies_under(adjust_ratio=False, *, path=None):
    stars, pulsars = groups(path)
    times = len(stars) // len(pulsars) if adjust_ratio else 1
    return np.concatenate([stars, *[pulsars] * times])


@chaff(
    "pulsar-data-added-on-top",
    function="load_pulsar_dataset",
    loses="ratio",
    en="adds as many copies as there are stars to the pulsars that are there already",
    ko="이미 있는 펄서에 별의 수만큼을 더 덧붙이는 구현",
    think_en="How many pulsars are there in the end, and how many stars?",
    think_ko="결국 펄서는 몇 개이고 별은 몇 개입니까?",
)
def data_added_on_top(adjust_ratio=False, *, path=None):
    stars, pulsars = groups(path)
    copies = pulsars[np.arange(len(stars) if adjust_ratio else 0) % len(pulsars)]
    return np.concatenate([stars, pulsars, copies])


@chaff(
    "pulsar-data-first-pulsar-only",
    function="load_pulsar_dataset",
    loses="ratio",
    en="repeats the first pulsar only",
    ko="첫 번째 펄서만 되풀이하는 구현",
    think_en="What can the network learn from one pulsar seen again and again?",
    think_ko="펄서 하나만 거듭해서 보면 신경망은 무엇을 배울 수 있습니까?",
)
def data_first_pulsar_only(adjust_ratio=False, *, path=None):
    stars, pulsars = groups(path)
    if adjust_ratio:
        pulsars = pulsars[np.zeros(len(stars), dtype=int)]
    return np.concatenate([stars, pulsars])


@chaff(
    "pulsar-data-each-in-a-row",
    function="load_pulsar_dataset",
    loses="ratio",
    en="repeats each pulsar several times in a row instead of taking them in turn",
    ko="펄서를 차례로 돌아가며 쓰지 않고 하나씩 연달아 되풀이하는 구현",
    think_en="Which pulsar does n % pulsar_cnt name for n = 1?",
    think_ko="n = 1이면 n % pulsar_cnt는 몇 번째 펄서를 가리킵니까?",
)
def data_each_in_a_row(adjust_ratio=False, *, path=None):
    stars, pulsars = groups(path)
    if adjust_ratio:
        pulsars = pulsars[np.arange(len(stars)) * len(pulsars) // len(stars)]
    return np.concatenate([stars, pulsars])


@chaff(
    "pulsar-data-last-repeated",
    function="load_pulsar_dataset",
    loses="ratio",
    en="fills up with copies of the last pulsar",
    ko="모자라는 만큼을 마지막 펄서로 채우는 구현",
    think_en="Which pulsar comes after the last one?",
    think_ko="마지막 펄서 다음에는 어떤 펄서가 와야 합니까?",
)
def data_last_repeated(adjust_ratio=False, *, path=None):
    stars, pulsars = groups(path)
    if adjust_ratio:
        pulsars = pulsars[np.minimum(np.arange(len(stars)), len(pulsars) - 1)]
    return np.concatenate([stars, pulsars])


@chaff(
    "pulsar-data-at-random",
    function="load_pulsar_dataset",
    loses="ratio",
    en="draws the pulsars at random instead of taking them in turn",
    ko="펄서를 차례로 쓰지 않고 무작위로 뽑는 구현",
    think_en="Does every pulsar appear about equally often?",
    think_ko="모든 펄서가 비슷한 횟수로 나옵니까?",
)
def data_at_random(adjust_ratio=False, *, path=None):
    stars, pulsars = groups(path)
    if adjust_ratio:
        pulsars = np.random.default_rng(0).choice(pulsars, len(stars))
    return np.concatenate([stars, pulsars])


@chaff(
    "pulsar-data-shuffled",
    function="load_pulsar_dataset",
    loses=("values", ...),
    en="shuffles the rows, which pulsar_exec does itself",
    ko="행을 섞는 구현. 섞는 일은 pulsar_exec이 합니다",
    think_en="Who shuffles, so that a seed gives the same split again?",
    think_ko="같은 시드에서 똑같이 나뉘려면 섞는 일은 어디에서 해야 합니까?",
)
def data_shuffled(adjust_ratio=False, *, path=None):
    stars, pulsars = groups(path)
    if adjust_ratio:
        pulsars = pulsars[np.arange(len(stars)) % len(pulsars)]
    return np.random.default_rng(0).permutation(np.concatenate([stars, pulsars]))


@chaff(
    "pulsar-data-pulsars-first",
    function="load_pulsar_dataset",
    loses=("values", ...),
    en="puts the pulsars before the stars",
    ko="펄서를 별보다 앞에 두는 구현",
    think_en="Which rows does D3 fill first?",
    think_ko="D3 문서는 어느 쪽 행을 먼저 채웁니까?",
)
def data_pulsars_first(adjust_ratio=False, *, path=None):
    stars, pulsars = groups(path)
    if adjust_ratio:
        pulsars = pulsars[np.arange(len(stars)) % len(pulsars)]
    return np.concatenate([pulsars, stars])


@chaff(
    "pulsar-data-file-order",
    function="load_pulsar_dataset",
    loses="values",
    en="keeps the order of the file where the ratio is not adjusted",
    ko="비율을 맞추지 않을 때는 파일의 순서를 그대로 두는 구현",
    think_en="In which order are the rows if adjust_ratio is False?",
    think_ko="adjust_ratio가 False이면 행은 어떤 순서입니까?",
)
def data_file_order(adjust_ratio=False, *, path=None):
    if not adjust_ratio:
        return read_pulsars(path)
    stars, pulsars = groups(path)
    return np.concatenate([stars, pulsars[np.arange(len(stars)) % len(pulsars)]])


@chaff(
    "pulsar-data-always-adjusted",
    function="load_pulsar_dataset",
    loses="values",
    en="repeats the pulsars even if adjust_ratio is False",
    ko="adjust_ratio가 False일 때도 펄서를 되풀이하는 구현",
    think_en="Is adjust_ratio looked at?",
    think_ko="adjust_ratio의 값을 확인합니까?",
)
def data_always_adjusted(adjust_ratio=False, *, path=None):
    stars, pulsars = groups(path)
    return np.concatenate([stars, pulsars[np.arange(len(stars)) % len(pulsars)]])


@chaff(
    "pulsar-data-never-adjusted",
    function="load_pulsar_dataset",
    loses="ratio",
    en="never repeats a pulsar",
    ko="펄서를 되풀이하지 않는 구현",
    think_en="Is adjust_ratio looked at?",
    think_ko="adjust_ratio의 값을 확인합니까?",
)
def data_never_adjusted(adjust_ratio=False, *, path=None):
    return np.concatenate(groups(path))


@chaff(
    "pulsar-data-rows-left-zero",
    function="load_pulsar_dataset",
    loses="ratio",
    en="makes room for as many pulsars as stars, but fills in each pulsar once",
    ko="별의 수만큼 자리를 만들고 펄서를 한 번씩만 채우는 구현. 나머지 행은 0으로 남습니다",
    think_en="How far does the loop have to run?",
    think_ko="반복문은 몇 번 돌아야 합니까?",
)
def data_rows_left_zero(adjust_ratio=False, *, path=None):
    stars, pulsars = groups(path)
    data = np.zeros([2 * len(stars) if adjust_ratio else len(stars) + len(pulsars), 9])
    data[: len(stars)] = stars
    data[len(stars) : len(stars) + len(pulsars)] = pulsars
    return data


@chaff(
    "pulsar-data-stars-repeated",
    function="load_pulsar_dataset",
    loses="ratio",
    en="repeats the stars instead of the pulsars",
    ko="펄서가 아니라 별을 되풀이하는 구현",
    think_en="Which of the two is rare?",
    think_ko="둘 중 드문 것은 무엇입니까?",
)
def data_stars_repeated(adjust_ratio=False, *, path=None):
    stars, pulsars = groups(path)
    if adjust_ratio:
        stars = np.concatenate([stars, stars])
    return np.concatenate([stars, pulsars])


@chaff(
    "pulsar-data-class-dropped",
    function="load_pulsar_dataset",
    loses=("values", ...),
    en="leaves out the last column, the class",
    ko="마지막 열인 클래스를 빠뜨린 구현",
    think_en="Where does training find the answers?",
    think_ko="학습할 때 정답은 어디에서 찾습니까?",
)
def data_class_dropped(adjust_ratio=False, *, path=None):
    stars, pulsars = groups(path)
    if adjust_ratio:
        pulsars = pulsars[np.arange(len(stars)) % len(pulsars)]
    return np.concatenate([stars, pulsars])[:, :-1]


@chaff(
    "pulsar-data-first-row-skipped",
    function="load_pulsar_dataset",
    loses=("values", ...),
    en="skips a row after the column names have been skipped already",
    ko="열 이름은 이미 건너뛰었는데 행 하나를 더 건너뛰는 구현",
    think_en="What has read_pulsars skipped already?",
    think_ko="read_pulsars가 이미 건너뛴 것은 무엇입니까?",
)
def data_first_row_skipped(adjust_ratio=False, *, path=None):
    rows = read_pulsars(path)[1:]
    stars, pulsars = rows[rows[:, 8] == 0], rows[rows[:, 8] == 1]
    if adjust_ratio:
        pulsars = pulsars[np.arange(len(stars)) % len(pulsars)]
    return np.concatenate([stars, pulsars])


@chaff(
    "pulsar-data-integers",
    function="load_pulsar_dataset",
    loses=("values", ...),
    en="turns the features into integers",
    ko="특징을 정수로 바꾸는 구현",
    think_en="What is left of a skewness of 0.25?",
    think_ko="왜도 0.25를 정수로 바꾸면 무엇이 남습니까?",
)
def data_integers(adjust_ratio=False, *, path=None):
    stars, pulsars = groups(path)
    if adjust_ratio:
        pulsars = pulsars[np.arange(len(stars)) % len(pulsars)]
    return np.concatenate([stars, pulsars]).astype(int)


@chaff(
    "pulsar-data-list",
    function="load_pulsar_dataset",
    loses=("values", ...),
    en="returns a list of rows instead of an array",
    ko="배열 대신 행의 리스트를 반환하는 구현",
    think_en="Can data[:, -1] be taken from a list?",
    think_ko="리스트에서 data[:, -1]을 꺼낼 수 있습니까?",
)
def data_list(adjust_ratio=False, *, path=None):
    stars, pulsars = groups(path)
    if adjust_ratio:
        pulsars = pulsars[np.arange(len(stars)) % len(pulsars)]
    return np.concatenate([stars, pulsars]).tolist()


@chaff(
    "pulsar-data-faulty-rows-skipped",
    function="load_pulsar_dataset",
    loses="files",
    en="skips the rows that cannot be read",
    ko="읽을 수 없는 행을 건너뛰는 구현",
    think_en="How would anybody notice that half of a file is missing?",
    think_ko="파일의 절반이 없어졌다는 사실을 어떻게 알 수 있습니까?",
)
def data_faulty_rows_skipped(adjust_ratio=False, *, path=None):
    rows = []
    with pulsar_file(path).open() as file:
        for line in list(file)[1:]:
            try:
                rows.append(read_row(line.split(",")))
            except ValueError:
                continue
    rows = np.array(rows)
    stars, pulsars = rows[rows[:, 8] == 0], rows[rows[:, 8] == 1]
    if adjust_ratio:
        pulsars = pulsars[np.arange(len(stars)) % len(pulsars)]
    return np.concatenate([stars, pulsars])


@chaff(
    "pulsar-split-leak",
    function="pulsar_exec",
    loses="split_before_repeating",
    en="repeats the pulsars before the split even with split_first, as D3 does",
    ko="split_first를 받아도 D3 문서처럼 나누기 전에 펄서를 되풀이하는 구현",
    think_en="Which of the test's pulsars has the network never seen?",
    think_ko="시험용 펄서 중 신경망이 한 번도 보지 못한 것은 무엇입니까?",
    told_by="split_before_repeating",
)
def split_leak(
    epoch_count=10,
    mb_size=10,
    report=1,
    adjust_ratio=False,
    *,
    split_first=False,
    path=None,
    rng=None,
):
    return pulsar_exec(epoch_count, mb_size, report, adjust_ratio, path=path, rng=rng)


@chaff(
    "pulsar-split-never-repeated",
    function="pulsar_exec",
    loses="split_before_repeating",
    en="repeats no pulsar at all with split_first",
    ko="split_first를 받으면 펄서를 전혀 되풀이하지 않는 구현",
    think_en="What is done to the training part after the split?",
    think_ko="나눈 다음 학습용 부분에는 무엇을 해야 합니까?",
    told_by="split_before_repeating",
)
def split_never_repeated(
    epoch_count=10,
    mb_size=10,
    report=1,
    adjust_ratio=False,
    *,
    split_first=False,
    path=None,
    rng=None,
):
    adjusted = adjust_ratio and not split_first
    return pulsar_exec(epoch_count, mb_size, report, adjusted, path=path, rng=rng)


@chaff(
    "pulsar-data-more-pulsars-left",
    function="load_pulsar_dataset",
    loses="ratio",
    en="leaves the pulsars as they are where they outnumber the stars",
    ko="펄서가 별보다 많으면 그대로 두는 구현",
    think_en="How many pulsars should there be if a file has two stars?",
    think_ko="파일에 별이 두 개 있으면 펄서는 몇 개여야 합니까?",
)
def data_more_pulsars_left(adjust_ratio=False, *, path=None):
    stars, pulsars = groups(path)
    if adjust_ratio and len(pulsars) < len(stars):
        pulsars = pulsars[np.arange(len(stars)) % len(pulsars)]
    return np.concatenate([stars, pulsars])


@chaff(
    "pulsar-figures-overflow",
    function="eval_accuracy",
    loses="extremes",
    en="asks for exp(-x) before it decides, which overflows for a large logit",
    ko="판단하기 전에 exp(-x)를 계산하는 구현. 큰 로짓에서 오버플로가 납니다",
    think_en="Which logits have a probability above 0.5?",
    think_ko="어떤 로짓의 확률이 0.5보다 큽니까?",
)
def figures_overflow(output, y):
    return figures(*counts(1 / (1 + np.exp(-output.astype(float))) - 0.5, y))


@chaff(
    "pulsar-training-row-in-the-test",
    function="pulsar_exec",
    told_by="given_part_is_whole",
    loses="given_part_is_whole",
    en="lets the last row of training into the test as well",
    ko="학습의 마지막 행이 시험에도 들어가는 구현",
    think_en="What does a test on rows that were seen in training say?",
    think_ko="학습에서 본 행으로 시험하면 무엇을 알 수 있습니까?",
)
def training_row_in_the_test(
    epoch_count=10,
    mb_size=10,
    report=1,
    adjust_ratio=False,
    *,
    split_first=False,
    path=None,
    rng=None,
):
    def leaking(data, train_rows, test_rows, *rest):
        test_rows = np.concatenate([train_rows[-1:], test_rows])
        return train(data, train_rows, test_rows, *rest)

    own = types.FunctionType(
        pulsar_exec.__code__, {**pulsar_exec.__globals__, "train": leaking}, "pulsar_exec"
    )
    return own(
        epoch_count, mb_size, report, adjust_ratio, split_first=split_first, path=path, rng=rng
    )


@chaff(
    "pulsar-figures-tolerance",
    function="eval_accuracy",
    en="takes what is nearly 0 for 0: only logits above 0.000001 say pulsar",
    ko="0에 아주 가까운 로짓을 0으로 보는 구현. 0.000001보다 커야 펄서라고 합니다",
    think_en="Is 0.000000001 greater than 0?",
    think_ko="0.000000001은 0보다 큽니까?",
    loses="values",
)
def figures_tolerance(output, y):
    return figures(*counts(np.where(output > 1e-6, output, -1), y))
