"""The table holds every sentence of the page, in English and Korean.

Korean is polite, and no particle hangs on a name. Braces hold what the page puts in.
"""

from __future__ import annotations

from rawgrad.kit.text import Text

PAGE = {
    "skip_task": Text("Skip to the task", "문제로 건너뛰기"),
    "skip_code": Text("Skip to the editor", "편집기로 건너뛰기"),
    "language": Text("Language", "언어"),
    "colours": Text("Colours", "화면 색"),
    "auto": Text("Auto", "자동"),
    "light": Text("Light", "밝게"),
    "dark": Text("Dark", "어둡게"),
    "exercises": Text("Exercises", "연습 문제"),
    "progress": Text("{count} of {total} done", "{total}개 중 {count}개 완료"),
    "close": Text("Close", "닫기"),
    "cancel": Text("Cancel", "취소"),
    "done": Text("done", "완료"),
    "done_undecided": Text("done, {count} undecided", "완료, {count}개 판정 보류"),
    "part": Text("{passed} of {total}", "{total}개 중 {passed}개"),
    "needs_computer": Text("needs a computer", "컴퓨터에서"),
    # The task.
    "number": Text("Exercise {number}", "연습 문제 {number}"),
    "requires": Text("Builds on", "먼저 풀 문제:"),
    "functions": Text("What you write", "작성할 것"),
    "function_passed": Text("passes", "통과"),
    "predict_title": Text("Predict before you write", "작성하기 전에 예상해 보십시오"),
    "predict_lead": Text(
        "Not graded. A wrong guess teaches as much as a right one.",
        "점수에 들어가지 않습니다. 틀린 예상에서도 똑같이 배울 수 있습니다.",
    ),
    "answer": Text("Answer", "답하기"),
    "asking": Text("Looking …", "확인하고 있습니다 …"),
    "predicted": Text("Right.", "맞았습니다."),
    "hint": Text("Show a hint", "힌트 보기"),
    "next_hint": Text("Hint {step} of {last}", "힌트 {step}/{last} 보기"),
    # The editor.
    "editor_label": Text(
        "{name}, Python. Escape, then Tab leaves.", "{name}, Python. 나가려면 Esc 다음에 Tab."
    ),
    "editor_loading": Text("The editor is loading …", "편집기를 불러오고 있습니다 …"),
    "saved": Text("Saved in this browser", "이 브라우저에 저장됨"),
    "unsaved": Text("Not saved", "저장되지 않음"),
    "not_utf8": Text(
        "This file is not saved as UTF-8, so it is kept byte for byte and not edited here. Save it "
        "as UTF-8 on your computer and open it again, or start over.",
        "이 파일은 UTF-8로 저장되지 않았으므로, 내용을 바이트 그대로 보관하며 여기서는 고칠 수 "
        "없습니다. 컴퓨터에서 UTF-8로 저장한 뒤 다시 여시거나 처음부터 시작하십시오.",
    ),
    "check": Text("Check", "검사"),
    "check_key": Text("Ctrl Enter", "Ctrl Enter"),
    "stop": Text("Stop", "중단"),
    "data_size": Text(
        "Checking fetches {size} MB of data, once.", "검사할 때 데이터 {size} MB를 한 번 받습니다."
    ),
    "computer": Text(
        "This exercise needs Keras or PyTorch, which no browser runs. On a computer: "
        "rawgrad check {name}",
        "이 연습 문제에 필요한 Keras와 PyTorch는 브라우저에서 실행할 수 없습니다. "
        "컴퓨터에서 쓸 명령: rawgrad check {name}",
    ),
    "loading": Text("Loading", "불러오는 중"),
    "loading_core": Text("Python is loading …", "Python을 불러오고 있습니다 …"),
    "loading_numpy": Text("NumPy is loading …", "NumPy를 불러오고 있습니다 …"),
    "loading_kit": Text("The exercises are loading …", "연습 문제를 불러오고 있습니다 …"),
    "loading_data": Text("Data is loading …", "데이터를 불러오고 있습니다 …"),
    "loading_matplotlib": Text("matplotlib is loading …", "matplotlib을 불러오고 있습니다 …"),
    "not_loaded": Text(
        "Python could not be loaded. Look at the network, then load the page again.",
        "Python을 불러오지 못했습니다. 네트워크를 확인한 뒤 페이지를 다시 불러오십시오.",
    ),
    # The verdict.
    "verdict": Text("Verdict", "검사 결과"),
    "waiting": Text(
        "This is checked as soon as Python is here …", "Python을 불러오는 대로 검사하겠습니다 …"
    ),
    "checking": Text("Checking …", "검사하고 있습니다 …"),
    "verdict_passed": Text("{name}: all {total} pass.", "{name}: {total}개 모두 통과했습니다."),
    "verdict_undecided": Text(
        "{name}: {passed} pass. {undecided} cannot be decided in a browser; this counts as done.",
        "{name}: {passed}개를 통과했습니다. 브라우저에서는 {undecided}개를 판정할 수 없습니다. "
        "완료한 것으로 봅니다.",
    ),
    "verdict_failed": Text(
        "{name}: {passed} of {total} pass.", "{name}: {total}개 중 {passed}개를 통과했습니다."
    ),
    "verdict_todo": Text(
        "{name}: {passed} of {total} pass. There is something left to write.",
        "{name}: {total}개 중 {passed}개를 통과했습니다. 아직 작성할 것이 남아 있습니다.",
    ),
    "verdict_blocked": Text(
        "{name}: an earlier exercise comes first.",
        "{name}: 앞 문제를 먼저 풀어 주십시오.",
    ),
    "verdict_error": Text(
        "{name}: the check could not be finished.", "{name}: 검사를 끝내지 못했습니다."
    ),
    "verdict_stopped": Text("{name}: stopped.", "{name}: 중단했습니다."),
    "line": Text("line {line}", "{line}번째 줄"),
    "show_all": Text("Show {count} more", "그 밖의 {count}개 보기"),
    "printed": Text("What your code printed", "작성하신 코드의 출력"),
    "next": Text("Next: {title}", "다음: {title}"),
    "next_key": Text("Alt N", "Alt N"),
    "finished": Text(
        "That was the last exercise. Well done!", "마지막 연습 문제였습니다. 수고하셨습니다!"
    ),
    "draw": Text("Draw the picture", "그림 그리기"),
    "drawing": Text("Your functions are drawing …", "작성하신 함수로 그림을 그리고 있습니다 …"),
    "not_drawn": Text("It could not be drawn.", "그림을 그리지 못했습니다."),
    "solution": Text("The reference, and other right ways", "모범 답안과 다르게 쓴 올바른 구현"),
    # The scratch area.
    "scratch": Text("Scratch pad", "연습장"),
    "scratch_lead": Text(
        "Try anything; nothing is checked.", "무엇이든 해 보십시오. 검사하지 않습니다."
    ),
    "scratch_label": Text(
        "Scratch pad, Python. Escape, then Tab leaves.", "연습장, Python. 나가려면 Esc 다음에 Tab."
    ),
    "scratch_text": Text(
        "import numpy as np\n\nx = np.array([-1.0, 1.0, 2.0])\nprint(x > 0)\n",
        "import numpy as np\n\nx = np.array([-1.0, 1.0, 2.0])\nprint(x > 0)\n",
    ),
    "run": Text("Run", "실행"),
    "running": Text("Running …", "실행하고 있습니다 …"),
    "printed_nothing": Text("It printed nothing.", "출력이 없습니다."),
    # The learner's work.
    "work": Text("Your work", "내 코드"),
    "work_lead": Text(
        "Every keystroke is kept in this browser and nowhere else. In a private window it is gone "
        "when you close the window: download it.",
        "입력하시는 내용은 모두 이 브라우저에만 저장됩니다. 시크릿 창에서는 창을 닫으면 "
        "없어지므로 내려받아 두십시오.",
    ),
    "download": Text("Download my work", "내려받기"),
    "open": Text("Open …", "열기 …"),
    "backups": Text("Earlier versions of this file", "이 파일의 이전 내용"),
    "restore": Text("Bring back {when}", "{when}의 내용으로 되돌리기"),
    "restored": Text("The earlier version is back.", "이전 내용으로 되돌렸습니다."),
    "reset": Text("Start over", "처음부터"),
    "reset_title": Text("Start this exercise over?", "이 연습 문제를 처음부터 시작하시겠습니까?"),
    "reset_lead": Text(
        "What you have written is kept below, among the earlier versions of this file.",
        "작성하신 내용은 아래 ‘이 파일의 이전 내용’에 남겨 둡니다.",
    ),
    "reset_do": Text("Start over", "처음부터 시작"),
    "reset_done": Text(
        "The file is as it was at first. What you had is kept.",
        "파일을 처음 상태로 되돌렸습니다. 작성하셨던 내용은 남아 있습니다.",
    ),
    "about": Text(
        "rawgrad runs in your browser. No account, no tracking: what you write stays here.",
        "rawgrad는 브라우저 안에서 실행됩니다. 계정도 추적도 없으며, 작성하신 내용은 여기에만 "
        "남습니다.",
    ),
    # Notices.
    "keeps_nothing": Text(
        "This browser keeps nothing for the page, as in some private windows: what you write is "
        "gone when the tab is closed. Download it before you leave.",
        "이 브라우저는 페이지의 내용을 저장하지 않습니다(일부 시크릿 창 등). 탭을 닫으면 "
        "작성하신 내용이 없어지므로, 떠나기 전에 내려받으십시오.",
    ),
    "full": Text(
        "The browser has no room left, and your last changes are not kept. Download your work.",
        "브라우저의 저장 공간이 가득 차서 마지막으로 고치신 내용을 저장하지 못했습니다. "
        "작성하신 내용을 내려받으십시오.",
    ),
    "other_tab": Text(
        "This page is open in another tab. Here you can read; to write, take over.",
        "이 페이지가 다른 탭에서도 열려 있습니다. 여기서는 읽을 수만 있습니다. 여기서 "
        "작성하시려면 아래 단추를 누르십시오.",
    ),
    "take_over": Text("Write here", "여기서 작성하기"),
    "new_version": Text(
        "A newer version of this page is ready.", "이 페이지의 새 버전이 있습니다."
    ),
    "reload": Text("Load it", "불러오기"),
    "opened": Text(
        "Opened: {names}. What they replace is kept among the earlier versions.",
        "열었습니다: {names}. 원래 내용은 ‘이전 내용’에 남아 있습니다.",
    ),
    "nothing_opened": Text(
        "{file}: there is no exercise of this page in it.",
        "{file}: 이 페이지의 연습 문제가 들어 있지 않습니다.",
    ),
    "not_opened": Text(
        "{file}: not a zip archive, or a damaged one; get it again.",
        "{file}: zip 파일이 아니거나 손상되었습니다. 다시 받아 주십시오.",
    ),
    # The keyboard.
    "keys": Text("Keyboard", "단축키"),
    "key_check": Text(
        "check the file, or run the scratch pad", "파일을 검사합니다(연습장에서는 실행)"
    ),
    "key_next": Text("go to the next exercise", "다음 연습 문제로 갑니다"),
    "key_tab": Text("in the editor: indent", "편집기에서: 들여씁니다"),
    "key_leave": Text("leave the editor", "편집기에서 나갑니다"),
    "key_undo": Text("undo", "되돌립니다"),
    "key_find": Text("in the editor: find and replace", "편집기에서: 찾고 바꿉니다"),
    "key_mac": Text("On a Mac, Cmd stands for Ctrl.", "Mac에서는 Ctrl 대신 Cmd를 씁니다."),
}

