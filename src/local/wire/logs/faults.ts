import { AwsFault } from '../aws-fault.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html */
export function invalidParameter(message: string): AwsFault {
  return new AwsFault({ code: 'InvalidParameterException', message });
}

export const INVALID_NEXT_TOKEN = invalidParameter('The specified nextToken is invalid.');

export const NO_SUCH_GROUP = new AwsFault({
  code: 'ResourceNotFoundException',
  message: 'The specified log group does not exist.',
});

export const NO_SUCH_STREAM = new AwsFault({
  code: 'ResourceNotFoundException',
  message: 'The specified log stream does not exist.',
});

export function alreadyExists(what: 'group' | 'stream'): AwsFault {
  return new AwsFault({
    code: 'ResourceAlreadyExistsException',
    message: `The specified log ${what} already exists`,
  });
}
