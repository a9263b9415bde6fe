"""What the pictures show: the numbers and the words in them, and what is said where they cannot."""

from __future__ import annotations

import functools
import io
import itertools
import string
import sys
from pathlib import Path

import numpy as np
import pytest

from rawgrad.cli import main
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.layout import Kit, find_kit
from rawgrad.kit.text import Text
from rawgrad.learner import plots
from rawgrad.learner.plots import words
from rawgrad.subject.local import LocalSubject
from tests.conftest import ROOT

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("Agg")

from matplotlib.figure import Figure  # noqa: E402
from matplotlib.image import AxesImage  # noqa: E402

from rawgrad.learner.plots import sketch, style  # noqa: E402


@functools.cache
def drawn(name: str) -> Figure:
    """A picture of the solutions, in English."""
    kit = find_kit()
    return plots.draw(name, LocalSubject(kit.root / "solutions", "solutions"), kit, "en")


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def line(figure: Figure, axes: int, number: int) -> tuple[np.ndarray, np.ndarray]:
    found = figure.axes[axes].get_lines()[number]
    return np.asarray(found.get_xdata()), np.asarray(found.get_ydata())


def stubs_with(exercises: Path, kit: Kit, *names: str) -> LocalSubject:
    """A learner's folder in which these exercises are solved."""
    for name in names:
        source = kit.root / "solutions" / f"{name}.py"
        (exercises / f"{name}.py").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    return LocalSubject(exercises, "exercises")


def test_activation_is_drawn_as_in_d4() -> None:
    figure = drawn("activation")
    assert [axes.get_title() for axes in figure.axes] == ["step_function", "sigmoid", "relu"]
    assert [axes.get_ylim() for axes in figure.axes] == [(-0.1, 1.1), (-0.1, 1.1), (-1, 5)]
    x = np.arange(-5.0, 5.0, 0.1)
    wanted = ((x > 0).astype(float), 1 / (1 + np.exp(-x)), np.where(x > 0, x, 0))
    for number, y in enumerate(wanted):
        np.testing.assert_array_equal(line(figure, number, 0)[0], x)
        np.testing.assert_allclose(line(figure, number, 0)[1], y)
    np.testing.assert_allclose(line(figure, 1, 1)[1], [0.26894142, 0.73105858, 0.88079708])
    np.testing.assert_array_equal(line(figure, 2, 1), [[-5, 0, 4], [0, 0, 4]])


def test_forward_shows_the_signal_of_d4() -> None:
    shown = texts(drawn("forward"))
    assert {"1", "0.5", "0.5744", "0.6682", "0.7503", "0.3168", "0.6963"} <= set(shown)
    widths = [found.get_linewidth() for found in drawn("forward").axes[0].get_lines()[:6]]
    np.testing.assert_allclose(widths, np.array([0.1, 0.3, 0.5, 0.2, 0.4, 0.6]) * 6)


def test_softmax_shows_the_probabilities_d4_prints() -> None:
    left, right = drawn("softmax").axes
    heights = [bar.get_height() for bar in left.patches]
    np.testing.assert_allclose(heights, [0.01821127, 0.24519181, 0.73659691], atol=1e-8)
    heights = [bar.get_height() for bar in right.patches]
    np.testing.assert_allclose(heights, [9.99954600e-01, 4.53978686e-05, 2.06106005e-09], 1e-7)
    assert right.get_yscale() == "log"
    assert [tick.get_text() for tick in left.get_xticklabels()] == ["0.3", "2.9", "4"]


def test_mnist_shows_digits_with_what_was_read() -> None:
    figure = drawn("mnist")
    assert len(figure.axes[0].get_images()) == 24
    assert [text.split()[0] for text in texts(figure)[:8]] == list("72104149")
    assert figure.get_supxlabel() == (
        "9,721 of 10,000 test images recognised, pixels from 0 to 1: 0.9721"
    )
    image = figure.axes[0].get_images()[0]
    assert isinstance(image, AxesImage)
    assert image.get_array().shape == (28, 28)  # type: ignore[union-attr]


def test_misread_shows_mistakes_only() -> None:
    figure = drawn("misread")
    pairs = [text.replace(",", "").split() for text in texts(figure)]
    assert len(pairs) == 24
    assert all(pair[1] != pair[3] for pair in pairs)
    assert "279 mistakes" in figure.get_supxlabel()


