"""The table holds every sentence of the tool that a learner reads, in English and Korean.

Korean is polite, and no particle hangs on a name. Only data: `views` fills in the facts.
"""

from __future__ import annotations

from rawgrad.kit.text import Text

STATUSES = {
    "passed": Text("passed", "통과"),
    "failed": Text("failed", "실패"),
    "todo": Text("todo", "아직 작성 전"),
    "blocked": Text("blocked", "앞 문제를 먼저 풀어 주십시오"),
    "error": Text("error", "오류"),
    "timeout": Text("timeout", "시간 초과"),
    "undecided": Text("undecided", "판정 보류"),
}

KINDS = {
    "array": Text("a NumPy array", "NumPy 배열"),
    "number": Text("a single number", "하나의 수"),
    "none": Text("None", "None"),
    "list": Text("a list", "리스트(list)"),
    "tuple": Text("a tuple", "튜플(tuple)"),
    "huge": Text("an integer of more than 64 bits", "64비트를 넘는 정수"),
    "dict": Text("a dict", "딕셔너리(dict)"),
    "str": Text("a string", "문자열(str)"),
}

DTYPE_KINDS = {
    "bool": Text("True/False values", "참/거짓 값"),
    "integer": Text("integers", "정수"),
    "float": Text("floating-point numbers", "실수(부동소수점 수)"),
    "complex": Text("complex numbers", "복소수"),
}

