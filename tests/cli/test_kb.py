"""The author's bench, run as a clinician runs it: the real program on folders of knowledge."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from massage_advisor.loading import data_folder, load_knowledge
from massage_advisor.loading.codes import CODES
from massage_advisor.loading.places import kind_of, shipped_folder, shown
from massage_advisor.loading.schema import json_schema
from tests.cli.command import run
from tests.cli.terminal import ROOT, SMALL, Program
from tests.loading.bases import tiny_edited, tiny_with

TINY = str(SMALL)
GOALS = (SMALL / "goals.yaml").read_text("utf-8")
CLINIC = re.compile(r"<!-- clinic: (?P<file>\S+) -->\n```yaml\n(?P<text>.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clinic of data/README.md, whose few files lie over the shipped knowledge."""
    folder = tmp_path_factory.mktemp("my-clinic")
    for match in CLINIC.finditer((data_folder() / "README.md").read_text("utf-8")):
        (folder / match["file"]).parent.mkdir(exist_ok=True)
        (folder / match["file"]).write_text(match["text"], "utf-8")
    return folder


# --- the group ------------------------------------------------------------------------------------


def test_without_a_command_it_says_what_there_is() -> None:
    done = run("kb")
    assert done.returncode == 0
    assert re.findall(r"^  (\w+)  ", done.stdout, re.MULTILINE) == [
        *("validate", "test", "prove", "diff", "trace", "explain", "schema", "new", "stats")
    ]
    assert "..." not in done.stdout.partition("Commands:")[2]


@pytest.mark.parametrize(
    ("command", "formats"),
    [
        *((name, "full, concise, json or github.") for name in ("validate", "test", "prove")),
        *((name, "full or json.") for name in ("trace", "stats", "explain")),
        ("diff", "full, concise or json."),
        ("schema", "json."),
        ("new", "text."),
    ],
)
def test_help_names_the_formats_that_there_are(command: str, formats: str) -> None:
    assert re.search(rf"--format FORMAT +{re.escape(formats)}\n", run("kb", command, "-h").stdout)
    arguments = {"diff": (TINY, TINY), "new": ("source", "x")}.get(command, ())
    wrong = run("kb", command, *arguments, "-f", "xml").stderr
    assert wrong.strip().endswith(f"give one of: {formats.removesuffix('.').replace(' or ', ', ')}")


# --- trace ----------------------------------------------------------------------------------------