# What the command that writes a page says.
MESSAGES = {
    "not_free": Text(
        "{path}: is there already; name a new folder",
        "{path}: 이미 있습니다. 새 폴더의 이름을 지정해 주십시오",
    ),
    "no_solutions": Text(
        "--with-solutions: this kit comes without the solutions",
        "--with-solutions: 이 꾸러미에는 모범 답안이 들어 있지 않습니다",
    ),
    "nowhere": Text(
        "name a new folder with --to DIR, or only look at the page with --serve",
        "--to DIR로 새 폴더를 지정하거나, --serve로 페이지를 열어 보십시오",
    ),
    "done": Text(
        "written: {path}\nPut the folder on any server of files, such as GitHub Pages "
        "(docs/page.md). To look at it here: python -m http.server --directory {path}",
        "만든 것: {path}\n이 폴더를 GitHub Pages 같은 파일 서버에 올리십시오"
        "(docs/ko/page.md 참고). "
        "여기서 열어 보는 명령: python -m http.server --directory {path}",
    ),
    "holds_solutions": Text(
        "It holds the solutions: each can be seen once its exercise passes, and by anybody who "
        "looks for the file.",
        "모범 답안이 들어 있습니다. 연습 문제를 통과하면 볼 수 있지만, 파일을 직접 찾아보는 "
        "사람에게도 보입니다.",
    ),
    "serving": Text(
        "Serving the page at {address} (Ctrl-C ends)",
        "{address} 주소에서 페이지를 보여 줍니다(끝내려면 Ctrl-C)",
    ),
}
