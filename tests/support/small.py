"""A small knowledge base made of records, for tests that must not depend on the medical content."""

from massage_advisor.model import (
    All,
    Any,
    Area,
    Category,
    Change,
    Condition,
    Effect,
    Evidence,
    Goal,
    Hazard,
    Indication,
    Item,
    Kind,
    KnowledgeBase,
    Level,
    Literal,
    Massage,
    Option,
    Rule,
    Screen,
    Session,
    Source,
    Value,
)

YES_NO = (Option("yes", "Yes"), Option("no", "No"))


def yes(fact: str) -> Literal:
    return Literal(fact, ("yes",))


def _row(item: str, ask: str, family: str = "", **extra: object) -> Item:
    gate = yes(family) if family else None
    return Item(item, Kind.YES_NO, ask, ask, options=YES_NO, gate=gate, condition=item, **extra)  # type: ignore[arg-type]


def _cleared(condition: str) -> Item:
    ask = "Has a doctor or midwife who knows about this agreed to massage?"
    return Item(
        f"{condition}.cleared",
        Kind.YES_NO,
        ask,
        options=YES_NO,
        gate=yes(condition),
        unsure_means="no",
        changes=Change.DOCTOR,
        condition=condition,
    )


AREAS = {
    a.id: a
    for a in (
        Area("neck", "neck", ("nape",)),
        Area("shoulder", "shoulder", ("traps",), paired=True),
        Area("lower-back", "lower back", ("lumbar",), view="back"),
        Area("arm", "arm", ("forearm",), paired=True),
        Area("calf", "calf or shin", ("lower leg",), paired=True),
        Area("foot", "foot", ("ankle",), paired=True),
    )
}

SIDES = tuple(
    Option(side, f"{side.split('-')[0]} {area.label}" if area.paired else area.label, area.aliases)
    for area in AREAS.values()
    for side in area.sides
)

GOALS = {
    g.id: g
    for g in (
        Goal("relax", "Relax and feel less tense", aliases=("stress",)),
        Goal("ease-back", "Less low-back pain", areas=("lower-back",)),
        Goal("sleep", "Sleep better"),
    )
}

ITEMS = {
    item.id: item
    for item in (
        Item(
            "who",
            Kind.CHOICE,
            "Who is the massage for?",
            "For whom",
            "If you answer for somebody else, the questions are about that person.",
            (Option("me", "Me"), Option("other", "Somebody I answer for")),
            required=True,
        ),
        Item("age", Kind.NUMBER, "How old is the person?", "Age", low=0, high=120, unit="years"),
        _row("chest-pain", "Chest pain now", red_flag=True, now=True),
        _row("calf-swollen", "One calf swollen, warm and painful", red_flag=True, now=True),
        _row("fever", "A fever or chills", red_flag=True, now=True),
        Item(
            "fever.temperature",
            Kind.NUMBER,
            "What is your temperature?",
            gate=yes("fever"),
            low=34,
            high=43,
            unit="C",
            decimals=1,
            condition="fever",
        ),
        Item(
            "goals",
            Kind.MANY,
            "What should the massage do for you?",
            "Goals",
            options=tuple(Option(g.id, g.label, g.aliases) for g in GOALS.values()),
        ),
        Item("where", Kind.AREAS, "Where does it hurt?", "Where it hurts", options=SIDES),
        _row("fam-heart", "A heart problem or high blood pressure"),
        _row("pregnancy", "Pregnant or maybe pregnant"),
        _row("rash", "A rash or itchy skin"),
        _row("cafe", "Café-au-lait spots"),
        _row("hypertension", "High blood pressure", "fam-heart"),
        _row("pacemaker", "A pacemaker", "fam-heart"),
        Item(
            "pregnancy.weeks",
            Kind.NUMBER,
            "How many weeks?",
            "Weeks of pregnancy",
            gate=yes("pregnancy"),
            low=0,
            high=45,
            unit="weeks",
            changes=Change.GROWS,
            condition="pregnancy",
        ),
        Item(
            "rash.where",
            Kind.AREAS,
            "Where is the rash?",
            gate=yes("rash"),
            options=SIDES,
            condition="rash",
        ),
        Item(
            "rash.kind",
            Kind.CHOICE,
            "What is the rash like?",
            options=(Option("dry", "Dry and flaky"), Option("wet", "Wet or oozing")),
            gate=yes("rash"),
            condition="rash",
        ),
        _cleared("hypertension"),
        _row("fam-med", "Blood thinners, or aspirin every day"),
        _row("anticoagulants", "A blood thinner", "fam-med"),
        _row("aspirin", "Aspirin every day", "fam-med"),
        Item(
            "anticoagulants.steady",
            Kind.YES_NO,
            "Has your dose been steady for a month?",
            options=YES_NO,
            gate=yes("anticoagulants"),
            condition="anticoagulants",
        ),
        _cleared("anticoagulants"),
        Item(
            "pressure",
            Kind.CHOICE,
            "How firm should the pressure be?",
            "Pressure",
            options=(Option("light", "Light"), Option("firm", "Firm"), Option("any", "I do not mind")),
        ),
        Item(
            "wishes",
            Kind.MANY,
            "Do you have any of these wishes?",
            "Wishes",
            options=(Option("no-scents", "No scents"), Option("heat", "Heat")),
        ),
    )
}

