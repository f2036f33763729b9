"""A person of the casebook at the keyboard: what they type in line mode, what they press in widgets."""

from massage_advisor.model import NOT_SURE, Kind, Responses
from massage_advisor.terminal import rows
from massage_advisor.terminal.widgets import Form, TickList
from massage_advisor.terminal.widgets.frame import Size

SIZE = Size(80, 24)


class Typist:
    """Somebody who knows the answer to everything; what the casebook does not say is "no" or "not sure"."""

    def __init__(self, kb, values):
        self.kb = kb
        self.values = values

    def value(self, item_id):
        if item_id in self.values:
            return self.values[item_id]
        item = self.kb.items[item_id]
        match item.kind:
            case Kind.YES_NO:
                return "no"
            case Kind.CHOICE if item.required:
                return item.options[0].id
            case Kind.MANY | Kind.AREAS if not item.condition:
                return ()
        return NOT_SURE

    def lines(self, screen):
        """What to type for the question that is asked."""
        if not rows.is_list(self.kb, screen):
            return [self._word(self.kb.items[screen.items[0]])]
        ticks = rows.ticks_of(self.kb, screen, self._said(screen))
        if ticks.none:
            return ["none"]
        if ticks.all_unsure:
            return ["u", "done"]
        marks = [
            f"{n}{self._side(ticks, row)}" for n, row in enumerate(ticks.rows, 1) if row.id in ticks.chosen
        ]
        unsure = [f"u {n}" for n, row in enumerate(ticks.rows, 1) if row.id in ticks.unsure]
        return [" ".join(marks)] * bool(marks) + unsure + ["done"]

    def _said(self, screen):
        return Responses({item: self.value(item) for item in screen.items})

    def _word(self, item):
        value = self.value(item.id)
        if value == NOT_SURE:
            return "u"
        if item.kind is Kind.NUMBER:
            return f"{value:g}"
        return (
            str([option.id for option in item.options].index(value) + 1)
            if item.kind is Kind.CHOICE
            else value
        )

    @staticmethod
    def _side(ticks, row):
        chosen = ticks.chosen[row.id]
        return "" if chosen == row.options else chosen[0][0]

    def keys(self, page):
        """What to press on a page."""
        if isinstance(page, Form):
            return [key for one in page.fields for key in self._field_keys(one, len(page.fields))] + ["enter"]
        return [*self._list_keys(page), "enter"] if isinstance(page, TickList) else ["enter"]

    def _field_keys(self, one, fields):
        word = self._word(one.item)
        if not one.choices:
            return [*word, *["enter"] * (fields > 1)]
        return [word[0] if one.item.kind is Kind.YES_NO else word]

    def _list_keys(self, page):
        wanted = rows.ticks_of(self.kb, page.screen, self._said(page.screen))
        if wanted.none or wanted.all_unsure:
            return ["pagedown"] * 12 + ["0" if wanted.none else "u"]
        keys = []
        for row in wanted.rows:
            if row.id in wanted.unsure:
                keys.append("u")
            elif row.id in wanted.chosen:
                side = {row.options[:1]: "left", row.options: " "}.get(wanted.chosen[row.id], "right")
                keys.append(side)
            keys.append("down")
        return keys
