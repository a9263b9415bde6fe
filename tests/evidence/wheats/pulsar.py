"""Right ways to write the functions of `pulsar`."""

import csv
import itertools

import numpy as np

from rawgrad.authoring.evidence import wheat
from rawgrad.datasets import read_pulsars
from rawgrad.datasets.pulsars import pulsar_file
from solutions.binary import sigmoid
from solutions.pulsar import safe_div


@wheat("pulsar-div-d3", function="safe_div")
def div_d3(p, q):
    p, q = float(p), float(q)
    if np.abs(q) < 1.0e-20:
        return np.sign(p)
    return p / q


@wheat("pulsar-div-integer-sign", function="safe_div")
def div_integer_sign(p, q):
    if -1e-20 < q < 1e-20:
        return int(p > 0) - int(p < 0)
    return np.float32(p / q)


@wheat("pulsar-figures-d3", function="eval_accuracy")
def figures_d3(output, y):
    est_yes, ans_yes = np.greater(output, 0), np.greater(y, 0.5)
    est_no, ans_no = np.logical_not(est_yes), np.logical_not(ans_yes)
    tp = np.sum(np.logical_and(est_yes, ans_yes))
    fp = np.sum(np.logical_and(est_yes, ans_no))
    fn = np.sum(np.logical_and(est_no, ans_yes))
    tn = np.sum(np.logical_and(est_no, ans_no))
    precision, recall = safe_div(tp, tp + fp), safe_div(tp, tp + fn)
    f1 = 2 * safe_div(recall * precision, recall + precision)
    return [safe_div(tp + tn, tp + tn + fp + fn), precision, recall, f1]


@wheat(
    "pulsar-figures-from-counts",
    function="eval_accuracy",
    en="F1 is twice the pulsars found over those called and those there.",
    ko="F1은 찾은 펄서 수의 두 배를, 펄서라고 한 것과 실제 펄서 수의 합으로 나눈 것입니다.",
)
def figures_from_counts(output, y):
    says, is_pulsar = output > 0, y == 1
    tp = np.count_nonzero(says & is_pulsar)
    wrong = np.count_nonzero(says != is_pulsar)
    called, there = np.count_nonzero(says), np.count_nonzero(is_pulsar)
    # Twice the pulsars found, over those called and those there: the same F1.
    f1 = safe_div(2 * tp, called + there)
    return [1 - wrong / y.size, safe_div(tp, called), safe_div(tp, there), f1]


@wheat("pulsar-figures-loop", function="eval_accuracy")
def figures_loop(output, y):
    tp = fp = fn = tn = 0
    for (logit,), (answer,) in zip(output.tolist(), y.tolist(), strict=True):
        if logit > 0 and answer == 1:
            tp += 1
        elif logit > 0:
            fp += 1
        elif answer == 1:
            fn += 1
        else:
            tn += 1
    precision = tp / (tp + fp) if tp + fp else 0
    recall = tp / (tp + fn) if tp + fn else 0
    f1 = 2 / (1 / precision + 1 / recall) if tp else 0
    return (tp + tn) / len(y), precision, recall, f1


@wheat("pulsar-figures-dot", function="eval_accuracy")
def figures_dot(output, y):
    says, answers = (output[:, 0] > 0).astype(np.float32), y[:, 0].astype(np.float32)
    tp = says @ answers
    precision, recall = safe_div(tp, says.sum()), safe_div(tp, answers.sum())
    accuracy = 1 - np.abs(says - answers).mean()
    return [accuracy, precision, recall, 2 * safe_div(precision * recall, precision + recall)]


@wheat("pulsar-figures-einsum", function="eval_accuracy")
def figures_einsum(output, y):
    says = np.concatenate([output > 0, output <= 0], axis=1).astype(float)
    answers = np.concatenate([y == 1, y != 1], axis=1).astype(float)
    (tp, fp), (fn, tn) = np.einsum("ni,nj->ij", says, answers)
    accuracy = np.trace([[tp, fp], [fn, tn]]) / len(y)
    return [
        accuracy,
        safe_div(tp, tp + fp),
        safe_div(tp, tp + fn),
        safe_div(tp, tp + (fp + fn) / 2),
    ]


