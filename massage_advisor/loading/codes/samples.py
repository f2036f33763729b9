"""Small knowledge files that the examples of the codes are variations of.

They name things of the small knowledge base in tests/knowledge/tiny, beside which they stand.
"""

from __future__ import annotations

from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """A file as it should be: its name relative to the knowledge folder, and its text."""

    file: str
    text: str


RULE = Sample(
    "rules/example.yaml",
    """\
rules:
- id: rash-no-heat
  level: avoid
  when: {rash: yes}
  feature: heat
  because: Heat makes a rash itch and burn.
  sources: [book-2020]
  cases:
    fires: [{rash: yes}]
    silent: [{rash: no}]
""",
)
PLACE_RULE = Sample(
    "rules/example.yaml",
    """\
rules:
- id: sore-place-no-heat
  level: avoid
  when: {sore-place: yes}
  feature: heat
  area: where
  because: Heat makes a sore place swell.
  sources: [book-2020]
  cases:
    fires: [{rash: yes, rash.where: [back]}]
    silent: [{rash: no}]
""",
)
RED_FLAG = Sample(
    "rules/example.yaml",
    """\
rules:
- id: fever-in-pregnancy
  level: red-flag
  when: {all: [{fever: yes}, {pregnancy: yes}]}
  because: A fever in pregnancy needs a doctor today.
  act: same-day
  sources: [book-2020]
  cases:
    fires: [{fever: yes, pregnancy: yes}]
    silent: [{fever: no, pregnancy: yes}]
""",
)
CONDITION = Sample(
    "conditions/example.yaml",
    """\
conditions:
- id: sunburn
  label: Sunburn
  aliases: [burnt by the sun]
  family: fam-skin
  follow-ups:
  - id: sunburn.where
    kind: areas
    ask: Where is it?
  makes: [sore-place]
""",
)
NUMBERS = Sample(
    "conditions/example.yaml",
    """\
conditions:
- id: sprain
  label: Sprain
  family: fam-skin
  follow-ups:
  - id: sprain.days
    kind: number
    ask: How many days ago was it?
    min: 0
    max: 365
    unit: days
  rules:
  - id: sprain-first-days
    level: avoid
    when: {sprain.days: {under: 3}}
    because: A new sprain swells more when it is rubbed.
    sources: [book-2020]
    cases:
      fires: [{sprain: yes, sprain.days: 1}]
      silent: [{sprain: yes, sprain.days: 30}]
""",
)
HAZARD = Sample(
    "hazards.yaml",
    """\
hazards:
- id: bleeds-easily
  label: Bleeds easily
  when: {age: {at-least: 90}}
- id: sore-place
  label: A place to leave alone
""",
)
FAMILIES = Sample(
    "questions/30-health.yaml",
    """\
screens:
- id: health
  part: Your health
  title: Do you have any of these?
  rows: [fam-blood, fam-skin, pregnancy]
families:
- {id: fam-blood, ask: Trouble with your blood, title: Your blood}
- {id: fam-skin, ask: A skin problem, title: Your skin}
""",
)
MASSAGE = Sample(
    "massages/foot-massage.yaml",
    """\
id: foot-massage
name: Foot massage
summary: Kneading of the feet.
pressure: [2, 3]
category: {usual: spa}
features: {essential: [], avoidable: [deep-pressure]}
areas: {core: [foot], optional: []}
session: {minutes: [20, 40], clothing: clothed, place: chair, oil: none, text: You sit.}
sources: [book-2020]
""",
)
SOURCE = Sample(
    "sources/example.yaml",
    """\
sources:
- id: clinic-2024
  title: Leaflet for patients
  org: A clinic
  year: 2024
  kind: practitioner
  review-by: 2999-01
""",
)
EDITION = Sample(
    "knowledge.yaml",
    """\
edition: 1.0.0
licence: CC-BY-4.0
""",
)
