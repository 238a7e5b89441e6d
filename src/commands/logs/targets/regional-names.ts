import { functionReference } from '../../../lambda/function/function-reference.ts';
import { type Asking, ask } from '../../../monitor/calls/asking.ts';
import type { Complaint } from '../../command/complaint.ts';
import { errorSentence } from '../../command/error-sentence.ts';
import { exitStatusOf } from '../../command/exit-status.ts';
import type { Session } from '../../session/session.ts';
import { isLogGroup } from '../typed/tail-selection.ts';

/** A word as sources take it in a Region: a name means the session's, so in another it must be an ARN. */
export type RegionalNames = (word: string, region: string) => string;

/** Only AWS tells the account, which is part of every ARN. With a single Region no call is needed. */
export async function regionalNames(
  { regions: [home, ...elsewhere], sources: { identity } }: Session,
  asking: Asking,
): Promise<RegionalNames | Complaint> {
  if (elsewhere.length === 0) return (word) => word;
  const caller = await ask(asking, 'sts:GetCallerIdentity', identity.caller);
  if (!caller.ok) return { complaint: errorSentence(caller.error), status: exitStatusOf(caller.error) };
  const { accountId, arn } = caller.value;
  const partition = arn?.split(':')[1] ?? 'aws';
  return (word, region) => {
    if (region === home || namesItsRegion(word)) return word;
    if (isLogGroup(word)) return `arn:${partition}:logs:${region}:${accountId}:log-group:${word}`;
    const reference = functionReference(word);
    if (reference === null) return word;
    const { name, qualifier, accountId: typed } = reference;
    const version = qualifier === null ? '' : `:${qualifier}`;
    return `arn:${partition}:lambda:${region}:${typed ?? accountId}:function:${name}${version}`;
  };
}

/** Whether a word means the same wherever it is looked for. */
export function namesItsRegion(word: string): boolean {
  return word.startsWith('arn:');
}
