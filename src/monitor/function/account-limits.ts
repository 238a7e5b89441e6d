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

/** Of the account's concurrency, so much that is claimed and not busy comes and goes from minute to minute; a step beyond is a change of reservations. */
const STEADY_SHARE = 0.02;
/** So much older than an answer the newest minute with metrics may be. */
const NEWEST_IS_OLD_MS = 3 * MINUTE_MS;
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
  if (before?.known !== true) return { ...limits, sameSinceMs: nowMs };
  const { sameSinceMs = nowMs, earlier = [], value, asOfMs: untilMs = nowMs } = before;
  if (areSame(limits.value, value)) return { ...limits, sameSinceMs, earlier };
  const said = [...earlier, { value, fromMs: sameSinceMs, untilMs }].slice(-EARLIER_REMEMBERED);
  return { ...limits, sameSinceMs: nowMs, earlier: said };
}

/** What answers said that held all through a minute; null where none did. */
function limitsOfMinute(limits: DatedLimits, minuteMs: EpochMs): AccountLimits | null {
  if (!limits.known || limits.sameSinceMs === undefined) return null;
  if (minuteMs >= limits.sameSinceMs) return limits.value;
  const said = limits.earlier?.find(
    ({ fromMs, untilMs }) => minuteMs >= fromMs && minuteMs + MINUTE_MS <= untilMs,
  );
  return said?.value ?? null;
}

/** By how much the first answer came after a minute: what it says was then is presumed. 0 where an answer told of it. */
export function presumedBefore(limits: DatedLimits, minuteMs: EpochMs): number {
  if (!limits.known) return 0;
  const firstMs = limits.earlier?.[0]?.fromMs ?? limits.sameSinceMs ?? minuteMs;
  return Math.max(0, firstMs - minuteMs);
}

function areSame(one: AccountLimits, other: AccountLimits): boolean {
  return one.concurrency === other.concurrency && one.unreservedConcurrency === other.unreservedConcurrency;
}

/** A minute of the account: what it claimed beyond what was busy without a reservation; null where nobody knows. */
export interface ClaimedMinute {
  readonly minuteMs: EpochMs;
  readonly beyondBusy: number | null;
}

/**
 * The limits in each minute: what answers said of it, and before the first of them what that said, back to where the account began to
 * claim as much beyond what was busy as then. Metrics are minutes older than any answer, a command that looks once gets no other, and of the past none
 * tells: so of the newest minute it is taken to hold; of those long before no more once an answer said otherwise.
 *
 * @param minutes oldest first
 */
export function limitsByMinute(
  limits: DatedLimits,
  minutes: readonly ClaimedMinute[],
): ReadonlyMap<EpochMs, AccountLimits> {
  const found = new Map<EpochMs, AccountLimits>();
  if (!limits.known) return found;
  const [first = { value: limits.value, fromMs: limits.sameSinceMs ?? Number.POSITIVE_INFINITY }] =
    limits.earlier ?? [];
  const wasChanged = (limits.earlier ?? []).length > 0;
  const step = STEADY_SHARE * first.value.concurrency;
  let next: number | null = null;
  for (const { minuteMs, beyondBusy } of minutes.toReversed()) {
    const said = limitsOfMinute(limits, minuteMs);
    if (said !== null) found.set(minuteMs, said);
    if (said === first.value) next = beyondBusy ?? next;
    if (minuteMs >= first.fromMs) continue;
    if (wasChanged && minuteMs < first.fromMs - NEWEST_IS_OLD_MS) break;
    if (beyondBusy !== null && next !== null && Math.abs(beyondBusy - next) > step) break;
    found.set(minuteMs, first.value);
    next = beyondBusy ?? next;
  }
  return found;
}
