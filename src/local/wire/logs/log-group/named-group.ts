import type { AwsFault } from '../../aws-fault.ts';
import { invalidParameter } from '../../aws-fault.ts';
import { logGroupName } from './log-groups.ts';

/** The group that a request refers to: by name, or by an identifier that may be an ARN, but not by both. */
export function namedGroup(input: {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}): string | AwsFault {
  const name = input.logGroupName ?? input.logGroupIdentifier;
  const isAmbiguous = input.logGroupName !== undefined && input.logGroupIdentifier !== undefined;
  if (name === undefined || isAmbiguous) {
    return invalidParameter('Exactly one of logGroupName and logGroupIdentifier must be specified.');
  }
  return logGroupName(name);
}
