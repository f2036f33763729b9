"""What the knowledge is held against: cases beside the rules, and whole people."""

from massage_advisor.casebook.running import (
    Failure,
    count_cases,
    healthy_answers,
    healthy_rest,
    is_follow_up,
    person_responses,
    rules_by_id,
    run_cases,
    run_people,
    run_person,
    run_rule,
    run_setting_rule,
)

__all__ = [
    "Failure",
    "count_cases",
    "healthy_answers",
    "healthy_rest",
    "is_follow_up",
    "person_responses",
    "rules_by_id",
    "run_cases",
    "run_people",
    "run_person",
    "run_rule",
    "run_setting_rule",
]
