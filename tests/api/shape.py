"""Whether a JSON value fits a schema of the API's own description: the few words of JSON Schema that it uses."""

import re
from datetime import date, datetime
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}
READERS = {"date": date.fromisoformat, "date-time": datetime.fromisoformat}
KNOWN = {
    "$ref", "additionalProperties", "anyOf", "const", "default", "description", "enum", "examples", "format", "items",
    "properties", "required", "title", "type",
}  # fmt: skip


def faults(value: Any, schema: dict[str, Any], document: dict[str, Any], at: str = "$") -> list[str]:
    """Every place where ``value`` does not fit, as a sentence. Unknown words of JSON Schema are a fault too."""
    unknown = set(schema) - KNOWN
    if unknown:
        return [f"{at}: this test does not know {sorted(unknown)}"]
    if "$ref" in schema:
        return faults(value, resolve(schema["$ref"], document), document, at)
    if "anyOf" in schema:
        each = [faults(value, one, document, at) for one in schema["anyOf"]]
        return [] if any(not found for found in each) else [f"{at}: fits none of {len(each)}: {each}"]
    kind = schema.get("type")
    if kind and (not isinstance(value, TYPES[kind]) or (kind == "integer" and isinstance(value, bool))):
        return [f"{at}: {value!r} is no {kind}"]
    if "format" in schema and schema["format"] in READERS:
        READERS[schema["format"]](value)
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at}: {value!r} is none of {schema['enum']}"]
    if kind == "array":
        return [
            fault for n, item in enumerate(value) for fault in faults(item, schema["items"], document, f"{at}[{n}]")
        ]
    return _in_object(value, schema, document, at) if kind == "object" else []


def _in_object(value: dict[str, Any], schema: dict[str, Any], document: dict[str, Any], at: str) -> list[str]:
    properties = schema.get("properties", {})
    found = [f"{at}: {name} is missing" for name in schema.get("required", []) if name not in value]
    if schema.get("additionalProperties") is False:
        found += [f"{at}: {name} stands in no schema" for name in value if name not in properties]
    for name, inner in properties.items():
        if name in value:
            found += faults(value[name], inner, document, f"{at}.{name}")
    return found


def resolve(ref: str, document: dict[str, Any]) -> dict[str, Any]:
    found: Any = document
    for part in ref.removeprefix("#/").split("/"):
        found = found[part]
    resolved: dict[str, Any] = found
    return resolved


def references(value: Any) -> set[str]:
    """Every $ref anywhere in a document."""
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(references(each) for each in value.values()))
    return set().union(*(references(each) for each in value)) if isinstance(value, list) else set()


def is_camel(name: str) -> bool:
    return name == "_links" or re.fullmatch(r"[a-z][a-zA-Z0-9]*", name) is not None
