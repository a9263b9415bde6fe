"""The table holds every sentence of the report, in English and Korean.

Korean is polite, and no particle hangs on a name. Braces hold what a page puts in.
"""

from __future__ import annotations

from rawgrad.kit.text import Text

PAGE = {
    "report": Text("Class report", "채점 보고서"),
    "skip": Text("Skip to the learners", "학습자 표로 건너뛰기"),
    "written": Text("Marks of {when}", "점수 산출: {when}"),
    "due": Text("due {when}", "마감: {when}"),
    "language": Text("Language", "언어"),
    "theme": Text("Colours", "화면 색"),
    "auto": Text("Auto", "자동"),
    "light": Text("Light", "밝게"),
    "dark": Text("Dark", "어둡게"),
    "sections": Text("Sections", "목차"),
    "glance": Text("At a glance", "한눈에 보기"),
    "marked": Text("learners with a mark", "점수가 있는 학습자"),
    "of": Text("{count} of {most}", "{most}명 중 {count}명"),
    "nav_learners": Text("Learners", "학습자"),
    "nav_distribution": Text("Distribution", "분포"),
    "nav_hardest": Text("Hardest aspects", "어려운 항목"),
    "nav_common": Text("Misconceptions", "흔한 오해"),
    "nav_changes": Text("Changes", "달라진 점수"),
    "to_resolve": Text("to resolve", "확인할 일"),
    "median_total": Text("median total", "총점의 중앙값"),
    "points_of": Text("{points} of {most}", "{most}점 중 {points}점"),
    "none": Text("none", "없음"),
    "controls": Text("controls", "기준 점검"),
    "controls_right": Text(
        "The reference earned {full}, the stubs {bare}.",
        "모범 답안 {full}, 빈 파일 {bare}.",
    ),
    "right": Text("OK", "정상"),
    "wrong": Text("WRONG", "이상"),
    "controls_wrong": Text(
        "Trust no mark here: the reference must earn everything and the stubs nothing. The "
        "specification or the machine is at fault.",
        "이 점수를 믿지 마십시오. 모범 답안은 만점, 빈 파일은 0점이어야 합니다. 검사 기준이나 "
        "채점한 컴퓨터에 문제가 있습니다.",
    ),
    "unfinished": Text(
        "The last run began at {when} and gave out no marks. What stands here is of the run "
        "before; run rawgrad grade again.",
        "마지막 채점({when})은 점수를 내보내지 못했습니다. 이 보고서는 그 이전 채점의 결과입니다. "
        "rawgrad grade 명령을 다시 실행해 주십시오.",
    ),
    "process": Text(
        "Graded with --isolation process: nothing was confined. Submissions could read this "
        "machine's files, hidden cases among them, and use its network. Hidden cases and other "
        "secrets were not protected, and a mark can have been forged.",
        "--isolation process 옵션으로 채점했습니다. 제출물을 격리하지 않았으므로 비공개 테스트 "
        "케이스를 비롯한 이 컴퓨터의 파일과 네트워크에 접근할 수 있었습니다. 비밀 정보는 보호되지 "
        "않았고, 점수를 조작했을 가능성도 있습니다.",
    ),
    "counts": Text("Counts", "현황"),
    "status": Text("Status", "상태"),
    "learners": Text("Learners", "학습자"),
    "superseded": Text("older attempts, not counted", "이후 제출로 대체된 제출물(세지 않음)"),
    "late": Text("of these, handed in late", "그중 늦게 제출"),
    "unresolved": Text("To resolve", "확인할 일"),
    "resolved": Text(
        "Nothing: everybody has a submission, and every submission a verdict.",
        "없습니다. 모든 학습자가 제출했고 모든 제출물을 판정했습니다.",
    ),
    "unused": Text(
        "Submissions that no mark comes from: {names}",
        "어느 점수에도 쓰이지 않은 제출물: {names}",
    ),
    "more": Text("{count} more", "{count}개 더 보기"),
    "distribution": Text("Distribution of totals", "총점 분포"),
    "no_totals": Text("Nobody has a mark yet.", "아직 점수가 있는 학습자가 없습니다."),
    "bars": Text(
        "Learners by the share of the points they can reach; the last bar is full marks. "
        "Half of them lie between {low} and {high}.",
        "받을 수 있는 점수 중 얻은 비율에 따른 학습자 수이며, 마지막 막대는 만점입니다. 가운데 "
        "절반의 범위: {low} - {high}.",
    ),
    "bar": Text("{low} to {high}: {count}", "{low} - {high}: {count}명"),
    "bar_full": Text("full marks: {count}", "만점: {count}명"),
    "exercises": Text("Exercises", "연습 문제"),
    "exercise": Text("Exercise", "연습 문제"),
    "median": Text("Median", "중앙값"),
    "middle": Text("Middle half", "가운데 절반"),
    "full": Text("Full marks", "만점"),
    "unwritten": Text("Not written", "작성 전"),
    "hardest": Text("The hardest aspects", "가장 어려운 평가 항목"),
    "hardest_how": Text(
        "Of the submissions that tried, how many do not have it; hidden cases included, voided "
        "ones left out.",
        "작성한 제출물 가운데 통과하지 못한 수입니다. 비공개 테스트 케이스를 포함하고, 무효로 한 "
        "테스트 케이스는 뺐습니다.",
    ),
    "no_hard": Text(
        "None: whoever tried has everything.", "없습니다. 작성한 항목은 모두 통과했습니다."
    ),
    "aspect": Text("Aspect", "평가 항목"),
    "scenario": Text("scenario", "시나리오"),
    "failed": Text("Not passed", "통과 못 함"),
    "common": Text("The commonest misconceptions", "가장 흔한 오해"),
    "common_how": Text(
        "On all cases of a function the results are identical to an implementation that ...",
        "함수의 모든 테스트 케이스에서 결과가 다음 구현과 똑같은 제출물의 수입니다.",
    ),
    "no_common": Text("None was recognised.", "알려진 오해와 일치하는 제출물이 없습니다."),
    "misconception": Text("An implementation that ...", "결과가 같은 구현"),
    "submissions": Text("Submissions", "제출물"),
    "overrides": Text("Overrides", "직접 정한 점수"),
    "no_overrides": Text("No mark was set by hand.", "직접 정한 점수가 없습니다."),
    "who": Text("Learner", "학습자"),
    "automatic": Text("Automatic", "자동 채점"),
    "override": Text("Instead", "정한 점수"),
    "reason": Text("Reason", "이유"),
    "by": Text("By", "정한 사람"),
    "excused": Text("excused", "면제"),
    "lateness": Text("Late work", "늦은 제출"),
    "timeless": Text(
        "Of {count} submissions no time is known: nothing was taken from them for lateness. Times "
        "may be given in received.csv.",
        "제출 시각을 알 수 없는 제출물: {count}개. 늦은 제출로 점수를 줄이지 않았습니다. 시각은 "
        "received.csv 파일에 쓸 수 있습니다.",
    ),
    "unknown": Text("not known", "알 수 없음"),
    "days_late": Text("Days late", "늦은 일수"),
    "kept": Text("Keeps", "반영 비율"),
    "late_points": Text("Counts", "반영 점수"),
    "extensions": Text("Extensions", "마감 연장"),
    "until": Text("Until", "연장한 마감"),
    "comments": Text("Comments by persons", "사람이 쓴 의견"),
    "comment": Text("Comment", "의견"),
    "everything": Text("all of it", "전체"),
    "voided": Text("Withdrawn cases and laws", "무효로 한 항목"),
    "changes": Text("Changes since the run before", "이전 채점 이후 달라진 점수"),
    "no_changes": Text(
        "No mark that was given out has changed.", "공개한 점수 중 달라진 것이 없습니다."
    ),
    "before": Text("Before", "이전"),
    "after": Text("Now", "지금"),
    "why": Text("Why", "이유"),
    "regraded": Text(
        "graded anew: the specification, the seed, the points, the times or an override is another",
        "다시 채점: 검사 기준, 시드, 배점, 시각 또는 직접 정한 점수가 달라졌습니다",
    ),
    "handed in again": Text("handed in again", "다시 제출했습니다"),
    "alike": Text("Identical code", "똑같은 코드"),
    "alike_how": Text(
        "What learners wrote themselves, with the stub, comments and layout taken out. Code of "
        "less than {size} nodes of its syntax tree is left out: many write that alike who never "
        "met. A reason to look, not a proof.",
        "빈 파일에 있던 내용과 주석, 줄 배치를 뺀 학습자의 코드를 비교했습니다. 구문 트리의 마디가 "
        "{size}개보다 적은 코드는 서로 몰라도 똑같이 쓸 수 있으므로 뺐습니다. 살펴볼 이유일 뿐, "
        "증거는 아닙니다.",
    ),
    "no_alike": Text("None.", "없습니다."),
    "nodes": Text("Nodes", "마디"),
    "reference": Text("(reference)", "(모범 답안)"),
    "twins": Text("Lost to twins alone", "닮은 케이스에서만 잃은 항목"),
    "twins_how": Text(
        "Twins are cases with other inputs of the same kind, drawn for this class. These aspects "
        "pass every published case and fail a twin: the work may be a table of answers, wrong in a "
        "way that no published case shows, or out of time by then.",
        "닮은 케이스는 이 수업을 위해 같은 종류의 다른 입력을 뽑아 만든 것입니다. 아래 항목은 "
        "공개된 케이스를 모두 통과하지만 닮은 케이스를 통과하지 못했습니다. 답을 적어 둔 표이거나, "
        "공개된 케이스에서는 드러나지 않는 잘못이거나, 그때 이미 시간을 다 쓴 것일 수 있습니다.",
    ),
    "twinless": Text(
        "Hidden cases without a twin, since an argument has no domain",
        "인자의 정의역이 없어 닮은 케이스를 만들지 못한 비공개 테스트 케이스",
    ),
    "hidden": Text("Hidden items", "비공개 항목"),
    "title": Text("Title", "제목"),
    "passed": Text("Passed", "통과"),
    "run": Text("About this run", "이 채점에 대하여"),
    "rawgrad": Text("rawgrad", "rawgrad"),
    "python": Text("Python", "Python"),
    "numpy": Text("NumPy", "NumPy"),
    "specification": Text("Specification", "검사 기준"),
    "isolation": Text("Isolation", "격리"),
    "confined": Text("confined", "격리함"),
    "unconfined": Text("process: none", "process: 격리하지 않음"),
    "hidden_items": Text("Hidden items", "비공개 항목"),
    "started": Text("Started", "시작"),
    "exported": Text("Marks given out", "점수 산출"),
    "heat": Text("Learners by exercise", "학습자별 연습 문제"),
    "heat_how": Text(
        "Choose a cell to see its failures; with the keyboard, arrows move and Enter opens.",
        "칸을 선택하면 실패한 내용을 볼 수 있습니다. 키보드로는 화살표로 이동하고 Enter로 엽니다.",
    ),
    "heat_caption": Text(
        "Points of {count} learners in {exercises} exercises",
        "학습자 {count}명의 연습 문제 {exercises}개 점수",
    ),
    "find": Text("Find", "찾기"),
    "all": Text("all", "전체"),
    "result": Text("Result", "결과"),
    "any": Text("any", "전체"),
    "not_full": Text("less than full marks", "만점 미만"),
    "zero": Text("no points", "0점"),
    "by_hand": Text("set by hand", "직접 정한 점수"),
    "shown": Text("{count} of {most} learners", "{most}명 중 {count}명"),
    "clear": Text("Clear", "초기화"),
    "learner": Text("Learner", "학습자"),
    "total": Text("Total", "총점"),
    "nobody": Text(
        "Nobody fits. Clear the filter to see everybody.",
        "해당하는 학습자가 없습니다. 초기화를 누르면 모두 보입니다.",
    ),
    "legend": Text("Legend", "범례"),
    "under_half": Text("under half", "절반 미만"),
    "under_most": Text("under 3/4", "3/4 미만"),
    "under_full": Text("under full", "만점 미만"),
    "mark_unwritten": Text("○ not written", "○ 작성 전"),
    "mark_override": Text("* set by hand", "* 직접 정한 점수"),
    "mark_none": Text("- no mark", "- 점수 없음"),
    "no_mark": Text("no mark", "점수 없음"),
    "footer": Text(
        "Written by rawgrad {version} from the gradebook alone. This page loads nothing.",
        "rawgrad {version} 버전이 채점 기록만으로 작성했습니다. 이 문서는 아무것도 "
        "내려받지 않습니다.",
    ),
}