FINDINGS = {
    "todo": Text(
        "{function} is not written yet.",
        "{function}: 아직 작성하지 않았습니다.",
    ),
    "todo_left": Text(
        "line {line} still raises NotImplementedError: delete that line.",
        "{line}번 줄에 NotImplementedError를 일으키는 raise 문이 남아 있습니다. 그 줄을 지워 "
        "주십시오.",
    ),
    "blocked": Text(
        "needs {function}, which is not written yet; write that one first.",
        "{function}: 아직 작성하지 않은 함수입니다. 이 함수를 먼저 작성해 주십시오.",
    ),
    "timeout": Text(
        "slow: {message}. Are there far more steps than it takes?",
        "너무 오래 걸립니다({message}). 필요한 것보다 훨씬 많이 계산하지 않는지 확인해 주십시오.",
    ),
    "loop": Text(
        "{message} in a loop: it may never end. What is to end it, and does that ever happen?",
        "반복문을 돌다가 제한 시간을 넘겼습니다({message}). 영원히 끝나지 않을 수 있습니다. "
        "반복을 끝내는 조건이 언젠가 이루어지는지 확인해 주십시오.",
    ),
    "slow_gradient": Text(
        "{message}: numerical_gradient computes the loss twice for each single weight, so that "
        "training takes days. Take the slopes from `gradient`, which needs one pass.",
        "{message}. numerical_gradient는 가중치 하나마다 손실을 두 번씩 계산하므로 학습에 며칠이 "
        "걸립니다. 한 번에 계산하는 `gradient`에서 기울기를 얻으십시오.",
    ),
    "memory": Text(
        "ran out of memory ({message}). Is an array far larger than it needs to be?",
        "메모리가 부족합니다({message}). 필요 이상으로 큰 배열을 만들지 않았는지 확인해 주십시오.",
    ),
    "crash": Text(
        "the process crashed ({message}), as endless recursion can make it.",
        "프로세스가 강제로 종료되었습니다({message}). 재귀 호출이 끝나는지 확인해 주십시오.",
    ),
    "forbidden": Text(
        "tried something that is not allowed here ({message}): compute from the arguments, and "
        "open no other files, programs, threads or connections.",
        "허용되지 않은 동작을 시도했습니다({message}). 인자로 받은 값만으로 계산하고, "
        "다른 파일이나 프로그램, 스레드, 네트워크는 사용하지 마십시오.",
    ),
    "exit": Text(
        "ended the whole process (exit status {message}); hand the value back with `return`.",
        "프로세스를 끝냈습니다(종료 상태 {message}). 값은 return으로 반환해 주십시오.",
    ),
    "protocol": Text(
        "broke the protocol by which results are handed over: {message}.",
        "결과를 주고받는 규칙을 어겼습니다: {message}.",
    ),
    "raised": Text("{type}: {message}", "{type}: {message}"),
    "no_input": Text(
        "asked for input(), but the check gives no input: take the value as an argument.",
        "input()을 호출했지만 검사 중에는 입력이 없습니다. 값은 인자로 받아 주십시오.",
    ),
    "package_missing": Text(
        "needs {name}, but the package {package} is not there: compute it with NumPy. Or is the "
        "name misspelt?",
        "{name}: 이 값이 필요하지만 {package} 패키지가 없습니다. NumPy로 계산해 주십시오. 이름을 "
        "잘못 쓰지 않았는지도 확인해 주십시오.",
    ),
    "exited": Text(
        "called exit(), quit() or sys.exit(), which ends Python: hand the value back with "
        "`return`.",
        "exit(), quit() 또는 sys.exit()를 호출했습니다. 이 함수들은 Python을 끝냅니다. "
        "값은 return으로 반환해 주십시오.",
    ),
    "numpy_alias": Text(
        "np.{alias} was removed from NumPy: write {alias}, which is what it meant.",
        "np.{alias}: NumPy에서 없어진 이름입니다. 같은 뜻인 {alias}라고 쓰십시오.",
    ),
    "import_failed": Text(
        "{module}.py cannot be read: {type}: {message}",
        "{module}.py 파일을 읽을 수 없습니다. {type}: {message}",
    ),
    "stopped_before": Text(
        "{function} was not called again, since it had been stopped before.",
        "{function}: 앞에서 중단되었으므로 다시 호출하지 않았습니다.",
    ),
    "ended_before": Text(
        "{function} was not called again, since it had ended the check twice.",
        "{function}: 검사를 두 번 끝나게 했으므로 다시 호출하지 않았습니다.",
    ),
    "typed": Text(
        "Type {plain} on an English keyboard instead of {typed}.",
        "한글 입력기나 웹 페이지에서 온 글자 {typed} 대신 영문 자판으로 {plain} 글자를 입력해 "
        "주십시오.",
    ),
    "unknown_character": Text(
        "{typed} belongs only in a comment or between quotes.",
        "{typed}: 주석이나 따옴표 안에만 쓸 수 있는 글자입니다.",
    ),
    "invisible": Text(
        "An invisible character ({code}) came with pasted text: delete the blanks of this line and "
        "type them anew.",
        "붙여 넣은 글에 보이지 않는 글자({code})가 섞여 있습니다. 이 줄의 빈칸을 지우고 다시 "
        "입력해 주십시오.",
    ),
    "tabs": Text(
        "Indent with four spaces everywhere, never with tabs.",
        "들여쓰기에 탭과 빈칸이 섞여 있습니다. 모두 빈칸 네 개로 들여 써 주십시오.",
    ),
    "indentation": Text(
        "What belongs to a line that ends in `:` stands four spaces further in; lines of one block "
        "begin in one column.",
        "들여쓰기가 맞지 않습니다. `:`으로 끝나는 줄에 속한 줄은 빈칸 네 개만큼 더 들여 쓰고, 한 "
        "블록의 줄은 같은 칸에서 시작해 주십시오.",
    ),
    "colon": Text(
        "`def`, `if`, `for` and the like end in `:`.",
        "`def`, `if`, `for` 같은 줄은 `:`으로 끝나야 합니다.",
    ),
    "brackets": Text(
        "Count the brackets: each that opens is closed by one of its kind.",
        "괄호의 짝이 맞지 않습니다. 연 괄호마다 같은 종류의 괄호로 닫아 주십시오.",
    ),
    "circular": Text(
        "Two files wait for each other, or one for itself: import only from earlier exercises.",
        "두 파일이 서로를, 또는 한 파일이 자신을 불러옵니다. 앞선 연습 문제에서만 불러와 주십시오.",
    ),
    "no_dot": Text(
        "A file beside this one is imported with a dot: from .{name} import …",
        "같은 폴더에 있는 파일은 점을 붙여 불러옵니다: from .{name} import …",
    ),
    "no_module": Text(
        "There is no file {name}.py beside this one: is the name misspelt?",
        "같은 폴더에 {name}.py 파일이 없습니다. 이름을 잘못 쓰지 않았는지 확인해 주십시오.",
    ),
    "no_identifier": Text(
        "{name} means something else to Python: rename the file to {better}.py, and import "
        "{better}.",
        "{name}: Python이 파일 이름으로 읽지 못합니다. 파일 이름을 {better}.py로 바꾸고 {better} "
        "이름으로 불러와 주십시오.",
    ),
    "recursion": Text(
        "A function calls itself without end: what is to end it?",
        "함수가 자기 자신을 끝없이 호출합니다. 무엇이 호출을 끝내는지 확인해 주십시오.",
    ),
    "unbound": Text(
        "What a function assigns to is its own: nothing has been assigned to {name} here yet. Give "
        "it a value first, on every way to this line.",
        "{name}: 함수 안에서 값을 넣는 이름은 그 함수만의 변수이며, 이 줄까지 아직 값을 넣지 "
        "않았습니다. 먼저 값을 넣어 주십시오.",
    ),
    "parameters": Text(
        "Is the list of parameters after `def` as it was, and are all arguments handed in, in its "
        "order? A method's first parameter is self.",
        "`def` 뒤의 매개변수가 원래대로인지, 인자를 그 순서대로 모두 넘겼는지 확인해 주십시오. "
        "메서드의 첫 매개변수는 self입니다.",
    ),
    "pasted": Text(
        "{mark} is no Python: it came with pasted text, a notebook or a merge; delete it.",
        "{mark}: Python 코드가 아닙니다. 붙여 넣은 글이나 노트북, 병합에서 온 것이니 지워 "
        "주십시오.",
    ),
    "no_init": Text(
        "Has the class {name} its method `__init__`, indented under it, with two underscores on "
        "each side?",
        "{name}: 클래스 안에 들여 쓴 `__init__` 메서드가 있는지, 양쪽에 밑줄이 두 개씩 있는지 "
        "확인해 주십시오.",
    ),
    "one_number": Text(
        "This takes one number, and here is an array: use the function of NumPy (np.exp, not "
        "math.exp).",
        "수 하나만 받는 곳에 배열을 넘겼습니다. NumPy의 함수를 쓰십시오(math.exp가 아니라 np.exp).",
    ),
    "truth": Text(
        "`if`, `and`, `or` and the like decide on one value, and here is an array of them: compute "
        "with all elements at once.",
        "`if`, `and`, `or` 등은 값 하나로 판단하는데 여기에는 배열이 있습니다. 모든 원소를 "
        "한꺼번에 계산해 주십시오.",
    ),
    "spelt": Text(
        "{name} is not known here: was {better} meant?",
        "{name}: Python이 모르는 이름입니다. 이렇게 쓰려던 것인지 확인해 주십시오: {better}",
    ),
    "unknown": Text(
        "{name} is not known here: is it misspelt, or does it get its value only later, or in "
        "another function?",
        "{name}: Python이 모르는 이름입니다. 이름을 잘못 썼는지, 이 줄보다 뒤나 다른 함수 안에서만 "
        "값을 넣었는지 확인해 주십시오.",
    ),
    "no_import": Text(
        "`import {what}` is missing at the top of the file.",
        "파일 맨 위에 다음 줄이 빠졌습니다: import {what}",
    ),
    "korean_letters": Text(
        "Korean letters stand outside of quotes and comments: was the keyboard left on Korean, or "
        "is a # missing?",
        "따옴표와 주석 밖에 한글이 있습니다. 한/영 키를 바꾸지 않았는지, 설명 앞에 #을 빠뜨리지 "
        "않았는지 확인해 주십시오.",
    ),
    "elif": Text(
        "A further condition is `elif condition:`; `else:` takes none.",
        "조건을 하나 더 둘 때는 `elif 조건:`이라고 씁니다. `else:`에는 조건을 쓰지 않습니다.",
    ),
    "increment": Text(
        "Python has no ++ and no --: write i += 1 or i -= 1.",
        "Python에는 ++와 --가 없습니다. i += 1 또는 i -= 1이라고 써 주십시오.",
    ),
    "and_or_not": Text(
        "Python writes `and`, `or` and `not` for && and || and !.",
        "Python에서는 &&, ||, ! 대신 `and`, `or`, `not`을 씁니다.",
    ),
    "comment": Text(
        "A comment begins with #.",
        "주석은 #으로 시작합니다.",
    ),
    "unfinished": Text(
        "After the last {mark} of this line something is missing.",
        "{mark}: 이 줄 끝의 이 기호 뒤에 무엇인가 빠졌습니다.",
    ),
    "keyword": Text(
        "{name} is a word of Python's own, and no name for a value: call it something else.",
        "{name}: Python이 문법에 쓰는 단어라서 이름으로 쓸 수 없습니다. 다른 이름을 써 주십시오.",
    ),
    "no_such_word": Text(
        "{name} is no word of Python's: delete it.",
        "{name}: Python에 없는 말이니 지워 주십시오.",
    ),
    "for_in": Text(
        "A loop runs through what stands after `in`: for i in range(3):",
        "반복문에는 in이 있어야 합니다: for i in range(3):",
    ),
    "no_def": Text(
        "A function begins with `def`: is that missing?",
        "함수는 `def`로 시작합니다. `def`를 빠뜨리지 않았는지 확인해 주십시오.",
    ),
    "between": Text(
        "Something is missing between two names or values: a comma, an operator such as *, or a "
        "bracket.",
        "두 이름이나 값 사이에 쉼표나 * 같은 연산자, 또는 괄호가 빠졌습니다.",
    ),
    "unreadable": Text(
        "Python cannot read this line, or the end of the one above: look at brackets, quotation "
        "marks and commas.",
        "Python이 이 줄이나 바로 윗줄의 끝을 읽지 못합니다. 괄호, 따옴표, 쉼표를 확인해 주십시오.",
    ),
    "quotes": Text(
        "Quotation marks that open are closed by the same ones, three by three.",
        "따옴표의 짝이 맞지 않습니다. 연 따옴표와 같은 따옴표로 닫아 주십시오(세 개로 열면 세 "
        "개로 닫습니다).",
    ),
    "backslash": Text(
        "After a \\ at the end of a line nothing may follow, not even a blank.",
        "줄 끝의 \\ 뒤에는 빈칸도 쓸 수 없습니다.",
    ),
    "call": Text(
        "{name} is a function: write {name}(…).",
        "{name}: 함수이므로 괄호를 써야 합니다. {name}(…)",
    ),
    "equality": Text(
        "= gives a value to the name on its left; a comparison is ==.",
        "=는 왼쪽 이름에 값을 넣습니다. 두 값이 같은지 비교할 때는 ==를 써 주십시오.",
    ),
    "else_missing": Text(
        "In one line it is: a if condition else b.",
        "한 줄로 쓸 때는 else까지 씁니다: a if 조건 else b",
    ),
    "outside": Text(
        "This `{name}` stands outside of what it belongs to: indent it as far as the lines of its "
        "function or loop.",
        "{name}: 함수나 반복문 밖에 있습니다. 그 안의 줄과 같은 칸까지 들여 써 주십시오.",
    ),
    "positional": Text(
        "Arguments without a name come before those with one: f(x, axis=0).",
        "이름 없는 인자를 이름 붙인 인자보다 먼저 씁니다: f(x, axis=0)",
    ),
    "factor_missing": Text(
        "A name does not begin with a digit; a product needs its *: 2 * a.",
        "이름은 숫자로 시작할 수 없습니다. 곱셈이라면 *를 써 주십시오: 2 * a",
    ),
    "no_name": Text(
        "{module} has no {name}: is it misspelt, renamed or deleted?",
        "{module}: {name} 이름이 들어 있지 않습니다. 이름을 잘못 썼거나 바꾸었거나 지웠는지 확인해 "
        "주십시오.",
    ),
    "power": Text(
        "A power is written **: 2 ** 3.",
        "거듭제곱은 **로 씁니다: 2 ** 3",
    ),
    "to_array": Text(
        "A list does not compute element by element: make an array of it first, x = np.asarray(x).",
        "리스트는 원소마다 계산하지 못합니다. 먼저 배열로 만들어 주십시오: x = np.asarray(x)",
    ),
    "entry": Text(
        "An entry of a dict is taken by its key in brackets: d[{name!r}].",
        "딕셔너리의 항목은 대괄호 안에 키를 써서 꺼냅니다: d[{name!r}]",
    ),
    "none": Text(
        "A value here is None: has the function that gave it no `return`?",
        "여기에 쓴 값이 None입니다. 그 값을 준 함수에 return 문이 있는지 확인해 주십시오.",
    ),
    "not_callable": Text(
        "( ) after a value calls it: a product needs its *, an element [ ]. Or was the name of a "
        "function given to a value?",
        "값 뒤에 ( )를 쓰면 함수로 호출합니다. 곱셈에는 *, 원소에는 [ ]를 써 주십시오. 함수 "
        "이름에 다른 값을 넣지 않았는지도 확인해 주십시오.",
    ),
    "no_parameter": Text(
        "No parameter is called {name}: is it misspelt?",
        "{name}: 그런 매개변수가 없습니다. 이름을 잘못 쓰지 않았는지 확인해 주십시오.",
    ),
    "function_itself": Text(
        "Here stands a function, not what it returns: call it with ( ).",
        "함수가 반환한 값이 아니라 함수 자체를 썼습니다. ( )를 써서 호출해 주십시오.",
    ),
    "one_tuple": Text(
        "A shape is one tuple, np.zeros((2, 3)); only np.random.randn(2, 3) takes it in parts.",
        "모양(shape)은 튜플 하나로 넘깁니다: np.zeros((2, 3)). np.random.randn(2, 3)만 수를 따로 "
        "받습니다.",
    ),
    "one": Text(
        "Here stands one value, which has no elements and no length.",
        "값이 하나뿐이어서 원소도 길이도 없습니다.",
    ),
    "out_of_range": Text(
        "The functions of math stop where a result is not finite; np.exp and np.log give inf.",
        "math의 함수는 결과가 유한하지 않으면 멈춥니다. np.exp와 np.log는 inf를 반환합니다.",
    ),
    "no_number": Text(
        "Numbers are needed here, and something else stands in their place, such as a text.",
        "수가 있어야 할 자리에 문자열 같은 다른 값이 있습니다.",
    ),
    "shapes": Text(
        "The shapes do not fit: look at x.shape of each. In a product of matrices the left one has "
        "as many columns as the right one has rows; W.T is the transpose.",
        "모양(shape)이 서로 맞지 않습니다. 각각 x.shape를 출력해 보십시오. 행렬 곱에서는 왼쪽 "
        "행렬의 열 수와 오른쪽 행렬의 행 수가 같아야 합니다. W.T는 전치 행렬입니다.",
    ),
    "axis": Text(
        "The array has fewer axes than are asked for, as one vector has fewer than a batch: look "
        "at x.shape. axis=-1 is the last one of any array.",
        "배열의 축이 더 적습니다. 벡터 하나는 배치보다 축이 하나 적습니다. x.shape를 출력해 "
        "보십시오. axis=-1은 언제나 마지막 축입니다.",
    ),
    "index": Text(
        "The first element is [0], and the last of n is [n - 1].",
        "첫 원소는 [0], n개 중 마지막 원소는 [n - 1]입니다.",
    ),
    "integer": Text(
        "A whole number is needed here: int(n), // instead of /, or len(x) of an array.",
        "정수가 필요합니다. int(n)을 쓰거나 / 대신 //로 나누고, 배열이라면 len(x)를 써 주십시오.",
    ),
    "in_place": Text(
        "An array of integers takes no decimals: write x = x - step instead of x -= step.",
        "정수 배열에는 소수를 넣을 수 없습니다. x -= step 대신 x = x - step이라고 써 주십시오.",
    ),
    "unpack": Text(
        "On the left of = stand as many names as there are values on its right.",
        "= 왼쪽의 이름 수와 오른쪽의 값 수가 같아야 합니다.",
    ),
    "ragged": Text(
        "All rows of an array are of one length, and each element is one number.",
        "배열의 모든 행은 길이가 같고, 원소마다 수가 하나여야 합니다.",
    ),
    "no_key": Text(
        "The dict has no {name}: is it spelt as where it was put in?",
        "{name}: 딕셔너리에 없는 키입니다. 넣을 때와 똑같이 썼는지 확인해 주십시오.",
    ),
    "zero": Text(
        "Something is divided by 0 here.",
        "여기서 0으로 나눕니다.",
    ),
    "data_file": Text(
        "A data file is missing or damaged; the sentence above names it. How all of them are: "
        "rawgrad data",
        "데이터 파일이 없거나 손상되었습니다. 위 문장에 파일과 까닭이 있습니다. 모든 데이터 파일의 "
        "상태를 보는 명령: rawgrad data",
    ),
    "newer_syntax": Text(
        "{module}.py cannot be read by Python {here}, which is used here: {message}. Python "
        "{needed} may accept it; write it so that {here} does.",
        "{module}.py 파일을 읽을 수 없습니다: {message}. 여기서는 Python {here} 버전을 씁니다. "
        "Python {needed} 버전에서 새로 생긴 문법일 수 있으니, {here} 버전에서도 되는 문법으로 써 "
        "주십시오.",
    ),
    "not_utf8": Text(
        "{module}.py is not saved as UTF-8: save it as UTF-8. VS Code: click the encoding in the "
        "status bar, then Save with Encoding, UTF-8. Notepad: Save As, Encoding: UTF-8.",
        "{module}.py 파일이 UTF-8로 저장되지 않았습니다. UTF-8로 저장해 주십시오. VS Code: 상태 "
        "표시줄의 인코딩을 누르고 '인코딩하여 저장', 'UTF-8'을 고릅니다. 메모장: '다른 이름으로 "
        "저장'에서 인코딩을 UTF-8로 고릅니다.",
    ),
    "missing": Text(
        "{what} is missing; was it renamed or deleted? `rawgrad stubs {exercise} --to stubs` "
        "writes the original into a folder of its own.",
        "{what}: 찾을 수 없습니다. 이름을 바꾸었거나 지웠는지 확인해 주십시오. 원래 파일을 별도의 "
        "폴더에 만드는 명령: `rawgrad stubs {exercise} --to stubs`",
    ),
    "nested": Text(
        "{what} stands in line {line} within `{within}`: begin its line in the column in which it "
        "began at first.",
        "{what}: {line}번 줄에 있지만 `{within}` 안에 들어 있습니다. 처음에 있던 칸에서 시작하도록 "
        "들여쓰기를 고쳐 주십시오.",
    ),
    "no_method": Text(
        "{what} stands in line {line} outside of its class: indent it by four spaces.",
        "{what}: {line}번 줄에 있지만 클래스 밖에 있습니다. 빈칸 네 개만큼 들여 써 주십시오.",
    ),
    "spelling": Text(
        "{what} is missing; line {line} has it in another spelling: capital letters and _ count.",
        "{what}: 찾을 수 없습니다. {line}번 줄의 이름은 철자가 다릅니다. 대문자와 소문자, _까지 "
        "같아야 합니다.",
    ),
    "missing_file": Text(
        "{what} is missing; was it renamed, deleted, or saved as {what}.txt? "
        "`rawgrad stubs {exercise} --to stubs` writes the original into a folder of its own.",
        "{what}: 파일을 찾을 수 없습니다. 이름을 바꾸었거나 지웠는지, {what}.txt 파일로 저장하지 "
        "않았는지 확인해 주십시오. 원래 파일을 별도의 폴더에 만드는 명령: "
        "`rawgrad stubs {exercise} --to stubs`",
    ),
    "unsupported": Text(
        "returned {what}; return numbers, NumPy arrays, or lists and dicts of them.",
        "지원하지 않는 값을 반환했습니다: {what}. 수, NumPy 배열, 또는 그것들의 리스트나 "
        "딕셔너리를 반환해 주십시오.",
    ),
    "printed": Text(
        "printed something, but returned None: hand the value back with `return`.",
        "값을 출력했지만 반환한 값은 None입니다. print 대신 return으로 값을 반환해 주십시오.",
    ),
    "returned_none": Text(
        "returned None: is a `return` missing?",
        "None을 반환했습니다. return 문을 빠뜨리지 않았는지 확인해 주십시오.",
    ),
    "no_item": Text(
        "has no entry {item}.",
        "항목이 없습니다: {item}",
    ),
    "not_raised": Text(
        "should raise {want}, but raised nothing.",
        "{want} 예외를 발생시켜야 하는데, 예외 없이 끝났습니다.",
    ),
    "different": Text(
        "{path}differs: {got!r}, not {want!r}",
        "{path}값이 다릅니다: {got!r} (기대한 값: {want!r})",
    ),
    "kind": Text(
        "{path}should be {want}, not {got}",
        "{path}반환해야 할 것: {want}, 실제로 반환한 것: {got}",
    ),
    "keys": Text(
        "{path}has the keys {got}, not {want}",
        "{path}키가 다릅니다: {got} (기대한 키: {want})",
    ),
    "length": Text(
        "{path}has {got} entries, not {want}",
        "{path}항목 수가 다릅니다: {got}개 (기대한 수: {want}개)",
    ),
    "shape": Text(
        "{path}has shape {got}, not {want}",
        "{path}모양(shape)이 다릅니다: {got} (기대한 모양: {want})",
    ),
    "dtype": Text(
        "{path}has dtype {got}, not {want}",
        "{path}dtype이 다릅니다: {got} (기대한 dtype: {want})",
    ),
    "dtype_kind": Text(
        "{path}holds {got}, not {want}",
        "{path}값의 종류가 다릅니다: {got} (기대한 종류: {want})",
    ),
    "value": Text(
        "{path}differs: {got}, not {want}",
        "{path}값이 다릅니다: {got} (기대한 값: {want})",
    ),
    "values": Text(
        "{path}differs at {count} of {total}; first at {index}: {got}, not {want}",
        "{path}{total}개 중 {count}개가 다릅니다. 처음 다른 곳 {index}: {got} (기대한 값: {want})",
    ),
    "warned": Text(
        "NumPy warned: {warning}. Here the lesson is a form that never warns.",
        "NumPy 경고가 발생했습니다: {warning}. 이 연습 문제에서는 경고 없이 계산해야 합니다.",
    ),
    "unobserved": Text(
        "the result is right; whether NumPy warns on the way cannot be seen in a browser. Check it "
        "on a computer, or at hand-in: it counts as done here.",
        "결과는 맞습니다. 다만 계산 도중에 NumPy 경고가 발생하는지는 브라우저에서 확인할 수 "
        "없습니다. 컴퓨터에서 검사하거나 제출하면 확인됩니다. 여기서는 완료한 것으로 봅니다.",
    ),
    "law": Text("does not hold.", "성립하지 않습니다."),
    "law_facts": Text(
        "does not hold: found {path}{got}, needed {want}",
        "성립하지 않습니다: 결과 {path}{got} (필요한 것: {want})",
    ),
    "same_again": Text(
        "{path}{got} again, where it should be another.",
        "{path}{got} 값이 다시 나왔습니다. 다른 값이어야 합니다.",
    ),
    "shared": Text(
        "{path}holds one array under two names; make one for each.",
        "{path}안의 두 이름이 같은 배열을 가리킵니다. 배열을 이름마다 따로 만들어 주십시오.",
    ),
    "changed": Text(
        "changed its argument {argument}; work on a copy (x = {copy}).",
        "인자 {argument}: 호출한 쪽의 값이 바뀌었습니다. 복사본(x = {copy})으로 계산해 주십시오.",
    ),
    "changed_keys": Text(
        "put into the dict that is its argument {argument}, or took out of it: {keys}; keep what "
        "you compute in variables of your own.",
        "인자 {argument}: 딕셔너리에 항목을 넣거나 뺐습니다({keys}). 계산한 값은 따로 만든 변수에 "
        "두십시오.",
    ),
    "changed_within": Text(
        "changed an array in its argument {argument}; make a new one (W = W - step): `W -= step` "
        "writes into the caller's array, `d['W'] = …` into the caller's dict, and copying the dict "
        "copies none of its arrays.",
        "인자 {argument}: 그 안의 배열이 바뀌었습니다. `W -= step`은 호출한 쪽의 배열에, "
        "`d['W'] = …`는 호출한 쪽의 딕셔너리에 덮어쓰고, 딕셔너리를 복사해도 그 안의 배열은 "
        "복사되지 않습니다. 새 배열(W = W - step)을 만드십시오.",
    ),
    "global_random_alone": Text(
        "used np.random's global generator; where no rng is handed in, make one: "
        "np.random.default_rng().",
        "np.random의 전역 생성기를 사용했습니다. 인자로 받은 rng가 없으면 "
        "np.random.default_rng()로 새로 만드십시오.",
    ),
    "uncrossable_part": Text(
        "{what} stands where numbers, NumPy arrays, or lists and dicts of them belong.",
        "수, NumPy 배열, 또는 그것들의 리스트나 딕셔너리가 있어야 할 곳에 지원하지 않는 값이 "
        "있습니다: {what}.",
    ),
    "global_random": Text(
        "used np.random directly; draw from the rng that is handed in.",
        "np.random을 직접 사용했습니다. 인자로 받은 rng에서 난수를 뽑아 주십시오.",
    ),
    "no_case_passes": Text(
        "counts once {function} passes one of its cases.",
        "{function}: 테스트 케이스를 하나라도 통과한 뒤에 확인합니다.",
    ),
    "unusable": Text(
        "what came back cannot be used here: {problem}",
        "반환한 값을 사용할 수 없습니다: {problem}",
    ),
}

