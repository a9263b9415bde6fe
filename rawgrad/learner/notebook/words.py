"""The table holds every sentence that only a notebook says, in English and Korean."""

from __future__ import annotations

from rawgrad.kit.text import Text

SENTENCES = {
    "hint": Text("Hint: %rawgrad hint {name}", "힌트: %rawgrad hint {name}"),
    "other_language": Text("한국어: %rawgrad lang ko", "English: %rawgrad lang en"),
    "more": Text(
        "{count} more went wrong: %rawgrad check {name} --all",
        "그 밖에 틀린 항목 {count}개: %rawgrad check {name} --all",
    ),
    "explain": Text(
        "Compare with other right ways: %rawgrad explain {name}",
        "다른 올바른 구현과 비교해 보십시오: %rawgrad explain {name}",
    ),
    "needs": Text(
        "{function} belongs to {module}: write it in a cell headed %%check {module}, or in "
        "exercises/{module}.py beside this notebook.",
        "{function}: {module} 연습 문제의 함수입니다. 첫 줄에 %%check {module} 명령을 쓴 셀이나 이 "
        "노트북 옆의 exercises/{module}.py 파일에 작성해 주십시오.",
    ),
    "elsewhere": Text(
        "{name} is a name of the notebook, and an exercise has names of its own: define it in a "
        "cell headed %%check {exercise}.",
        "{name}: 노트북에는 있지만 연습 문제의 이름 공간에는 없습니다. 첫 줄에 %%check {exercise} "
        "명령을 쓴 셀에서 정의해 주십시오.",
    ),
    "similar": Text(
        "{found} is defined, {wanted} is not: is it misspelt?",
        "{found}: 정의되어 있지만 {wanted} 함수는 없습니다. 이름을 확인해 주십시오.",
    ),
    "misspelt": Text(
        "This cell defines {found}, not {wanted}: is it misspelt? Nothing was checked.",
        "{found}: 이 셀이 정의한 이름입니다. {wanted} 함수는 이 셀에 없어 검사하지 않았습니다. "
        "이름을 확인해 주십시오.",
    ),
    "reset": Text(
        "{name}: what its cells have defined is gone; the cells themselves are as they were.",
        "{name}: 셀에서 정의한 것을 지웠습니다. 셀의 내용은 그대로 있습니다.",
    ),
    "how_hint": Text(
        "give it as in: %rawgrad hint softmax, or %rawgrad hint loss cross_entropy_error --step 2",
        "다음과 같이 써 주십시오: %rawgrad hint softmax 또는 "
        "%rawgrad hint loss cross_entropy_error --step 2",
    ),
    "which": Text(
        "name an exercise: %%check softmax; `%rawgrad list` names them all",
        "연습 문제 이름을 써 주십시오. 예: %%check softmax. 목록: %rawgrad list",
    ),
    "question": Text(
        "Answer: %rawgrad predict {name} {number} and what it prints",
        "답하기: %rawgrad predict {name} {number} 다음에 출력될 내용을 쓰십시오",
    ),
    "no_question": Text(
        "{name} has {count} questions; give a number from 1",
        "{name}: 질문은 {count}개입니다. 1부터 시작하는 번호를 쓰십시오",
    ),
    "not_yet": Text(
        "{name} does not pass yet. Solve it first, or look all the same: %rawgrad explain {name} "
        "--anyway",
        "{name}: 아직 통과하지 않았습니다. 먼저 풀어 보시거나, 그래도 보시려면 다음 명령을 "
        "쓰십시오: %rawgrad explain {name} --anyway",
    ),
    "language": Text("Messages are in English.", "이제 한국어로 알려 드립니다."),
    "exists": Text(
        "{path}: already there, and left as it is; another name: --to {other}",
        "{path}: 이미 있는 파일이므로 그대로 두었습니다. 다른 이름으로 만들기: --to {other}",
    ),
    "suffix": Text(
        "--to {path}: a notebook's name ends in .ipynb",
        "--to {path}: 노트북 파일 이름의 끝은 .ipynb여야 합니다",
    ),
    "written": Text(
        "{path}: written. Open it in Jupyter or VS Code, and begin with the first cell.",
        "{path}: 새로 썼습니다. Jupyter나 VS Code에서 열어 첫 셀부터 실행해 주십시오.",
    ),
}

# What a generated notebook says between its cells; Markdown.
PAGE = {
    "documents": Text("Documents: {documents}", "문서: {documents}"),
    "to_write": Text(
        "To write, each with its first case", "작성할 함수와 각 함수의 첫 번째 테스트 케이스"
    ),
    "requires": Text(
        "It uses {names}: what you have in `exercises/` beside this notebook, or in cells headed "
        "`%%check` here.",
        "앞 연습 문제를 사용합니다: {names}. 이 노트북 옆의 `exercises/` 폴더에 작성하신 것이나 "
        "이 노트북의 `%%check` 셀에 작성하신 것을 씁니다.",
    ),
    "begin": Text(
        "Run this cell first; run it again after a restart.",
        "이 셀을 먼저 실행해 주십시오. 커널을 다시 시작한 뒤에도 실행해야 합니다.",
    ),
    "predict": Text("Predict before you write", "작성하기 전에 예상해 보기"),
    "predict_how": Text(
        "Put your answer in place of `___` and run the cell. Nothing is marked.",
        "`___` 자리에 답을 쓰고 셀을 실행해 주십시오. 점수에는 들어가지 않습니다.",
    ),
    "write": Text("Write and check", "작성하고 검사하기"),
    "write_how": Text(
        "Running this cell checks it, as `rawgrad check {name}` does a file. It may be split into "
        "several cells, each headed `%%check {name}`; of a function the last one run counts. "
        "Afterwards its names can be used in any cell.",
        "이 셀을 실행하면 검사합니다. 결과는 파일을 검사하는 명령 `rawgrad check {name}`에서 얻는 "
        "것과 같습니다. 첫 줄에 `%%check {name}` 명령을 쓴 셀 여러 개로 나누어도 됩니다. 같은 "
        "함수는 마지막에 실행한 것으로 검사합니다. 실행한 뒤에는 다른 셀에서도 이 이름들을 쓸 수 "
        "있습니다.",
    ),
    "hint": Text("A hint", "힌트"),
    "hint_how": Text(
        "In three steps, from a nudge to the formula: add `--step 2`, then `--step 3`.",
        "세 단계로 나누어 알려 드립니다. 뒤에 `--step 2`, `--step 3` 옵션을 붙이면 더 자세합니다.",
    ),
    "picture": Text("The picture", "그림"),
    "picture_how": Text(
        "Drawn by your own functions, once they pass.",
        "통과한 뒤에, 직접 작성하신 함수로 그립니다.",
    ),
}
