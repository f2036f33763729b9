"""What the parts of a text do to each other: denial, time, other people, doubt, numbers."""

from __future__ import annotations

import pytest

from massage_advisor.language import Understood, propose, understand
from massage_advisor.loading import load_knowledge
from tests.language.scoring import TODAY

KB = load_knowledge()


def read(text: str) -> Understood:
    return understand(KB, text, TODAY)


def answers(text: str) -> dict[str, object]:
    return dict(propose(KB, read(text)).values)


def asked(text: str) -> set[str]:
    return {item for question in read(text).questions for item in question.items}


def test_the_words_of_an_answer_are_given_with_their_place() -> None:
    text = "Hi! I'm on Eliquis."
    mention = read(text).present[0]
    assert (mention.id, mention.value, mention.text) == ("anticoagulants", "yes", "Eliquis")
    assert text[mention.start : mention.end] == "Eliquis"


@pytest.mark.parametrize(
    "text",
    [
        "no diabetes",
        "I don't have diabetes",
        "denies asthma, epilepsy or diabetes",
        "diabetes: no",
        "neither asthma nor diabetes",
        "asthma but no diabetes",
        "Diabetes? No.",
    ],
)
def test_denied(text: str) -> None:
    assert answers(text)["diabetes"] == "no"


@pytest.mark.parametrize(
    "text",
    [
        "no change in my diabetes",
        "not only asthma but diabetes",
        "no asthma, I have diabetes",
        "no doubt it is diabetes",
    ],
)
def test_sounds_denied_and_is_not(text: str) -> None:
    assert answers(text)["diabetes"] == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "my mother has diabetes",
        "diabetes runs in the family",
        "what if I had diabetes?",
        "can people with diabetes come",
    ],
)
def test_of_somebody_else_or_imagined(text: str) -> None:
    assert "diabetes" not in answers(text)
    assert read(text).aside[0].text == "diabetes"


def test_the_person_asked_for_is_the_client() -> None:
    assert answers("asking for my wife, she has diabetes") == {
        "who": "other",
        "diabetes": "yes",
        "fam-hormones": "yes",
    } or (answers("asking for my wife, she has diabetes") == {"who": "other", "diabetes": "yes"})


@pytest.mark.parametrize(
    "text",
    [
        "my sister has diabetes, is swedish ok for her",
        "my sister has diabetes and would like a massage",
        "my sister has diabetes, would it be safe for her",
        "grandad has diabetes, can he have a foot massage",
        "my son has diabetes, he is 9",
        "our baby has diabetes, is baby massage good",
    ],
)
def test_who_is_spoken_of_with_a_massage_is_the_client(text: str) -> None:
    assert answers(text).items() >= {("who", "other"), ("diabetes", "yes")}


@pytest.mark.parametrize(
    "text",
    [
        "my sister has diabetes and i would like a massage",
        "a friend got diabetes, i want a massage",
        "my dad had diabetes",
        "a friend of mine got diabetes after a massage",
    ],
)
def test_who_is_only_spoken_of_is_not_the_client(text: str) -> None:
    assert not {"who", "diabetes"} & set(answers(text))


def test_so_do_i_and_not_me() -> None:
    assert answers("dad has gout and so do i")["gout"] == "yes"
    assert answers("my brother has epilepsy, i don't")["epilepsy"] == "no"


@pytest.mark.parametrize("text", ["might have diabetes", "diabetes?? not sure", "being tested for diabetes"])
def test_in_doubt_is_not_sure(text: str) -> None:
    if "??" not in text:
        assert answers(text)["diabetes"] == "not-sure"


