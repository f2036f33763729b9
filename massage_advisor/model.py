"""The frozen records that everything else is about. No behaviour beyond small look-ups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, IntEnum

from massage_advisor.errors import Location

NOT_SURE = "not-sure"
UNSOURCED = "unsourced"

# --- conditions over facts --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Literal:
    """One comparison of a fact: with options (any of them), or with numbers (`at_least` <= x < `under`)."""

    fact: str
    options: tuple[str, ...] = ()
    at_least: float | None = None
    under: float | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class All:
    """Every part must hold."""

    parts: tuple[When, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part must hold."""

    parts: tuple[When, ...]


When = Literal | All | Any


def literals(when: When) -> Iterator[Literal]:
    """Every comparison in `when`, left to right."""
    if isinstance(when, Literal):
        yield when
        return
    for part in when.parts:
        yield from literals(part)


# --- what a person can be asked ---------------------------------------------------------------


class Kind(Enum):
    """How an item is answered."""

    YES_NO = "yes-no"
    CHOICE = "choice"
    MANY = "many"
    NUMBER = "number"
    AREAS = "areas"


class Change(Enum):
    """Whether and how an answer can become another one in real life (for "what would change it")."""

    NEVER = "never"
    PASSES = "passes"
    GROWS = "grows"
    CHOICE = "choice"
    DOCTOR = "doctor"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice or of a list; `wants` are the preferences it stands for."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    wants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """One question. Its id is the id of the fact it provides.

    `ask` is the question, or the wording of its row in a checklist; `gate` is what must hold
    for it to apply; `now` marks what is about today; `red_flag` marks the red-flag screens;
    `unsure_means` replaces a "not sure" (a doctor's yes that nobody is sure of is a no).
    """

    id: str
    kind: Kind
    ask: str
    label: str = ""
    why: str = ""
    options: tuple[Option, ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""
    decimals: int = 0
    gate: When | None = None
    red_flag: bool = False
    now: bool = False
    required: bool = False
    unsure_means: str = ""
    changes: Change = Change.NEVER
    condition: str = ""

    def option(self, option_id: str) -> Option | None:
        """The option with this id, or None."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True, slots=True)
class Screen:
    """Items asked together, in asking order. `checklist`: several yes/no rows with "none of these".

    `family` is the row that opens this screen; `role` is one of for-whom, red-flags, goals,
    health, wishes.
    """

    id: str
    part: str
    title: str
    items: tuple[str, ...]
    checklist: bool = False
    family: str = ""
    role: str = ""


# --- the knowledge ----------------------------------------------------------------------------


class Evidence(IntEnum):
    """How well a claim is supported; a higher number is better."""

    CLAIM = 0
    TRADITION = 1
    LIMITED = 2
    MODERATE = 3
    STRONG = 4

    @property
    def word(self) -> str:
        """The grade as knowledge and results write it."""
        return self.name.lower()


class Level(IntEnum):
    """How strict the effect of a rule is."""

    NOTE = 0
    ADAPT = 1
    CLEARANCE = 2
    AVOID = 3
    RED_FLAG = 4

    @property
    def word(self) -> str:
        """The level as knowledge and results write it."""
        return self.name.lower().replace("_", "-")


class Verdict(IntEnum):
    """What a person should do about one massage, mildest first."""

    OK = 0
    ADAPT = 1
    CLEARANCE = 2
    AVOID = 3

    @property
    def word(self) -> str:
        """The verdict as results write it."""
        return self.name.lower()


class Disposition(IntEnum):
    """What a person should do about massage as a whole, mildest first."""

    OK = 0
    ADAPT = 1
    CLEARANCE = 2
    NOT_NOW = 3
    EMERGENCY = 4

    @property
    def word(self) -> str:
        """The disposition as results write it."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. `kind`: trial, review, guideline, consensus, case-report, ..."""

    id: str
    title: str
    org: str
    kind: str
    says: str = ""
    year: int | None = None
    url: str = ""
    read: str = ""
    review_by: str = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that matters, kept in one place, with how firm it is."""

    id: str
    value: float
    text: str
    firm: str
    sources: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A body area; a paired one has a left and a right side. `view`: front, back or both."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    paired: bool = False
    view: str = "both"
    asked: bool = True

    @property
    def sides(self) -> tuple[str, ...]:
        """The ids that an answer can hold: the two sides of a paired area, else the area itself."""
        return (f"left-{self.id}", f"right-{self.id}") if self.paired else (self.id,)


@dataclass(frozen=True, slots=True)
class Feature:
    """Something a massage does. `without`: the sentence for leaving it out; `on`: the same for {area}."""

    id: str
    label: str
    without: str
    on: str


@dataclass(frozen=True, slots=True)
class Goal:
    """What a person wants. Where all its `areas` are left out it is not served."""

    id: str
    label: str
    ask: str = ""
    aliases: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    aim: str = ""


@dataclass(frozen=True, slots=True)
class Indication:
    """A massage's claim to serve a goal; not served where a needed feature or area is left out."""

    goal: str
    evidence: Evidence
    finding: str
    sources: tuple[str, ...]
    disagree: bool = False
    needs_features: tuple[str, ...] = ()
    needs_areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence with its sources."""

    text: str
    sources: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """How a session goes: minutes from-to, clothing, place, oil, and what happens."""

    minutes: tuple[int, int]
    clothing: str
    place: str
    oil: str
    text: str


@dataclass(frozen=True, slots=True)
class Category:
    """Medical or spa: what is usual, and who says otherwise (pairs of category and sources)."""

    usual: str
    note: str = ""
    disagree: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """What a session costs where a source says so."""

    low: float
    high: float
    currency: str
    minutes: int
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Massage:
    """One massage type. `for_whom` None means everybody; areas are base areas, groups already unfolded."""

    id: str
    name: str
    summary: str
    session: Session
    category: Category
    pressure: tuple[int, int]
    essential: tuple[str, ...]
    avoidable: tuple[str, ...]
    core: tuple[str, ...]
    optional: tuple[str, ...]
    indications: tuple[Indication, ...]
    sources: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    for_whom: When | None = None
    best_for: tuple[str, ...] = ()
    providers: str = ""
    credential: str = ""
    provider_sources: tuple[str, ...] = ()
    cost: Cost | None = None
    at: Location | None = field(default=None, compare=False)

    @property
    def features(self) -> tuple[str, ...]:
        """Everything the massage does, essential or not."""
        return self.essential + self.avoidable

    @property
    def areas(self) -> tuple[str, ...]:
        """Every base area it works on, core or not."""
        return self.core + self.optional


@dataclass(frozen=True, slots=True)
class Hazard:
    """A named condition that rules and invariants read like a fact; `when` already includes its makers."""

    id: str
    label: str
    when: When
    makers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A health state, medicine, device or event a person can report."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    family: str = ""
    group: str = ""
    say: str = ""
    follow_ups: tuple[str, ...] = ()
    makes: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule touches: features, areas (fixed, or named in the answer to `areas_from`), both or neither.

    `massages` narrows it to single massages. Areas are base areas (both sides).
    """

    features: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    areas_from: str = ""
    massages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """Answers under which a rule fires, or stays silent."""

    answers: Mapping[str, object]
    fires: bool
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """When this holds, that follows.

    `when` is as written. `lift` is the part a doctor's yes takes away: where it is not None, the
    rule has its full level only while `lift` holds too, and otherwise counts as adapt.
    A hazard rule with `area: where` stands once for each condition that makes the hazard; these
    share the id and differ in `maker`.
    """

    id: str
    level: Level
    when: When
    effect: Effect
    because: str
    sources: tuple[str, ...]
    do: str = ""
    ask: str = ""
    act: str = ""
    lift: When | None = None
    maker: str = ""
    condition: str = ""
    cases: Sequence[Case] = field(default=(), compare=False)
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class SettingRule:
    """Says medical or spa when it holds."""

    id: str
    advice: str
    when: When
    because: str
    sources: tuple[str, ...]
    cases: Sequence[Case] = field(default=(), compare=False)
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a topic's table: one cell for each column."""

    id: str
    label: str
    cells: tuple[Note, ...]
    caution: Note | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A headed paragraph of a topic."""

    id: str
    heading: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A page for `explain`."""

    id: str
    title: str
    intro: Note
    aliases: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of one of the two articles, with what the sources say of it."""

    id: str
    article: str
    text: str
    verdict: str
    finding: str
    carried_by: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Invariant:
    """What must hold for every client. `rest`: any (safety) or healthy (everything else is fine).

    `massages` are ids; `bound` is "at-least" or "at-most"; `verdict` or `disposition` is bounded.
    """

    id: str
    text: str
    when: When
    rest: str
    sources: tuple[str, ...]
    bound: str
    massages: tuple[str, ...] = ()
    verdict: Verdict | None = None
    disposition: Disposition | None = None
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a person of the casebook should be told."""

    disposition: Disposition
    verdicts: Mapping[str, Verdict]
    rules: tuple[str, ...] = ()
    setting: str = ""
    red_flags: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A whole person of the casebook. `rest`: healthy (all else answered no) or unasked."""

    id: str
    story: str
    answers: Mapping[str, object]
    expect: Expectation
    rest: str = "healthy"
    sources: tuple[str, ...] = ()
    at: Location | None = field(default=None, compare=False)


# --- how people say it --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that say how what stands after (or before) them is meant: denied, past, someone else's, ..."""

    says: str
    words: tuple[str, ...]
    reach: str = "after"


@dataclass(frozen=True, slots=True)
class Wording:
    """Everyday words for answers (`means`) or a massage, or words that only open questions (`ask`).

    `denied`: the answers when the words are denied; `capitals`: only in capital letters; `covers`:
    a "no" to the words is a "no" to the whole item, also of a red-flag item.
    """

    words: tuple[str, ...]
    means: Mapping[str, object] = field(default_factory=dict)
    ask: tuple[str, ...] = ()
    denied: Mapping[str, object] = field(default_factory=dict)
    capitals: bool = False
    covers: bool = False
    massage: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """Words, one of every part, that together in one sentence stand for answers, or open questions.

    `near`: at most so many words lie between the first and the last; 0: anywhere in the sentence.
    """

    parts: tuple[tuple[str, ...], ...]
    means: Mapping[str, object] = field(default_factory=dict)
    ask: tuple[str, ...] = ()
    near: int = 0


@dataclass(frozen=True, slots=True)
class Tense:
    """What "had it" says about these conditions (or all of these families).

    `within_weeks`: still counts for so long, after that `becomes` another condition, or nothing;
    `stays`: counts for ever; `told`: "had it" without a time counts too.
    """

    facts: tuple[str, ...]
    within_weeks: float = 0
    becomes: str = ""
    stays: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class Timing:
    """The answers for something so many weeks ago: `from_weeks` <= weeks < `under_weeks`."""

    means: Mapping[str, object]
    from_weeks: float
    under_weeks: float


@dataclass(frozen=True, slots=True)
class Pressure:
    """The answers for a blood pressure: one of the two reaches `at_least`, and both are `under`."""

    means: Mapping[str, object]
    at_least: tuple[float, ...] = ()
    under: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A number item that texts name: by its `words`, or by the forms of its `kind`.

    `at_least`: from there on the condition of the item is there too.
    """

    kind: str
    fact: str
    words: tuple[str, ...] = ()
    at_least: float | None = None


@dataclass(frozen=True, slots=True)
class Language:
    """How people say what the items ask.

    `small_words` may stand between the words of a phrase and mean nothing by themselves; `plain_words`
    are spelt as they should be, whatever they look like.
    """

    cues: Sequence[Cue] = ()
    wordings: Sequence[Wording] = ()
    signs: Sequence[Sign] = ()
    tenses: Sequence[Tense] = ()
    timings: Sequence[Timing] = ()
    pressures: Sequence[Pressure] = ()
    measures: Sequence[Measure] = ()
    small_words: Sequence[str] = ()
    plain_words: Sequence[str] = ()


@dataclass(frozen=True, slots=True, eq=False)
class KnowledgeBase:
    """All the knowledge, checked: every id that is named exists. Compared by identity."""

    edition: str
    hash: str
    massages: Mapping[str, Massage]
    goals: Mapping[str, Goal]
    features: Mapping[str, Feature]
    areas: Mapping[str, Area]
    conditions: Mapping[str, Condition]
    hazards: Mapping[str, Hazard]
    items: Mapping[str, Item]
    screens: tuple[Screen, ...]
    rules: tuple[Rule, ...]
    setting: tuple[SettingRule, ...]
    next_steps: Mapping[str, tuple[Note, ...]]
    always: tuple[Note, ...]
    topics: Mapping[str, Topic]
    sources: Mapping[str, Source]
    thresholds: Mapping[str, Threshold]
    claims: Sequence[Claim] = ()
    invariants: Sequence[Invariant] = ()
    people: Sequence[Person] = ()
    language: Language = Language()


# --- what a person said -----------------------------------------------------------------------

Value = str | float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Responses:
    """Item id -> value: "yes", "no", an option id, a tuple of option ids, a number, or "not-sure".

    An item that is not in `values` was not asked. Nothing else is state.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict, compare=False)
