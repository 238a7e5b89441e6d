import { AwsFault } from '../aws-fault.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CommonErrors.html */
export function invalidParameterValue(message: string): AwsFault {
  return new AwsFault({
    code: 'InvalidParameterValueException',
    queryCode: 'InvalidParameterValue',
    message,
  });
}

/** For invalid requests of GetMetricData and DescribeAlarms, whose references leave them to the common errors. */
export function validationError(message: string): AwsFault {
  return new AwsFault({ code: 'ValidationError', message });
}

export const INVALID_NEXT_TOKEN = new AwsFault({
  code: 'InvalidNextToken',
  message: 'The next token specified is invalid.',
});