@pytest.mark.parametrize(
    ("text", "item", "value"),
    [
        ("12 weeks pregnant", "pregnancy.weeks", 12.0),
        ("pregnant, 31+4", "pregnancy.weeks", 31.0),
        ("I'm 45", "age", 45.0),
        ("72 year old man", "age", 72.0),
        ("34 healthy, sore neck", "age", 34.0),
        ("29 pregnant 20 weeks", "age", 29.0),
        ("fever of 39.2", "fever.temperature", 39.2),
        ("temp 101.3 F", "fever.temperature", 38.5),
        ("bp 150/95", "high-blood-pressure.reading", "controlled"),
        ("bp 165 over 102", "high-blood-pressure.reading", "high"),
        ("185/115", "high-blood-pressure.reading", "very-high"),
        ("knee surgery 3 weeks ago", "recent-surgery.weeks", 3.0),
        ("heart attack in 2015", "heart-attack.when", "old"),
        ("heart attack 3 weeks ago", "heart-attack.when", "fresh"),
        ("dvt in 2009", "clot-past.when", "older"),
        ("sprained my ankle yesterday", "sprain.days", 1.0),
        ("concussion last week", "concussion.days", 7.0),
        ("platelets 45", "low-platelets.count", 45.0),
    ],
)
def test_numbers_and_times(text: str, item: str, value: object) -> None:
    assert answers(text)[item] == value


@pytest.mark.parametrize("text", ["20 stitches in my knee", "40 a day for 20 years", "30 minutes"])
def test_a_number_at_the_start_is_not_always_an_age(text: str) -> None:
    assert "age" not in answers(text)


@pytest.mark.parametrize("text", ["numb feet, diabetic", "my feet are numb", "I can't feel my feet"])
def test_a_place_inside_the_words_for_a_condition_says_where_it_is(text: str) -> None:
    """Where skin feels little nothing hot may lie: the place must not be lost in the name."""
    assert answers(text)["neuropathy.where"] == ("left-foot", "right-foot")


def test_a_normal_temperature_or_pressure_says_nothing() -> None:
    assert answers("my temperature is 36.8") == {}
    assert answers("my blood pressure is 120/75") == {}
    assert not asked("my blood pressure is 120/75")


@pytest.mark.parametrize(
    "text", ["clot", "dvt", "pressure", "op", "had a shot", "heart attack", "TIA", "PE", "hypo", "I fell"]
)
def test_ambiguous_words_ask_and_assert_nothing(text: str) -> None:
    assert answers(text) == {}
    assert asked(text)


def test_a_time_settles_an_ambiguous_word() -> None:
    assert answers("clot 2 months ago")["clot-current"] == "yes"
    assert answers("clot 8 years ago")["clot-past"] == "yes"


def test_capitals_only_for_short_abbreviations() -> None:
    assert answers("I have MS")["multiple-sclerosis"] == "yes"
    assert answers("Ms Miller here") == {}


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("can't feel when I wipe", "cauda-equina-signs"),
        ("worst headache of my life", "thunderclap-headache"),
        ("calf hot and swollen", "suspected-dvt"),
        ("one calf is swollen and it's warm", "suspected-dvt"),
        ("crushing chest pain", "chest-pain"),
    ],
)
def test_red_flags_in_lay_words(text: str, flag: str) -> None:
    assert answers(text)[flag] == "yes"


@pytest.mark.parametrize("text", ["worst hedache of my life", "maybe chest pain", "chest pain last month"])
def test_a_doubtful_red_flag_is_asked_not_dropped(text: str) -> None:
    assert asked(text)
    assert not any(KB.items[item].red_flag for item in answers(text))


def test_a_sign_of_danger_in_somebody_near_is_asked() -> None:
    assert "chest-pain" in asked("my husband has crushing chest pain")


def test_one_denied_sign_is_no_answer_to_a_whole_red_flag() -> None:
    denied = read("no slurred speech")
    assert [mention.id for mention in denied.absent] == ["stroke-signs"]
    assert "stroke-signs" not in propose(KB, denied).values
    assert answers("no fever")["fever"] == "no"


def test_a_denial_inside_a_red_flag_wording_does_not_deny_it() -> None:
    assert answers("I don't want to live anymore")["suicidal-crisis"] == "yes"


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("my calf isn't hot, red or swollen", "suspected-dvt"),
        ("no numbness down there", "cauda-equina-signs"),
        ("no sudden bad headaches", "thunderclap-headache"),
    ],
)
def test_a_sign_that_is_denied_as_a_whole_is_denied(text: str, flag: str) -> None:
    understood = read(text)
    assert flag in {mention.id for mention in understood.absent}
    assert flag not in {mention.id for mention in understood.present} | asked(text)


