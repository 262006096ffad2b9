"""Is a widget valid by the published types? `problems(tree)` lists what is not; an empty list means valid.

`widgets-1.9.0.schema.json` is a JSON schema of `types/widgets.d.ts` from the npm package @openai/chatkit 1.9.0, made by

    npm pack @openai/chatkit@1.9.0 && tar xzf openai-chatkit-1.9.0.tgz
    npx ts-json-schema-generator@2.4.0 --path package/types/widgets.d.ts --type '*' > widgets-1.9.0.schema.json

and left as the generator wrote it: unknown properties are errors. Two things those types leave out are taken from the
Python SDK's published models: the `Chart` component, and an action's `handler`, `loadingBehavior` and `streaming`.
A root's `professor_lock`, which other clients ignore, is held to `professor-lock.schema.json`.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from chatkit.actions import ActionConfig
from jsonschema import Draft7Validator

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # the SDK deprecates making these classes, not their schema
    from chatkit.widgets import Chart

SCHEMA = Path(__file__).with_name("widgets-1.9.0.schema.json")
EXTENSION = "professor_lock"
EXTENSION_SCHEMA = Path(__file__).with_name("professor-lock.schema.json")
Schema = dict[str, Any]


def problems(tree: Mapping[str, Any]) -> list[str]:
    """Every way in which this widget root breaks the published types or those of our extension, as "path: message"."""
    published = {name: value for name, value in tree.items() if name != EXTENSION}
    found = list(validator().iter_errors(published))
    if EXTENSION in tree:
        found += extension_validator().iter_errors(tree[EXTENSION])
    return [f"{'/'.join(map(str, error.absolute_path)) or '(root)'}: {error.message[:300]}" for error in found]


@cache
def extension_validator() -> Draft7Validator:
    schema: Schema = json.loads(EXTENSION_SCHEMA.read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


@cache
def validator() -> Draft7Validator:
    schema: Schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    definitions: dict[str, Schema] = schema["definitions"]
    definitions["ActionConfig"]["properties"].update(_without_defaults(ActionConfig)["properties"])
    definitions["ActionConfig"]["properties"]["payload"] = {"type": "object"}
    chart = _closed(_without_defaults(Chart))
    definitions.update({f"Chart.{name}": _closed(part) for name, part in chart.pop("$defs").items()})
    definitions["Chart"] = json.loads(json.dumps(chart).replace("#/$defs/", "#/definitions/Chart."))
    for name in [name for name in definitions if name.startswith("Chart.")]:
        definitions[name] = json.loads(json.dumps(definitions[name]).replace("#/$defs/", "#/definitions/Chart."))
    definitions["WidgetComponent"]["anyOf"].append({"$ref": "#/definitions/Chart"})
    for union in ("WidgetRoot", "WidgetComponent"):
        definitions[union] = _by_type(definitions[union]["anyOf"], definitions)
    schema = {"$schema": schema["$schema"], "$ref": "#/definitions/WidgetRoot", "definitions": definitions}
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def _by_type(members: list[Schema], definitions: dict[str, Schema]) -> Schema:
    """The same union, chosen by `type`: one clear message for a wrong node, and no trying of every member."""
    refs: dict[str, Schema] = {}
    for member in members:
        definition = definitions[member["$ref"].removeprefix("#/definitions/")]
        refs[definition["properties"]["type"]["const"]] = member
    choices = [{"if": {"properties": {"type": {"const": name}}}, "then": ref} for name, ref in refs.items()]
    return {"type": "object", "required": ["type"], "properties": {"type": {"enum": list(refs)}}, "allOf": choices}


def _without_defaults(model: Any) -> Schema:
    schema: Schema = model.model_json_schema()
    return schema


def _closed(schema: Schema) -> Schema:
    """No property that is not named, and no null: what the server sends has none."""
    if "properties" in schema:
        schema = {**schema, "additionalProperties": False}
    text = json.dumps(schema).replace(', {"type": "null"}', "")
    closed: Schema = json.loads(text)
    return closed
