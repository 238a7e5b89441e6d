import { said, type Words } from './words.ts';

const EXCEEDED =
  'The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API';

export const DYNAMO_THROTTLE: Words = {
  nodejs: [
    [said('ProvisionedThroughputExceededException', EXCEEDED)],
    [
      said(
        'ThrottlingException',
        'Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly.',
      ),
    ],
    [
      said(
        'TransactionCanceledException',
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ThrottlingError]',
      ),
    ],
  ],
  python: [
    [
      said(
        'ClientError',
        `An error occurred (ProvisionedThroughputExceededException) when calling the PutItem operation (reached max retries: 10): ${EXCEEDED}`,
      ),
    ],
    [
      said(
        'ClientError',
        'An error occurred (RequestLimitExceeded) when calling the BatchWriteItem operation: Throughput exceeds the current throughput limit for your account.',
      ),
    ],
  ],
  java: [
    [
      said(
        'software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException',
        `${EXCEEDED} (Service: DynamoDb, Status Code: 400, Request ID: {hex})`,
      ),
    ],
  ],
  dotnet: [[said('Amazon.DynamoDBv2.Model.ProvisionedThroughputExceededException', EXCEEDED)]],
  ruby: [[said('Aws::DynamoDB::Errors::ProvisionedThroughputExceededException', EXCEEDED)]],
  go: [
    [
      said(
        '*smithy.OperationError',
        'store basket: operation error DynamoDB: PutItem, exceeded maximum number of attempts, 3, https response error StatusCode: 400, RequestID: {hex}, api error ThrottlingException: Throughput exceeds the current capacity of your table or index.',
      ),
    ],
  ],
};

export const TOO_MANY: Words = {
  nodejs: [
    [said('HTTPError', 'Response code 429 (Too Many Requests)')],
    [said('QuoteFailed', 'no quote for order {n}', 'TooManyRequestsException', 'Rate Exceeded.')],
  ],
  python: [
    [
      said(
        'HTTPStatusError',
        "Client error '429 Too Many Requests' for url 'https://api.partner.example/v2/quotes'",
      ),
    ],
    [
      said(
        'ClientError',
        'An error occurred (TooManyRequestsException) when calling the Invoke operation (reached max retries: 4): Rate Exceeded.',
      ),
    ],
  ],
  java: [
    [
      said(
        'software.amazon.awssdk.services.kms.model.KmsException',
        'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls. (Service: Kms, Status Code: 400, Request ID: {hex})',
      ),
    ],
  ],
  dotnet: [
    [
      said(
        'System.Net.Http.HttpRequestException',
        'Response status code does not indicate success: 429 (Too Many Requests).',
      ),
    ],
  ],
  go: [
    [said('*fmt.wrapError', 'quote order: GET https://api.partner.example/v2/quotes: 429 Too Many Requests')],
  ],
};

/** The dependency answers, but with errors. */
export const UNAVAILABLE: Words = {
  nodejs: [
    [said('HTTPError', 'Response code 503 (Service Unavailable)')],
    [
      said('AxiosError', 'Request failed with status code 502'),
      said('AxiosError', 'Request failed with status code 504'),
    ],
  ],
  python: [
    [
      said(
        'HTTPError',
        '503 Server Error: Service Unavailable for url: https://api.partner.example/v2/quotes',
      ),
    ],
  ],
  java: [
    [
      said(
        'org.springframework.web.client.HttpServerErrorException$ServiceUnavailable',
        '503 Service Unavailable: [no body]',
      ),
    ],
  ],
  dotnet: [
    [
      said(
        'System.Net.Http.HttpRequestException',
        'Response status code does not indicate success: 503 (Service Unavailable).',
      ),
    ],
  ],
  ruby: [[said('Faraday::ServerError', 'the server responded with status 503')]],
  go: [
    [
      said(
        '*errors.errorString',
        'quote order: GET https://api.partner.example/v2/quotes: 503 Service Unavailable',
      ),
    ],
  ],
};
