from rawgrad.evidence import chaff, wheat  # noqa: F401
from rawgrad.evidence import read_specimens
from rawgrad.kit import find_kit


def read(kind, exercise):
    try:
        return read_specimens(find_kit(), kind, exercise)
    except Exception as e:
        print("no", kind, exercise, e)
        return ()
