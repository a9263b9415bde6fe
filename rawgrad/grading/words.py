"""The table holds every sentence of grading that a person reads, in English and Korean.

Apart from `words`, which a learner's own check loads. Korean is polite, and no particle hangs on
a name.
"""

from __future__ import annotations

from rawgrad.grading.intake.submission_files import Notice
from rawgrad.kit.text import Text

NOTICES = {
    "nothing": Text(
        "nothing to grade: no module of an exercise was found.",
        "채점할 파일이 없습니다. 연습 문제의 모듈을 찾지 못했습니다.",
    ),
    "unreadable": Text("{file}: cannot be read ({reason}).", "{file}: 읽을 수 없습니다({reason})."),
    "unknown_kind": Text(
        "{file}: neither a module, a notebook, a zip nor a tar file.",
        "{file}: 모듈, 노트북, zip, tar 중 어느 파일도 아닙니다.",
    ),
    "symlink": Text(
        "{file}: a link; links are not followed.", "{file}: 링크입니다. 링크는 따라가지 않습니다."
    ),
    "no_file": Text("{file}: not a plain file.", "{file}: 일반 파일이 아닙니다."),
    "too_big": Text(
        "{file}: {size} bytes, more than {limit}; left out.",
        "{file}: 크기가 {size}바이트로 제한({limit}바이트)을 넘어 제외했습니다.",
    ),
    "too_many": Text(
        "more than {limit} files; the rest is left out.",
        "파일이 {limit}개를 넘어 나머지는 제외했습니다.",
    ),
    "too_deep": Text(
        "{file}: nested more than {limit} folders deep; left out.",
        "{file}: 폴더가 {limit}단계보다 깊어 제외했습니다.",
    ),
    "nested": Text(
        "{file}: an archive inside an archive inside an archive; left out.",
        "{file}: 압축 파일이 여러 겹이어서 제외했습니다.",
    ),
    "bomb": Text(
        "{file}: far more than a submission holds; the rest is left out.",
        "{file}: 제출물로 볼 수 없을 만큼 커서 나머지는 제외했습니다.",
    ),
    "slow": Text(
        "not read through within {limit} s of computing; the rest is left out.",
        "{limit}초 동안 계산해도 다 읽지 못해 나머지는 제외했습니다.",
    ),
    "long_name": Text(
        "a file's name of more than {limit} characters; left out.",
        "이름이 {limit}자보다 긴 파일이 있어 제외했습니다.",
    ),
    "reading_limit": Text(
        "to read it takes more than {limit} s of computing, or more memory than a submission is "
        "given; hand in the exercises' modules alone.",
        "읽는 데 계산 시간 {limit}초 또는 정해진 메모리보다 더 필요합니다. 연습 문제의 모듈만 "
        "제출해 주십시오.",
    ),
    "reading_broke": Text(
        "the process that read it broke down, twice; hand in the exercises' modules alone.",
        "제출물을 읽던 프로세스가 두 번 멈췄습니다. 연습 문제의 모듈만 제출해 주십시오.",
    ),
    "judging_limit": Text(
        "to judge what it returns takes more than {limit} s of computing, or more memory than a "
        "submission is given; no points.",
        "반환한 값을 판정하는 데 계산 시간 {limit}초 또는 정해진 메모리보다 더 필요해 점수가 "
        "없습니다.",
    ),
    "beside": Text(
        "handed in under one name with: {others}; remove or rename all but one.",
        "같은 이름의 제출물이 더 있습니다: {others}. 하나만 남기거나 이름을 바꿔 주십시오.",
    ),
    "broken_archive": Text(
        "{file}: the archive cannot be read ({reason}).",
        "{file}: 압축 파일을 읽을 수 없습니다({reason}).",
    ),
    "broken_member": Text(
        "{file}: cannot be unpacked; left out.", "{file}: 압축을 풀 수 없어 제외했습니다."
    ),
    "cut_short": Text(
        "{file}: the zip file is cut short.", "{file}: zip 파일이 중간에 끊겨 있습니다."
    ),
    "encrypted": Text(
        "{file}: the archive has a password.", "{file}: 암호가 걸린 압축 파일입니다."
    ),
    "traversal": Text(
        "{file}: a name that leads out of the submission; left out.",
        "{file}: 제출물 밖을 가리키는 이름이어서 제외했습니다.",
    ),
    "empty_file": Text("{file}: empty.", "{file}: 빈 파일입니다."),
    "encoding": Text(
        "{file}: text in no known encoding; save it as UTF-8.",
        "{file}: 인코딩을 알 수 없습니다. UTF-8로 저장해 주십시오.",
    ),
    "converted": Text(
        "{file}: read as {encoding}; UTF-8 is expected.",
        "{file}: {encoding} 인코딩으로 읽었습니다. UTF-8로 저장하는 것이 좋습니다.",
    ),
    "line_ends": Text(
        "{file}: Windows line ends (CRLF), which is no problem.",
        "{file}: 줄 끝이 Windows 방식(CRLF)입니다. 문제가 되지는 않습니다.",
    ),
    "syntax": Text(
        "{file}, line {line}: no valid Python ({reason}).",
        "{file} {line}번째 줄: 올바른 Python 코드가 아닙니다({reason}).",
    ),
    "several": Text(
        "{file} is graded; there is another version: {others}.",
        "채점한 파일: {file}. 다른 버전도 있습니다: {others}.",
    ),
    "left_out": Text(
        "{file}: left out; no module can import a file of this name.",
        "{file}: 다른 모듈이 가져올 수 없는 이름이어서 제외했습니다.",
    ),
    "broken_notebook": Text(
        "{file}: the notebook cannot be read ({reason}).",
        "{file}: 노트북을 읽을 수 없습니다({reason}).",
    ),
    "broken_cell": Text(
        "{file}, cell {cell}, line {line}: no valid Python ({reason}); left out.",
        "{file} {cell}번째 셀 {line}번째 줄: 올바른 Python 코드가 아니어서 제외했습니다({reason}).",
    ),
    "no_cells": Text(
        "{file}: no cell defines a function of an exercise.",
        "{file}: 연습 문제의 함수를 정의한 셀이 없습니다.",
    ),
    "undecided": Text(
        "could not be graded: {reason}. Run the command again.",
        "채점하지 못했습니다: {reason}. 명령을 다시 실행해 주십시오.",
    ),
}