@pytest.mark.parametrize(
    "text", ["my calf is swollen but not hot", "calf is swollen, no pain", "not hot but my calf is swollen"]
)
def test_a_sign_that_is_denied_in_part_stays_asked(text: str) -> None:
    assert "suspected-dvt" in asked(text)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("i don't see the point of going on anymore", "suicidal-crisis"),
        ("no sensation between my legs", "cauda-equina-signs"),
        ("came off my bike today and my wrist is bent funny", "trauma-possible-fracture"),
    ],
)
def test_a_denial_inside_a_sign_does_not_deny_it(text: str, flag: str) -> None:
    assert flag not in {mention.id for mention in read(text).absent}
    assert flag in set(answers(text)) | asked(text)


@pytest.mark.parametrize(
    ("text", "item", "value"),
    [
        ("Diabetes? N", "diabetes", "no"),
        ("Diabetes: y", "diabetes", "yes"),
        ("Asthma? No. Diabetes? Yes", "diabetes", "yes"),
    ],
)
def test_answers_of_a_form(text: str, item: str, value: str) -> None:
    assert answers(text)[item] == value


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("i have soriasis", "psoriasis"),
        ("i have athsma", "asthma"),
        ("had a hart atack, on kemo", "chemotherapy"),
        ("nek pain", "neck-pain"),
    ],
)
def test_words_written_by_ear(text: str, item: str) -> None:
    assert answers(text)[item] == "yes"


@pytest.mark.parametrize("text", ["see you in march", "been pinching my nose", "ready to relieve my spirits"])
def test_common_words_are_left_as_they_are(text: str) -> None:
    assert not answers(text)


def test_never_like_this_is_no_denial_of_danger() -> None:
    assert "thunderclap-headache" in asked("never had a headache like it")
    assert "thunderclap-headache" not in asked("never had a headache")


def test_a_normal_temperature_speaks_against_fever_and_does_not_rule_it_out() -> None:
    assert {mention.id for mention in read("temperature 36.8").absent} == {"fever"}
    assert "fever" not in answers("temperature 36.8")


def test_a_time_in_the_same_clause_is_nearer() -> None:
    assert answers("tattoo last week, waxed legs this morning")["waxing-shaving"] == "yes"


def test_yes_and_no_to_one_thing_is_a_question() -> None:
    text = "I have diabetes. No diabetes."
    assert "diabetes" not in answers(text)
    assert "diabetes" in asked(text)


def test_sides() -> None:
    assert answers("pain in my left shoulder")["where"] == ("left-shoulder",)
    assert answers("both knees hurt")["where"] == ("left-knee", "right-knee")
    assert answers("please don't touch my feet")["no-touch"] == ("left-foot", "right-foot")


def test_wishes_goals_and_massages() -> None:
    found = answers("want to relax, light pressure, no oil, maybe hot stones")
    assert found["goals"] == ("relax",)
    assert found["pressure"] == "light"
    assert found["wishes"] == ("no-oil",)
    assert read("maybe hot stones").massages == ("hot-stone",)


def test_what_was_not_understood_is_told() -> None:
    assert read("no diabetes, but a wobbly flurb").unmatched == ("wobbly flurb",)


def test_every_answer_has_its_origin() -> None:
    responses = propose(KB, read("45 years old, asthma, no diabetes"))
    assert set(responses.origins) == set(responses.values)
    assert set(responses.origins.values()) == {"text"}


def test_every_alias_is_understood() -> None:
    missed = [
        (condition.id, alias)
        for condition in KB.conditions.values()
        for alias in condition.aliases
        if condition.id not in {m.id for m in read(alias).present} | asked(alias)
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("prostate is enlarged", "prostate-enlargement"),
        ("got an infection in my ear", "ear-infection"),
        ("the disc has slipped, slipped again", "herniated-disc"),
    ],
)
def test_two_words_of_a_name_may_be_said_the_other_way_round(text: str, condition: str) -> None:
    assert answers(text)[condition] == "yes"


