import { AwsFault } from '../aws-fault.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html */
export function invalidParameterValue(message: string): AwsFault {
  return new AwsFault({ code: 'InvalidParameterValueException', message });
}

export function functionNotFound(arn: string): AwsFault {
  return new AwsFault({
    code: 'ResourceNotFoundException',
    status: 404,
    message: `Function not found: ${arn}`,
  });
}

export function noEventInvokeConfig(arn: string): AwsFault {
  return new AwsFault({
    code: 'ResourceNotFoundException',
    status: 404,
    message: `The function ${arn} doesn't have an EventInvokeConfig`,
  });
}
