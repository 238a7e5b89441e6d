import { AwsFault } from '../aws-fault.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CommonErrors.html */
export function invalidParameterValue(message: string): AwsFault {
  return new AwsFault({
    code: 'InvalidParameterValueException',
    queryCode: 'InvalidParameterValue',
    message,
  });
}

/** What GetMetricData calls a request that is wrong; its reference names no error for it, only the common ones. */
export function validationError(message: string): AwsFault {
  return new AwsFault({ code: 'ValidationError', message });
}

export const INVALID_NEXT_TOKEN = new AwsFault({
  code: 'InvalidNextToken',
  message: 'The next token specified is invalid.',
});
