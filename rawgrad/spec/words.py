"""The table holds what is said of a specification that cannot be read, in English and Korean.

Only data: who reads it fills in the facts.
"""

from __future__ import annotations

from rawgrad.kit.text import Text

SPECIFICATION = {
    "unknown": Text("{at}: unknown keys: {keys}", "{at}: 알 수 없는 항목입니다: {keys}"),
    "missing": Text("{at}: {key} is missing", "{at}: {key}: 없습니다. 추가하십시오"),
    "want_or_raises": Text(
        "{at}: give either want or raises", "{at}: want와 raises 가운데 하나만 쓰십시오"
    ),
    "kind": Text("{at}: kind is one of {kinds}", "{at}: kind는 다음 가운데 하나입니다: {kinds}"),
    "needs": Text("{at}: needs is a list of aspects", "{at}: needs는 평가 항목의 목록입니다"),
    "ragged": Text(
        "rows of different lengths, or no numbers", "행의 길이가 다르거나 수가 아닙니다"
    ),
    "no_array": Text(
        "{at}: {given} is no array: {error}", "{at}: {given}: 배열이 아닙니다: {error}"
    ),
    "no_callable": Text(
        "{at}: callables.py has no function {name}", "{at}: callables.py에 함수가 없습니다: {name}"
    ),
    "no_callables": Text(
        "{path}: no such file; cases name its functions by {{call = …}}",
        "{path}: 파일이 없습니다. 테스트 케이스가 {{call = …}}로 이 파일의 함수를 가리킵니다",
    ),
    "no_domains": Text(
        "{at}: give a table of its parameters", "{at}: 매개변수마다 한 줄씩 쓰십시오"
    ),
    "no_parameter": Text(
        "{at}: there is no parameter {name} to follow", "{at}: 가리키는 매개변수가 없습니다: {name}"
    ),
    "no_domain": Text(
        "{at}: {given} is no domain; there are {forms}",
        "{at}: {given}: 정의역이 아닙니다. 쓸 수 있는 것: {forms}",
    ),
    "hint_steps": Text("{at}: write {count} steps", "{at}: 힌트를 {count}단계로 쓰십시오"),
    "no_hidden": Text("--hidden {path}: no such folder", "--hidden {path}: 그런 폴더가 없습니다"),
    "hidden_points": Text(
        "--hidden, {item}: manifest.toml gives no points to {where}; a hidden item belongs to an "
        "aspect or scenario that is there",
        "--hidden, {item}: manifest.toml에 배점이 없습니다: {where}. 비공개 항목은 이미 있는 평가 "
        "항목이나 시나리오에 속해야 합니다",
    ),
    "same_id": Text(
        "{exercise}: the id {id} stands twice; make a new one",
        "{exercise}: 같은 id가 두 번 나옵니다: {id}. 하나를 새로 만드십시오",
    ),
    "no_solutions": Text(
        "{folder}: missing; a kit handed out without solutions cannot grade",
        "{folder}: 없습니다. 모범 답안 없이 배포한 것으로는 채점할 수 없습니다",
    ),
    "no_docstring": Text(
        "a solution needs a module docstring", "모범 답안 모듈에는 docstring이 필요합니다"
    ),
    "stub_differs": Text(
        "{path}: differs from its stub; rawgrad stubs --force",
        "{path}: 스텁과 다릅니다. rawgrad stubs --force 명령으로 다시 씁니다",
    ),
    "not_overwritten": Text(
        "{path}: differs from its stub; --force overwrites it",
        "{path}: 스텁과 다르므로 그대로 두었습니다. --force를 쓰면 덮어씁니다",
    ),
    "no_text": Text(
        "{path}, text {number}: write it as en = …, {language} = …",
        "{path}, {number}번째 text: en = …, {language} = … 같이 쓰십시오",
    ),
}