def traces(*arguments: str, folder: str = TINY) -> list[dict[str, object]]:
    done = run("kb", "trace", "--kb", folder, "-f", "json", *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["rules"]


def test_trace_shows_the_evaluated_tree_of_each_rule_at_its_place() -> None:
    done = run("kb", "trace", "--kb", TINY, "--set", "anticoagulants=yes", "--set", "low-platelets=no")
    place = f"{SMALL.relative_to(Path.cwd())}/rules/hazards.yaml:2:3"
    assert done.stdout.startswith(
        f"{place}: bleeds-easily-ask-first (clearance): true\n"
        "  bleeds-easily: yes: true\n"
        "    any: true\n"
        "      anticoagulants: yes (said yes): true\n"
        "      all: false\n"
        "        low-platelets: yes (said no): false\n"
        "        low-platelets.count: severe (does not apply): false\n"
        "  without a doctor's yes (in full: open; otherwise it counts as adapt)\n"
    )
    assert "anticoagulants-unsteady (avoid): open" in done.stdout
    assert "pregnancy" not in done.stdout
    assert done.stderr == "2 of 8 rules; -v shows the silent and open ones\n"


def test_the_place_of_every_rule_is_the_line_where_it_stands() -> None:
    found = traces("-v")
    assert {one["rule"] for one in found} == {rule.id for rule in load_knowledge(SMALL).rules}
    for one in found:
        line = Path(str(one["path"])).read_text("utf-8").splitlines()[int(str(one["line"])) - 1]
        assert line.strip() == f"- id: {one['rule']}"


def test_trace_tells_what_counts_from_what_is_in_doubt_and_open() -> None:
    settings = ("fam-blood=yes", "anticoagulants=not-sure", "age=7", "pregnancy=yes")
    found = traces(*(part for setting in settings for part in ("--set", setting)))
    assert [(one["rule"], one["truth"]) for one in found] == [
        ("pregnancy-no-heat", "true"),
        ("child-short-session", "true"),
        ("anticoagulants-unsteady", "in doubt"),
        ("bleeds-easily-ask-first", "open"),
        ("pregnancy-early", "open"),
    ]
    in_doubt = found[2]["when"]
    assert in_doubt == {"when": "anticoagulants.steady: no", "truth": "in doubt", "said": None}


def test_trace_of_a_rule_shows_it_even_when_it_is_silent() -> None:
    [one] = traces("child-short-session", "--set", "age=40")
    assert (one["rule"], one["truth"]) == ("child-short-session", "false")
    assert one["when"] == {"when": "age: under 12", "truth": "false", "said": 40}


def test_trace_of_a_massage_leaves_out_the_rules_that_do_not_touch_it() -> None:
    pregnant = ("--set", "pregnancy=yes")
    assert "pregnancy-no-heat" in {one["rule"] for one in traces("hot-stone", *pregnant)}
    assert "pregnancy-no-heat" not in {one["rule"] for one in traces("swedish", *pregnant)}


def test_trace_reads_a_file_of_answers(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text("age: 7\n")
    [one] = traces("--answers", str(tmp_path / "answers.yaml"))
    assert one["rule"] == "child-short-session"


def test_trace_without_answers_says_how_to_give_them() -> None:
    done = run("kb", "trace", "--kb", TINY)
    assert (done.returncode, done.stdout) == (0, "")
    assert "next: give answers with --answers FILE or --set ID=VALUE" in done.stderr


def test_trace_names_what_it_does_not_know() -> None:
    done = run("kb", "trace", "--kb", TINY, "child-short-sesion")
    assert done.returncode == 2
    assert "no massage or rule 'child-short-sesion'. Did you mean 'child-short-session'?" in done.stderr


def test_trace_over_the_shipped_knowledge_tells_whose_rule_it_is(clinic: Path) -> None:
    settings = ("--set", "waxing-shaving=yes", "--set", "waxing-shaving.where=left-calf")
    found = traces(*settings, folder=str(clinic))
    places = {str(one["rule"]): str(one["path"]) for one in found}
    assert places == {
        "waxing-shaving-light": f"{clinic}/rules/house.yaml",
        "waxing-shaving-skin-rest": str(shown(shipped_folder() / "conditions/surgery.yaml")),
    }
    assert all(Path(place).is_file() for place in places.values())


# --- stats ----------------------------------------------------------------------------------------


def test_stats_count_what_the_knowledge_holds() -> None:
    found = json.loads(run("kb", "stats", TINY, "-f", "json").stdout)
    kb = load_knowledge(SMALL)
    assert found["schema"] == "massage-advisor/stats/1"
    assert (found["massages"], found["conditions"]) == (len(kb.massages), len(kb.conditions))
    assert found["levels"] == {"avoid": 4, "clearance": 2, "adapt": 1, "red-flag": 1}
    assert found["evidence"] == {"limited": 2, "tradition": 1, "moderate": 1}
    assert (found["unsourced rules"], found["disputed indications"]) == (0, 1)


def test_stats_notice_a_safety_rule_without_a_source(tmp_path: Path) -> None:
    base = tiny_edited(tmp_path, "rules/hazards.yaml", "sources: [book-2020]", "sources: unsourced")
    text = run("kb", "stats", "--kb", str(base)).stdout
    assert re.search(r"^unsourced rules +3$", text, re.MULTILINE)
    assert re.search(r"^unsourced safety rules +2$", text, re.MULTILINE)


def test_stats_of_a_broken_base_name_the_fault(tmp_path: Path) -> None:
    done = run("kb", "stats", str(tiny_edited(tmp_path, "goals.yaml", "id: relax", "idd: relax")))
    assert done.returncode == 4
    assert "goals.yaml:2:3: the key 'id' is missing" in done.stderr


# --- explain --------------------------------------------------------------------------------------


def test_explain_lists_every_code_and_explains_each() -> None:
    listed = run("kb", "explain").stdout.splitlines()
    assert listed == [f"{code.id}  {code.title}" for code in CODES]
    found = {code["code"]: code for code in json.loads(run("kb", "explain", "-f", "json").stdout)["codes"]}
    assert list(found) == [code.id for code in CODES]
    assert all(found[code.id]["explanation"] for code in CODES)
    assert {code.id for code in CODES if not found[code.id]["bad"]} <= {"KB001", "KB003", "KB011"}


def test_explain_shows_a_bad_and_a_good_example() -> None:
    page = run("kb", "explain", "kb104").stdout
    assert page.startswith("error KB104: Not one of the allowed words\n")
    bad, good = page.split("But so")
    assert "level: forbid" in bad
    assert "level: avoid" in good


def test_a_code_that_is_none() -> None:
    done = run("kb", "explain", "KB999")
    assert done.returncode == 2
    assert done.stderr == "error: there is no code 'KB999'\n  next: massage-advisor kb explain\n"


# --- schema ---------------------------------------------------------------------------------------


def test_schemas_are_saved_by_kind_and_never_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "schema"
    assert run("kb", "schema", "--save", str(folder)).returncode == 0
    saved = {path.stem: json.loads(path.read_text("utf-8")) for path in folder.iterdir()}
    assert saved == json_schema()
    again = run("kb", "schema", "--save", str(folder))
    assert again.returncode == 5
    assert "already exists; add --force" in again.stderr


def test_the_schema_of_one_kind() -> None:
    assert json.loads(run("kb", "schema", "conditions").stdout) == json_schema()["conditions"]
    wrong = run("kb", "schema", "condition")
    assert wrong.returncode == 2
    assert "conditions" in wrong.stderr


# --- new ------------------------------------------------------------------------------------------

NEW = {
    "massage": "massages/bamboo-rolling.yaml",
    "condition": "conditions/bamboo-rolling.yaml",
    "source": "sources/bamboo-rolling.yaml",
}


@pytest.mark.parametrize("kind", NEW)
def test_what_is_new_validates_and_its_cases_pass(kind: str, tmp_path: Path) -> None:
    base = tiny_with(tmp_path, {})
    file = base / NEW[kind]
    file.parent.mkdir(exist_ok=True)
    made = run("kb", "new", kind, "bamboo-rolling", "--kb", str(base), "-o", str(file))
    assert made.returncode == 0, made.stderr
    checked = run("kb", "validate", str(base), "-f", "concise")
    assert checked.returncode == 0, checked.stdout
    assert run("kb", "test", str(base)).returncode == 0


def test_everything_new_validates_over_the_shipped_knowledge(clinic: Path, tmp_path: Path) -> None:
    for name in ("knowledge.yaml", "sources.yaml"):
        (tmp_path / name).write_bytes((clinic / name).read_bytes())
    for kind, name in NEW.items():
        file = tmp_path / name.replace("bamboo-rolling", f"our-{kind}")
        file.parent.mkdir()
        made = run("kb", "new", kind, f"our-{kind}", "--kb", str(clinic), "-o", str(file))
        assert made.returncode == 0, made.stderr
    done = run("kb", "validate", str(tmp_path), "-f", "concise")
    own = [line for line in done.stdout.splitlines() if line.startswith(str(tmp_path))]
    assert done.returncode == 0, done.stdout
    assert all("[KB50" in line for line in own)  # only doubts: there is no source yet


def test_what_is_new_names_its_schema_where_there_is_one(tmp_path: Path) -> None:
    base = tiny_with(tmp_path, {"schema/massage.json": b"{}"})
    first = {kind: run("kb", "new", kind, "x", "--kb", str(base)).stdout.splitlines()[0] for kind in NEW}
    assert first["massage"] == "# yaml-language-server: $schema=../schema/massage.json"
    assert "schema" not in first["condition"]


def test_a_new_massage_starts_with_every_feature_and_area() -> None:
    text = run("kb", "new", "massage", "bamboo-rolling", "--kb", TINY).stdout
    kb = load_knowledge(SMALL)
    assert f"[{', '.join(kb.features)}]" in text
    assert f"[{', '.join(kb.areas)}]" in text


@pytest.mark.parametrize(
    ("kind", "id_", "message"),
    [
        ("massage", "swedish", "'swedish' is already there\n  next: massage-advisor show swedish"),
        ("condition", "fam-blood", "'fam-blood' is already there"),
        ("source", "child-short-session", "'child-short-session' is already there"),
        ("condition", "Sore Knee", "'Sore Knee' cannot be an id; use small letters, digits and hyphens"),
        ("massage", "../../x", "'../../x' cannot be an id"),
        ("goal", "sleep-well", "nothing new called 'goal'; give one of: massage, condition, source"),
    ],
)
def test_what_cannot_be_new(kind: str, id_: str, message: str) -> None:
    done = run("kb", "new", kind, id_, "--kb", TINY)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


# --- a clinic's own knowledge ---------------------------------------------------------------------


def test_the_clinic_of_the_readme_validates_and_says_what_it_changes(clinic: Path) -> None:
    assert run("kb", "validate", str(clinic), "-f", "concise").returncode == 0
    done = run("kb", "diff", "shipped", str(clinic), "-f", "json")
    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert found["rules"] == {"waxing-shaving-light": "adapt -> avoid"}
    assert (found["place"], found["people"]["milder"]) == ("second", 0)
    shifts = {
        (shift["massage"], shift["before"], shift["after"])
        for change in found["changes"]
        if change["client"].get("waxing-shaving") == "yes"
        for shift in change["shifts"]
    }
    assert {("swedish", "ok", "adapt"), ("deep-tissue", "ok", "avoid")} <= shifts


@pytest.mark.parametrize("hook", yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")))
def test_a_hook_for_pre_commit_stops_what_is_wrong(hook: dict[str, object], tmp_path: Path) -> None:
    """The folder is its argument, as CONTRIBUTING.md says."""
    assert f"id: {hook['id']}, args: [my-clinic]" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    program, *arguments = str(hook["entry"]).split()
    assert program == "massage-advisor"
    assert run(*arguments, TINY).returncode == 0
    wrong = tiny_edited(tmp_path, "rules/hazards.yaml", "{age: {under: 12}}", "{age: {under: 6}}")
    (wrong / "goals.yaml").write_text("goals: []\n" if hook["id"] == "kb-validate" else GOALS)
    assert run(*arguments, str(wrong)).returncode == 1


# --- progress -------------------------------------------------------------------------------------


def test_a_long_test_shows_a_bar_on_a_terminal_and_none_in_a_file(tmp_path: Path) -> None:
    program = Program(tmp_path, "kb", "test", str(SMALL.absolute()), "--mutate")
    seen = program.child.read().decode()
    assert "Cases and people" in seen
    assert "Planted faults" in seen
    assert "Planted faults" not in run("kb", "test", TINY, "--sample", "3").stderr


def test_a_comparison_shows_that_it_is_going_on(tmp_path: Path) -> None:
    tiny = str(SMALL.absolute())
    seen = Program(tmp_path, "kb", "diff", tiny, tiny).child.read().decode()
    assert "Comparing over all possible answers" in seen
    assert "1.0.0 -> 1.0.0: nothing differs." in seen


# --- the schemas that ship ------------------------------------------------------------------------


def test_the_committed_schemas_are_those_of_the_program() -> None:
    saved = {path.stem: json.loads(path.read_text("utf-8")) for path in data_folder().glob("schema/*.json")}
    assert saved == json_schema(), "run: massage-advisor kb schema --save data/schema --force"


def test_files_that_name_a_schema_name_their_own() -> None:
    """An editor reads it: `# yaml-language-server: $schema=../schema/conditions.json`."""
    named: dict[str, set[str]] = {}
    for path in data_folder().rglob("*.yaml"):
        with path.open(encoding="utf-8") as file:
            first = file.readline()
        kind = kind_of(path.relative_to(data_folder()).as_posix())
        if first.startswith("# yaml-language-server:"):
            schema = path.parent / first.strip().removeprefix("# yaml-language-server: $schema=")
            assert schema.resolve() == data_folder() / "schema" / f"{kind}.json", path
            named.setdefault(kind, set()).add(path.name)
    assert named.keys() == json_schema().keys()