# What cannot cross from a learner's code, as `rawgrad.subject.values` says it.
UNSUPPORTED = (
    (r"an object of type (.+)", r"\1 객체"),
    (r"a dict with a key of type (.+)", r"키의 자료형이 \1인 딕셔너리"),
    (r"an array with dtype (.+)", r"dtype이 \1인 배열"),
    (r"a NumPy scalar with dtype (.+)", r"dtype이 \1인 NumPy 수"),
    (r"a value nested too deeply", "너무 깊이 겹친 값"),
    (r"a value with too many parts", "원소가 너무 많은 값"),
    (r"an integer with too many digits", "자릿수가 너무 많은 정수"),
)

DIFFERENCES = {
    "transposed": Text(
        "In every failed case what came back is the transpose of what is expected.",
        "실패한 모든 테스트 케이스에서, 반환한 값은 기대한 결과의 전치 행렬입니다.",
    ),
    "truncated": Text(
        "In every failed case the decimals are cut off, as integers do.",
        "실패한 모든 테스트 케이스에서, 정수형을 쓸 때처럼 소수점 아래가 버려졌습니다.",
    ),
    "rounded": Text(
        "In every failed case what came back is what is expected, rounded to {digits} decimals.",
        "실패한 모든 테스트 케이스에서, 반환한 값은 기대한 결과를 소수점 아래 {digits}자리로 "
        "반올림한 값입니다.",
    ),
    "negative": Text(
        "In every failed case all numbers have the opposite sign.",
        "실패한 모든 테스트 케이스에서, 모든 값의 부호가 반대입니다.",
    ),
    "factor": Text(
        "In every failed case all numbers are {factor} times what is expected.",
        "실패한 모든 테스트 케이스에서, 모든 값이 기대한 값의 {factor}배입니다.",
    ),
    "offset": Text(
        "In every failed case all numbers are off by the same {offset}.",
        "실패한 모든 테스트 케이스에서, 모든 값이 기대한 값과 똑같이 {offset}만큼 다릅니다.",
    ),
    "times_n": Text(
        "In every failed case the result is N times what is expected, N being the number of rows.",
        "실패한 모든 테스트 케이스에서, 결과가 기대한 값의 N배입니다(N은 행의 수).",
    ),
    "over_n": Text(
        "In every failed case the result is 1/N of what is expected, N being the number of rows.",
        "실패한 모든 테스트 케이스에서, 결과가 기대한 값의 1/N배입니다(N은 행의 수).",
    ),
    "only_row_wrong": Text("Only row {index} is wrong.", "{index}번 행만 다릅니다."),
    "only_row_right": Text("Only row {index} is right.", "{index}번 행만 맞습니다."),
    "only_column_wrong": Text("Only column {index} is wrong.", "{index}번 열만 다릅니다."),
    "only_column_right": Text("Only column {index} is right.", "{index}번 열만 맞습니다."),
    "changed_too": Text(
        "Argument {argument} was changed as well.",
        "인자 {argument}: 호출한 쪽의 값도 바뀌었습니다.",
    ),
}

