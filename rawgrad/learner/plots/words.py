"""The table holds every word on and about a picture, in English and Korean."""

from __future__ import annotations

from rawgrad.kit.text import Text

TITLES = {
    "activation": Text("Three activation functions", "활성화 함수 세 가지"),
    "forward": Text("A signal on its way through three layers", "신호가 3층 신경망을 지나는 길"),
    "softmax": Text("Scores become probabilities", "점수에서 확률로"),
    "mnist": Text("Digits, and what the network reads", "손글씨 숫자와 신경망이 읽은 답"),
    "misread": Text("Digits the network misreads", "신경망이 잘못 읽은 숫자"),
    "loss": Text("What a wrong probability costs", "틀린 확률에 매기는 손실"),
    "gradient": Text("Downhill along the gradient", "기울기의 반대쪽으로 내려가는 길"),
    "perceptron": Text("One line: AND, but not XOR", "직선 하나로 나눌 수 있는 것은 AND뿐"),
    "backprop": Text("Two layers learn XOR", "두 층이 XOR를 배우는 과정"),
    "backprop_ce": Text("XOR learnt with two losses", "두 가지 손실로 배우는 XOR"),
    "two_layer_net": Text("A network learns to read digits", "숫자를 배우는 2층 신경망"),
    "hidden_sizes": Text("How many hidden neurons?", "은닉층 뉴런은 몇 개가 좋습니까?"),
    "information": Text("Information and the entropy of a coin", "정보량과 동전의 엔트로피"),
    "binary": Text("The loss against the logit", "로짓에 따른 손실"),
    "pulsar": Text("Pulsars: what accuracy hides", "펄서: 정확도가 감추는 것"),
    "three_layer_net": Text("Pixels up to 255, or up to 1?", "픽셀은 255까지입니까, 1까지입니까?"),
}  # fmt: skip

LABELS = {
    "input": Text("input x", "입력 x"),
    "output": Text("output", "출력"),
    "inputs": Text("input", "입력"),
    "layer": Text("layer {number}", "{number}층"),
    "outputs": Text("output", "출력층"),
    "weights": Text("The wider a line, the larger its weight", "선의 굵기: 가중치의 크기"),
    "score": Text("score", "점수"),
    "probability": Text("probability", "확률"),
    "log_probability": Text("probability (log scale)", "확률 (로그 눈금)"),
    "small_scores": Text("Scores of D4", "D4 문서의 점수"),
    "large_scores": Text("Large scores: no overflow", "큰 점수: 오버플로 없음"),
    "read": Text("{digit}  ({percent:.0%})", "{digit}  ({percent:.0%})"),
    "misread": Text("read {read}, is {right}", "읽음 {read}, 답 {right}"),
    "recognised": Text(
        "{right:,} of {total:,} test images recognised, pixels from 0 to 1: {accuracy:.4f}",
        "픽셀이 0부터 1까지인 시험 이미지 {total:,}개 중 {right:,}개를 바르게 읽음: {accuracy:.4f}",
    ),
    "surest": Text(
        "the surest of {wrong:,} mistakes in {total:,} test images",
        "시험 이미지 {total:,}개 중 틀린 {wrong:,}개에서 가장 확신한 것들",
    ),
    "right_p": Text("probability p given to the right class", "정답 클래스에 준 확률 p"),
    "loss": Text("loss", "손실"),
    "squared": Text("sum of squared errors", "오차제곱합"),
    "entropy_loss": Text("cross-entropy error", "교차 엔트로피 오차"),
    "squared_short": Text("squared error", "제곱 오차"),
    "entropy_short": Text("cross-entropy", "교차 엔트로피"),
    "field": Text("The gradient points uphill", "기울기는 오르막을 가리킵니다"),
    "walks": Text("Twenty steps against it", "그 반대쪽으로 20스텝"),
    "answer_0": Text("answer 0", "정답 0"),
    "answer_1": Text("answer 1", "정답 1"),
    "and_learnt": Text("AND: the line separates", "AND: 직선으로 나뉩니다"),
    "xor_not_learnt": Text("XOR: no line can", "XOR: 어떤 직선으로도 안 됩니다"),
    "before": Text("Before learning", "학습 전"),
    "while": Text("After {epochs:,} epochs", "{epochs:,} 에포크 뒤"),
    "epochs": Text("epochs", "에포크"),
    "largest_miss": Text("largest error of the four outputs", "네 출력 가운데 가장 큰 오차"),
    "ends": Text(
        "After {epochs:,} epochs the squared error misses {times:.0f} times as far",
        "{epochs:,} 에포크 뒤 오차는 제곱 오차 쪽이 {times:.0f}배 큽니다",
    ),
    "steps": Text("steps", "스텝"),
    "loss_curve": Text("Loss while training", "학습하는 동안의 손실"),
    "batch_loss": Text("loss of each batch", "배치마다의 손실"),
    "mean_loss": Text("mean of 20 batches", "배치 20개의 평균"),
    "accuracy": Text("accuracy", "정확도"),
    "epoch_accuracy": Text("Accuracy after each epoch", "에포크마다의 정확도"),
    "training": Text("training", "학습"),
    "test": Text("test", "시험"),
    "raw_pixels": Text("0 to 255, as in D4", "0에서 255까지 (D4 문서)"),
    "scaled_pixels": Text("0 to 1", "0에서 1까지"),
    "squared_mean": Text("mean squared error", "평균 제곱 오차"),
    "epoch_loss": Text("Mean squared error of each epoch", "에포크마다의 평균 제곱 오차"),
    "test_accuracy": Text("Test accuracy after each epoch", "에포크마다의 시험 정확도"),
    "hidden": Text("hidden neurons", "은닉층 뉴런 수"),
    "parameters": Text("parameters", "매개변수 수"),
    "first_run": Text("test, 1st run", "시험 (1회)"),
    "second_run": Text("test, 2nd run", "시험 (2회)"),
    "hidden_column": Text("hidden", "은닉층"),
    "repeats": Text("Same seed {seed}, same numbers", "시드가 {seed}로 같으면 결과도 같습니다"),
    "differs": Text(
        "The same seed {seed} gave other numbers", "시드가 {seed}로 같은데 결과가 다릅니다"
    ),
    "hidden_note": Text(
        "{steps} steps of {batch} images, learning rate {rate:g}",
        "이미지 {batch}장씩 {steps}스텝, 학습률 {rate:g}",
    ),
    "rare": Text("The rarer, the more it tells", "드물수록 정보가 많습니다"),
    "coin": Text("A fair coin tells the most", "공정한 동전의 정보가 가장 많습니다"),
    "event_p": Text("probability p of the event", "사건의 확률 p"),
    "heads_p": Text("probability p of heads", "앞면이 나올 확률 p"),
    "bits": Text("bits", "비트"),
    "logit": Text("logit x", "로짓 x"),
    "yes": Text("answer yes, z = 1", "정답이 참, z = 1"),
    "no": Text("answer no, z = 0", "정답이 거짓, z = 0"),
    "cost": Text("What a logit costs", "로짓의 손실"),
    "slope": Text("Its slope: sigmoid(x) − z", "그 기울기: sigmoid(x) − z"),
    "as_rare": Text("As rare as in the sky", "하늘에서처럼 드물 때"),
    "repeated": Text("Repeated in training", "학습에서 되풀이할 때"),
    "star": Text("star", "별"),
    "pulsar": Text("pulsar", "펄서"),
    "called": Text("called", "판단"),
    "truth": Text("truth", "실제"),
    "figures": Text(
        "accuracy {0:.3f}   precision {1:.3f}\nrecall {2:.3f}   F1 {3:.3f}",
        "정확도 {0:.3f}   정밀도 {1:.3f}\n재현율 {2:.3f}   F1 {3:.3f}",
    ),
    "precision": Text("precision", "정밀도"),
    "recall": Text("recall", "재현율"),
    "trade": Text("Precision against recall", "정밀도와 재현율"),
    "at_zero": Text("at logit 0", "로짓 0에서"),
}  # fmt: skip

