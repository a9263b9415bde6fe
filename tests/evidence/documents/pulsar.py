"""D3's four figures, and its data set with repeated pulsars."""

import csv

import numpy as np

from rawgrad.authoring.evidence import listing
from rawgrad.datasets.pulsars import pulsar_file


def safe_div(p, q):
    p, q = float(p), float(q)
    if np.abs(q) < 1.0e-20:
        return np.sign(p)
    return p / q


def eval_accuracy(output, y):
    est_yes, ans_yes = np.greater(output, 0), np.greater(y, 0.5)
    est_no, ans_no = np.logical_not(est_yes), np.logical_not(ans_yes)
    tp = np.sum(np.logical_and(est_yes, ans_yes))
    fp = np.sum(np.logical_and(est_yes, ans_no))
    fn = np.sum(np.logical_and(est_no, ans_yes))
    tn = np.sum(np.logical_and(est_no, ans_no))
    accuracy = safe_div(tp + tn, tp + tn + fp + fn)
    precision, recall = safe_div(tp, tp + fp), safe_div(tp, tp + fn)
    return [accuracy, precision, recall, 2 * safe_div(recall * precision, recall + precision)]


def load_pulsar_dataset(adjust_ratio=False, *, path=None):
    pulsars, stars = [], []
    with pulsar_file(path).open() as file:
        reader = csv.reader(file)
        next(reader, None)
        for row in reader:
            (pulsars if row[8] == "1" else stars).append(row)
    count, pulsar_count = len(stars), len(pulsars)
    if not adjust_ratio:
        data = np.zeros([count + pulsar_count, 9])
        data[:count] = np.asarray(stars, dtype="float32")
        data[count:] = np.asarray(pulsars, dtype="float32")
        return data
    data = np.zeros([2 * count, 9])
    data[:count] = np.asarray(stars, dtype="float32")
    for n in range(count):
        data[count + n] = np.asarray(pulsars[n % pulsar_count], dtype="float32")
    return data


listing(
    "pulsar-d3",
    document="D3",
    code={
        "safe_div": safe_div,
        "eval_accuracy": eval_accuracy,
        "load_pulsar_dataset": load_pulsar_dataset,
    },
    earns=10,
    loses=(),
)