LABELS = {
    "called": Text("called", "호출"),
    "returned": Text("returned", "반환한 값"),
    "expected": Text("expected", "기대한 결과"),
    "problem": Text("problem", "문제"),
    "raised": Text("raised", "발생한 예외"),
    "why": Text("why", "이유"),
    "diagnosis": Text("diagnosis", "원인 진단"),
    "difference": Text("difference", "차이"),
    "think": Text("think", "생각해 보기"),
    "printed": Text("printed", "출력"),
    "note": Text("note", "참고"),
    "at": Text("at", "위치"),
    "again": Text("again", "다시 실행"),
    "source": Text("source", "출처"),
    "your result": Text("your result", "내 결과"),
    "other_ways": Text("Other right ways", "다르게 쓴 올바른 구현"),
}

SENTENCES = {
    "identical": Text(
        "On all {count} {function} cases the results are identical to an implementation that "
        "{diagnosis}.",
        "{function}: 테스트 케이스 {count}개의 결과가 모두 다음 구현과 같습니다: {diagnosis}.",
    ),
    "raises": Text("raises {want}", "{want} 예외"),
    "not_counted": Text(
        "this counts neither for nor against you: it also needs what is lost already ({aspects}).",
        "점수에 들어가지 않습니다. 이미 잃은 평가 항목도 필요하기 때문입니다({aspects}).",
    ),
    "without_scenarios": Text(
        "Longer runs are left out here and counted by `rawgrad check`.",
        "오래 걸리는 시나리오는 여기에서 빼고, `rawgrad check`에서 함께 셉니다.",
    ),
    "summary": Text(
        "{passed} of {total} exercises pass.", "연습 문제 {total}개 중 {passed}개를 통과했습니다."
    ),
    "progress": Text(
        "{done}/{total}  {rate:.1f}/s  {left} left  slowest: {slowest}",
        "{done}/{total}  초당 {rate:.1f}개  남은 시간 {left}  가장 느린 것: {slowest}",
    ),
    "passed_of": Text("{passed} of {total} passed", "{total}개 중 {passed}개 통과"),
    "next": Text("Next: {path}", "다음: {path}"),
    "draw": Text(
        "Draw it with your own functions: rawgrad plot {name}",
        "작성하신 함수로 그림을 그려 보십시오: rawgrad plot {name}",
    ),
    "last_one": Text(
        "This was the last exercise. How all of them stand: rawgrad",
        "마지막 연습 문제였습니다. 전체 상황을 보는 명령: rawgrad",
    ),
    "ran": Text(
        "That was what it prints. To check it: rawgrad check {name}",
        "여기까지가 출력입니다. 검사하는 명령: rawgrad check {name}",
    ),
    "cut": Text("[{count} more lines]", "[{count}줄 더 있음]"),
    "these_passed": Text("Passed: {names}. Well done!", "통과했습니다: {names}. 수고하셨습니다!"),
    "all_passed": Text("Everything passes. Well done!", "모두 통과했습니다. 수고하셨습니다!"),
    "more": Text(
        "{count} more went wrong: rawgrad check {name} --all",
        "그 밖에 틀린 항목 {count}개: rawgrad check {name} --all",
    ),
    "other_language": Text("한국어: --lang ko", "English: --lang en"),
    "warning": Text("NumPy warned: {warning}", "NumPy 경고: {warning}"),
    "coroutine": Text(
        "{warning}: an `async def` is no ordinary function; write `def`.",
        "{warning}: `async def`로 만든 것은 보통 함수가 아닙니다. `def`로 써 주십시오.",
    ),
    "absent_package": Text(
        "{place} imports {package}, which is not there when this is graded: the import may stay, "
        "but nothing that {package} computes will count.",
        "{place}: {package} 패키지를 불러오지만 채점 환경에는 이 패키지가 없습니다. 불러오는 줄은 "
        "그대로 두어도 되지만, 이 패키지로 계산한 값은 인정되지 않습니다.",
    ),
    "refused_package": Text(
        "{place} imports {package}: where this is graded, other processes and connections are "
        "refused, and threads may be.",
        "{place}: {package} 패키지를 불러옵니다. 채점 환경에서는 다른 프로세스와 네트워크 연결을 "
        "쓸 수 없으며, 스레드도 쓰지 못할 수 있습니다.",
    ),
    "no_hint": Text(
        "there is no hint for {name}; there are hints for {names}",
        "{name}: 힌트가 없습니다. 힌트가 있는 함수: {names}",
    ),
    "next_hint": Text("More: {command}", "더 자세한 힌트: {command}"),
    "predicted": Text("Right.", "맞았습니다."),
    "not_predicted": Text(
        "Not quite. Try it in Python: print({code})",
        "아쉽지만 다릅니다. Python에서 직접 확인해 보십시오: print({code})",
    ),
    "answer": Text("It prints: {answer}", "출력되는 값: {answer}"),
    "no_solutions": Text(
        "this kit comes without the solutions",
        "이 꾸러미에는 모범 답안이 들어 있지 않습니다",
    ),
    "not_yet": Text(
        "{name} does not pass yet. Solve it first, or look all the same: rawgrad explain {name} "
        "--anyway",
        "{name}: 아직 통과하지 않았습니다. 먼저 풀어 보시거나, 그래도 보시려면 다음 명령을 "
        "쓰십시오: rawgrad explain {name} --anyway",
    ),
    "explained": Text(
        "Compare with other right ways: rawgrad explain {name}",
        "다른 올바른 구현과 비교해 보십시오: rawgrad explain {name}",
    ),
    "nothing_fails": Text("No case fails.", "실패하는 테스트 케이스가 없습니다."),
    "stopping": Text(
        "Stopping as this case enters your function (n: next line, c: go on, q: quit).",
        "이 테스트 케이스가 함수에 들어가는 곳에서 멈춥니다(n: 다음 줄, c: 계속, q: 끝내기).",
    ),
    "watching": Text(
        "Watching {folder}: save a file to check it. Ctrl-C ends.",
        "{folder} 폴더를 지켜보고 있습니다. 파일을 저장하면 검사합니다. "
        "끝내려면 Ctrl-C를 누르십시오.",
    ),
    "written": Text("written", "새로 썼습니다"),
    "updated": Text("brought up to date", "새 판으로 바꾸었습니다"),
    "taken": Text("taken from your work", "가져온 파일로 바꾸었습니다"),
    "no_work": Text(
        "there is no exercise in it, such as softmax.py",
        "softmax.py 같은 연습 문제 파일이 들어 있지 않습니다",
    ),
    "kept": Text("yours, left as it is", "직접 고치신 파일이므로 그대로 두었습니다"),
    "ready": Text(
        "Ready. Next: cd {folder}, then python -m rawgrad watch",
        "준비되었습니다. 이어서 실행할 명령: cd {folder}, 그다음 python -m rawgrad watch",
    ),
    "up_to_date": Text("Everything is up to date.", "모두 최신 상태입니다."),
    "reset": Text("{path} is a stub again.", "{path} 파일을 처음 상태로 되돌렸습니다."),
    "backup": Text("What you had is in {path}", "작성하셨던 내용은 여기에 있습니다: {path}"),
    "no_grading": Text(
        "grading needs Linux or macOS, which end and confine processes; on Windows use WSL",
        "채점은 프로세스를 격리하고 끝낼 수 있는 Linux나 macOS에서 합니다. Windows에서는 "
        "WSL에서 실행해 주십시오",
    ),
}