def test_loss_shows_both_against_p() -> None:
    p, y = line(drawn("loss"), 0, 0)
    np.testing.assert_allclose(y, -np.log(p + 1e-7))
    np.testing.assert_allclose(line(drawn("loss"), 0, 1)[1], (1 - p) ** 2, atol=1e-12)
    labels = drawn("loss").axes[0].get_legend_handles_labels()[1]
    assert labels == ["cross-entropy error", "sum of squared errors"]


def test_gradient_walks_from_one_start_with_three_rates() -> None:
    walks = drawn("gradient").axes[1].get_lines()[1:]
    assert [walk.get_label() for walk in walks] == ["lr = 0.02", "lr = 0.15", "lr = 0.46"]
    for walk, rate in zip(walks, (0.02, 0.15, 0.46), strict=True):
        # Each step leaves 1 - rate of x0 and 1 - 4 rate of x1.
        factors = np.array([1 - rate, 1 - 4 * rate])
        wanted = np.array([-3.5, 1.8]) * factors ** np.arange(21)[:, None]
        np.testing.assert_allclose(np.array(walk.get_data()).T, wanted, atol=1e-6)


def test_perceptron_separates_and_but_not_xor() -> None:
    left, right, scale = drawn("perceptron").axes
    assert left.get_title() == "AND: the line separates"
    assert right.get_title() == "XOR: no line can"
    assert scale.get_ylabel() == "output"
    np.testing.assert_array_equal(line(drawn("perceptron"), 0, 1), [[1], [1]])
    np.testing.assert_array_equal(line(drawn("perceptron"), 1, 1), [[0, 1], [1, 0]])


def test_backprop_shows_both_losses_side_by_side() -> None:
    axes = drawn("backprop").axes
    assert len(axes) == 7
    moments = ["Before learning", "After 400 epochs", "After 2,000 epochs"]
    assert [one.get_title() for one in axes[:6]] == moments * 2
    assert axes[0].get_ylabel().startswith("squared error")
    assert axes[3].get_ylabel().startswith("cross-entropy")
    # After learning there is a boundary, before there is none: fills and a line, or fills alone.
    assert [len(one.collections) for one in axes[:6]] == [1, 2, 2, 1, 2, 2]


def test_xor_is_drawn_before_cross_entropy_is_written(exercises: Path, kit: Kit) -> None:
    subject = stubs_with(exercises, kit, "activation", "backprop")
    assert len(plots.draw("xor", subject, kit, "en").axes) == 4


def test_backprop_ce_ends_twenty_five_times_closer() -> None:
    squared, entropy = (line(drawn("backprop_ce"), 0, number) for number in (0, 1))
    assert squared[0][-1] == entropy[0][-1] == 5000
    assert squared[1][-1] == pytest.approx(0.0150, abs=1e-4)
    assert entropy[1][-1] == pytest.approx(0.0006, abs=1e-4)
    assert "25 times" in drawn("backprop_ce").axes[0].get_title()


def test_two_layer_net_shows_every_step_and_epoch() -> None:
    figure = drawn("two_layer_net")
    assert len(line(figure, 0, 0)[1]) == 360
    train, test = line(figure, 1, 0)[1], line(figure, 1, 1)[1]
    assert len(train) == len(test) == 7
    assert test[0] < 0.2
    assert test[-1] > 0.8


def test_three_layer_net_learns_better_from_scaled_pixels() -> None:
    figure = drawn("three_layer_net")
    raw, scaled = (line(figure, 0, number)[1] for number in (0, 1))
    assert len(raw) == len(scaled) == 6
    assert 0.06 < scaled[0] < 0.09
    assert np.all(np.diff(scaled) < 0)
    assert scaled[-1] < raw[-1]
    assert line(figure, 1, 1)[1][-1] > line(figure, 1, 0)[1][-1] > 0.8


def test_hidden_sizes_repeat_exactly() -> None:
    figure = drawn("hidden_sizes")
    (table,) = figure.axes[1].tables
    cells = {place: cell.get_text().get_text() for place, cell in table.get_celld().items()}
    assert [cells[row, 0] for row in range(6)] == ["hidden", "5", "10", "20", "30", "50"]
    assert cells[5, 1] == "39,760"
    for row in range(1, 6):
        assert cells[row, 3] == cells[row, 4]
        assert float(cells[row, 3]) == pytest.approx(line(figure, 0, 1)[1][row - 1], abs=5e-5)
    assert figure.axes[1].get_title() == "Same seed 0, same numbers"


def test_information_of_a_coin_is_one_bit_at_most() -> None:
    p, bits = line(drawn("information"), 0, 0)
    np.testing.assert_allclose(bits, -np.log2(p), atol=1e-12)
    heads, entropy = line(drawn("information"), 1, 0)
    assert heads[np.argmax(entropy)] == 0.5
    assert entropy.max() == 1
    assert entropy[0] == entropy[-1] == 0


