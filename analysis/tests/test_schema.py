"""The JSON Schema gives the same verdict on scenario files as the reader, where a schema can say it."""

import json
import os
import pathlib
import subprocess

import jsonschema
import pytest
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
BAD = sorted((ROOT / "tests/scenarios/bad").glob("*.yaml"))

# What a schema cannot say: names that others define, one number against another, files, and what is lost in parsing.
BEYOND_A_SCHEMA = {
    "style_unknown", "style_cycle", "style_like_itself", "style_like_unknown", "style_built_in", "action_style_unknown",
    "compare_variant_unknown", "expect_arm_unknown", "expect_past_end",
    "week_past_end", "week_past_end_before_run", "span", "snapshot_past_end", "survey_past_end", "level_too_deep", "branch_unknown",
    "extends_missing", "extends_cycle", "extends_itself", "extends_folder", "reports_to_missing",
    "duplicate_key", "duplicate_section", "merge_key", "tag", "null_key", "number_forms", "crlf", "byte_order_mark",
}  # fmt: skip
ONLY_THE_READER = BEYOND_A_SCHEMA - {"crlf", "byte_order_mark", "merge_key", "null_key", "number_forms"}


@pytest.fixture(scope="module")
def validator():
    program = os.environ.get("CANDOR_PROGRAM")
    if not program:
        pytest.skip("CANDOR_PROGRAM names no program")
    printed = subprocess.run([program, "describe", "--schema"], check=True, capture_output=True, text=True).stdout
    schema = json.loads(printed)
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


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


def test_examples_and_defaults_fit_their_own_schema(validator):
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

    walk(validator.schema)