# Each state that is still to be resolved: what it is, and what to do.
TO_DO = {
    "undecided": Text(
        "Run the same command again. What is settled is not graded again.",
        "같은 명령을 다시 실행해 주십시오. 판정이 끝난 제출물은 다시 채점하지 않습니다.",
    ),
    "ambiguous": Text(
        "Leave one submission, or rename the others, and run the command again.",
        "제출물을 하나만 남기거나 나머지의 이름을 바꾼 뒤 명령을 다시 실행해 주십시오.",
    ),
    "unmatched": Text(
        "Add the learner to the roster, or put the id into the submission's name. It is graded, "
        "and its marks are kept.",
        "명단에 학습자를 추가하거나 제출물 이름에 학번을 넣어 주십시오. 채점한 점수는 보관되어 "
        "있습니다.",
    ),
    "missing": Text(
        "Ask for it, or excuse it in overrides.csv. There is no mark until then.",
        "제출을 요청하거나 overrides.csv 파일에서 면제해 주십시오. 그때까지 점수는 비어 있습니다.",
    ),
    "unreadable": Text(
        "Ask for a new submission; it counts 0 points. Why it cannot be read stands beside it.",
        "다시 제출하도록 안내해 주십시오. 지금은 0점입니다. 읽을 수 없는 이유를 함께 적었습니다.",
    ),
}
STATES = {
    "graded": Text("graded", "채점함"),
    "undecided": Text("undecided", "판정하지 못함"),
    "ambiguous": Text("several submissions", "제출물 여러 개"),
    "unmatched": Text("not on the roster", "명단에 없음"),
    "missing": Text("nothing handed in", "미제출"),
    "unreadable": Text("unreadable", "읽을 수 없음"),
    "excused": Text("excused", "면제"),
}

