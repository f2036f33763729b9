"""What stands at the foot of a screen fits it."""

from massage_advisor.terminal.widgets.frame import Size


def test_hints_about_keys_share_lines_and_none_is_cut() -> None:
    hints = ("p see what to say", "Shift-Tab go back, I pressed the wrong answer", "q end")
    lines = Size(columns=40, rows=12).keys(*hints)
    assert all(len(line) <= 39 for line in lines)
    assert " ".join(" ".join(lines).split()) == " ".join(hints)
    assert lines[-1].endswith("q end")
    assert Size(columns=120, rows=12).keys(*hints) == ["   ".join(hints)]