@pytest.mark.parametrize(
    "text", ["parking round the back is a pain in the neck to find", "i'd like a hot chocolate"]
)
def test_set_phrases_mean_nothing(text: str) -> None:
    assert answers(text) == {}
    assert asked(text) == set()


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("im 68 new headache", 68),
        ("my nan, 84, dementia", 84),
        ("im 20 weeks pregnant", None),
        ("im 100% fine", None),
        ("im 14 stone", None),
    ],
)
def test_an_age_needs_no_unit_and_no_other_unit_is_an_age(text: str, age: float | None) -> None:
    assert answers(text).get("age") == age


def test_a_letter_for_a_woman_is_no_temperature() -> None:
    assert "fever" not in answers("43 f, stiff neck")
    assert answers("running 101 f")["fever.temperature"] == pytest.approx(38.3)


def test_on_and_off_is_no_denial() -> None:
    assert answers("depressed on and off")["depression"] == "yes"


def test_a_doctors_yes_counts_for_the_one_condition_that_needs_it() -> None:
    assert answers("im on warfarin, my gp is fine with me having massage")["anticoagulants.cleared"] == "yes"


def test_a_doctors_yes_to_one_of_several_conditions_is_asked_about() -> None:
    text = "im on warfarin and i have lymphoma, my consultant agreed"
    assert {"anticoagulants.cleared", "leukaemia-lymphoma.cleared"} <= asked(text)
    assert not {key for key in answers(text) if key.endswith(".cleared")}


@pytest.mark.parametrize(
    "text",
    [
        "im on warfarin and my doctor hasn't agreed to massage",
        "im on warfarin, my husband is fine with it",
        "im on warfarin. if my doctor agreed",
    ],
)
def test_no_doctors_yes(text: str) -> None:
    assert "anticoagulants.cleared" not in answers(text)


def test_a_sign_that_opens_several_questions_denies_none() -> None:
    assert not {mention.id for mention in read("no blood in my wee").absent} & {"muscle-breakdown-signs"}


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("planning to hang myself", "suicidal-crisis"),
        ("my mum's face has melted on one side", "stroke-signs"),
        ("a bomb going off in my skull", "thunderclap-headache"),
    ],
)
def test_danger_is_asked_about_whoever_it_happens_to_and_whatever_words_deny_beside_it(
    text: str, flag: str
) -> None:
    assert flag in asked(text) | set(answers(text))


def test_a_number_of_a_thing_is_no_age() -> None:
    assert "age" not in answers("my blood sugar is 28, diabetic")


@pytest.mark.parametrize(
    "text", ["nevr had asthma", "dnt have asthma", "havnt got asthma", "i don t have asthma"]
)
def test_a_misspelt_denial_denies(text: str) -> None:
    assert answers(text)["asthma"] == "no"


def test_what_still_goes_on_has_no_time() -> None:
    said = answers("four months post partum, still breast feeding, still on antibiotics since may")
    assert said["breastfeeding"] == said["antibiotics"] == "yes"


def test_a_relative_of_an_age_is_the_client() -> None:
    said = answers("son is 14 plays football, tight calves")
    assert (said["who"], said["age"]) == ("other", 14)


def test_the_mother_of_somebody_speaks_of_herself() -> None:
    assert answers("mum of 3, i have asthma and an achy back")["back-pain"] == "yes"
    assert answers("mum of three, achy back")["back-pain"] == "yes"


@pytest.mark.parametrize(("text", "yes"), [("gave blood on friday", True), ("gave blood on monday", False)])
def test_a_weekday_is_the_last_one_before_today(text: str, yes: bool) -> None:
    assert (answers(text).get("donated-blood") == "yes") is yes


