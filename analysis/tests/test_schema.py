"""The JSON Schema gives the same verdict on scenario files as the reader, where a schema can say it."""

import json
import os
import subprocess

import jsonschema
import pytest
import yaml
from conftest import ROOT

SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
BAD = sorted((ROOT / "tests/scenarios/bad").glob("*.yaml"))
SWEEPS = sorted([*(ROOT / "scenarios/sweeps").glob("*.yaml"), *(ROOT / "tests/scenarios/sweeps").glob("*.yaml")])
BAD_SWEEPS = sorted((ROOT / "tests/scenarios/bad_sweeps").glob("*.yaml"))

# What a schema cannot say: names that others define, one number against another, files, and what is lost in parsing.
BEYOND_A_SCHEMA = {
    "style_unknown", "style_cycle", "style_like_itself", "style_like_unknown", "style_built_in", "action_style_unknown",
    "compare_variant_unknown", "expect_arm_unknown", "expect_past_end",
    "week_past_end", "week_past_end_before_run", "span", "snapshot_past_end", "survey_past_end", "level_too_deep", "branch_unknown",
    "extends_missing", "extends_cycle", "extends_itself", "extends_folder", "reports_to_missing",
    "duplicate_key", "duplicate_section", "merge_key", "tag", "null_key", "number_forms", "crlf", "byte_order_mark",
    "escape_nul", "escape_next_line",
}  # fmt: skip
ONLY_THE_READER = BEYOND_A_SCHEMA - {"crlf", "byte_order_mark", "merge_key", "null_key", "number_forms"}

# Of sweeps: paths and the values that go with them, names, other files, and what is lost in parsing.
SWEEPS_BEYOND_A_SCHEMA = {
    "base_folder", "base_invalid", "base_is_a_sweep", "base_missing", "constraints", "constraints_unmet",
    "duplicate_key", "grid_with_distribution", "list_file_column", "list_file_misnamed", "list_file_missing",
    "list_file_out_of_range", "list_file_text", "list_rows_values", "list_with_values", "list_without_factors",
    "names_same", "no_factors_empty", "path_broken", "path_fixed", "path_of_built_in_style", "path_overlap",
    "path_section", "path_twice", "path_twice_otherwise", "path_unknown", "policies_unknown",
    "policies_variant_of_none", "policy_varied_and_listed", "run_weeks_too_short", "run_weeks_with_series", "run_weeks_with_weeks",
    "seed_too_large", "set_past_end", "spread_log_zero", "spread_normal_zero", "spread_of_text", "spread_reversed",
    "too_many_points", "until_not_kept", "value_out_of_range", "values_none", "weeks_past_end", "zip_lengths",
}  # fmt: skip


def printed_schema(*words):
    program = os.environ.get("CANDOR_PROGRAM")
    if not program:
        pytest.skip("CANDOR_PROGRAM names no program")
    printed = subprocess.run([program, "describe", "--schema", *words], check=True, capture_output=True, text=True)
    schema = json.loads(printed.stdout)
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


@pytest.fixture(scope="module")
def validator():
    return printed_schema()


@pytest.fixture(scope="module")
def sweep_validator():
    return printed_schema("sweep")


def parse(path):
    """The file as an editor sees it; None where it is not YAML."""
    try:
        return yaml.safe_load(path.read_bytes().decode("utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError, TypeError):
        return None


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_shipped_scenarios_are_valid(validator, path):
    validator.validate(parse(path))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_scenarios_are_refused(validator, path):
    content = parse(path)
    if content is not None and path.stem not in ONLY_THE_READER:
        assert not validator.is_valid(content)


def test_what_the_schema_misses_is_what_it_cannot_say(validator):
    missed = {path.stem for path in BAD if (content := parse(path)) is not None and validator.is_valid(content)}
    assert missed <= ONLY_THE_READER


@pytest.mark.parametrize("path", SWEEPS, ids=lambda path: path.stem)
def test_sweeps_are_valid(sweep_validator, path):
    program = os.environ["CANDOR_PROGRAM"]
    subprocess.run([program, "check", path], check=True, capture_output=True)
    sweep_validator.validate(parse(path))


def test_bad_sweeps_are_refused_where_a_schema_can_say_it(sweep_validator):
    contents = {path.stem: parse(path) for path in BAD_SWEEPS}
    missed = {name for name, content in contents.items() if content is not None and sweep_validator.is_valid(content)}
    assert missed == SWEEPS_BEYOND_A_SCHEMA
    assert len(contents) - len(missed) >= 40


def test_a_change_of_the_base_may_be_any_part_of_a_scenario(sweep_validator):
    def is_valid(changes):
        return sweep_validator.is_valid({"set": changes, "factors": {"voice.fear": [1, 2]}})

    assert is_valid({"organization": {"ties": {"at_least": 2}}, "record": {"panel": {"every": 4}}})
    assert not is_valid({"organization": {"members": 0}})
    assert not is_valid({"voise": {}})
    assert not is_valid({"timeline": [{"week": 3}]})


@pytest.mark.parametrize("which", ["validator", "sweep_validator"])
def test_examples_and_defaults_fit_their_own_schema(which, request):
    def walk(node):
        if isinstance(node, dict):
            own = jsonschema.Draft7Validator(node)
            for example in node.get("examples", []):
                own.validate(example)
            if "default" in node and "description" in node:
                own.validate(node["default"])
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(request.getfixturevalue(which).schema)