STATUSES = {
    "graded": Text("graded", "채점함"),
    "unreadable": Text("unreadable", "읽을 수 없음"),
    "missing": Text("missing", "미제출"),
    "superseded": Text("superseded", "이후 제출로 대체됨"),
    "unmatched": Text("unmatched", "명단에 없음"),
    "undecided": Text("undecided", "판정하지 못함"),
    "excused": Text("excused", "면제"),
    "late": Text("Handed in late.", "늦게 제출했습니다."),
    "late_unknown": Text(
        "Handed in late; how late is not known, so nothing is taken (received.csv).",
        "늦게 제출했지만 제출 시각을 알 수 없어 점수를 줄이지 않았습니다(received.csv).",
    ),
    "late_days": Text("Handed in {days} day(s) late.", "{days}일 늦게 제출했습니다."),
    "late_kept": Text(
        "Handed in {days} day(s) late: {keep:.4g}% of the points count.",
        "{days}일 늦게 제출하여 점수의 {keep:.4g}%를 반영합니다.",
    ),
    "pending": Text("not given yet", "아직 주지 않은 점수"),
    "gone": Text(
        "No longer among the submissions; graded earlier.",
        "지금은 제출물 폴더에 없습니다. 이전에 채점했습니다.",
    ),
    "ambiguous": Text(
        "Several submissions, and no time to tell the newest: rename or remove one.",
        "제출물이 여러 개이고 제출 시각을 알 수 없습니다. 하나만 남기거나 이름을 바꿔 주십시오.",
    ),
    "helped": Text(
        "Graded with right versions of earlier work, which is wrong or missing.",
        "앞부분이 틀렸거나 없어서 올바른 구현으로 바꾸어 채점했습니다.",
    ),
    "not_lowered": Text(
        "A regrade gave {points:g}; the published mark stays (--allow-lower).",
        "다시 채점한 결과는 {points:g}점이지만, 공개한 점수를 유지합니다(--allow-lower).",
    ),
}