# How a check came to an end other than its own.
ENDS = {
    "died": Text(
        "your code ended the check at {place}{how}",
        "작성하신 코드가 실행되던 중에 검사가 끝났습니다: {place}{how}",
    ),
    "died_early": Text(
        "the check ended before anything was examined{how}",
        "아무것도 검사하지 못하고 검사가 끝났습니다{how}",
    ),
    "exit_status": Text(" (exit status {how})", " (종료 상태 {how})"),
    "signal": Text(" ({how})", " ({how})"),
    "interrupted": Text("stopped", "중단했습니다"),
    "unfinished": Text("not finished", "끝까지 검사하지 못함"),
    "limit": Text(
        "stopped after {how} s at {place}",
        "{how}초가 지나 중단했습니다: {place}",
    ),
}

INVENTORY = {
    "whole": Text("whole", "정상"),
    "missing": Text(
        "missing: get it again with `git checkout -- data`, or install rawgrad again",
        "파일이 없습니다. `git checkout -- data` 명령으로 되돌리거나 rawgrad를 다시 설치하십시오",
    ),
    "damaged": Text(
        "damaged or altered: get it again with `git checkout -- data`, or install rawgrad again",
        "손상되었거나 바뀌었습니다. `git checkout -- data` 명령으로 되돌리거나 rawgrad를 다시 "
        "설치해 주십시오",
    ),
    "own_damaged": Text(
        "damaged or cut off: get it again (data/README.md says where)",
        "손상되었거나 잘렸습니다. 다시 받아 주십시오(data/README.md에 받는 곳이 있습니다)",
    ),
    "html": Text(
        "a web page under the name of a data file: get the file itself",
        "데이터 파일이 아니라 웹 페이지가 저장되어 있습니다. 파일 자체를 다시 받아 주십시오",
    ),
    "no_folder": Text(
        "there is no such folder: correct or unset RAWGRAD_DATA",
        "없는 폴더입니다. RAWGRAD_DATA를 고치거나 지워 주십시오",
    ),
    "nothing": Text("nothing that a loader looks for", "사용할 수 있는 파일이 없습니다"),
    "unset": Text(
        "RAWGRAD_DATA is not set: the kit's own files are used.",
        "RAWGRAD_DATA가 설정되지 않아 기본 데이터를 사용합니다.",
    ),
}
