"""The cases of an exercise as the files that other tools want, from `spec_tests/cases`.

Each form asks for the same calls and the same results as rawgrad's cases. None of them has
the laws and scenarios, which rawgrad runs as well.
"""

from __future__ import annotations

import numpy as np

from rawgrad.kit.layout import find_kit
from rawgrad.spec.case import Case, read_cases

EXERCISES = ("activation", "softmax", "loss")

CHECK = '''
import numpy as np


def check(function, args, kwargs, want, atol, raises):
    """Call the function and compare what it returns."""
    if raises:
        try:
            function(*args, **kwargs)
        except Exception as error:
            assert type(error).__name__ == raises
            return
        raise AssertionError("nothing was raised")
    got = function(*args, **kwargs)
    assert np.shape(got) == np.shape(want)
    np.testing.assert_allclose(got, want, rtol=1e-5, atol=atol)
'''


def cases(exercise: str) -> list[Case]:
    """Read the cases of an exercise."""
    return list(read_cases(find_kit().cases_file(exercise)).cases)


def call(case: Case, prefix: str = "") -> str:
    """Write the check of one case, of a function that stands under `prefix`."""
    atol = case.atol or 0.0
    if case.digits is not None:
        # Half of the last printed digit.
        atol = max(atol, 0.5 * 10.0**-case.digits * float(np.max(np.abs(case.want))))
    values = [case.args, case.kwargs, case.want, atol, case.raises]
    return f"check({prefix}{case.function}, {', '.join(map(_source, values))})"


def _source(value: object) -> str:
    if isinstance(value, np.ndarray):
        order = ', order="F"' if value.flags.f_contiguous and not value.flags.c_contiguous else ""
        return f"np.array({_source(value.tolist())}, {str(value.dtype)!r}{order})"
    if isinstance(value, np.generic):
        return f"np.{value.dtype}({_source(value.item())})"
    if isinstance(value, list):
        return "[" + ", ".join(map(_source, value)) + "]"
    if isinstance(value, tuple):
        return "(" + "".join(_source(item) + ", " for item in value) + ")"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_source(k)}: {_source(v)}" for k, v in value.items()) + "}"
    if isinstance(value, float) and not np.isfinite(value):
        return f"float({str(value)!r})"
    return repr(value)


def pytest_file(exercise: str) -> str:
    """Write the cases as a test file of pytest, beside a package `exercises`."""
    tests = "".join(
        f"\n\ndef test_{case.id.replace('-', '_')}():\n    {call(case, exercise + '.')}\n"
        for case in cases(exercise)
    )
    return f"from exercises import {exercise}\n{CHECK}{tests}"


def unittest_file(exercise: str) -> str:
    """Write the cases as Gradescope's own helper wants them: a class of unittest with weights."""
    tests = "".join(
        f"\n    @weight(1)\n    def test_{case.id.replace('-', '_')}(self):\n"
        f"        {call(case, exercise + '.')}\n"
        for case in cases(exercise)
    )
    return (
        "import unittest\n\nfrom gradescope_utils.autograder_utils.decorators import weight\n\n"
        f"from exercises import {exercise}\n{CHECK}\n\nclass Test(unittest.TestCase):{tests}"
    )


def otter_file(exercise: str) -> str:
    """Write the cases as Otter wants them: functions that are given the submission's names."""
    tests = "".join(
        f"\n\n@test_case(points=1)\ndef test_{case.id.replace('-', '_')}(env):\n"
        f"    {call(case, 'Names(env).')}\n"
        for case in cases(exercise)
    )
    return (
        "from types import SimpleNamespace\n\nfrom otter.test_files import test_case\n\n"
        f"OK_FORMAT = False\nname = {exercise!r}\n{CHECK}\n\n"
        f"def Names(env):\n    return SimpleNamespace(**env)\n{tests}"
    )


def notebook_cells(exercise: str) -> list[str]:
    """Write the cases as the test cells of a notebook, one for each case."""
    return [call(case) for case in cases(exercise)]