def test_binary_shows_loss_and_slope_of_both_answers() -> None:
    x, yes = line(drawn("binary"), 0, 0)
    np.testing.assert_allclose(yes, np.log1p(np.exp(-x)))
    np.testing.assert_allclose(line(drawn("binary"), 0, 1)[1], yes + x, atol=1e-12)
    np.testing.assert_allclose(line(drawn("binary"), 1, 0)[1], 1 / (1 + np.exp(-x)) - 1)


def test_pulsar_shows_what_repeating_does() -> None:
    figure = drawn("pulsar")
    counts = np.array([int(t.split("\n")[0].replace(",", "")) for t in texts(figure)])
    rare, repeated = counts.reshape(2, 2, 2)
    assert rare.sum() == repeated.sum() == 17898 - 14300
    # More pulsars found, and more stars taken for one.
    assert repeated[1, 1] > rare[1, 1]
    assert repeated[0, 1] > rare[0, 1]
    recall, precision = line(figure, 2, 0)
    assert np.all(np.diff(recall) >= 0)
    assert precision[0] == 1
    mark = line(figure, 2, 1)
    assert mark[0].item() == pytest.approx(rare[1, 1] / rare[1].sum())
    assert mark[1].item() == pytest.approx(rare[1, 1] / rare[:, 1].sum())


def test_every_exercise_has_a_picture_that_is_todo_with_the_stubs(
    exercises: Path, kit: Kit
) -> None:
    assert {picture.exercise for picture in plots.PICTURES.values()} == set(kit.exercises)
    subject = stubs_with(exercises, kit)
    for name, language in itertools.product((*plots.PICTURES, *plots.ALIASES), ("en", "ko")):
        with pytest.raises(BrokenKit) as caught:
            plots.draw(name, subject, kit, language)
        said = str(caught.value)
        assert "\n" not in said
        assert (".py first: " if language == "en" else "먼저 작성해 주십시오.") in said


def test_a_missing_earlier_function_is_named(exercises: Path, kit: Kit) -> None:
    with pytest.raises(BrokenKit, match="needs sigmoid, which is not written yet"):
        plots.draw("perceptron", stubs_with(exercises, kit, "perceptron"), kit, "en")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("print(x)", "activation.py, sigmoid: printed something|returned None"),
        ("return 0.5", "sigmoid: has shape"),
        ("return x * np.nan", "sigmoid: some of its values are nan or inf"),
        ("return ['a'] * len(x)", "sigmoid: should be"),
        ("return x / zero", "sigmoid: NameError"),
    ],
)
def test_a_wrong_function_is_named_in_one_line(
    exercises: Path, kit: Kit, body: str, said: str
) -> None:
    subject = stubs_with(exercises, kit, "activation")
    with (exercises / "activation.py").open("a", encoding="utf-8") as file:
        file.write(f"\n\ndef sigmoid(x):\n    {body}\n")
    with pytest.raises(BrokenKit, match=said) as caught:
        plots.draw("activation", subject, kit, "en")
    assert "rawgrad check activation" in str(caught.value)


def test_images_of_another_shape_are_refused(exercises: Path, kit: Kit) -> None:
    subject = stubs_with(exercises, kit, "activation", "softmax", "mnist")
    with (exercises / "mnist.py").open("a", encoding="utf-8") as file:
        file.write("\n\ndef load_mnist():\n    return (1, 2), (3, 4)\n")
    with pytest.raises(BrokenKit, match=r"mnist\.py, load_mnist"):
        plots.draw("misread", subject, kit, "en")


