"""The table holds every sentence of feedback and exports, in English and Korean.

Korean is polite, and no particle hangs on a name.
"""

from __future__ import annotations

from rawgrad.kit.text import Text

FEEDBACK = {
    "heading": Text("Feedback: {title}", "피드백: {title}"),
    "submission": Text("Submission", "제출물"),
    "name": Text("Name", "이름"),
    "group": Text("Group", "모둠"),
    "total": Text("{points} of {most} points", "{most}점 중 {points}점"),
    "no_total": Text("No mark yet", "아직 점수가 없습니다"),
    "overview": Text("At a glance", "한눈에 보기"),
    "exercise": Text("Exercise", "연습 문제"),
    "aspect": Text("Aspect", "평가 항목"),
    "points": Text("Points", "점수"),
    "of": Text("{points} of {most}", "{points} / {most}"),
    "standing": Text("Result", "결과"),
    "notices": Text("Notes", "안내 사항"),
    "public": Text(
        "{passed} of {total} public tests passed.",
        "공개 테스트 {total}개 중 {passed}개를 통과했습니다.",
    ),
    "all_public": Text(
        "All public tests passed ({total}).", "공개 테스트를 모두 통과했습니다({total}개)."
    ),
    "hidden": Text(
        "{passed} of {total} hidden tests passed. Not passed:",
        "비공개 테스트 {total}개 중 {passed}개를 통과했습니다. 통과하지 못한 것:",
    ),
    "all_hidden": Text(
        "All hidden tests passed, too ({total}).", "비공개 테스트도 모두 통과했습니다({total}개)."
    ),
    "memorised": Text(
        "It passes the published cases and not others of the same kind: {aspects}.",
        "공개된 테스트 케이스는 통과하지만, 같은 종류의 다른 케이스는 통과하지 못합니다: "
        "{aspects}.",
    ),
    "untimely": Text(
        "It passes the published cases, but others of the same kind were not done in time: "
        "{aspects}.",
        "공개된 테스트 케이스는 통과하지만, 같은 종류의 다른 케이스는 시간 안에 끝나지 않았습니다: "
        "{aspects}.",
    ),
    "hidden_unknown": Text("Hidden tests: no result.", "비공개 테스트: 결과가 없습니다."),
    "failures": Text("What did not pass", "통과하지 못한 항목"),
    "more": Text("Not passed either ({count}):", "그 밖에 통과하지 못한 항목({count}개):"),
    "open": Text(
        "Not written yet ({count} tests wait for it):", "아직 작성하지 않은 함수(테스트 {count}개):"
    ),
    "blocked": Text(
        "Waiting for an earlier function ({count} tests):",
        "앞의 함수를 먼저 작성해야 하는 함수(테스트 {count}개):",
    ),
    "voided": Text(
        "Withdrawn, and counted as passed for everybody:",
        "철회되어 모두에게 통과로 처리한 항목:",
    ),
    "better": Text(
        "Graded once more with right versions of the exercises this one builds on, which were "
        "wrong or not handed in: the better mark counts.",
        "이 문제가 사용하는 앞 문제가 틀렸거나 제출되지 않아, 올바른 구현으로 바꾸어 한 번 더 "
        "채점했고 더 높은 점수를 반영했습니다.",
    ),
    "lent": Text(
        "Mend {functions} first. What else hangs on it ({callers}) was graded once more with a "
        "right version in its place, and the better mark counts.",
        "먼저 고칠 함수: {functions}. 이 함수에 의존하는 다른 항목({callers})은 올바른 구현을 "
        "사용해 한 번 더 채점했고, 더 높은 점수를 반영했습니다.",
    ),
    "withheld": Text(
        "Nothing is wrong with these, but they earn points only for a function that gives right "
        "results in one aspect at least: {aspects}.",
        "다음 항목은 틀리지 않았지만, 함수가 적어도 한 평가 항목에서 올바른 결과를 내야 점수를 "
        "받습니다: {aspects}.",
    ),
    "override": Text(
        "The mark was set by {by}: {points} points.", "{points}점: 직접 정한 점수입니다({by})."
    ),
    "override_unsigned": Text(
        "The mark was set by hand: {points} points.", "{points}점: 직접 정한 점수입니다."
    ),
    "reason": Text("Reason: {reason}", "사유: {reason}"),
    "excused": Text(
        "Excused: this exercise does not count.", "면제: 이 문제는 점수에 넣지 않습니다."
    ),
    "kept": Text(
        "Grading again gave {points} points; the mark given out before stays.",
        "다시 채점한 결과는 {points}점이지만, 먼저 공개한 점수를 유지합니다.",
    ),
    "differs": Text(
        "The points are those of the submission; your own mark may differ.",
        "제출물 전체의 점수입니다. 개인별 점수는 다를 수 있습니다.",
    ),
    "unreadable": Text(
        "Nothing in this submission could be graded.", "제출물에서 채점할 수 있는 것이 없었습니다."
    ),
    "next": Text("What to try next", "다음에 해 볼 것"),
    "begin": Text("Begin with {name}", "먼저 해 볼 문제: {name}"),
    "check": Text("See it on your own computer:", "직접 확인하는 명령:"),
    "hint": Text("A hint, step by step:", "단계별 힌트를 보는 명령:"),
    "nothing_next": Text(
        "There is nothing left that a public test could show.",
        "공개 테스트로 더 확인할 것이 없습니다.",
    ),
    "hand_in": Text(
        "Hand in the modules of your exercises (softmax.py and others), in a folder or a zip file, "
        "or your notebook.",
        "연습 문제의 모듈(softmax.py 등)을 폴더나 zip 파일로, 또는 노트북으로 제출해 주십시오.",
    ),
    "public_passed": Text("public tests passed", "공개 테스트 통과"),
    "comment": Text("From your instructor", "강사의 의견"),
    "by_person": Text("judged by a person", "사람이 매긴 점수"),
    "late": Text(
        "The tests gave {automatic} points; {late} count, since it was handed in late.",
        "자동 채점 점수는 {automatic}점이고, 늦게 제출하여 {late}점을 반영합니다.",
    ),
    "excused_all": Text("Excused", "면제"),
}

