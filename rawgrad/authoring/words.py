"""The table holds every sentence that an author of exercises reads, in English and Korean.

Korean is polite, and no particle hangs on a name. Only data: `problem` and `new` fill in the facts.
"""

from __future__ import annotations

from rawgrad.kit.text import Text

SENTENCES = {
    "installed": Text(
        "{package} is an installed package; exercises are written in a clone: cd to it and run "
        "python -m rawgrad there",
        "{package}: 설치된 패키지입니다. 연습 문제는 저장소를 복제한 폴더에서 만듭니다. "
        "그 폴더로 이동한 뒤 python -m rawgrad 명령을 쓰십시오",
    ),
    "other_clone": Text(
        "{here} is a clone, but this command belongs to {package}; in the clone run "
        "python -m pip install -e . first",
        "{here}: 복제한 저장소이지만, 이 명령은 다른 곳의 것입니다({package}). "
        "저장소에서 먼저 python -m pip install -e . 명령을 실행하십시오",
    ),
    "name": Text(
        "{name!r} cannot name an exercise; use small letters, digits and _, as in two_layer_net",
        "{name!r}: 연습 문제의 이름으로 쓸 수 없습니다. two_layer_net처럼 소문자, 숫자, _만 "
        "쓰십시오",
    ),
    "taken": Text(
        "{name} is an exercise already; `rawgrad lint {name}` says what is missing",
        "{name}: 이미 있는 연습 문제입니다. 빠진 것을 보려면 `rawgrad lint {name}` 명령을 쓰십시오",
    ),
    "there": Text(
        "{path} is there already, and nothing was written; move it away or take another name",
        "{path}: 이미 있는 파일이므로 아무것도 쓰지 않았습니다. 옮기거나 다른 이름을 쓰십시오",
    ),
    "unwritable": Text(
        "{reason}; nothing was written",
        "{reason}. 아무것도 쓰지 않았습니다",
    ),
    "next": Text(
        "{name} is exercise {number}.\n"
        "Next: replace each TODO, the solution first. What is missing: rawgrad lint {name}\n"
        "docs/authoring.md goes the whole way with an example.",
        "{name}: {number}번 연습 문제입니다.\n"
        "다음 차례: 모범 답안부터 TODO를 하나씩 채우십시오. 빠진 것 보기: rawgrad lint {name}\n"
        "docs/authoring.md 문서에 처음부터 끝까지 따라 할 수 있는 예가 있습니다.",
    ),
    "clean": Text("The specification keeps all rules.", "검사 기준이 모든 규칙을 지킵니다."),
}

