"""What holds for every right softmax."""

import numpy as np

from rawgrad.kit.text import Text
from rawgrad.spec.law import Trial, law, leaves_arguments, scenario

LN_3 = 1.0986122886681098

test_softmax_cases_leave_arguments = leaves_arguments("softmax")


@law(
    "softmax",
    "batch",
    en="Every row of a batch sums to 1",
    ko="배치의 각 행을 더하면 1입니다",
    document="D4",
)
def test_rows_sum_to_one(trial: Trial) -> None:
    a = trial.rng.normal(scale=5, size=(6, 4))
    y = trial.array("softmax", a, shape=(6, 4))
    trial.same(y.sum(axis=1), np.ones(6), of="y.sum(axis=1)")


@law(
    "softmax",
    "values",
    en="All shares lie between 0 and 1, and a larger score gets a larger share",
    ko="모든 확률은 0과 1 사이이고, 점수가 클수록 확률도 큽니다",
    document="D0",
)
def test_order_is_kept(trial: Trial) -> None:
    # Distinct scores half a unit apart, so that rounding cannot make two shares equal.
    a = 0.5 * trial.rng.permutation(8) - 2
    y = trial.array("softmax", a, shape=(8,))
    trial.hold((y > 0) & (y < 1), of="[min(y), max(y)]", got=[y.min(), y.max()], want="0 < y < 1")
    order = np.argsort(a)
    trial.hold(np.argsort(y) == order, of="argsort(y)", got=np.argsort(y), want=order)


@law(
    "softmax",
    "extremes",
    en="The same number added to all scores changes nothing",
    ko="모든 점수에 같은 수를 더해도 결과는 같습니다",
    document="D0",
)
def test_shift_changes_nothing(trial: Trial) -> None:
    a = trial.rng.normal(scale=2, size=5)
    y = trial.array("softmax", a, shape=(5,))
    # Next to 1024 float32 holds a score only to within 6e-5, which a share may show.
    trial.same(trial.array("softmax", a + 1024.0, shape=(5,)), y, atol=1e-3)


@law(
    "softmax",
    "inputs",
    en="The argument is left as it was",
    ko="인자로 받은 배열은 그대로 남아 있습니다",
)
def test_argument_unchanged(trial: Trial) -> None:
    y = trial.array("softmax", np.array([LN_3, 0.0, LN_3, 0.0]), shape=(4,))
    trial.unchanged()
    trial.same(y, np.array([0.375, 0.125, 0.375, 0.125]))


@law(
    "softmax",
    "inputs",
    needs=("batch",),
    en="A batch is left as it was",
    ko="인자로 받은 배치도 그대로 남아 있습니다",
)
def test_batch_unchanged(trial: Trial) -> None:
    y = trial.array("softmax", np.array([[LN_3, 0.0], [-LN_3, 0.0]]), shape=(2, 2))
    trial.unchanged()
    trial.same(y, np.array([[0.75, 0.25], [0.25, 0.75]]))


@scenario(
    "softmax",
    en="D4's three scores become probabilities, with 1000 added to each of them too",
    ko="D4 문서의 점수 세 개는 모두 1000을 더해도 같은 확률이 됩니다",
    document="D4",
)
def test_scores_become_probabilities(trial: Trial) -> Text:
    a = np.array([0.3, 2.9, 4.0])
    y = [trial.array("softmax", scores, shape=(3,)) for scores in (a, a + 1000)]
    # D4 prints three shares; float32 keeps 1002.9 only to within 3e-5.
    printed = np.array([0.01821127, 0.24519181, 0.73659691])
    trial.same(y, [printed, printed], atol=1e-4)
    return Text(
        f"the third score wins with {y[0][2]:.4f}; the three make {y[0].sum():.4f}",
        f"세 번째 점수의 확률은 {y[0][2]:.4f}, 셋을 더하면 {y[0].sum():.4f}",
    )