MESSAGES = {
    "usage": Text(
        "give {what}: rawgrad grade SUBMISSIONS --out DIR",
        "{what}: 필요한 값입니다. 사용법: rawgrad grade SUBMISSIONS --out DIR",
    ),
    "stopped": Text(
        "stopped; the same command goes on where this one ended",
        "중단했습니다. 같은 명령을 다시 실행하면 이어서 채점합니다",
    ),
    "changed": Text(
        "The specification or the grader has changed since the last run: all is graded anew.",
        "지난 채점 뒤로 검사 기준이나 채점기가 바뀌었습니다. 모두 새로 채점합니다.",
    ),
    "upgraded": Text(
        "{path}: written by an older version of rawgrad; every submission is graded anew. Marks "
        "given out, overrides and voided cases stay.",
        "{path}: 이전 버전의 rawgrad가 만든 성적부이므로 모든 제출물을 다시 채점합니다. 이미 "
        "공개한 점수와 직접 정한 점수, 무효로 한 테스트 케이스는 그대로 적용합니다.",
    ),
    "controls": Text(
        "no mark is exported: {control}, {exercise}: {points:g} of {most:g} points; "
        "the specification, a hidden case or this machine is at fault. See {items}",
        "점수를 내보내지 않았습니다. {control}, {exercise}: {most:g}점 중 {points:g}점. "
        "검사 기준이나 비공개 테스트 케이스, 이 컴퓨터에 문제가 있습니다. 살펴볼 것: {items}",
    ),
    "no_controls": Text(
        "no mark is exported: {control} could not be graded: {reason}",
        "점수를 내보내지 않았습니다. {control}: 채점하지 못했습니다. {reason}",
    ),
    "not_confined": Text(
        "{what}; nothing was graded. `rawgrad grade --doctor` shows what is missing here; "
        "--isolation process --marks-unprotected grades all the same and protects nothing",
        "{what}. 아무것도 채점하지 않았습니다. `rawgrad grade --doctor` 명령으로 무엇이 부족한지 "
        "볼 수 있습니다. --isolation process 옵션을 쓰면 채점하지만 비밀 정보를 보호하지 못합니다",
    ),
    "busy": Text(
        "{out}: another run is grading into this folder; wait for it to end",
        "{out}: 다른 채점이 진행 중인 폴더입니다. 끝난 뒤에 다시 실행해 주십시오",
    ),
    "no_extra": Text(
        '--cluster needs dask: python -m pip install "rawgrad[cluster]"',
        '--cluster 옵션에는 dask가 필요합니다. 설치 명령: python -m pip install "rawgrad[cluster]"',
    ),
    "no_scheduler": Text(
        "--cluster {address}: no Dask scheduler answers there; give its address as "
        "`dask scheduler` shows it: tcp://10.0.0.1:8786",
        "--cluster {address}: Dask 스케줄러가 응답하지 않습니다. `dask scheduler` 명령이 보여 주는 "
        "주소를 지정해 주십시오. 예: tcp://10.0.0.1:8786",
    ),
    "no_workers": Text(
        "--cluster {address}: the scheduler has no workers; start some: "
        "dask worker {address} --nworkers -1 --nthreads 1",
        "--cluster {address}: 스케줄러에 연결된 워커가 없습니다. 먼저 시작해 주십시오: "
        "dask worker {address} --nworkers -1 --nthreads 1",
    ),
    "unfit": Text(
        "--cluster: worker {worker} cannot grade: {reason}",
        "--cluster: 채점할 수 없는 워커가 있습니다. {worker}: {reason}",
    ),
    "threads": Text(
        "it takes {threads} tasks at once; start one process for each: "
        "dask worker ADDRESS --nworkers {threads} --nthreads 1",
        "한 번에 작업 {threads}개를 받습니다. 작업마다 프로세스를 하나씩 시작해 주십시오: "
        "dask worker ADDRESS --nworkers {threads} --nthreads 1",
    ),
    "differs": Text(
        "{name}: {there} there, {here} here; install the same on both",
        "{name}: 워커 {there}, 이 컴퓨터 {here}. 양쪽에 같은 것을 설치해 주십시오",
    ),
    "unready": Text("{reason}", "{reason}"),
    "gone": Text(
        "--cluster {address}: the scheduler or all its workers are gone. What was graded is safe: "
        "the same command goes on where this one ended",
        "--cluster {address}: 스케줄러 또는 모든 워커의 연결이 끊겼습니다. 이미 채점한 결과는 "
        "안전합니다. 같은 명령을 다시 실행하면 이어서 채점합니다",
    ),
    "done": Text(
        "{count} submissions: {graded} graded now, {kept} unchanged. Grades: {path}",
        "제출물 {count}개: 새로 채점 {graded}개, 변경 없음 {kept}개. 점수: {path}",
    ),
    "lms": Text(
        "{path}: the names follow no one system, or more than one; say which: --lms moodle, "
        "canvas, blackboard, or plain for names taken whole",
        "{path}: 파일 이름이 어느 학습 관리 시스템의 것인지 분명하지 않습니다. 지정해 주십시오: "
        "--lms moodle, canvas, blackboard, 또는 이름 전체를 그대로 쓰는 plain",
    ),
    "other_lms": Text(
        "--lms {asked}: {path} holds marks by names of {kept}; grade into another folder",
        "--lms {asked}: {path}에는 {kept} 방식의 이름으로 된 점수가 있습니다. 다른 폴더에 "
        "채점해 주십시오",
    ),
    "settle": Text(
        "To settle whose these are, write the right ones of these lines into {path}:",
        "누구의 제출물인지 정하려면 다음 가운데 맞는 줄을 {path} 파일에 써 주십시오.",
    ),
    "same_folder": Text(
        "{path}: the folder of the submissions; give --out another one",
        "{path}: 제출물이 있는 폴더입니다. --out에는 다른 폴더를 주십시오",
    ),
    "no_submissions": Text(
        "{path}: no submission in this folder", "{path}: 폴더에 제출물이 없습니다"
    ),
    "changed_meanwhile": Text(
        "the specification or rawgrad has changed meanwhile",
        "채점하는 동안 검사 기준이나 rawgrad가 바뀌었습니다",
    ),
    "other_version": Text(
        "written by another version of rawgrad; use a new --out",
        "다른 버전의 rawgrad가 쓴 성적부입니다. --out에 새 폴더를 쓰십시오",
    ),
    "older_version": Text(
        "written by an older version of rawgrad; run rawgrad grade once more",
        "이전 버전의 rawgrad가 쓴 성적부입니다. rawgrad grade를 한 번 더 실행하십시오",
    ),
    "reading_late": Text("not read within {limit} s", "{limit}초 안에 읽지 못했습니다"),
    "reading_killed": Text(
        "the process that read it was ended by signal {signal}",
        "읽던 프로세스가 신호 {signal}번으로 끝났습니다",
    ),
    "no_gradebook": Text("{reason}; is it no gradebook?", "{reason}. 성적부가 아닌 파일입니까?"),
    "absent_gradebook": Text(
        "no such gradebook; give the DIR of rawgrad grade --out DIR",
        "성적부가 없습니다. rawgrad grade --out DIR의 DIR을 쓰십시오",
    ),
    "no_maker": Text(
        "twin_files.py: no function {name}, which a domain names",
        "twin_files.py: 정의역이 가리키는 함수가 없습니다: {name}",
    ),
    "no_limit": Text(
        "{where}: no such limit {name}; there are: {known}",
        "{where}: {name}: 그런 제한이 없습니다. 있는 것: {known}",
    ),
    "least_limit": Text(
        "{where}: {name} is a number of at least {least:g}",
        "{where}: {name}: {least:g} 이상의 수를 쓰십시오",
    ),
    "full": Text(
        "{path}: {reason}. What was graded is safe: free some space and run the command again",
        "{path}: {reason}. 이미 채점한 결과는 안전합니다. 저장 공간을 확보하고 다시 실행해 "
        "주십시오",
    ),
    "unprotected": Text(
        "--isolation process protects no marks: a submission can write into the gradebook and read "
        "the solutions. Grade where rawgrad grade --doctor holds, or add --marks-unprotected if "
        "you trust whoever wrote the submissions",
        "--isolation process 옵션은 점수를 보호하지 못합니다. 제출물이 성적부에 쓰고 모범 답안을 "
        "읽을 수 있습니다. rawgrad grade --doctor 검사를 통과하는 곳에서 채점하거나, 제출물을 쓴 "
        "사람을 믿을 수 있으면 --marks-unprotected 옵션을 덧붙여 주십시오",
    ),
    "process": Text(
        "--isolation process: nothing is confined; neither marks nor secrets are protected",
        "--isolation process: 제출물을 격리하지 않으므로 점수도 비밀 정보도 보호되지 않습니다",
    ),
}