PROBLEMS = {
    # What can be seen without running anything.
    "missing": Text(
        "missing; write it as docs/authoring.md shows",
        "파일이 없습니다. docs/authoring.md 문서를 따라 작성하십시오",
    ),
    "no_stub": Text(
        "missing; run rawgrad stubs {name}",
        "파일이 없습니다. rawgrad stubs {name} 명령을 실행하십시오",
    ),
    "old_stub": Text(
        "still the stub of the skeleton; run rawgrad stubs {name} --force",
        "처음 만든 스텁 그대로입니다. rawgrad stubs {name} --force 명령을 실행하십시오",
    ),
    "todo": Text("still to write: {what}", "아직 채우지 않았습니다: {what}"),
    "broken": Text("cannot be read: {reason}", "읽을 수 없습니다: {reason}"),
    # What an exercise must have.
    "no_evidence": Text(
        "missing; an exercise needs its {kind}",
        "없습니다. 연습 문제마다 필요한 파일입니다 ({kind})",
    ),
    "one_language": Text(
        "{what}: the Korean text holds no Korean; write it in both languages",
        "{what}: 한국어 글에 한글이 없습니다. 두 언어로 쓰십시오",
    ),
    "not_cp949": Text(
        "{what}: {letter!r} cannot be shown by a Korean Windows terminal; write another character",
        "{what}: 한국어 Windows 터미널에 {letter!r} 문자가 나오지 않습니다. 다른 문자를 쓰십시오",
    ),
    "no_text": Text(
        '{function}: "{text}" has no Korean; rawgrad lint --write makes room for it, then write it',
        "{function}: 한국어가 없는 글입니다. rawgrad lint --write 명령으로 자리를 만든 뒤 "
        '작성하십시오: "{text}"',
    ),
    "old_text": Text(
        '{function}: the Korean is of older English; it was "{was}" and is now "{text}"',
        '{function}: 영어가 바뀌어 한국어가 예전 글의 것입니다. 예전 글: "{was}" 지금 글: "{text}"',
    ),
    "idle_text": Text(
        'nothing says "{text}" any more; take the text out',
        '이제 아무 데서도 쓰지 않는 글입니다. 지우십시오: "{text}"',
    ),
    "text_facts": Text(
        'the Korean of "{text}" differs in {facts}; write it as in the English',
        '한국어가 영어와 다른 곳: {facts}. 영어와 같게 쓰십시오: "{text}"',
    ),
    "text_colon": Text(
        'the Korean of "{text}" ends otherwise; end both with the same colons',
        '끝의 쌍점이 영어와 다릅니다. 같게 쓰십시오: "{text}"',
    ),
    "no_docstring": Text(
        "says nothing about the lesson; begin with a docstring",
        "설명이 없습니다. 파일 첫머리에 docstring을 쓰십시오",
    ),
    "nothing_asked": Text(
        "holds no function to write; a function without `# given` becomes one",
        "학습자가 작성할 함수가 없습니다. `# given` 표시가 없는 함수를 쓰십시오",
    ),
    "imports": Text(
        "imports from {other}; name it in requires in spec_tests/manifest.toml",
        "{other}: 이 모듈에서 가져다 씁니다. spec_tests/manifest.toml의 requires에 적으십시오",
    ),
    "imports_later": Text(
        "imports from {other}, which comes later; move its entry up in spec_tests/manifest.toml",
        "{other}: 뒤에 나오는 모듈에서 가져다 씁니다. spec_tests/manifest.toml에서 순서를 "
        "바꾸십시오",
    ),
    "requires": Text(
        "requires {other}, which is no earlier exercise; take it out or move it up",
        "requires에 적힌 {other}: 앞에 나오는 연습 문제가 아닙니다. 지우거나 앞으로 옮기십시오",
    ),
    "not_ten": Text(
        "the points of {name} add up to {total:g}; make it 10",
        "{name}: 배점의 합이 {total:g}점입니다. 10점으로 맞추십시오",
    ),
    "no_title": Text(
        "aspect {aspect} has no title; add it under [aspect]",
        "평가 항목 {aspect}: 제목이 없습니다. [aspect] 아래에 추가하십시오",
    ),
    "no_case": Text(
        "{function} has no case; write a [[case]] for it",
        "{function}: 테스트 케이스가 없습니다. [[case]]를 작성하십시오",
    ),
    "few_cases": Text(
        "{function} is in core and has {count} cases; write at least 8",
        "{function}: core에 적혀 있는데 테스트 케이스가 {count}개입니다. 8개 이상 작성하십시오",
    ),
    "unknown_function": Text(
        "{item} calls {function}, which the solution does not define; correct the name",
        "{item}: {function} 함수가 모범 답안에 없습니다. 이름을 고치십시오",
    ),
    "needs_nothing": Text(
        "{item} needs {need}, which is no aspect of {function}; correct the name",
        "{item}: needs에 적힌 {need} 항목이 {function} 함수에 없습니다. 이름을 고치십시오",
    ),
    "needs_itself": Text(
        "{item} needs {need}, which needs the aspect that {item} stands in; break the circle",
        "{item}: needs에 적힌 {need} 항목도 이 항목을 필요로 합니다. 서로 필요로 하지 않게 "
        "고치십시오",
    ),
    "item_id": Text(
        "{item}: begin its id with {name}-",
        "{item}: id 앞부분을 다음과 같이 쓰십시오: {name}-",
    ),
    "no_prediction": Text(
        "asks nothing before coding; write a [[prediction]]",
        "코드를 쓰기 전에 답할 질문이 없습니다. [[prediction]]을 작성하십시오",
    ),
    "prediction_fails": Text(
        "{item}: its code cannot be evaluated ({reason}); mend it",
        "{item}: 코드를 계산할 수 없습니다({reason}). 고치십시오",
    ),
    "answer": Text(
        '{item}: the code prints {printed}; write answer = "{answer}"',
        '{item}: 코드의 출력은 다음과 같습니다: {printed}. 이 줄을 쓰십시오: answer = "{answer}"',
    ),
    "no_scenario": Text(
        "has no scenario; write a function marked @scenario",
        "시나리오가 없습니다. @scenario를 붙인 함수를 작성하십시오",
    ),
    "no_hint": Text(
        "{function} has no hint; write a [[hint]] with three steps",
        "{function}: 힌트가 없습니다. 세 단계로 된 [[hint]]를 작성하십시오",
    ),
    "hint_order": Text(
        "has hints for {found}; write one for each function in the solution's order: {asked}",
        "힌트가 있는 함수: {found}. 모범 답안의 순서대로 하나씩 작성하십시오: {asked}",
    ),
    "no_chaff": Text(
        "{function} has no chaff; write a plausible mistake, marked @chaff",
        "{function}: 잘못된 구현이 없습니다. 하기 쉬운 실수를 @chaff로 작성하십시오",
    ),
    "no_wheat": Text(
        "{function} has no wheat; write it once more in another way, marked @wheat",
        "{function}: 다른 올바른 구현이 없습니다. 다른 방법으로 한 번 더 쓰고 @wheat를 붙이십시오",
    ),
    "replaces_nothing": Text(
        "{item} replaces {function}, which the solution does not define; correct the name",
        "{item}: 바꿔 넣을 {function} 함수가 모범 답안에 없습니다. 이름을 고치십시오",
    ),
    "two_specimens": Text(
        "{item} names two implementations; rename one",
        "{item}: 두 구현의 id가 같습니다. 하나를 바꾸십시오",
    ),
    "half_chaff": Text(
        "{item} needs diagnosis and question in both languages",
        "{item}: 원인 진단과 질문을 두 언어로 쓰십시오",
    ),
    # What shows once everything is run.
    "solution_fails": Text(
        "the solution does not pass {item} ({found}); mend one of the two",
        "모범 답안이 통과하지 못한 항목: {item} ({found}). 둘 중 하나를 고치십시오",
    ),
    "accepted": Text(
        "chaff {item} is accepted; write a case that tells it from the solution",
        "잘못된 구현 {item}: 모든 항목을 통과합니다. 모범 답안과 구별할 테스트 케이스를 "
        "작성하십시오",
    ),
    "told_by": Text(
        "chaff {item}: told_by is wrong, since it fails {failing}",
        "잘못된 구현 {item}: told_by가 맞지 않습니다. 통과하지 못한 항목: {failing}",
    ),
    "loses": Text(
        "chaff {item} loses {found}; state it in loses, or let a case ask for less at once",
        "잘못된 구현 {item}: 잃는 평가 항목은 다음과 같습니다: {found}. loses에 적거나, 테스트 "
        "케이스가 한 번에 하나만 묻도록 고치십시오",
    ),
    "no_why": Text(
        "no wheat says why it is right, so that `explain` shows none: give one en=… and ko=…",
        "왜 올바른지 말하는 구현이 없어 `explain`이 보여 줄 것이 없습니다. en=…과 ko=…를 "
        "써 주십시오",
    ),
    "half_why": Text(
        "wheat {wheat} says in one language only why it is right; write both en=… and ko=…",
        "올바른 구현 {wheat}: 한 언어로만 설명했습니다. en=…과 ko=…를 모두 써 주십시오",
    ),
    "unexplained": Text(
        "wheat {wheat} is shown to learners, but has a detail of types or memory that is no part "
        "of the lesson; take it out, or take out its en=… and ko=…",
        "올바른 구현 {wheat}: 학습자가 보는데, 배울 내용이 아닌 자료형이나 메모리 배치가 들어 "
        "있습니다. 그 부분을 빼거나 en=…과 ko=…를 빼 주십시오",
    ),
    "wheat_fails": Text(
        "wheat {wheat} does not pass {item} ({found}); one of the two is wrong",
        "올바른 구현 {wheat}: 통과하지 못한 항목이 있습니다: {item} ({found}). 둘 중 하나를 "
        "고치십시오",
    ),
    "rejects_nothing": Text(
        "{item} rejects no chaff; write a chaff that it tells, or say in anchor why it stays",
        "{item}: 걸러 내는 잘못된 구현이 없습니다. 이 테스트 케이스로 드러나는 실수를 작성하거나, "
        "anchor에 남겨 두는 이유를 쓰십시오",
    ),
    "anchor": Text(
        "{item} rejects a chaff, so it needs no anchor; take it out",
        "{item}: 잘못된 구현을 걸러 내므로 anchor가 필요 없습니다. 지우십시오",
    ),
    "half_reason": Text(
        "{item}: what follows the first colon or full stop is its reason; write it in both "
        "languages, or in none",
        "{item}: 첫 쌍점이나 마침표 뒤는 이유입니다. 두 언어에 모두 쓰거나 모두 쓰지 마십시오",
    ),
    "alike": Text(
        "{item} gives the same results as {twin}; add a case that differs, or drop a chaff",
        "{item}, {twin}: 결과가 모두 같습니다. 결과가 달라지는 테스트 케이스를 추가하거나 하나를 "
        "빼십시오",
    ),
    "no_points": Text(
        "{function} {aspect} has no points; give it some under [exercise.points]",
        "{function} {aspect}: 배점이 없습니다. [exercise.points] 아래에 적으십시오",
    ),
    "idle_points": Text(
        "{function} {aspect} has points, but nothing earns them; write a case or take them out",
        "{function} {aspect}: 배점은 있지만 검사하는 항목이 없습니다. 테스트 케이스를 작성하거나 "
        "배점을 지우십시오",
    ),
    "trivial": Text(
        "returning {what} earns {got:g} of {total:g} points; add cases with other values",
        "계산하지 않고 반환해도 {total:g}점 중 {got:g}점을 받습니다({what}). 다른 값의 테스트 "
        "케이스를 추가하십시오",
    ),
    "no_domain": Text(
        "{function} has no domain for {parameters}, which {item} hands over; say what else could "
        "stand there, as docs/authoring.md shows",
        "{function}: {item}에서 넘기는 인자({parameters})의 정의역이 없습니다. docs/authoring.md를 "
        "참고하여 그 자리에 올 수 있는 다른 값을 적으십시오",
    ),
    "fingerprints": Text(
        "not up to date; run rawgrad lint {name} --write",
        "최신 상태가 아닙니다. rawgrad lint {name} --write 명령을 실행하십시오",
    ),
    "twice": Text(
        "{item} stands twice; make a new id",
        "{item}: 같은 id가 두 번 나옵니다. 새 id를 만드십시오",
    ),
    "new_ids": Text(
        "not recorded yet: {items}; once they stay as they are, run rawgrad lint {name} --write",
        "아직 기록하지 않은 id: {items}. 더 고치지 않을 때 rawgrad lint {name} --write 명령을 "
        "실행하십시오",
    ),
    "changed": Text(
        "{item} is not what its id was given to; a changed case gets a new id",
        "{item}: 이 id로 기록한 내용과 다릅니다. 바뀐 테스트 케이스에는 새 id를 주십시오",
    ),
    "stub_status": Text(
        "the stub gets {status} for {item}; it must only be todo",
        "스텁이 받은 판정: {item} {status}. 아직 작성 전이어야 합니다",
    ),
    "needs_later": Text(
        "{item} fails without the later exercises; do not import from them",
        "{item}: 뒤의 연습 문제가 없으면 실패합니다. 뒤의 모듈에서 가져다 쓰지 마십시오",
    ),
}

# What the controls return that compute nothing.
CONTROLS = {
    "first": Text("its first argument", "첫 번째 인자"),
    "last": Text("its last argument", "마지막 인자"),
    "zeros": Text("zeros", "0으로 채운 배열"),
    "none": Text("None", "None"),
    "half": Text("0.5", "0.5"),
    "one": Text("1", "1"),
    "random": Text("a random array", "난수 배열"),
}
