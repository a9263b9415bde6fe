"""Wrong ways to write softmax."""

import numpy as np

from ..catalogue import chaff


@chaff(
    "softmax-raw-exponentials",
    en="exponentiates the raw inputs: np.exp(1010) is inf, and inf / inf is nan",
    ko="입력을 그대로 지수 함수에 넣는 구현. np.exp(1010)은 inf이고, inf / inf는 nan입니다",
    think_en="What can you subtract from every input without changing the answer?",
    think_ko="모든 입력에서 무엇을 빼도 답이 달라지지 않을까요?",
)
def softmax(a):
    exp_a = np.exp(a)
    return exp_a / exp_a.sum(axis=-1, keepdims=True)
