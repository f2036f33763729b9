"""The terminal under the pages: prompt_toolkit shows frames and reads keys, on standard error."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TextIO

from prompt_toolkit.application import Application
from prompt_toolkit.data_structures import Point
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.output.vt100 import Vt100_Output

from massage_advisor.terminal.dialogue import Event, Stop
from massage_advisor.terminal.widgets.frame import Page, Size, draw
from massage_advisor.textsafe import clean_text

_NAMES = {
    Keys.ControlM: "enter",
    Keys.ControlJ: "enter",
    Keys.BackTab: "s-tab",
    Keys.ControlI: "tab",
    Keys.ControlC: "c-c",
    Keys.SIGINT: "c-c",
    Keys.ControlD: "c-d",
    Keys.ControlH: "backspace",
    Keys.Up: "up",
    Keys.Down: "down",
    Keys.Left: "left",
    Keys.Right: "right",
    Keys.Home: "home",
    Keys.End: "end",
    Keys.PageUp: "pageup",
    Keys.PageDown: "pagedown",
}
_LONGEST_PASTE = 200


class Shell:
    """Shows pages one after the other. What was said before them stays above."""

    def __init__(
        self,
        stdin: TextIO,
        stderr: TextIO,
        *,
        ascii_only: bool = False,
        color: bool = True,
        keys: Input | None = None,
        output: Output | None = None,
    ) -> None:
        self._keys = keys or create_input(stdin)
        self._output = output or create_output(stdout=stderr)
        if isinstance(self._output, Vt100_Output):
            self._output.enable_cpr = False  # a terminal that does not answer would leave a warning line
        self._ascii_only = ascii_only
        self._depth = ColorDepth.DEPTH_4_BIT if color else ColorDepth.DEPTH_1_BIT
        self._said: list[str] = []

    def held(self) -> AbstractContextManager[None]:
        """While it lasts, keys pressed between two pages wait for the next one and are not echoed."""
        return self._keys.raw_mode()

    def size(self) -> Size:
        """The size of the terminal now."""
        size = self._output.get_size()
        return Size(size.columns or 80, size.rows or 24, self._ascii_only)

    def say(self, text: str) -> None:
        """A paragraph that stays."""
        self._said.append(text)
        self._write([text])

    def say_once(self, text: str) -> None:
        """The same, unless it was the last thing said."""
        if self._said[-1:] != [text]:
            self.say(text)

    def _write(self, paragraphs: list[str]) -> None:
        for line in (line for text in paragraphs for line in self.size().lines(text)):
            self._output.write(line + "\r\n")
        self._output.flush()

    def show(self, page: Page) -> Event:
        """Shows a page until a key gives an event. The end of the input is a stop."""
        application = self._application(page)
        try:
            return application.run()
        except EOFError:
            return Stop()

    def _application(self, page: Page) -> Application[Event]:
        control = FormattedTextControl(
            lambda: self._formatted(page),
            focusable=True,
            show_cursor=True,
            get_cursor_position=lambda: self._cursor,
        )
        application: Application[Event] = Application(
            Layout(Window(control, wrap_lines=False, dont_extend_height=True)),
            key_bindings=_bindings(page),
            input=self._keys,
            output=self._output,
            erase_when_done=True,
            color_depth=self._depth,
            before_render=self._keep_clean,
        )
        self._width = self.size().columns
        return application

    def _formatted(self, page: Page) -> StyleAndTextTuples:
        frame = draw(page, self.size())
        self._cursor = Point(*frame.cursor)
        pieces: StyleAndTextTuples = []
        for number, line in enumerate(frame.lines):
            pieces += [("", "\n"), *line] if number else [*line]
        return pieces

    def _keep_clean(self, application: Application[Event]) -> None:
        """After a change of width a terminal may have rewrapped what was shown: starts on a clean screen."""
        width = self.size().columns
        if width != self._width:
            self._width = width
            application.renderer.clear()
            self._write(self._said[-self.size().rows // 3 :])


def _bindings(page: Page) -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add(Keys.Any)
    @bindings.add(Keys.SIGINT)
    def _(event: KeyPressEvent) -> None:
        pressed = event.key_sequence[0]
        name = _NAMES.get(Keys(pressed.key)) if isinstance(pressed.key, Keys) else pressed.key
        happened = page.press(clean_text(name)) if name else None
        if happened is not None:
            event.app.exit(result=happened)

    @bindings.add(Keys.Vt100MouseEvent)
    @bindings.add(Keys.WindowsMouseEvent)
    @bindings.add(Keys.CPRResponse)
    def _(event: KeyPressEvent) -> None:
        """Nothing: nobody asked for these, and pasted codes that look like them would end the program."""

    @bindings.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        page.paste(clean_text(event.data[:_LONGEST_PASTE]))

    return bindings
