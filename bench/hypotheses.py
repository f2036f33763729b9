"""All hypotheses of the next screen at once: every row with every answer, for somebody in mid-interview.

Ours gives, for every verdict and every massage, the hypotheses in which it is reached and those in which it
still could be. The peer only says of each condition of the rules whether it is certain and whether it is
possible, one hypothesis after the other; what that makes of the massages is not asked of it. Both must agree
on every condition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from bench.peers import PEERS, Engine
from bench.people import Person, people
from bench.report import Row
from bench.timing import in_turn, ratio
from bench.translate import NOT_ASKED, Compare, Encoded, Join, Translated, Tree, encode, possible, translate
from massage_advisor.engine import Population, Tally, compiled
from massage_advisor.interview import next_screen
from massage_advisor.model import NOT_SURE, Item, Kind, KnowledgeBase, Responses, Screen, Value, Verdict

BASE = "zen-engine"
PEOPLE = 4
REPEATS = 5

Columns = Mapping[Verdict, list[int]]


@dataclass(frozen=True)
class Moment:
    """Somebody's answers so far, the screen that comes next, and what could be answered there."""

    values: Person
    screen: Screen
    changes: tuple[Mapping[str, Value], ...]


def hypotheses(kb: KnowledgeBase, rounds: int) -> Iterator[Row]:
    """Time for all hypotheses of a screen, and how often it fits into that of zen-engine on the same ones."""
    moments = list(_moments(kb))
    most = max(len(moment.changes) for moment in moments)
    yield Row(f"screens of {PEOPLE} people in mid-interview", f"{len(moments)}, of up to {most} hypotheses")
    try:
        peer = _Peer(kb)
    except ImportError:
        yield Row(BASE, "left out: not installed")
        peer = None
    ours: list[float] = []
    ratios: list[float] = []
    for moment in moments:
        cases = _cases(kb, moment, peer)
        times = in_turn(cases, rounds)
        ours.append(median(times["ours"]) / REPEATS * 1000)
        ratios += [ratio(times, BASE, "ours") * REPEATS] if peer else []
    yield Row(
        "all hypotheses of a screen: median, slowest", f"{median(ours):.1f}, {max(ours):.1f} ms", "<= 5 ms"
    )
    if ratios:
        lists = [r for r, moment in zip(ratios, moments, strict=True) if moment.screen.checklist]
        yield Row(f"{BASE}: x our time on the hypotheses of a list", _spread(lists), ">= 12")
        yield Row(f"{BASE}: x our time on those of any screen", _spread(ratios))


def _spread(ratios: list[float]) -> str:
    return f"{median(ratios):.0f} (from {min(ratios):.1f} to {max(ratios):.0f})"


def _cases(kb: KnowledgeBase, moment: Moment, peer: _Peer | None) -> dict[str, Callable[[], object]]:
    cases: dict[str, Callable[[], object]] = {"ours": lambda: [_ours(kb, moment) for _ in range(REPEATS)]}
    if peer is not None:
        encoded = [peer.encode({**moment.values, **changes}) for changes in moment.changes]
        _check(kb, moment, peer, encoded)
        cases[BASE] = lambda: [peer.engine(one) for one in encoded]
    return cases


def _ours(kb: KnowledgeBase, moment: Moment) -> tuple[Columns, Columns]:
    """For every verdict and massage the hypotheses, one bit each, that reach it so far, and at worst."""
    tally = Tally(Population.around(compiled(kb), moment.values, moment.changes))
    return tally.now, tally.worst


def _moments(kb: KnowledgeBase) -> Iterator[Moment]:
    for person in people(kb, PEOPLE):
        values: Person = {}
        while (screen := next_screen(kb, Responses(dict(values)))) is not None:
            yield Moment(dict(values), screen, tuple(_changes(kb, screen)))
            values |= {item: person.get(item, NOT_SURE) for item in screen.items}


def _changes(kb: KnowledgeBase, screen: Screen) -> Iterator[Mapping[str, Value]]:
    for item_id in screen.items:
        yield from ({item_id: value} for value in _answers(kb.items[item_id]))


def _answers(item: Item) -> list[Value]:
    match item.kind:
        case Kind.YES_NO:
            return ["yes", "no", NOT_SURE]
        case Kind.CHOICE:
            return [*(option.id for option in item.options), NOT_SURE]
        case Kind.NUMBER:
            return [item.low or 0, item.high or 100, NOT_SURE]
    return [(), *((option.id,) for option in item.options), NOT_SURE]


class _Peer:
    """The peer with the conditions of the rules: whether each is certain, and whether it is possible."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        known = translate(kb)
        pairs = zip(known.outputs[::2], known.conditions, strict=True)
        outputs = tuple(tree for sure, when in pairs for tree in (sure, _left_open(possible(kb, when))))
        self.translated = Translated(known.conditions, outputs, known.names)
        self.engine: Engine = PEERS[BASE](self.translated)

    def encode(self, values: Mapping[str, Value]) -> Encoded:
        return encode(self.kb, self.translated, values)


def _left_open(tree: Tree) -> Tree:
    """The same condition, where a question that was not asked could still be answered in any way."""
    if isinstance(tree, Join):
        return Join(tree.word, tuple(_left_open(part) for part in tree.parts))
    return Join("or", (tree, Compare(tree.name, "==", NOT_ASKED)))


def _check(kb: KnowledgeBase, moment: Moment, peer: _Peer, encoded: list[Encoded]) -> None:
    """Ends the run where the peer says something else of a condition than our engine."""
    program = compiled(kb)
    population = Population.around(program, moment.values, moment.changes)
    bits = [population.bits(program.nodes.of(when)) for when in peer.translated.conditions]
    for number, one in enumerate(encoded):
        said = list(peer.engine(one))
        ours = [bool(b >> number & 1) for true, false, _ in bits for b in (true, population.full & ~false)]
        if said != ours:
            raise SystemExit(f"{BASE} gives hypothesis {moment.changes[number]} another truth than ours")
