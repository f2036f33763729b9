"""Print the problems of a knowledge folder, one a line: `python -m massage_advisor.loading [folder]`."""

import sys

from massage_advisor.loading import check_knowledge, data_folder


def main() -> int:
    """0 when there are no errors, else 1."""
    problems = check_knowledge(data_folder(sys.argv[1] if len(sys.argv) > 1 else None))
    for problem in problems:
        print(problem, problem.help)
    errors = sum(problem.severity == "error" for problem in problems)
    print(f"{errors} errors, {len(problems) - errors} warnings")
    return 1 if errors else 0


sys.exit(main())
