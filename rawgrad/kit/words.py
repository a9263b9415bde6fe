"""The table holds what is said of a course that cannot be read, in English and Korean.

Only data: who reads a course fills in the facts.
"""

from __future__ import annotations

from rawgrad.kit.text import Text

COURSE = {
    "brackets": Text(
        "{where}: begin each assignment with [[assignment]], in double brackets",
        "{where}: 과제마다 [[assignment]]로 시작하십시오. 대괄호가 두 겹입니다",
    ),
    "twice": Text(
        "{where}: the assignment {name} stands twice; give it another name",
        "{where}: 과제 {name}: 두 번 나옵니다. 다른 이름을 쓰십시오",
    ),
    "empty": Text(
        "{where}: no assignment; write one under [[assignment]]",
        "{where}: 과제가 없습니다. [[assignment]] 아래에 쓰십시오",
    ),
    "best": Text(
        "{where}: best is how many of the {count} assignments count, as in best = 1",
        "{where}: best는 과제 {count}개 가운데 반영할 개수입니다. 예: best = 1",
    ),
    "name": Text(
        "{where}, assignment {number}: give it a name of letters, digits, - and _",
        "{where}, {number}번째 과제: 글자, 숫자, -, _로 된 이름을 쓰십시오",
    ),
    "exercises": Text(
        '{where}: exercises are a list, as in exercises = ["softmax"]',
        '{where}: exercises는 목록입니다. 예: exercises = ["softmax"]',
    ),
    "points": Text(
        "{where}: points are given by exercise, as in points = {{ softmax = 20 }}",
        "{where}: points는 연습 문제마다 씁니다. 예: points = {{ softmax = 20 }}",
    ),
    "not_its": Text(
        "{where}: {exercise} is none of its exercises; see rawgrad list",
        "{where}: {exercise}: 이 과제의 연습 문제가 아닙니다. rawgrad list를 보십시오",
    ),
    "positive": Text(
        "{where}: points are numbers greater than 0",
        "{where}: points에는 0보다 큰 수를 쓰십시오",
    ),
    "due": Text(
        "{where}: due is a date and time, as in due = 2026-12-01T23:59:00+09:00",
        "{where}: due는 날짜와 시각입니다. 예: due = 2026-12-01T23:59:00+09:00",
    ),
    "late_without_due": Text(
        "{where}: late work needs a due date",
        "{where}: 늦은 제출을 받으려면 마감(due)이 필요합니다",
    ),
    "late_without_zone": Text(
        '{where}: late work needs timezone = "Asia/Seoul", or a due date with one',
        '{where}: 늦은 제출에는 timezone = "Asia/Seoul" 또는 시간대가 있는 마감이 필요합니다',
    ),
    "weight": Text(
        "{where}: weight is a number, 0 or more, as in weight = 25",
        "{where}: weight는 0 이상의 수입니다. 예: weight = 25",
    ),
    "path": Text(
        '{where}: {key} is a path, as in {key} = "{key}"',
        '{where}: {key}: 경로를 쓰십시오. 예: {key} = "{key}"',
    ),
    "late": Text(
        "{where}: late is written as {example}",
        "{where}: late는 다음과 같이 씁니다: {example}",
    ),
    "late_days": Text(
        "{where}, late: days are whole numbers from 1 to 999, as in {example}",
        "{where}, late: days는 1에서 999까지의 정수입니다. 예: {example}",
    ),
    "late_keep": Text(
        "{where}, late: keep is a share from 0 to 1, as in {example}",
        "{where}, late: keep은 0에서 1까지의 비율입니다. 예: {example}",
    ),
    "late_order": Text(
        "{where}, late: each step has more days, and keeps less: {example}",
        "{where}, late: 뒤로 갈수록 days는 커지고 keep은 작아집니다. 예: {example}",
    ),
    "late_example": Text(
        "late = [{ days = 1, keep = 0.9 }, { days = 3, keep = 0.5 }], or late = 2 for a grace",
        "late = [{ days = 1, keep = 0.9 }, { days = 3, keep = 0.5 }], 감점 없는 기한은 late = 2",
    ),
    "timezone": Text(
        "{where}: {given} is no time zone that is known here; write {example}",
        "{where}: {given}: 알 수 없는 시간대입니다. 다음과 같이 쓰십시오: {example}",
    ),
    "language": Text(
        "{where}: language is one of {known}",
        "{where}: language는 다음 가운데 하나입니다: {known}",
    ),
    "unknown": Text(
        "{where}: {key} means nothing here; known: {known}",
        "{where}: {key}: 여기에서 쓰지 않는 이름입니다. 쓸 수 있는 이름: {known}",
    ),
    "absent": Text(
        "{name}: Keras or PyTorch is missing; python -m pip install 'rawgrad[frameworks]'",
        "{name}: Keras나 PyTorch가 없습니다. 설치 명령: "
        "python -m pip install 'rawgrad[frameworks]'",
    ),
    "no_exercises": Text(
        "{folder}: there is no folder exercises here; cd to your course, or make one: "
        "python -m rawgrad init my-course",
        "{folder}: 이 폴더에는 exercises가 없습니다. 학습용 폴더로 이동하거나 다음 명령으로 "
        "새로 만들어 주십시오: python -m rawgrad init my-course",
    ),
    "no_subject": Text(
        "--subject={subject}: there is no such folder; give one with softmax.py …",
        "--subject={subject}: 그런 폴더가 없습니다. softmax.py 같은 파일이 있는 폴더를 쓰십시오",
    ),
}
