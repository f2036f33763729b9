"""Questions, conditions and families -> the items a person can be asked, and the screens they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from massage_advisor.loading.drafts import Draft
from massage_advisor.loading.reading import Drafts
from massage_advisor.model import Area, Change, Goal, Item, Kind, Option, Screen
from massage_advisor.records import dataclass

_ROLES = {"for-whom", "red-flags", "goals", "wishes"}
_YES_NO = (Option("yes", "Yes"), Option("no", "No"))


@dataclass(frozen=True, slots=True)
class AreaWords:
    """Base areas, and what each area or group id stands for."""

    areas: Mapping[str, Area]
    bases: Mapping[str, tuple[str, ...]]

    def unfold(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The base areas that these area and group ids stand for, in order, each once."""
        return tuple(dict.fromkeys(base for id_ in ids for base in self.bases[id_]))

    @property
    def sides(self) -> dict[str, tuple[str, ...]]:
        """Area or group id -> the ids that an answer holds; none for areas that are not asked about."""
        return {id_: tuple(self._asked_sides(bases)) for id_, bases in self.bases.items()}

    def _asked_sides(self, bases: Iterable[str]) -> Iterator[str]:
        for area in (self.areas[base] for base in bases):
            yield from area.sides if area.asked else ()


def build_areas(drafts: Drafts) -> AreaWords:
    """The base areas, and the groups over them."""
    areas = {draft["id"]: _area(draft) for draft in drafts.every("areas", "areas")}
    bases = {id_: (id_,) for id_ in areas}
    for group in drafts.every("areas", "groups"):
        bases[group["id"]] = tuple(part for part in group["parts"] if part in areas)
    return AreaWords(areas, bases)


def _area(draft: Draft) -> Area:
    return Area(
        id=draft["id"],
        label=draft["label"],
        aliases=draft.get("aliases", ()),
        paired=draft.get("paired", False),
        view=draft.get("view", "both"),
        asked=draft.get("asked", True),
    )


@dataclass(frozen=True, slots=True)
class Offers:
    """The options that come from other files: goals to choose from, areas to name."""

    goals: tuple[Option, ...]
    areas: tuple[Option, ...]


def build_offers(goals: Mapping[str, Goal], words: AreaWords) -> Offers:
    """Options for `kind: goals` and `kind: areas`."""
    offered = tuple(Option(goal.id, goal.ask or goal.label, goal.aliases) for goal in goals.values())
    asked = (area for area in words.areas.values() if area.asked)
    return Offers(offered, tuple(option for area in asked for option in _area_options(area)))


def _area_options(area: Area) -> Iterator[Option]:
    if not area.paired:
        yield Option(area.id, area.label, area.aliases)
        return
    for side in ("left", "right"):
        yield Option(f"{side}-{area.id}", f"{side} {area.label}", area.aliases)


def build_items(drafts: Drafts, offers: Offers) -> dict[str, Item]:
    """Every item but the doctor's yes, by id. Gates come later: they need the items.

    Records with faults give items too, as far as they go: else each fault would bring others.
    """
    screens = drafts.all("questions", "screens")
    families = (draft for draft in drafts.all("questions", "families") if "id" in draft)
    conditions = (draft for draft in drafts.all("conditions", "conditions") if "id" in draft)
    items = (
        *(item for draft in screens for item in _questions(draft.get("items", ()), offers)),
        *(_family_item(draft) for draft in families),
        *(item for draft in conditions for item in _condition_items(draft, offers)),
    )
    return {item.id: item for item in items}


def _questions(drafts: Iterable[Draft], offers: Offers, condition: str = "") -> Iterator[Item]:
    return (_question(draft, offers, condition) for draft in drafts if "id" in draft and "kind" in draft)