@pytest.mark.filterwarnings("ignore:Glyph")
def test_labels_are_korean_where_a_font_is_and_english_elsewhere(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject = LocalSubject(kit.root / "solutions", "solutions")
    for font, wanted in (("DejaVu Sans", "확률"), (None, "probability")):
        monkeypatch.setattr(style, "korean_font", lambda font=font: font)
        figure = plots.draw("softmax", subject, kit, "ko")
        assert figure.axes[0].get_ylabel() == wanted


def test_a_korean_font_is_used_for_every_label(kit: Kit) -> None:
    if style.korean_font() is None:
        pytest.skip("no Korean font here")
    subject = LocalSubject(kit.root / "solutions", "solutions")
    figure = plots.draw("activation", subject, kit, "ko")
    families = {one.get_fontfamily()[0] for axes in figure.axes for one in axes.get_xticklabels()}
    assert families == {style.korean_font()}
    minus = figure.axes[0].get_xticklabels()[0].get_text()
    assert minus.startswith("−")


def test_a_picture_for_a_page_is_read_on_dark_and_names_fonts_with_hangul(kit: Kit) -> None:
    solutions = LocalSubject(kit.root / "solutions", "exercises")
    figure = plots.draw("loss", solutions, kit, "ko", as_text=True)
    light, dark = (plots.svg(figure, "ko", one) for one in (False, True))
    for text in ("#000000", "#ffffff", "#333333"):
        assert text not in dark
    # matplotlib leaves out a fill that is black: titles and legends have the root's.
    title = next(one for one in dark.splitlines() if plots.PICTURES["loss"].title.ko in one)
    assert "fill" not in title
    assert f'<svg fill="{style.ON_DARK["#000000"]}"' in dark
    assert "<svg fill" not in light
    assert "'Malgun Gothic'" in title
    assert "Apple SD Gothic Neo" in title


def test_the_colours_are_those_everyone_can_tell_apart() -> None:
    palette = {style.BLACK, style.ORANGE, style.SKY, style.GREEN, style.BLUE, style.VERMILLION}
    allowed = {colour.lower() for colour in palette | {style.GREY, "#FFFFFF"}} | {"black", "white"}
    for name in ("activation", "loss", "gradient", "binary", "information", "backprop_ce"):
        for axes in drawn(name).axes:
            for found in axes.get_lines():
                assert str(found.get_color()).lower() in allowed


def test_a_picture_is_saved_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for suffix, start in ((".png", b"\x89PNG"), (".svg", b"<?xml"), (".PDF", b"%PDF")):
        path = tmp_path / f"그림{suffix}"
        options = ("--subject", "solutions", "--lang", "en", "--save", str(path))
        assert main(["plot", "softmax", *options]) == 0
        assert path.read_bytes().startswith(start)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".PDF", ".png", ".svg"]
    assert capsys.readouterr().out.startswith("saved: ")
    assert plots.png(drawn("softmax")).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("xro",), "did you mean xor?"),
        (("qqq",), "there are activation, forward"),
        (("softmax", "--save", "a.jpg"), "--save a.jpg: end the name in .png"),
        (("softmax", "--save", "no/such/a.png"), "a.png: "),
        (("softmax",), "--save picture.png"),
    ],
)
def test_wrong_usage_is_one_line(
    arguments: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["plot", *arguments, "--subject", "solutions", "--lang", "en"]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_pictures_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plot", "--lang", "ko"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [entry.split()[0] for entry in listed] == list(plots.PICTURES)
    assert "활성화 함수" in listed[0]


def test_without_matplotlib_one_line_installs_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert main(["plot", "softmax", "--lang", "en"]) == 2
    assert "python -m pip install matplotlib" in capsys.readouterr().err


def test_a_window_is_shown_where_there_is_one(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    from matplotlib import pyplot

    shown = []
    monkeypatch.setattr(matplotlib, "get_backend", lambda: "TkAgg")
    monkeypatch.setattr(pyplot, "show", lambda: shown.append(pyplot.get_fignums()))
    assert plots.plot(kit, "softmax", "solutions", "en", None) == 0
    assert [len(numbers) for numbers in shown] == [1]
    pyplot.close("all")


def test_progress_is_shown_on_a_terminal_only(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    subject = LocalSubject(kit.root / "solutions", "solutions")
    for terminal in (True, False):
        stream = io.StringIO()
        monkeypatch.setattr(stream, "isatty", lambda terminal=terminal: terminal)
        monkeypatch.setattr(sys, "stderr", stream)
        assert list(sketch.Sketch(kit, subject, "en", "en").steps("ab", "epochs")) == ["a", "b"]
        assert ("epochs 2/2" in stream.getvalue()) == terminal


def test_the_words_are_there_in_both_languages_with_the_same_facts() -> None:
    for table in (words.TITLES, words.LABELS, words.SENTENCES):
        for name, text in table.items():
            assert isinstance(text, Text)
            fields = [{f[1] for f in string.Formatter().parse(t) if f[1] is not None} for t in text]
            assert fields[0] == fields[1], name
    for text in (*words.TITLES.values(), *words.SENTENCES.values()):
        text.ko.encode("cp949")
    source = "".join(
        p.read_text(encoding="utf-8") for p in (ROOT / "rawgrad/learner/plots").glob("*.py")
    )
    assert all(f'"{name}' in source.replace(f'"{name}": Text', "") for name in words.SENTENCES)
    assert set(words.TITLES) == set(plots.PICTURES)
