import { AwsFault, invalidParameter } from '../aws-fault.ts';
import type { LogGroup } from './log-group/log-groups.ts';

export const INVALID_NEXT_TOKEN = invalidParameter('The specified nextToken is invalid.');

export const NO_SUCH_GROUP = new AwsFault({
  code: 'ResourceNotFoundException',
  message: 'The specified log group does not exist.',
});

/** Only groups of the Standard class can be read event by event; the others are for queries or deliveries. */
export function unreadableClass(operation: string, group: LogGroup): AwsFault | null {
  const { name, logGroupClass } = group;
  if (logGroupClass === 'STANDARD') return null;
  return new AwsFault({
    code: 'InvalidOperationException',
    message: `The log group ${name} is of log-group-class ${logGroupClass}. ${operation} is not supported for this log class.`,
  });
}

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
