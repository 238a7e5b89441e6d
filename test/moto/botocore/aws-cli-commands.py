"""Runs AWS CLI commands in one process, because each start of the AWS CLI costs a second.

Reads lists of arguments as JSON, and prints what is wrong with the end or the output of each, or null. It is a
program of its own because the AWS CLI brings another botocore than boto3's.
"""

import contextlib
import io
import json
import sys

from awscli.clidriver import create_clidriver


def complaint(aws_cli, arguments):
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        status = aws_cli.main([*arguments, "--output", "json"])
    try:
        json.loads(out.getvalue() or "{}")
    except ValueError:
        return f"the AWS CLI prints {out.getvalue()}"
    return None if status == 0 else f"the AWS CLI ends with {status}: {err.getvalue().strip()}"


driver = create_clidriver()
print(json.dumps([complaint(driver, arguments) for arguments in json.load(sys.stdin)]))