def _question(draft: Draft, offers: Offers, condition: str) -> Item:
    goals = draft["kind"] == "goals"
    return Item(
        id=draft["id"],
        kind=Kind.MANY if goals else Kind(draft["kind"]),
        ask=draft.get("ask", ""),
        label=draft.get("label", ""),
        why=draft.get("why", ""),
        options=offers.goals if goals else _options(draft, offers),
        low=draft.get("min"),
        high=draft.get("max"),
        unit=draft.get("unit", ""),
        decimals=draft.get("decimals", 0),
        now=draft.get("now", False),
        required=draft.get("required", False),
        changes=Change(draft.get("changes", "never")),
        condition=condition,
    )


def _options(draft: Draft, offers: Offers) -> tuple[Option, ...]:
    match draft["kind"]:
        case "areas":
            return offers.areas
        case "yes-no":
            return _YES_NO
    return tuple(_option(id_, said) for id_, said in draft.get("options", {}).items())


def _option(id_: str, said: str | Draft) -> Option:
    if isinstance(said, str):
        return Option(id_, said)
    wants = {key: str(value) for key, value in said["wants"].values.items()} if "wants" in said else {}
    return Option(id_, said.get("label", ""), said.get("aliases", ()), wants)


def _family_item(draft: Draft) -> Item:
    return Item(
        id=draft["id"],
        kind=Kind.YES_NO,
        ask=draft.get("ask", ""),
        label=draft.get("title", ""),
        why=draft.get("why", ""),
        options=_YES_NO,
    )


def _condition_items(draft: Draft, offers: Offers) -> Iterator[Item]:
    yield Item(
        id=draft["id"],
        kind=Kind.YES_NO,
        ask=draft.get("ask", draft.get("label", "")),
        label=draft.get("label", ""),
        options=_YES_NO,
        red_flag=draft.get("red-flag", False),
        now=draft.get("now", False),
        changes=Change(draft.get("changes", "never")),
        condition=draft["id"],
    )
    yield from _questions(draft.get("follow-ups", ()), offers, draft["id"])


def cleared_item(condition: Item) -> Item:
    """The question whether a doctor has agreed; "not sure" counts as no."""
    name = condition.label or condition.ask
    return Item(
        id=f"{condition.id}.cleared",
        kind=Kind.YES_NO,
        ask=f"Has a doctor or midwife who knows about this ({name}) agreed to massage?",
        label=f"A doctor's yes: {name}",
        options=_YES_NO,
        unsure_means="no",
        changes=Change.DOCTOR,
        condition=condition.id,
    )


# --- screens --------------------------------------------------------------------------------------


def build_screens(drafts: Drafts) -> tuple[Screen, ...]:
    """The screens in asking order; a family's own screen follows the checklist with its row."""
    members = family_members(drafts)
    families = {draft["id"]: draft for draft in drafts.every("questions", "families")}
    return tuple(
        screen
        for file in drafts.files["questions"]
        for draft in file.get("screens", ())
        if draft.sound
        for screen in _with_families(_screen(draft), families, members)
    )


def family_members(drafts: Drafts) -> dict[str, tuple[str, ...]]:
    """Family id -> its conditions, in the order of the condition files."""
    members: dict[str, list[str]] = {}
    for draft in drafts.all("conditions", "conditions"):
        if "family" in draft and "id" in draft:
            members.setdefault(draft["family"], []).append(draft["id"])
    return {family: tuple(ids) for family, ids in members.items()}


def _screen(draft: Draft) -> Screen:
    rows = draft.get("rows")
    items = rows if rows is not None else tuple(item["id"] for item in draft["items"])
    role = draft.get("role") or role_of(draft.path)
    return Screen(draft["id"], draft["part"], draft["title"], items, checklist=rows is not None, role=role)


def role_of(path: str) -> str:
    """What a question file is for, by the middle part of its name: `10-red-flags` -> red-flags."""
    name = path.rpartition("/")[2].removesuffix(".yaml").partition("-")[2]
    return name if name in _ROLES else "health"


def _with_families(
    screen: Screen, families: Mapping[str, Draft], members: Mapping[str, tuple[str, ...]]
) -> Iterator[Screen]:
    yield screen
    for row in screen.items:
        if row in families and row in members:
            title = families[row]["title"]
            yield Screen(row, screen.part, title, members[row], True, family=row, role=screen.role)
