import type { PermissionAction } from '../../monitor/calls/permission.ts';
import type { Trial } from '../../monitor/checkup/permission-trial.ts';

/** An IAM policy document. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: 'Allow';
    readonly Action: readonly PermissionAction[];
    readonly Resource: '*';
  }[];
}

/** A policy that would allow the denied calls; null where none was denied. */
export function missingPolicy(trials: readonly Trial[]): PolicyDocument | null {
  const actions = trials.filter(isDenied).map(({ action }) => action);
  if (actions.length === 0) return null;
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'LmonMissing', Effect: 'Allow', Action: actions, Resource: '*' }],
  };
}

export function isDenied({ outcome }: Trial): boolean {
  return outcome.kind === 'failed' && outcome.error.kind === 'denied';
}
