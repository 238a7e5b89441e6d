"""Judges the raw answers of AWS services by botocore's models of them."""

import json
import math
import re
from datetime import datetime
from typing import NamedTuple
from xml.etree import ElementTree

SUCCESS = "success"

# Errors of any operation, which most models leave out, and their statuses: older and newer services differ.
# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
COMMON_ERRORS = {
    "AccessDenied": {403},
    "AccessDeniedException": {400, 403},
    "ExpiredToken": {403},
    "ExpiredTokenException": {400, 403},
    "InternalFailure": {500},
    "InvalidParameterValue": {400},
    "InvalidSignatureException": {400, 403},
    "SignatureDoesNotMatch": {403},
    "Throttling": {400},
    "ThrottlingException": {400},
    "ValidationError": {400},
    "ValidationException": {400},
}
NUMBERS = (int, float)
TYPES = {
    "structure": dict,
    "map": dict,
    "list": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "long": int,
    "float": NUMBERS,
    "double": NUMBERS,
    "timestamp": NUMBERS,
}


class Answer(NamedTuple):
    """A judged answer: what is wrong with it, SUCCESS or its error, and whether it is more than empty lists."""

    wrong: list
    outcome: str
    says_something: bool = False


def walk(shape, value, path):
    """What is wrong with a decoded value that should have this shape."""
    kind, limits = shape.type_name, shape.metadata
    if not isinstance(value, TYPES[kind]) or isinstance(value, bool) != (kind == "boolean"):
        yield f"{path} is {value!r}, not a {kind}"
        return
    if kind == "structure":
        members = {member.serialization.get("name", name): member for name, member in shape.members.items()}
        # To every client, null is an absent member.
        present = {name: each for name, each in value.items() if each is not None}
        for name in set(shape.required_members) - present.keys():
            yield f"{path} lacks {name}, which {shape.name} requires"
        for name, each in present.items():
            if name in members:
                yield from walk(members[name], each, f"{path}.{name}")
            else:
                yield f"{path}.{name} is no member of {shape.name}"
    elif kind == "list":
        for each in value:
            yield from walk(shape.member, each, f"{path}[]")
    elif kind == "map":
        for key, each in value.items():
            yield from walk(shape.key, key, f"the key {key} of {path}")
            yield from walk(shape.value, each, f"{path}.{key}")
    elif kind == "string":
        if shape.enum and value not in shape.enum:
            yield f"{path} is {value!r}, which {shape.name} does not list"
        if "pattern" in limits and not re.fullmatch(limits["pattern"], value, re.DOTALL):
            yield f"{path} is {value!r}, unlike {limits['pattern']}"
    elif kind == "timestamp" and not 1e9 < value < 1e10:
        yield f"{path} is {value!r}, no time in seconds"
    size = len(value) if isinstance(value, (str, list)) else value
    # Where a model demands an item, AWS itself sends empty lists: EnhancedMonitoring of Kinesis, for one.
    least = -math.inf if kind == "list" else limits.get("min", -math.inf)
    if isinstance(size, NUMBERS) and not least <= size <= limits.get("max", math.inf):
        yield f"{path} is or has {size}, outside the limits of {shape.name}"


def from_xml(shape, node):
    """An XML element as JSON would have it. What can't be read as its shape stays text, which walk() refuses."""
    text, kind = node.text or "", shape.type_name if shape else "string"
    if kind == "structure" and len({child.tag for child in node}) == len(node):
        members = {member.serialization.get("name", name): member for name, member in shape.members.items()}
        return {child.tag: from_xml(members.get(child.tag), child) for child in node}
    if kind == "list" and all(child.tag == shape.member.serialization.get("name", "member") for child in node):
        return [from_xml(shape.member, child) for child in node]
    if kind == "timestamp" and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", text):
        return datetime.fromisoformat(text).timestamp()
    if kind not in ("string", "timestamp") and re.fullmatch(r"true|false|-?\d+(\.\d+)?(e[+-]?\d+)?", text):
        return json.loads(text)
    return text


def xml_root(response, service):
    """The root of an XML answer, names without the service's namespace. Those of another would match nothing."""
    root = ElementTree.fromstring(response["body"])
    for node in root.iter():
        node.tag = node.tag.removeprefix("{" + service["xmlNamespace"] + "}")
    return root


def judged(model, response):
    """A raw answer, walked along its operation's model."""
    service, shape = model.service_model.metadata, model.output_shape
    if response["status_code"] >= 300:
        return judged_error(model, response)
    if model.has_event_stream_output:
        return Answer([], SUCCESS)
    if service["protocol"] == "query":
        root = xml_root(response, service)
        result = [shape.serialization["resultWrapper"]] if shape else []
        if [root.tag, *(child.tag for child in root)] != [f"{model.name}Response", *result, "ResponseMetadata"]:
            return Answer([f"<{root.tag}> has not the form of an answer"], SUCCESS)
        decoded = from_xml(shape, root[0]) if shape else {}
    else:
        decoded = json.loads(response["body"] or "{}")
    if shape is None:
        return Answer([f"{decoded} where nothing is answered"] if decoded else [], SUCCESS, True)
    return Answer([*walk(shape, decoded, model.name)], SUCCESS, any(decoded.values()))


def modelled_status(shape):
    """The HTTP status of a modelled error; SQS's throttling has one that only botocore's _retry.json tells."""
    usual = 403 if shape.name == "RequestThrottled" else 500 if shape._shape_model.get("fault") else 400
    return shape.metadata.get("error", {}).get("httpStatusCode", usual)


def judged_error(model, response):
    """An error answer: a modelled or a common one. Models name a service's failures at some operations only."""
    service, status = model.service_model.metadata, response["status_code"]
    failures = [shape for shape in model.service_model.error_shapes if modelled_status(shape) >= 500]
    shapes = {shape.name: shape for shape in [*model.error_shapes, *failures]}
    blame = "Sender" if status < 500 else "Receiver"
    if service["protocol"] == "query":
        error = {child.tag: child.text for child in xml_root(response, service).find("Error")}
        code, blamed = error.pop("Code"), error.pop("Type")
        shapes = {shape.error_code: shape for shape in shapes.values()}
    else:
        error, blamed = json.loads(response["body"]), blame
        is_rest = service["protocol"] == "rest-json"
        code = response["headers"]["x-amzn-errortype"] if is_rest else error.pop("__type").split("#")[-1]
    wrong = [] if blamed == blame else [f"{code} with status {status} is said to be the fault of the {blamed}"]
    if code not in shapes:
        is_common = status in COMMON_ERRORS.get(code, ())
        return Answer(wrong if is_common else [f"{code} with status {status} is no error of {model.name}"], code)
    shape = shapes[code]
    if status != modelled_status(shape):
        wrong.append(f"{code} has status {status}, not {modelled_status(shape)}")
    older_name = response["headers"].get("x-amzn-query-error")
    if older_name and "error" in shape.metadata and older_name != f"{shape.error_code};{blame}":
        wrong.append(f"{code} was {shape.error_code} in Query, not {older_name}")
    # Models write "message" or "Message", and clients read both.
    members = {name: each for name, each in error.items() if name in shape.members or name.lower() != "message"}
    return Answer([*wrong, *walk(shape, members, code)], shape.name)
