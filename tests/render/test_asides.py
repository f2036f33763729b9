"""What can be opened from a result: the order told in few lines, what would change a verdict."""

from dataclasses import replace

from massage_advisor.advice import advise
from massage_advisor.model import Responses
from massage_advisor.render.asides import EQUAL, change_page, order_page
from massage_advisor.render.page import Entries, Para
from tests.support.small import HEALTHY, KB


def advised(**answers):
    return advise(KB, Responses(HEALTHY | answers), "2026-11-22")


def entries(page):
    return next(block for block in page.blocks if isinstance(block, Entries)).entries


def test_massages_that_only_the_name_tells_apart_share_one_line():
    plain = entries(order_page(advised()))
    assert [entry.head.text for entry in plain] == ["1 Deep; 2 Reflex; 3 Stones; 4 Swedish"]
    assert [detail.phrases[0].text for detail in plain[0].details] == [EQUAL]


def test_a_difference_ends_the_line_and_is_told():
    advice = advised()
    first, *rest = advice.offers
    better = replace(first, standing=replace(first.standing, wishes=-1))
    told = entries(order_page(replace(advice, offers=(better, *rest))))
    assert [entry.head.text for entry in told] == ["1 Deep", "2 Reflex; 3 Stones; 4 Swedish"]
    assert told[0].details[0].label == "Before Reflex"
    assert told[0].details[0].phrases[0].text == "it meets more of your wishes (1 against 0)"


def test_every_massage_of_the_order_is_named_once_with_its_place():
    advice = advised(goals=("relax",))
    places = [part for entry in entries(order_page(advice)) for part in entry.head.text.split("; ")]
    offered = [offer for offer in advice.offers if offer.rank is not None]
    assert places == [f"{number} {offer.name}" for number, offer in enumerate(offered, 1)]


def test_an_ok_that_nothing_lifts_asks_to_answer_again_when_health_changes():
    page = change_page(KB, advised(), "swedish")
    said = [block.phrase.text for block in page.blocks if isinstance(block, Para)]
    assert said
    assert said[0].startswith("Nothing stands in the way. With a new illness")