# fmt: off
SCREENS = (
    Screen("for-whom", "About you", "Who is the massage for?", ("who", "age"), role="for-whom"),
    Screen("red-flags-1", "Safety first", "Is any of this happening now?", ("chest-pain", "calf-swollen"),
           True, role="red-flags"),
    Screen("red-flags-2", "Safety first", "And any of this?", ("fever",), True, role="red-flags"),
    Screen("goals", "What you want", "What should the massage do for you?", ("goals",), role="goals"),
    Screen("where", "What you want", "Where does it hurt?", ("where",), role="goals"),
    Screen("health", "Your health", "Do you have any of these?", ("fam-heart", "pregnancy", "rash", "cafe"),
           True, role="health"),
    Screen("heart", "Your health", "Your heart", ("hypertension", "pacemaker"), True, "fam-heart", "health"),
    Screen("medicines", "Your medicines", "Do you take any of these?", ("fam-med",), True, role="health"),
    Screen("med", "Your medicines", "Medicines that thin the blood", ("anticoagulants", "aspirin"), True,
           "fam-med", "health"),
    Screen("pressure", "Your wishes", "How firm?", ("pressure",), role="wishes"),
    Screen("wishes", "Your wishes", "Any wishes?", ("wishes",), role="wishes"),
)
# fmt: on


def _rule(
    rule: str, level: Level, when: Literal | All | Any, effect: Effect | None = None, **extra: object
) -> Rule:
    return Rule(rule, level, when, effect or Effect(), f"Because of {rule}.", ("book",), **extra)  # type: ignore[arg-type]


DEEP = Effect(features=("deep-pressure",))

RULES = (
    _rule("chest-pain-now", Level.RED_FLAG, yes("chest-pain"), act="emergency-call"),
    _rule("calf-clot", Level.RED_FLAG, yes("calf-swollen"), act="same-day"),
    _rule("fever-high", Level.AVOID, All((yes("fever"), Literal("fever.temperature", at_least=38.0)))),
    _rule("under-age", Level.ADAPT, Literal("age", under=18), do="A guardian stays."),
    _rule("pressure-high", Level.CLEARANCE, yes("hypertension"), DEEP, do="Go lightly.", ask="Is it safe?",
          lift=Literal("hypertension.cleared", ("no",))),
    _rule("bleeding", Level.CLEARANCE, yes("bleeds-easily"), DEEP, do="Go lightly.", ask="Is it safe?",
          lift=Literal("anticoagulants.cleared", ("no",))),
    _rule("unsteady", Level.AVOID, Literal("anticoagulants.steady", ("no",)), DEEP),
    _rule("pacemaker-heat", Level.AVOID, yes("pacemaker"), Effect(features=("heat",))),
    _rule("early-pregnancy", Level.CLEARANCE, Literal("pregnancy.weeks", under=12), do="x.", ask="y?"),
    _rule("pregnancy-heat", Level.AVOID, yes("pregnancy"), Effect(features=("heat",))),
    _rule("rash-place", Level.AVOID, yes("rash"), Effect(areas_from="rash.where")),
    _rule("rash-wet", Level.ADAPT, Literal("rash.kind", ("wet",)), do="Cover it."),
)  # fmt: skip


def _massage(massage: str, essential: tuple[str, ...], core: tuple[str, ...]) -> Massage:
    return Massage(
        massage,
        massage.capitalize(),
        f"About {massage}.",
        Session((30, 60), "partly", "table", "none", "You lie down."),
        Category("both"),
        (2, 4),
        essential,
        (),
        core,
        tuple(area for area in AREAS if area not in core),
        (Indication("relax", Evidence.LIMITED, "It calms.", ("book",)),),
        ("book",),
    )


MASSAGES = {
    m.id: m
    for m in (
        _massage("swedish", (), ()),
        _massage("deep", ("deep-pressure",), ()),
        _massage("stones", ("heat",), ()),
        _massage("reflex", ("foot-points",), ("foot",)),
    )
}

CONDITION_ALIASES = {
    "hypertension": ("high bp", "hypertension"),
    "anticoagulants": ("warfarin", "coumadin"),
    "pregnancy": ("expecting",),
    "cafe": ("birthmark",),
}

CONDITIONS = {
    item.id: Condition(item.id, item.ask, CONDITION_ALIASES.get(item.id, ()))
    for item in ITEMS.values()
    if item.id == item.condition and not item.id.startswith("fam-")
}

KB = KnowledgeBase(
    edition="test",
    hash="sha256:small",
    massages=MASSAGES,
    goals=GOALS,
    features={},
    areas=AREAS,
    conditions=CONDITIONS,
    hazards={"bleeds-easily": Hazard("bleeds-easily", "Bleeds easily", Any((yes("anticoagulants"),)))},
    items=ITEMS,
    screens=SCREENS,
    rules=RULES,
    setting=(),
    next_steps={},
    always=(),
    topics={},
    sources={"book": Source("book", "A book about massage", "A college", "guideline", year=2020)},
    thresholds={},
)

HEALTHY: dict[str, Value] = {
    "who": "me",
    "age": 40.0,
    "chest-pain": "no",
    "calf-swollen": "no",
    "fever": "no",
    "goals": ("relax",),
    "where": (),
    "fam-heart": "no",
    "pregnancy": "no",
    "rash": "no",
    "fam-med": "no",
    "pressure": "firm",
    "wishes": (),
}


def up_to(item: str) -> dict[str, Value]:
    """The answers of the healthy person before this item is asked."""
    items = list(HEALTHY)
    return {i: HEALTHY[i] for i in items[: items.index(item)]}
