"""Rule engines from the package index, each given the translated knowledge in its own form.

A peer that is not installed is left out and named. Nothing is installed here.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterator, Sequence

from bench.translate import Compare, Encoded, Translated, Tree

Engine = Callable[[Encoded], Sequence[bool]]
"""Takes the integers of a person and says of each output whether it holds."""

SIGNS: dict[str, Callable[[object, object], object]] = {
    "==": operator.eq,
    ">=": operator.ge,
    "<": operator.lt,
}


def infix(tree: Tree, word_and: str, word_or: str) -> str:
    """A condition written with signs between."""
    if isinstance(tree, Compare):
        return f"{tree.name} {tree.sign} {tree.number:g}"
    word = word_and if tree.word == "and" else word_or
    return "(" + f" {word} ".join(infix(part, word_and, word_or) for part in tree.parts) + ")"


def json_logic(tree: Tree) -> dict[str, object]:
    """A condition as JsonLogic."""
    if isinstance(tree, Compare):
        return {tree.sign: [{"var": tree.name}, tree.number]}
    return {tree.word: [json_logic(part) for part in tree.parts]}


def zen_engine(translated: Translated) -> Engine:
    """GoRules ZEN (Rust): all outputs as one list expression, compiled."""
    import zen

    text = "[" + ", ".join(infix(tree, "and", "or") for tree in translated.outputs) + "]"
    return zen.compile_expression(text).evaluate  # type: ignore[no-any-return]


def datalogic(translated: Translated) -> Engine:
    """datalogic (JsonLogic in Rust): all outputs as one list, compiled."""
    import datalogic_py

    rule = datalogic_py.Engine().compile([json_logic(tree) for tree in translated.outputs])
    return rule.evaluate  # type: ignore[no-any-return]


def cel_rust(translated: Translated) -> Engine:
    """common-expression-language (CEL in Rust): all outputs as one list, compiled."""
    import cel

    text = "[" + ", ".join(infix(tree, "&&", "||") for tree in translated.outputs) + "]"
    return cel.compile(text.replace(" == ", " == ")).execute  # type: ignore[no-any-return]


def cel_cpp(translated: Translated) -> Engine:
    """cel-expr-python (Google's CEL in C++): one expression for each output."""
    from cel_expr_python import cel

    env = cel.NewEnv(variables=dict.fromkeys(translated.names, cel.Type.DOUBLE))
    expressions = [env.compile(_with_decimals(tree)) for tree in translated.outputs]

    def evaluate(encoded: Encoded) -> list[bool]:
        given = env.Activation({name: float(number) for name, number in encoded.items()})
        return [expression.eval(given).value() for expression in expressions]

    return evaluate


def _with_decimals(tree: Tree) -> str:
    if isinstance(tree, Compare):
        return f"{tree.name} {tree.sign} {float(tree.number)}"
    word = " && " if tree.word == "and" else " || "
    return "(" + word.join(_with_decimals(part) for part in tree.parts) + ")"


def json_logic_python(translated: Translated) -> Engine:
    """json-logic (JsonLogic in Python)."""
    from json_logic import jsonLogic

    rules = [json_logic(tree) for tree in translated.outputs]
    return lambda encoded: [bool(jsonLogic(rule, encoded)) for rule in rules]


def clips(translated: Translated) -> Engine:
    """CLIPS through clipspy: one production rule for each output, one fact with a slot for each integer."""
    import clips

    environment = clips.Environment()
    environment.build("(deftemplate person " + " ".join(f"(slot {name})" for name in translated.names) + ")")
    person = environment.find_template("person")
    for number, tree in enumerate(translated.outputs):
        slots = " ".join(f"({name} ?{name})" for name in dict.fromkeys(names_in(tree)))
        rule = f"(defrule r{number} (person {slots}) (test {_prefix(tree)}) => (assert (holds {number})))"
        environment.build(rule)

    def evaluate(encoded: Encoded) -> list[bool]:
        environment.reset()
        person.assert_fact(**encoded)
        environment.run()
        found = [False] * len(translated.outputs)
        for fact in environment.facts():
            if fact.template.name == "holds":
                found[fact[0]] = True
        return found

    return evaluate


def names_in(tree: Tree) -> Iterator[str]:
    """The integers that a condition reads."""
    if isinstance(tree, Compare):
        yield tree.name
    else:
        for part in tree.parts:
            yield from names_in(part)


def _prefix(tree: Tree) -> str:
    if isinstance(tree, Compare):
        return f"({'=' if tree.sign == '==' else tree.sign} ?{tree.name} {tree.number:g})"
    return f"({tree.word} " + " ".join(map(_prefix, tree.parts)) + ")"


def durable_rules(translated: Translated) -> Engine:
    """durable_rules: one rule for each output, one fact with all integers."""
    from durable.engine import MessageNotHandledException
    from durable.lang import assert_fact, get_host, m, retract_fact, ruleset, when_all

    found: set[int] = set()

    def condition(tree: Tree) -> object:
        if isinstance(tree, Compare):
            return SIGNS[tree.sign](getattr(m, tree.name), tree.number)
        join = operator.and_ if tree.word == "and" else operator.or_
        return functools.reduce(join, (condition(part) for part in tree.parts))

    def noting(number: int) -> Callable[[object], None]:
        return lambda _context: found.add(number)

    with ruleset("massage"):
        for number, tree in enumerate(translated.outputs):
            when_all(condition(tree))(noting(number))
    get_host()  # takes the rules in, or says that it cannot
    counter = iter(range(10**9))

    def evaluate(encoded: Encoded) -> list[bool]:
        found.clear()
        fact = {"id": str(next(counter)), **encoded}
        try:
            assert_fact("massage", fact)
            retract_fact("massage", fact)
        except MessageNotHandledException:  # no rule holds
            pass
        return [number in found for number in range(len(translated.outputs))]

    return evaluate


PEERS: dict[str, Callable[[Translated], Engine]] = {
    "zen-engine": zen_engine,
    "datalogic-py": datalogic,
    "common-expression-language": cel_rust,
    "cel-expr-python": cel_cpp,
    "json-logic-qubit": json_logic_python,
    "clipspy": clips,
    "durable_rules": durable_rules,
}
"""By the names of their packages."""