SENTENCES = {
    "no_matplotlib": Text(
        'pictures need matplotlib: python -m pip install matplotlib (or "rawgrad[plots]")',
        "그림에는 matplotlib이 필요합니다. 설치 명령: python -m pip install matplotlib "
        '(또는 "rawgrad[plots]")',
    ),
    "no_display": Text(
        "there is no window to show a picture in; write it to a file: --save picture.png",
        "그림을 띄울 창이 없습니다. 파일로 저장해 주십시오: --save picture.png",
    ),
    "no_korean_font": Text(
        "no font with Korean letters was found, so the labels are in English",
        "한글 글꼴을 찾지 못해 그림에는 영어로 적었습니다. 글꼴을 설치하면 한국어로 나옵니다 "
        "(예: NanumGothic).",
    ),
    "unknown_format": Text(
        "--save {path}: end the name in .png, .svg or .pdf",
        "--save {path}: 파일 이름을 .png, .svg, .pdf 중 하나로 끝내 주십시오",
    ),
    "unknown_picture": Text(
        "there is no picture {name}; there are {known}",
        "{name}: 그런 그림이 없습니다. 있는 그림: {known}",
    ),
    "did_you_mean": Text(
        "there is no picture {name}; did you mean {near}?",
        "{name}: 그런 그림이 없습니다. 혹시 {near} 그림입니까?",
    ),
    "saved": Text("saved: {path}", "저장했습니다: {path}"),
    "todo": Text(
        "write {function} in {module}.py first: the picture is drawn with it",
        "{module}.py의 {function}: 이 함수로 그리는 그림입니다. 먼저 작성해 주십시오.",
    ),
    "unusable": Text(
        "{module}.py, {function}: {problem} (rawgrad check {module})",
        "{module}.py의 {function}: {problem} (rawgrad check {module})",
    ),
    "not_finite": Text(
        "some of its values are nan or inf, which cannot be drawn.",
        "값에 nan이나 inf가 있어 그릴 수 없습니다.",
    ),
}
