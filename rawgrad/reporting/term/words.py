"""The table holds every sentence of the term report, in English and Korean.

Korean is polite, and no particle hangs on a name. Braces hold what a page puts in.
"""

from __future__ import annotations

from rawgrad.kit.text import Text

TERM = {
    "term": Text("Term report", "학기 보고서"),
    "page_title": Text("{title}: term report", "{title}: 학기 보고서"),
    "glance": Text("At a glance", "한눈에 보기"),
    "graded": Text("{count} of {most} assignments graded", "과제 {most}개 중 {count}개 채점"),
    "learners": Text("Learners", "학습자"),
    "assignments_graded": Text("assignments graded", "채점한 과제"),
    "of": Text("{count} of {most}", "{most}개 중 {count}개"),
    "median_total": Text("median total", "총점의 중앙값"),
    "fell_behind": Text("fell behind", "뒤처진 학습자"),
    "to_come": Text("totals that are provisional", "아직 확정되지 않은 총점"),
    "assignments": Text("Assignments", "과제"),
    "assignment": Text("Assignment", "과제"),
    "due": Text("Due", "마감"),
    "no_due": Text("none", "없음"),
    "weight": Text("Weight", "비중"),
    "handed_in": Text("Handed in", "제출"),
    "late": Text("Late", "늦은 제출"),
    "median": Text("Median", "중앙값"),
    "middle": Text("Middle half", "가운데 절반"),
    "not_graded": Text("not graded yet", "아직 채점하지 않음"),
    "totals_how": Text(
        "The total is the mean of the assignments that count, each by its weight, in percent. "
        "Nothing handed in counts 0 there; what is excused, or not graded yet, does not count.",
        "총점은 반영하는 과제의 점수 비율을 비중에 따라 평균한 백분율입니다. 제출하지 않은 과제는 "
        "0으로 반영하고, 면제했거나 아직 채점하지 않은 과제는 반영하지 않습니다.",
    ),
    "best": Text(
        "Of each learner's assignments the best {best} count; the others are struck through.",
        "학습자마다 가장 잘한 과제 {best}개를 반영하며, 반영하지 않은 점수에는 줄을 그었습니다.",
    ),
    "distribution": Text("Distribution of totals", "총점 분포"),
    "nav_distribution": Text("Distribution", "분포"),
    "behind": Text("Who fell behind", "뒤처진 학습자"),
    "behind_how": Text(
        "Handed in nothing, lost a quarter against the assignments before, or stayed under half "
        "twice in a row.",
        "제출하지 않았거나, 이전 과제의 평균보다 4분의 1 이상 떨어졌거나, 두 번 연속 절반 미만인 "
        "학습자입니다.",
    ),
    "nobody_behind": Text("Nobody.", "없습니다."),
    "why": Text("Why", "이유"),
    "nothing_last": Text(
        "handed in nothing for the last {count} assignment(s)", "마지막 과제 {count}개를 내지 않음"
    ),
    "nothing_often": Text(
        "handed in nothing for {count} assignments", "과제 {count}개를 내지 않음"
    ),
    "dropped": Text(
        "{last}% in the last assignment, {before}% before",
        "마지막 과제 {last}%, 그 전 평균 {before}%",
    ),
    "under_half": Text("under half twice in a row", "두 번 연속 절반 미만"),
    "progress": Text("Progress", "변화"),
    "total": Text("Total", "총점"),
    "lasting": Text("Misconceptions that stay", "없어지지 않은 오해"),
    "lasting_how": Text(
        "Learners whose latest work on the exercise still gives the results of an implementation "
        "that ...",
        "해당 연습 문제의 가장 최근 제출물이 여전히 다음 구현과 결과가 똑같은 학습자의 수입니다.",
    ),
    "no_lasting": Text("None was recognised.", "알려진 오해와 일치하는 학습자가 없습니다."),
    "misconception": Text("An implementation that ...", "결과가 같은 구현"),
    "exercise": Text("Exercise", "연습 문제"),
    "still": Text("Still", "지금"),
    "ever": Text("Ever", "한 번 이상"),
    "again": Text("Repeatedly", "여러 과제에서"),
    "repeated": Text("Lost again and again", "되풀이해서 잃은 항목"),
    "repeated_how": Text(
        "Learners who lost the aspect in two assignments or more.",
        "둘 이상의 과제에서 같은 평가 항목을 통과하지 못한 학습자의 수입니다.",
    ),
    "no_repeated": Text("None.", "없습니다."),
    "aspect": Text("Aspect", "평가 항목"),
    "heat": Text("Learners by assignment", "학습자별 과제"),
    "nav_heat": Text("Learners", "학습자"),
    "heat_caption": Text(
        "Points of {count} learners in {assignments} assignments",
        "학습자 {count}명의 과제 {assignments}개 점수",
    ),
    "learner": Text("Learner", "학습자"),
    "find": Text("Find", "찾기"),
    "clear": Text("Clear", "초기화"),
    "shown": Text("{count} of {most} learners", "{most}명 중 {count}명"),
    "nobody": Text(
        "Nobody fits. Clear the filter to see everybody.",
        "해당하는 학습자가 없습니다. 초기화를 누르면 모두 보입니다.",
    ),
    "legend": Text("Legend", "범례"),
    "mark_missing": Text("○ nothing handed in", "○ 미제출"),
    "mark_open": Text("~ to come", "~ 확정 전"),
    "mark_late": Text("+1 days late", "+1 늦은 일수"),
    "mark_none": Text("- no mark", "- 점수 없음"),
    "excused": Text("excused", "면제"),
    "missing": Text("nothing handed in", "미제출"),
    "open": Text("to come", "확정 전"),
    "not_counted": Text("not counted", "반영하지 않음"),
    "written": Text("Marks of {when}", "점수 산출: {when}"),
    "done": Text("The term report is written: {path}", "학기 보고서를 작성했습니다: {path}"),
    "no_course": Text(
        "there is no course.toml here; name the DIR of a gradebook, or go to your course's folder",
        "이 폴더에는 course.toml이 없습니다. 성적부의 폴더를 지정하거나 강의 폴더로 "
        "이동해 주십시오",
    ),
}