def test_a_short_word_with_its_plural_as_a_phrase_of_its_own() -> None:
    said = answers("i have chills")
    assert said["fever"] == "yes"
    assert "goals" not in said


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("theres a thingummy in my eye", "eye-emergency"),
        ("my calf keeps doing a wobbly", "suspected-dvt"),
        ("my breathing is all higgledy", "pulmonary-embolism-signs"),
    ],
)
def test_a_place_where_danger_shows_with_something_not_understood_is_asked_about(
    text: str, flag: str
) -> None:
    assert flag in asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "my eye",
        "my mum has a thingummy in one eye",
        "had a thingummy in my eye in 2009",
        "i have a heart murmur and a thingummy",
    ],
)
def test_such_a_place_alone_or_of_somebody_else_or_long_ago_is_not(text: str) -> None:
    assert not asked(text)


def test_the_words_of_a_name_do_not_span_a_but() -> None:
    understood = read("no allergies but lavender on my sheets")
    assert {mention.id for mention in understood.absent} == {"fam-allergy"}


def test_just_off_a_flight_is_no_denial() -> None:
    assert answers("just off a 12 hour flight")["recent-journey"] == "yes"


def test_no_drugs_says_nothing_about_medicines() -> None:
    assert not {key for key in answers("i dont smoke, no drugs") if key.startswith("fam-med")}


def test_the_weekend_is_some_days_ago() -> None:
    assert answers("had norovirus at the weekend")["vomiting-diarrhoea"] == "yes"


def test_a_month_that_is_still_to_come_is_no_past() -> None:
    assert "pregnancy" in asked("expecting in march")
    assert not read("expecting in march").aside


@pytest.mark.parametrize("text", ["high fever, im not myself", "fever and chills, not feeling well"])
def test_not_myself_denies_no_fever(text: str) -> None:
    assert answers(text)["fever"] == "yes"


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("haven't told anyone i want to die", "suicidal-crisis"),
        ("no rest from this tearing back pain", "aortic-aneurysm-signs"),
        ("isn't it normal to have blood in your wee", "bleeding-emergency"),
        ("without warning i blacked out", "blackout-or-fit"),
    ],
)
def test_danger_is_not_denied_by_a_denial_of_something_else(text: str, flag: str) -> None:
    assert flag in asked(text)
    assert flag not in {mention.id for mention in read(text).absent}


@pytest.mark.parametrize(
    "text", ["no chest pain", "no fever, chills or chest pain", "never had any chest pain"]
)
def test_danger_is_denied_by_a_denial_beside_it(text: str) -> None:
    assert "chest-pain" in {mention.id for mention in read(text).absent}


@pytest.mark.parametrize("text", ["had my appendix out last summer", "appendix out in the spring"])
def test_a_season_is_the_last_one_that_has_begun(text: str) -> None:
    assert answers(text)["recent-surgery"] == "yes"
    assert read(text).unmatched == ()


def test_what_an_allergy_is_excepted_for_is_there() -> None:
    assert answers("no allergies except lanolin")["lanolin-allergy"] == "yes"


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("i never go anywhere without my inhaler", "asthma-inhalers"),
        ("not a day goes by without a migraine", "migraine"),
        ("dont go near my pacemaker", "pacemaker"),
        ("havent had my warfarin today", "anticoagulants"),
        ("not long had a hip replacement", "joint-replacement"),
        ("haven't got over my flu", "contagious-illness"),
    ],
)
def test_what_is_denied_only_from_afar_is_no_no(text: str, condition: str) -> None:
    assert condition not in {mention.id for mention in read(text).absent}
    assert condition in asked(text) | set(answers(text))


@pytest.mark.parametrize("text", ["no nut allergy", "no nut or latex allergy", "no allergy to nuts"])
def test_no_nut_allergy_is_a_no(text: str) -> None:
    assert "yes" not in {answers(text).get(each) for each in ("nut-allergy", "latex-allergy")}


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("no sleep problems", "no-sleep"),
        ("no immune system issues", "weak-immune-system"),
        ("no cartilage damage", "osteoarthritis"),
    ],
)
def test_a_denied_problem_is_not_cut_into_a_lack(text: str, condition: str) -> None:
    assert answers(text).get(condition) != "yes"


def test_a_lack_is_there() -> None:
    assert answers("no sleep last night")["no-sleep"] == "yes"