@wheat("pulsar-figures-bincount", function="eval_accuracy")
def figures_bincount(output, y):
    code = 2 * (output > 0) + (y == 1)
    tn, fn, fp, tp = np.bincount(code.ravel(), minlength=4).tolist()
    precision = tp / max(tp + fp, 1)
    recall = tp / max(tp + fn, 1)
    return [(tp + tn) / len(y), precision, recall, 2 * tp / max(2 * tp + fp + fn, 1)]


@wheat(
    "pulsar-figures-masks",
    function="eval_accuracy",
    en="Precision is the share of pulsars among those called, recall the share called "
    "among the pulsars.",
    ko="정밀도는 펄서라고 한 것 중 실제 펄서의 비율이고, 재현율은 펄서 중 찾아낸 비율입니다.",
)
def figures_masks(output, y):
    says, is_pulsar = sigmoid(output) > 0.5, y.astype(bool)
    precision = is_pulsar[says].mean() if says.any() else np.float64(0)
    recall = says[is_pulsar].mean() if is_pulsar.any() else np.float64(0)
    total = precision + recall
    f1 = 2 * precision * recall / total if total else total
    return [np.array((says == is_pulsar).mean()), precision, recall, f1]


@wheat("pulsar-figures-tiny-divisor", function="eval_accuracy")
def figures_tiny_divisor(output, y):
    says, is_pulsar = (output > 0).ravel(), (y > 0).ravel()
    tp = float(np.sum(says * is_pulsar))
    precision = tp / (says.sum() + 1e-12)
    recall = tp / (is_pulsar.sum() + 1e-12)
    f1 = 2 * precision * recall / (precision + recall + 1e-12)
    return [float(np.mean(says == is_pulsar)), precision, recall, f1]


@wheat(
    "pulsar-figures-sets",
    function="eval_accuracy",
    en="Called and there are sets of rows: found is what is in both.",
    ko="펄서라고 한 것과 실제 펄서를 행의 집합으로 봅니다. 찾은 것은 둘 다에 든 것입니다.",
)
def figures_sets(output, y):
    called = set(np.flatnonzero(output > 0).tolist())
    there = set(np.flatnonzero(y == 1).tolist())
    found = len(called & there)
    accuracy = 1 - len(called ^ there) / len(y)
    f1 = safe_div(2 * found, len(called) + len(there))
    return [accuracy, safe_div(found, len(called)), safe_div(found, len(there)), f1]


@wheat("pulsar-data-d3", function="load_pulsar_dataset")
def data_d3(adjust_ratio=False, *, path=None):
    pulsars, stars = [], []
    with pulsar_file(path).open() as csvfile:
        reader = csv.reader(csvfile)
        next(reader, None)
        for row in reader:
            (pulsars if row[8] == "1" else stars).append(row)
    star_cnt, pulsar_cnt = len(stars), len(pulsars)
    data = np.zeros([2 * star_cnt if adjust_ratio else star_cnt + pulsar_cnt, 9])
    data[0:star_cnt, :] = np.asarray(stars, dtype="float32")
    if adjust_ratio:
        for n in range(star_cnt):
            data[star_cnt + n] = np.asarray(pulsars[n % pulsar_cnt], dtype="float32")
    else:
        data[star_cnt:, :] = np.asarray(pulsars, dtype="float32")
    return data


@wheat("pulsar-data-resize", function="load_pulsar_dataset")
def data_resize(adjust_ratio=False, *, path=None):
    rows = read_pulsars(path)
    stars, pulsars = rows[rows[:, 8] != 1], rows[rows[:, 8] == 1]
    if adjust_ratio:
        pulsars = np.resize(pulsars, stars.shape)
    return np.vstack([stars, pulsars]).copy(order="F")


@wheat("pulsar-data-cycle", function="load_pulsar_dataset")
def data_cycle(adjust_ratio=False, *, path=None):
    rows = sorted(read_pulsars(path).tolist(), key=lambda row: row[-1])
    stars = [row for row in rows if not row[-1]]
    pulsars = rows[len(stars) :]
    if adjust_ratio:
        pulsars = itertools.islice(itertools.cycle(pulsars), len(stars))
    return np.array([*stars, *pulsars], dtype=np.float64)