SUMMARY = {
    "title": Text(
        "rawgrad: {passed} of {total} exercises pass", "rawgrad: {total}개 중 {passed}개 통과"
    ),
    "exercise": Text("Exercise", "연습 문제"),
    "result": Text("Result", "결과"),
    "passed": Text("Passed", "통과"),
    "cut": Text("More failures: rawgrad check --all", "나머지 실패: rawgrad check --all"),
}

MESSAGES = {
    "other_kit": Text(
        "this kit has no {name}; use the one it was graded by",
        "연습 문제가 없습니다: {name}. 채점할 때 쓴 rawgrad를 사용해 주십시오",
    ),
    "written": Text("{count} submissions: {path}", "제출물 {count}개: {path}"),
    "table": Text("{count} people: {path}", "{count}명: {path}"),
    "one": Text("{path}", "{path}"),
    "left": Text(
        "left out, since {system} did not name them: {names}",
        "{system}에서 받은 이름이 아니어서 제외했습니다: {names}",
    ),
    "nothing_to_pack": Text(
        "{path}: no submission bears a name that {system} gave; unpack its own download "
        "and grade that",
        "{path}: {system}에서 받은 이름의 제출물이 없습니다. 내려받은 파일을 그대로 풀어서 "
        "채점해 주십시오",
    ),
    "no_grades": Text(
        "{path}: no marks yet; run rawgrad grade first",
        "{path}: 아직 점수가 없습니다. rawgrad grade 명령을 먼저 실행해 주십시오",
    ),
    "which": Text(
        "--submission KEY: say which; there are {count}, as {names}",
        "--submission KEY: 어느 제출물인지 지정해 주십시오. 모두 {count}개 있습니다. 예: {names}",
    ),
    "unknown": Text(
        "--submission {key}: not in this gradebook, or it does not count",
        "--submission {key}: 이 성적부에 없거나 반영되지 않는 제출물입니다",
    ),
    "sheet": Text(
        "{path}: no column {columns}; give the file as {system} wrote it",
        "{path}: {columns} 열이 없습니다. {system}에서 받은 파일을 그대로 지정해 주십시오",
    ),
    "sheet_only": Text(
        "--sheet belongs to --as canvas and --as moodle, or blackboard, of one assignment",
        "--sheet 옵션은 과제 하나의 --as canvas와 --as moodle, 또는 blackboard에서만 씁니다",
    ),
    "term_form": Text(
        "--as {form}: of one assignment; name it. A whole course is written as {forms}",
        "--as {form}: 과제 하나에만 쓰는 형식입니다. 과제를 지정해 주십시오. 강의 전체의 "
        "형식: {forms}",
    ),
    "unheard": Text(
        "comments that no feedback carries, to one of a group or to who handed in nothing: {names}",
        "피드백에 싣지 못한 의견(모둠의 한 사람이나 제출하지 않은 사람에게 쓴 것): {names}",
    ),
    "unfilled": Text(
        "on the sheet, but not in the gradebook: {names}",
        "파일에는 있지만 성적부에 없습니다: {names}",
    ),
    "not_on_sheet": Text(
        "in the gradebook, but not on the sheet: {names}",
        "성적부에는 있지만 파일에 없습니다: {names}",
    ),
}

COLUMNS = {
    "person": Text("id", "학번"),
    "name": Text("name", "이름"),
    "group": Text("group", "모둠"),
    "submission": Text("submission", "제출물"),
    "status": Text("status", "상태"),
    "late": Text("days late", "늦은 일수"),
    "counted": Text("counted", "반영한 과제"),
    "total": Text("total", "합계"),
    "most": Text("out of", "만점"),
}
