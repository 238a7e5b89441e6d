import type { AccountLimits } from '../../lambda/function.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { type Asking, ask } from '../calls/asking.ts';
import { type Dated, knownOf } from '../known-answer.ts';
import type { Sources } from '../sources.ts';

/** The account's limits, since when each answer has said the same, and what answers said before. */
export type DatedLimits = Dated<AccountLimits> & {
  readonly sameSinceMs?: EpochMs;
  /** Oldest first. */
  readonly earlier?: readonly EarlierLimits[];
};

/** What all answers of a span said. */
export interface EarlierLimits {
  readonly value: AccountLimits;
  readonly fromMs: EpochMs;
  readonly untilMs: EpochMs;
}

/**
 * So long what the first answer says is taken to have held before it: metrics are minutes older than any answer, and a command
 * that looks once gets no other.
 */
const PRESUMED_SAME_MS = 15 * MINUTE_MS;
const EARLIER_REMEMBERED = 10;

export async function readAccountLimits(
  { functions }: Sources,
  asking: Asking,
  before: DatedLimits | undefined,
): Promise<DatedLimits> {
  const answer = await ask(asking, 'lambda:GetAccountSettings', functions.accountLimits);
  const nowMs = asking.clock.now();
  const limits: DatedLimits = knownOf(answer, before, nowMs);
  if (!limits.known || limits === before) return limits;
  if (before?.known !== true) return { ...limits, sameSinceMs: nowMs - PRESUMED_SAME_MS };
  const { sameSinceMs = nowMs, earlier = [], value, asOfMs: untilMs = nowMs } = before;
  if (areSame(limits.value, value)) return { ...limits, sameSinceMs, earlier };
  const said = [...earlier, { value, fromMs: sameSinceMs, untilMs }].slice(-EARLIER_REMEMBERED);
  return { ...limits, sameSinceMs: nowMs, earlier: said };
}

/** What the account's limits were all through a minute; null where nobody knows. */
export function limitsOfMinute(limits: DatedLimits, minuteMs: EpochMs): AccountLimits | null {
  if (!limits.known || limits.sameSinceMs === undefined) return null;
  if (minuteMs >= limits.sameSinceMs) return limits.value;
  const said = limits.earlier?.find(
    ({ fromMs, untilMs }) => minuteMs >= fromMs && minuteMs + MINUTE_MS <= untilMs,
  );
  return said?.value ?? null;
}

function areSame(one: AccountLimits, other: AccountLimits): boolean {
  return one.concurrency === other.concurrency && one.unreservedConcurrency === other.unreservedConcurrency;
}

/** The same for a look at the past, which no answer tells of: where no change was seen, they are taken to have been what they are. */
export function limitsInThePast(limits: DatedLimits): DatedLimits {
  return limits.known && (limits.earlier ?? []).length === 0 ? { ...limits, sameSinceMs: -Infinity } : limits;
}