# What the page's own script says; it fills in what stands in braces.
SCRIPT = {
    "shown": PAGE["shown"],
    "points": Text("{points} of {most} points", "{most}점 중 {points}점"),
    "no_mark": PAGE["no_mark"],
    "excused": PAGE["excused"],
    "by_hand": Text(
        "Set by hand: {override} instead of {automatic}. {reason}",
        "직접 정한 점수: {override} (자동 채점: {automatic}). {reason}",
    ),
    "by": Text("by {by}", "정한 사람: {by}"),
    "passed": Text("{passed} of {of} items passed", "{of}개 항목 중 {passed}개 통과"),
    "all_passed": Text("All tests passed.", "모든 테스트를 통과했습니다."),
    "failures": Text("Failures", "실패한 항목"),
    "others": Text("Also failed", "그 밖에 실패한 항목"),
    "hidden": Text("Hidden, by title only", "비공개 항목(제목만 보입니다)"),
    "unwritten": Text("Not written yet: {names}", "아직 작성하지 않음: {names}"),
    "nothing": Text("Nothing was found to examine.", "검사한 내용이 없습니다."),
    "close": Text("Close", "닫기"),
    "next": Text("Next learner", "다음 학습자"),
    "previous": Text("Previous learner", "이전 학습자"),
    "title": Text("{title}: class report", "{title}: 채점 보고서"),
}
