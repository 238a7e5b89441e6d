import { ROLE, said, TABLE, type Words } from './words.ts';

const DENY = `User: ${ROLE} is not authorized to perform: dynamodb:UpdateItem on resource: ${TABLE} with an explicit deny in a service control policy`;
const DENY_INVOKE = `User: ${ROLE} is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:eu-west-1:123456789012:function:price-rules because no resource-based policy allows the lambda:InvokeFunction action`;
const DENY_BUS = `User: ${ROLE} is not authorized to perform: events:PutEvents on resource: arn:aws:events:eu-west-1:123456789012:event-bus/orders because no identity-based policy allows the events:PutEvents action`;

/** A policy or a role was changed. */
export const ACCESS_DENIED: Words = {
  nodejs: [
    [said('AccessDeniedException', DENY)],
    [said('OrderNotStored', 'order {n} could not be stored', 'AccessDeniedException', DENY)],
    [said('AccessDeniedException', DENY_BUS), said('AccessDenied', 'Access Denied')],
  ],
  python: [
    [
      said(
        'ClientError',
        `An error occurred (AccessDeniedException) when calling the UpdateItem operation: ${DENY}`,
      ),
    ],
    [
      said(
        'StoreError',
        'basket {n} was not written',
        'botocore.exceptions.ClientError',
        `An error occurred (AccessDeniedException) when calling the UpdateItem operation: ${DENY}`,
      ),
    ],
  ],
  java: [
    [
      said(
        'software.amazon.awssdk.services.lambda.model.LambdaException',
        `${DENY_INVOKE} (Service: Lambda, Status Code: 403, Request ID: {hex})`,
      ),
    ],
    [
      said(
        'java.lang.RuntimeException',
        'basket {n} not written',
        'software.amazon.awssdk.services.dynamodb.model.DynamoDbException',
        `${DENY} (Service: DynamoDb, Status Code: 400, Request ID: {hex})`,
      ),
    ],
  ],
  dotnet: [
    [
      said(
        'Amazon.DynamoDBv2.AmazonDynamoDBException',
        DENY,
        'Amazon.Runtime.Internal.HttpErrorResponseException',
        "Exception of type 'Amazon.Runtime.Internal.HttpErrorResponseException' was thrown.",
      ),
    ],
    [said('Amazon.S3.AmazonS3Exception', 'Access Denied')],
  ],
  ruby: [
    [said('Aws::DynamoDB::Errors::AccessDeniedException', DENY)],
    [said('Aws::S3::Errors::AccessDenied', 'Access Denied')],
  ],
  go: [
    [
      said(
        '*smithy.OperationError',
        `store basket: operation error DynamoDB: UpdateItem, https response error StatusCode: 400, RequestID: {hex}, api error AccessDeniedException: ${DENY}`,
      ),
    ],
  ],
};

/** The credentials that it presents have expired. */
export const EXPIRED: Words = {
  nodejs: [
    [said('ExpiredTokenException', 'The security token included in the request is expired')],
    [
      said('HTTPError', 'Response code 401 (Unauthorized)'),
      said('Error', 'token refresh failed: invalid_grant'),
    ],
  ],
  python: [
    [
      said(
        'ClientError',
        'An error occurred (ExpiredTokenException) when calling the Query operation: The security token included in the request is expired',
      ),
    ],
    [said('HTTPError', '401 Client Error: Unauthorized for url: https://api.partner.example/v2/quotes')],
  ],
  java: [
    [
      said(
        'software.amazon.awssdk.services.sts.model.ExpiredTokenException',
        'The security token included in the request is expired (Service: Sts, Status Code: 403, Request ID: {hex})',
      ),
    ],
  ],
  dotnet: [
    [
      said(
        'System.Net.Http.HttpRequestException',
        'Response status code does not indicate success: 401 (Unauthorized).',
      ),
    ],
  ],
  go: [[said('*errors.errorString', 'quote order: oauth2: "invalid_client" "Client secret has expired"')]],
};

/** A secret was rotated, and the function still has the old one. */
export const ROTATED: Words = {
  nodejs: [
    [said('error', 'password authentication failed for user "order_intake"')],
    [said('MongoServerError', 'bad auth : authentication failed')],
  ],
  python: [
    [
      said(
        'OperationalError',
        'connection to server at "orders.cluster-c1.eu-west-1.rds.amazonaws.com" (10.0.3.17), port 5432 failed: FATAL:  password authentication failed for user "order_intake"',
      ),
    ],
    [
      said(
        'OperationalError',
        "(1045, \"Access denied for user 'order_intake'@'10.0.4.21' (using password: YES)\")",
      ),
    ],
  ],
  java: [
    [
      said(
        'org.postgresql.util.PSQLException',
        'FATAL: password authentication failed for user "order_intake"',
      ),
    ],
  ],
  dotnet: [[said('Microsoft.Data.SqlClient.SqlException', "Login failed for user 'order_intake'.")]],
  ruby: [[said('Redis::CommandError', 'WRONGPASS invalid username-password pair or user is disabled.')]],
  go: [
    [
      said(
        '*pgconn.ConnectError',
        'failed to connect to `user=order_intake database=orders`: 10.0.3.17:5432: server error: FATAL: password authentication failed for user "order_intake" (SQLSTATE 28P01)',
      ),
    ],
  ],
};

/** A key is disabled or scheduled for deletion. */
export const KEY_UNUSABLE: Words = {
  nodejs: [
    [
      said(
        'KMSInvalidStateException',
        'arn:aws:kms:eu-west-1:123456789012:key/7a1d2c90-4b1e-4d0a-9c55-0e6f3b7a8c12 is pending deletion.',
      ),
    ],
  ],
  python: [
    [
      said(
        'DisabledException',
        'An error occurred (DisabledException) when calling the Decrypt operation: arn:aws:kms:eu-west-1:123456789012:key/7a1d2c90-4b1e-4d0a-9c55-0e6f3b7a8c12 is disabled.',
      ),
    ],
  ],
  java: [
    [
      said(
        'software.amazon.awssdk.services.kms.model.DisabledException',
        'arn:aws:kms:eu-west-1:123456789012:key/7a1d2c90-4b1e-4d0a-9c55-0e6f3b7a8c12 is disabled. (Service: Kms, Status Code: 400, Request ID: {hex})',
      ),
    ],
  ],
  go: [
    [
      said(
        '*types.KMSInvalidStateException',
        'open basket: operation error KMS: Decrypt, https response error StatusCode: 400, RequestID: {hex}, KMSInvalidStateException: arn:aws:kms:eu-west-1:123456789012:key/7a1d2c90-4b1e-4d0a-9c55-0e6f3b7a8c12 is pending deletion.',
      ),
    ],
  ],
};