DOCTOR = {
    "property": Text("property", "성질"),
    "held": Text("holds", "보장"),
    "by": Text("by these layers, or what escaped", "막는 계층, 또는 막지 못한 시도"),
    "yes": Text("yes", "예"),
    "no": Text("NO", "아니요"),
    "confined": Text(
        "Submissions are confined on this machine.",
        "이 컴퓨터에서는 제출물을 격리할 수 있습니다.",
    ),
    "not_confined": Text(
        "Submissions are not confined on this machine: only --isolation process grades here.",
        "이 컴퓨터에서는 제출물을 격리할 수 없습니다. --isolation process 옵션으로만 채점합니다.",
    ),
}


# What is wrong with a file that an instructor wrote; its name and line stand in front.
INPUT = {
    "in_line": Text("{path}, line {line}: {said}", "{path}, {line}번째 줄: {said}"),
    "encoding": Text("save it as CSV UTF-8", "CSV UTF-8로 저장해 주십시오"),
    "workbook": Text(
        "a workbook; save it as CSV UTF-8", "Excel 통합 문서입니다. CSV UTF-8로 저장해 주십시오"
    ),
    "near": Text("; did you mean {name}?", ". 혹시 이것입니까? {name}"),
    "empty": Text(
        "an empty file; write its heading and lines, or remove it",
        "빈 파일입니다. 제목 줄과 내용을 쓰거나 파일을 지워 주십시오",
    ),
    "no_csv": Text("no CSV file ({reason})", "CSV 파일이 아닙니다({reason})"),
    "no_heading": Text(
        "no heading; the first line names the columns, as {columns}",
        "열 이름이 없습니다. 첫 줄에 열 이름을 써 주십시오. 예: {columns}",
    ),
    "column_twice": Text(
        "the column {column} stands twice; leave one",
        "열 이름이 두 번 나옵니다({column}). 하나만 남겨 주십시오",
    ),
    "unknown_column": Text(
        "the column {column} means nothing here; known: {known}",
        "알 수 없는 열입니다({column}). 쓸 수 있는 열: {known}",
    ),
    "too_many_cells": Text(
        "more cells than the {count} columns; put a text with a comma into quotes",
        "칸이 열({count}개)보다 많습니다. 쉼표가 있는 글은 따옴표로 묶어 주십시오",
    ),
    "no_who": Text(
        "nobody is named; fill in the column {column}",
        "누구인지 적혀 있지 않습니다. {column} 열을 채워 주십시오",
    ),
    "no_id": Text("neither id nor name", "학번과 이름이 모두 없습니다"),
    "tongue": Text(
        "language is one of {known}, or empty",
        "언어는 비워 두거나 다음 중 하나로 써 주십시오: {known}",
    ),
    "twice": Text(
        "{name} stands in line {line}, too; leave the one that counts",
        "{line}번째 줄에도 있습니다({name}). 맞는 줄만 남겨 주십시오",
    ),
    "person_twice": Text(
        "{name} stands in line {line}, too; add a column `id` to tell them",
        "{line}번째 줄에도 있습니다({name}). 구별할 수 있도록 `id` 열을 넣어 주십시오",
    ),
    "nobody": Text(
        "{who} is neither a person nor a submission here{near}",
        "이름이 같은 사람이나 제출물이 없습니다({who}){near}",
    ),
    "points": Text(
        "points are a number or `excused`, not {said}",
        "점수는 숫자 또는 `excused`로 써 주십시오(지금: {said})",
    ),
    "points_range": Text(
        "{points} points; there are 0 to {most}",
        "{points}점은 줄 수 없습니다. 0점부터 {most}점까지 쓸 수 있습니다",
    ),
    "exercise": Text(
        "{exercise} is not graded here; give one of {known}",
        "여기서 채점하지 않는 연습 문제입니다({exercise}). 쓸 수 있는 것: {known}",
    ),
    "no_item": Text(
        "there is no case or law {id}{near}", "그런 테스트 케이스나 성질이 없습니다({id}){near}"
    ),
    "moment": Text(
        "{column} is a time as 2026-12-01 23:59, not {said}",
        "{column} 열은 2026-12-01 23:59처럼 써 주십시오(지금: {said})",
    ),
    "earlier": Text(
        "an extension ends before the due date, {due}",
        "연장한 마감이 원래 마감({due})보다 빠릅니다",
    ),
    "no_due": Text(
        "times need a due date and a time zone; give both in course.toml",
        "시각을 비교할 마감과 시간대가 없습니다. course.toml에 due와 timezone을 써 주십시오",
    ),
    "no_submission": Text(
        "there is no submission {name}{near}", "그런 제출물이 없습니다({name}){near}"
    ),
    "no_roster": Text(
        "there is no roster to match with; give --roster, or roster in course.toml",
        "연결할 명단이 없습니다. --roster 옵션이나 course.toml의 roster를 써 주십시오",
    ),
    "not_on_roster": Text("{who} is not on the roster{near}", "명단에 없습니다({who}){near}"),
    "criterion": Text(
        "{name} is no name for a criterion; write a word without spaces that is no exercise",
        "항목 이름으로 쓸 수 없습니다({name}). 연습 문제의 이름이 아니고 빈칸이 없는 낱말로 써 "
        "주십시오",
    ),
    "criterion_differs": Text(
        "the criterion {name} has another {column} in an earlier line",
        "앞줄에서는 항목 {name}: {column} 값이 다릅니다",
    ),
    "criterion_lacks": Text(
        "say once of the criterion {name} what it is: out_of, en and ko",
        "항목 {name}: out_of, en, ko 값을 한 번은 모두 써 주십시오",
    ),
    "criterion_most": Text(
        "out_of of {name} is a number greater than 0, not {said}",
        "항목 {name}: out_of 값은 0보다 큰 숫자로 써 주십시오(지금: {said})",
    ),
    "comments_folder": Text("is a folder of files NAME.md", "NAME.md 파일을 넣는 폴더입니다"),
    "comment_name": Text(
        "a comment is a file NAME.md, called after a person or a submission",
        "의견은 사람이나 제출물의 이름을 딴 NAME.md 파일로 써 주십시오",
    ),
    "comment_empty": Text("an empty comment", "의견이 비어 있습니다"),
    "stray": Text(
        "read by nobody; is {known} meant? Rename or remove it",
        "읽지 않는 파일입니다. 혹시 {known} 파일입니까? 이름을 바꾸거나 지워 주십시오",
    ),
    "misplaced": Text("belongs into {folder}", "{folder} 폴더에 넣어 주십시오"),
    "hidden_stray": Text(
        "no hidden file is called so; write cases/NAME.toml, test_NAME.py, callables.py or "
        "inputs/{near}",
        "비공개 테스트 파일의 이름이 아닙니다. cases/NAME.toml, test_NAME.py, callables.py, "
        "inputs/로 써 주십시오{near}",
    ),
    "hidden_other": Text(
        "not used: {name} is not graded here", "쓰지 않았습니다. 여기서 채점하지 않습니다: {name}"
    ),
}


def late_text(days: int | None, keep: float, flagged: bool, costs: bool) -> Text | None:
    """Say how late a submission is, and what that costs where it costs anything."""
    if days is None:
        return STATUSES["late_unknown" if costs else "late"] if flagged else None
    if days == 0:
        return None
    said = STATUSES["late_kept" if costs else "late_days"]
    return said.filled(days=days, keep=100 * keep)


# What SQLite itself says of a file.
DATABASE = {
    "file is not a database": "성적부 파일이 아닙니다",
    "database disk image is malformed": "손상된 파일입니다",
    "database is locked": "다른 프로그램이 쓰고 있습니다",
}


def database_text(error: Exception) -> Text:
    """Return what SQLite says."""
    return Text(f"{error}", DATABASE.get(f"{error}", f"{error}"))


def notice_text(notice: Notice, language: str) -> str:
    """Put a notice into words; a fact may be a pair, in both languages."""
    facts = {
        name: Text(*fact) if isinstance(fact, tuple | list) else fact
        for name, fact in notice.facts.items()
    }
    return NOTICES[notice.key].filled(**facts).in_(language)
