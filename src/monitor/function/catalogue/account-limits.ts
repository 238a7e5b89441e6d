import type { AccountLimits } from '../../../lambda/function/function.ts';
import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { type Asking, ask } from '../../calls/asking.ts';
import { type Dated, knownOf } from '../../known-answer.ts';
import type { Sources } from '../../sources.ts';

/** The account's limits, since when every answer has said the same, and what earlier answers said. */
export type DatedLimits = Dated<AccountLimits> & {
  readonly sameSinceMs?: EpochMs;
  /** Oldest first. */
  readonly earlier?: readonly EarlierLimits[];
};

/** What all answers within a span said. */
export interface EarlierLimits {
  readonly value: AccountLimits;
  readonly fromMs: EpochMs;
  readonly untilMs: EpochMs;
}

/**
 * Share of the account's concurrency by which claimed but idle concurrency varies from minute to minute; a larger step
 * is a change of reservations.
 */
const STEADY_SHARE = 0.02;
/** The newest minute with metrics may be this much older than an answer. */
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

/** The limits that held all through a minute according to the answers; null without one. */
function limitsOfMinute(limits: DatedLimits, minuteMs: EpochMs): AccountLimits | null {
  if (!limits.known || limits.sameSinceMs === undefined) return null;
  if (minuteMs >= limits.sameSinceMs) return limits.value;
  const said = limits.earlier?.find(
    ({ fromMs, untilMs }) => minuteMs >= fromMs && minuteMs + MINUTE_MS <= untilMs,
  );
  return said?.value ?? null;
}

/**
 * How long after a minute the first answer came, so that its limits are presumed for that minute; 0 where an answer
 * covers it.
 */
export function presumedBefore(limits: DatedLimits, minuteMs: EpochMs): number {
  if (!limits.known) return 0;
  const firstMs = limits.earlier?.[0]?.fromMs ?? limits.sameSinceMs ?? minuteMs;
  return Math.max(0, firstMs - minuteMs);
}

function areSame(one: AccountLimits, other: AccountLimits): boolean {
  return one.concurrency === other.concurrency && one.unreservedConcurrency === other.unreservedConcurrency;
}

/** Concurrency that the account claimed in a minute beyond what was busy without a reservation; null when unknown. */
export interface ClaimedMinute {
  readonly minuteMs: EpochMs;
  readonly beyondBusy: number | null;
}

/**
 * The limits in each minute: from the answers that cover it; before the first answer, that answer's limits, as far back
 * as the account claimed about as much beyond busy concurrency as then. Metrics are minutes older than any answer, a
 * command that runs once gets only one answer, and no answer covers the past: so the first one is taken to hold for the
 * newest minute, but no longer for much older ones once an answer has differed.
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
