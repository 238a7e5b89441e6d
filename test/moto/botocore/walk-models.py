"""Calls operations of local AWS servers with boto3 and the AWS CLI, and walks raw answers along botocore's models.

    python3 walk-models.py ACTIONS URL...

ACTIONS are IAM actions such as logs:FilterLogEvents, with commas between them. Prints, as JSON, what is wrong with
each; with an operation that local_aws_calls.py does not call, something is.
"""

import json
import subprocess
import sys
from itertools import islice
from pathlib import Path
from urllib.request import Request, urlopen

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

from botocore_models import SUCCESS, Answer, judged, walk
from local_aws_calls import EITHER, calls_of

AWS_CLI_COMMANDS = Path(__file__).with_name("aws-cli-commands.py")
CLIENT_NAMES = {"dynamodb": "dynamodbstreams", "tag": "resourcegroupstaggingapi"}
# Bad parameters shall be refused by the server. Live Tail has a host of its own in AWS, and not on 127.0.0.1.
CONFIG = Config(parameter_validation=False, retries={"total_max_attempts": 1}, inject_host_prefix=False)
# lmon asks CloudWatch in JSON, which this botocore does not know of it.
CLOUDWATCH_JSON = {
    "protocol": "json",
    "protocols": ["json"],
    "jsonVersion": "1.0",
    "targetPrefix": "GraniteServiceVersion20100801",
}
# What the local AWS is told to answer to a call, as AWS may to any.
FAULTS = ("throttle", "internal", "expired", "denied", "skewed")


class LocalAws:
    """boto3's clients of one local AWS."""

    def __init__(self, url, cloudwatch_protocol):
        self.url, self.clients, self.last = url, {}, None
        self.session = boto3.session.Session()
        if cloudwatch_protocol == "json":
            loader = self.session._session.get_component("data_loader")
            loader.load_service_model("cloudwatch", "service-2")["metadata"].update(CLOUDWATCH_JSON)

    def __call__(self, action, **params):
        """boto3's answer; the raw one is judged on its way."""
        prefix, operation = action.split(":")
        if prefix not in self.clients:
            client = self.session.client(CLIENT_NAMES.get(prefix, prefix), endpoint_url=self.url, config=CONFIG)
            client.meta.events.register("before-parse.*.*", self.judge)
            self.clients[prefix] = client
        answer = getattr(self.clients[prefix], xform_name(operation))(**params)
        if "responseStream" in answer:
            self.judge_stream(answer["responseStream"])
        return answer

    def judge(self, operation_model, response_dict, **_):
        """What boto3 calls before it reads an answer."""
        self.last = judged(operation_model, response_dict)

    def judge_stream(self, stream):
        """The first messages of a stream: what it is, and one second of it."""
        messages = [*islice(stream._event_generator, 2)]
        stream.close()
        decoded = {message.headers[":event-type"]: json.loads(message.payload) for message in messages}
        has_events = any(message.get("sessionResults") for message in decoded.values())
        self.last = Answer([*walk(stream._output_shape, decoded, "message")], SUCCESS, has_events)

    def judged(self, action, params):
        """The judged answer to a call."""
        self.last = Answer([], "no answer")
        try:
            self(action, **params)
        except ClientError:
            pass
        except Exception as error:  # Such an answer boto3 itself can't read.
            return Answer([*self.last.wrong, repr(error)], "an unreadable answer")
        return self.last

    def inject(self, action, kind):
        """Has the next call of an operation end in this fault."""
        fault = [{"operation": action, "kind": kind, "calls": 1}]
        urlopen(Request(f"{self.url}/_local/faults", json.dumps(fault).encode(), method="POST")).close()

    def now(self):
        """Account time, in seconds."""
        with urlopen(f"{self.url}/_local/now") as answer:
            return json.load(answer)["nowMs"] / 1000


def aws_cli_arguments(url, action, params):
    """The command of the AWS CLI that makes this call."""
    prefix, operation = action.split(":")
    command = [CLIENT_NAMES.get(prefix, prefix), xform_name(operation, "-")]
    return [*command, "--cli-input-json", json.dumps(params), "--endpoint-url", url]


def main(actions, urls):
    """What is wrong with each action, wherever it was called."""
    wrong, first_success = {action: set() for action in actions}, {}
    for url, protocol in [(urls[0], "query"), *((url, "json") for url in urls)]:
        aws = LocalAws(url, protocol)
        for action, calls in calls_of(aws, protocol).items():
            for place, (params, expected) in enumerate(calls):
                answer = aws.judged(action, params)
                wrong[action].update(answer.wrong)
                if expected not in (EITHER, answer.outcome):
                    wrong[action].add(f"{answer.outcome}, not {expected}, for {params}")
                if answer.outcome == SUCCESS and answer.says_something:
                    first_success.setdefault(action, (url, place))
            for fault in FAULTS:
                aws.inject(action, fault)
                answer = aws.judged(action, calls[0][0])
                wrong[action].update(answer.wrong if answer.outcome != SUCCESS else [f"no fault {fault}"])
    for action in set(actions) - first_success.keys():
        wrong[action].add("was not called with success, or no answer had anything in it")
    # The AWS CLI makes a screen of Live Tail, at a host of its own.
    first_success.pop("logs:StartLiveTail", None)
    calls = {url: calls_of(LocalAws(url, "json"), "aws-cli") for url in urls}
    commands = [aws_cli_arguments(url, a, calls[url][a][place][0]) for a, (url, place) in first_success.items()]
    printed = subprocess.check_output([sys.executable, AWS_CLI_COMMANDS], input=json.dumps(commands), text=True)
    for action, complaint in zip(first_success, json.loads(printed), strict=True):
        wrong[action].update([complaint] if complaint else [])
    return {action: sorted(complaints) for action, complaints in wrong.items()}


print(json.dumps(main(sys.argv[1].split(","), sys.argv[2:])))
