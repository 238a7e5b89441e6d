import { type RawText, rawText } from '../../../terminal/text.ts';
import { type Asking, ask } from '../../calls/asking.ts';
import type { Result } from '../../source-error.ts';
import type { IdentitySource } from '../../sources.ts';

/** The ARN of a log group, as Live Tail requires it, with the caller's account. */
export async function liveGroupArn(
  group: RawText,
  region: string,
  identity: IdentitySource,
  asking: Asking,
): Promise<Result<RawText>> {
  if (group.startsWith('arn:')) return { ok: true, value: rawText(group.replace(/:\*$/, '')) };
  const caller = await ask(asking, 'sts:GetCallerIdentity', identity.caller);
  if (!caller.ok) return caller;
  const { accountId, arn } = caller.value;
  const partition = arn?.split(':')[1] ?? 'aws';
  return { ok: true, value: rawText(`arn:${partition}:logs:${region}:${accountId}:log-group:${group}`) };
}
