"""The table holds every sentence of `rawgrad release` and its autograder, in both languages.

Korean is polite, and no particle hangs on a name.
"""

from __future__ import annotations

from rawgrad.kit.text import Text

MESSAGES = {
    "debugger": Text(
        "rawgrad: stop in the first failing case",
        "rawgrad: 처음 실패한 테스트 케이스에서 멈추기",
    ),
    "no_licence": Text(
        "missing; install rawgrad again", "없습니다. rawgrad를 다시 설치해 주십시오"
    ),
    "not_whole": Text(
        "{reason}; install rawgrad again", "{reason}. rawgrad를 다시 설치해 주십시오"
    ),
    "no_hidden": Text(
        "no such folder; it should hold the hidden cases",
        "그런 폴더가 없습니다. 비공개 테스트 케이스가 들어 있어야 합니다",
    ),
    "not_packed": Text(
        "{what} is missing or no number; make the autograder again",
        "{what}: 없거나 수가 아닙니다. 자동 채점기를 다시 만들어 주십시오",
    ),
    "no_course": Text(
        "there is no course.toml here; go to the folder of your course, or make one of a copy of "
        "{example}",
        "이 폴더에는 course.toml이 없습니다. 강의 폴더로 이동하거나 다음 예제를 복사해 만들어 "
        "주십시오: {example}",
    ),
    "not_free": Text(
        "{path}: is there already; name a new folder or a new .zip file",
        "{path}: 이미 있습니다. 새 폴더나 새 .zip 파일의 이름을 지정해 주십시오",
    ),
    "no_package": Text(
        "--github needs --package URL: the address of the folder where you will put the package",
        "--github 옵션에는 --package URL이 필요합니다. 패키지를 올려 둘 폴더의 주소를 지정해 "
        "주십시오",
    ),
    "no_address": Text(
        "--package {address}: not an address; give one such as https://example.org/week1",
        "--package {address}: 주소가 아닙니다. https://example.org/week1 같은 주소를 지정하십시오",
    ),
    "done": Text("written: {path}", "만든 것: {path}"),
    "learners": Text(
        "It holds no solutions, no hidden cases and nothing of other exercises: hand it to "
        "learners.",
        "모범 답안과 비공개 테스트, 다른 연습 문제는 들어 있지 않습니다. "
        "수강생에게 나누어 주십시오.",
    ),
    "gradescope": Text(
        "It holds the solutions and all hidden cases: upload it to Gradescope and give it to "
        "nobody. Then test it there with a submission of your own; its first line says, to "
        "instructors only, whether submissions can be confined.",
        "모범 답안과 비공개 테스트가 모두 들어 있습니다. Gradescope에만 올리고 누구에게도 주지 "
        "마십시오. 그다음 직접 제출하여 시험해 보십시오. 제출물을 격리할 수 있는지가 첫 줄에 "
        "강사에게만 표시됩니다.",
    ),
    "github": Text(
        "Put {wheel} where {address} serves it to everybody, and make the folder repository/ the "
        "learners' template. Neither holds solutions. The workflow is for practice: marks come "
        "from your own rawgrad grade.",
        "{wheel} 파일을 누구나 내려받을 수 있게 {address} 주소에 올리고, repository/ 폴더를 "
        "수강생의 템플릿 저장소로 만드십시오. 둘 다 모범 답안은 들어 있지 않습니다. 워크플로는 "
        "연습용이며, 점수는 직접 실행하는 rawgrad grade 명령으로 정합니다.",
    ),
    "no_submission": Text("{path}: there is no submission", "{path}: 제출물이 없습니다"),
    "isolation": Text("For instructors: isolation", "강사용: 격리"),
    "confined": Text(
        "Submissions are confined here: they reach no files, no network and no other process.",
        "이곳에서는 제출물이 격리되어 파일, 네트워크, 다른 프로세스를 사용할 수 없습니다.",
    ),
    "unsafe": Text(
        "Your submission could not be graded safely here, so this is no mark. Your instructor has "
        "been told why.",
        "이곳에서는 제출물을 안전하게 채점할 수 없으므로 이것은 점수가 아닙니다. 이유는 강사에게 "
        "표시됩니다.",
    ),
    "process": Text(
        "Submissions CANNOT be confined here. What escaped: {what}. Neither marks nor secrets are "
        "safe: a submission can write its own result and read the solutions and hidden cases in "
        "this image. So no marks are given, unless the autograder was made with "
        "--marks-unprotected. Grade on a machine where `rawgrad grade --doctor` holds.",
        "이곳에서는 제출물을 격리할 수 없습니다. 막지 못한 것: {what}. 제출물이 결과를 직접 쓰고 "
        "이 이미지에 있는 모범 답안과 비공개 테스트를 읽을 수 있으므로 점수도 비밀도 안전하지 "
        "않습니다. 따라서 --marks-unprotected 옵션으로 만든 자동 채점기가 아니면 점수를 주지 "
        "않습니다. "
        "`rawgrad grade --doctor` 검사를 모두 통과하는 컴퓨터에서 채점해 주십시오.",
    ),
    "undecided": Text(
        "The grader was in trouble, so there is no result: run the autograder again.",
        "채점 환경에 문제가 있어 결과가 없습니다. 자동 채점을 다시 실행해 주십시오.",
    ),
}

README = {
    "no_due": Text("no due date", "마감 없음"),
    "row": Text("| `{name}` | {title} | {points} |", "| `{name}` | {title} | {points} |"),
    "built_on": Text(
        "They build on {names}. Those earn nothing here; if you have written them already, copy "
        "yours into `exercises/`, else write them first.",
        "이 과제는 앞 문제를 사용합니다: {names}. 이 문제들에는 점수가 없습니다. 이미 작성하셨다면 "
        "`exercises/` 폴더에 복사하고, 아니라면 먼저 작성해 주십시오.",
    ),
    "along": Text(
        "You may add {names}. Where it is missing, or wrong, the exercises that build on it are "
        "graded with a right one.\n\n",
        "다음 파일도 함께 내실 수 있습니다: {names}. 없거나 틀린 경우에는 이 파일을 사용하는 "
        "문제를 올바른 구현으로 채점합니다.\n\n",
    ),
    "hidden": Text(
        "The mark also counts cases that you do not have: they ask for the same, with other "
        "values.",
        "점수에는 비공개 테스트 케이스도 반영됩니다. 요구하는 것은 같고 값만 다릅니다.",
    ),
    "practice": Text(
        "## On GitHub\n\nEach push is checked, and what is not right yet is shown on your lines. "
        "This is for practice: your mark does not come from there.\n",
        "## GitHub에서\n\n푸시할 때마다 검사하고, 아직 맞지 않은 부분을 해당 줄에 표시합니다. "
        "연습용이며, 점수는 여기서 정해지지 않습니다.\n",
    ),
}
