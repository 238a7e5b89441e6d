"""The calls that walk-models.py makes: of every operation some that succeed, and some for each of its errors."""

from botocore_models import SUCCESS

EITHER = "either"
ABSENT = "ResourceNotFoundException"
BAD_PARAMETER = "InvalidParameterException"
BAD_VALUE = "InvalidParameterValueException"
ACCOUNT = "eu-west-1:123456789012"


def ok(**params):
    """A call that succeeds."""
    return params, SUCCESS


def refused(code, **params):
    """A call that ends with this error."""
    return params, code


def either(**params):
    """A call that some resources refuse: whichever answer comes is judged."""
    return params, EITHER


def calls_of(aws, caller):
    """The calls by action, in any order, for the resources that `aws` has. `caller` keeps apart what two write."""
    names = [each["FunctionName"] for each in aws("lambda:ListFunctions")["Functions"]]
    groups = [each["logGroupName"] for each in aws("logs:DescribeLogGroups")["logGroups"]]
    sources = [each["EventSourceArn"] for each in aws("lambda:ListEventSourceMappings")["EventSourceMappings"]]
    queues = [arn.split(":")[-1] for arn in sources if ":sqs:" in arn]
    now = int(aws.now())

    def of_functions(success=ok):
        known = [success(FunctionName=name) for name in names]
        return [*known, refused(ABSENT, FunctionName="nobody"), refused(BAD_VALUE, FunctionName="x" * 300)]

    def pages_of_functions():
        return [*of_functions(), refused(BAD_VALUE, FunctionName=names[0], Marker="junk")]

    def of_log(*calls, **params):
        """With the errors of an operation that reads a log page by page."""
        absent = refused(ABSENT, logGroupName="/nobody", **params)
        return [*calls, absent, refused(BAD_PARAMETER, logGroupName=written, nextToken="junk", **params)]

    written, deleted = f"/{caller}", f"/{caller}/deleted"
    for name in (written, deleted):
        aws("logs:CreateLogGroup", logGroupName=name)
    kept = {"logGroupName": written, "logStreamName": "kept"}
    aws("logs:CreateLogStream", **kept)
    events = [{"timestamp": now * 1000, "message": "one"}, {"timestamp": now * 1000, "message": "☃"}]
    too_old = [{"timestamp": 1, "message": "too old"}]
    aws("logs:PutLogEvents", **kept, logEvents=events)
    patterns = "filter @message like /RequestId|requestId/ | pattern @message | limit 5"
    query = {"startTime": now - 30, "endTime": now, "queryString": patterns}
    read, stopped = [aws("logs:StartQuery", logGroupName=name, **query)["queryId"] for name in groups[:2]]
    last_seconds = {"startTime": (now - 20) * 1000, "limit": 20}
    log_arn = f"arn:aws:logs:{ACCOUNT}:log-group:"

    half_an_hour = {"StartTime": now - 1800, "EndTime": now}
    dimensions = [{"Name": "FunctionName", "Value": names[0]}]
    duration = {"Namespace": "AWS/Lambda", "MetricName": "Duration", "Dimensions": dimensions}
    p95 = {"Id": "q", "MetricStat": {"Metric": duration, "Period": 60, "Stat": "p95"}}
    data = {**half_an_hour, "MetricDataQueries": [p95]}
    statistics = {**half_an_hour, **duration, "Period": 60}
    shop = {"Dimensions": [{"Name": "Shop", "Value": caller}]}
    datum = {**shop, "MetricName": "Orders", "Value": 3, "Unit": "Count"}
    last_month = {**datum, "Timestamp": now - 86400 * 30}
    changes = {"LookupAttributes": [{"AttributeKey": "ResourceName", "AttributeValue": names[0]}]}

    return {
        "cloudwatch:DescribeAlarms": [
            *(ok(), ok(MaxRecords=1)),
            refused("InvalidNextToken", NextToken="junk"),
            refused("ValidationError", MaxRecords=0),
        ],
        "cloudwatch:GetMetricData": [
            *(ok(**data), ok(**data, MaxDatapoints=3)),
            refused("InvalidNextToken", **data, NextToken="junk"),
            refused("ValidationError", **{**data, "StartTime": now}),
        ],
        "cloudwatch:GetMetricStatistics": [
            ok(**statistics, Statistics=["Sum", "Average", "Minimum", "Maximum", "SampleCount"]),
            refused(BAD_VALUE, **statistics, Statistics=["p95"]),
        ],
        "cloudwatch:ListMetrics": [ok(), ok(RecentlyActive="PT3H"), refused(BAD_VALUE, NextToken="junk")],
        "cloudwatch:PutMetricData": [
            ok(Namespace="Shop", MetricData=[datum]),
            refused(BAD_VALUE, Namespace="Shop", MetricData=[last_month]),
        ],
        "logs:CreateLogGroup": [
            ok(logGroupName=f"{written}/new"),
            refused("ResourceAlreadyExistsException", logGroupName=written),
            refused(BAD_PARAMETER, logGroupName="?"),
        ],
        "logs:CreateLogStream": [
            ok(logGroupName=written, logStreamName="new"),
            refused("ResourceAlreadyExistsException", **kept),
            refused(ABSENT, logGroupName="/nobody", logStreamName="new"),
        ],
        "logs:DeleteLogGroup": [
            ok(logGroupName=deleted),
            refused("OperationAbortedException", logGroupName=groups[0]),
            refused(ABSENT, logGroupName="/nobody"),
        ],
        "logs:DescribeLogGroups": [
            *(ok(), ok(limit=1), ok(logGroupNamePattern="api")),
            refused(BAD_PARAMETER, nextToken="junk"),
        ],
        "logs:DescribeLogStreams": of_log(*(ok(logGroupName=name, limit=3) for name in groups)),
        "logs:FilterLogEvents": of_log(*(ok(logGroupName=name, **last_seconds) for name in groups)),
        "logs:GetLogEvents": of_log(ok(**kept), logStreamName="kept"),
        "logs:GetQueryResults": [ok(queryId=read), refused(ABSENT, queryId="nobody")],
        "logs:PutLogEvents": [
            *(ok(**kept, logEvents=events), ok(**kept, logEvents=too_old)),
            refused(ABSENT, logGroupName=written, logStreamName="nobody", logEvents=events),
            refused(BAD_PARAMETER, **kept, logEvents=[]),
        ],
        "logs:StartLiveTail": [
            ok(logGroupIdentifiers=[log_arn + groups[0]]),
            refused(ABSENT, logGroupIdentifiers=[f"{log_arn}/nobody"]),
            refused(BAD_PARAMETER, logGroupIdentifiers=[groups[0]]),
        ],
        "logs:StartQuery": [
            ok(logGroupName=groups[0], **query),
            refused("MalformedQueryException", logGroupName=groups[0], **{**query, "queryString": "nonsense"}),
            refused(ABSENT, logGroupName="/nobody", **query),
        ],
        "logs:StopQuery": [ok(queryId=stopped), refused(BAD_PARAMETER, queryId="nobody")],
        "lambda:GetAccountSettings": [ok()],
        "lambda:GetFunctionConcurrency": of_functions(),
        "lambda:GetFunctionConfiguration": of_functions(),
        "lambda:GetFunctionEventInvokeConfig": of_functions(either),
        "lambda:ListAliases": pages_of_functions(),
        "lambda:ListEventSourceMappings": [
            *(ok(), ok(MaxItems=1)),
            refused(ABSENT, FunctionName="nobody"),
            refused(BAD_VALUE, Marker="junk"),
        ],
        "lambda:ListFunctions": [ok(), ok(MaxItems=1), refused(BAD_VALUE, Marker="junk")],
        "lambda:ListProvisionedConcurrencyConfigs": pages_of_functions(),
        "lambda:ListVersionsByFunction": pages_of_functions(),
        "kinesis:DescribeStreamSummary": [
            *(ok(StreamARN=arn) for arn in sources if ":kinesis:" in arn),
            refused(ABSENT, StreamName="nobody"),
            refused("InvalidArgumentException"),
        ],
        "dynamodb:DescribeStream": [
            *(ok(StreamArn=arn) for arn in sources if ":dynamodb:" in arn),
            refused(ABSENT, StreamArn=f"arn:aws:dynamodb:{ACCOUNT}:table/nobody"),
            refused("ValidationException", StreamArn="short"),
        ],
        "sqs:GetQueueAttributes": [
            *(ok(QueueUrl=f"{aws.url}/123456789012/{name}", AttributeNames=["All"]) for name in queues),
            refused("QueueDoesNotExist", QueueUrl=f"{aws.url}/123456789012/nobody"),
        ],
        "sqs:GetQueueUrl": [
            *(ok(QueueName=name) for name in queues),
            refused("QueueDoesNotExist", QueueName="nobody"),
            refused("InvalidParameterValue", QueueName="x" * 100),
        ],
        "sts:GetCallerIdentity": [ok()],
        "tag:GetResources": [
            *(ok(), ok(ResourcesPerPage=1)),
            refused(BAD_PARAMETER, ResourcesPerPage=1000),
            refused("PaginationTokenExpiredException", PaginationToken="junk"),
        ],
        "cloudtrail:LookupEvents": [
            *(ok(**changes), ok(**changes, MaxResults=1)),
            refused("InvalidNextTokenException", **changes, NextToken="junk"),
            refused("InvalidLookupAttributesException", LookupAttributes=[]),
        ],
    }
