import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../../lambda/time.ts';
import { utcDay, utcMinute } from '../../../terminal/quantity.ts';
import type { RawText } from '../../../terminal/text.ts';
import { words } from '../../../terminal/words.ts';
import type { WeekOnset } from '../../rules/week-onset.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import type { Onsets } from '../case-file/onsets.ts';
import type { Claim } from '../claims/claim.ts';
import type { Change } from './change.ts';
import { isAround, rankedChanges } from './ranked-changes.ts';

const AT_ONCE_MS = 2 * MINUTE_MS;
const CLOSE_MS = 5 * MINUTE_MS;

/** A change of code or settings that may have brought the trouble. */
export interface Release extends Claim {
  /** The published version; absent for other changes. */
  readonly version?: RawText;
  /** See `Change`. */
  readonly bringsCode: boolean;
  readonly lead: Lead;
}

/**
 * The lead before the onset; negative after it. Both bounds are equal where the onset is dated to the minute, and an
 * hour apart where only its hour is known.
 */
export interface Lead {
  readonly leastMs: number;
  readonly mostMs: number;
}

/**
 * The change of code or settings most likely to be the cause; null without one around then.
 *
 * @param isMeant which changes could be
 */
export function releaseBefore(
  file: CaseFile,
  onsets: Onsets,
  isMeant: (change: Change) => boolean = isRelease,
): Release | null {
  const { week } = onsets;
  for (const change of rankedChanges(file, onsets)) {
    if (!isMeant(change)) continue;
    const { says, evidence, leadMs, atMs, version, bringsCode = false } = change;
    const of = { evidence, bringsCode, ...(version !== undefined && { version }) };
    if (leadMs !== null)
      return { ...of, says: words`${says} at ${utcMinute(atMs)}`, lead: { leastMs: leadMs, mostMs: leadMs } };
    const lead = week === null ? null : leadOfHour(week, atMs);
    if (lead !== null) return { ...of, says: words`${says} at ${utcMinute(atMs)} on ${utcDay(atMs)}`, lead };
  }
  return null;
}

function isRelease({ kind }: Change): boolean {
  return kind === 'code' || kind === 'configuration' || kind === 'runtime';
}

/** For an onset within an hour; null where the change came too long before, or after. */
function leadOfHour(week: WeekOnset, atMs: EpochMs): Lead | null {
  const leastMs = week.hourMs - atMs;
  const mostMs = leastMs + HOUR_MS;
  return isAround(week, atMs) && mostMs > 0 ? { leastMs, mostMs } : null;
}

/** Whether it may have come so shortly before that it must be checked first. */
export function isClose({ lead }: Release): boolean {
  return lead.leastMs <= CLOSE_MS;
}

/** Whether the trouble began with it, as far as minutes tell; unknown where only the hour is. */
export function isAtOnce({ lead }: Release): boolean {
  return isToTheMinute(lead) && lead.mostMs <= AT_ONCE_MS;
}

/** Whether it is known to the minute, and not just to the hour. */
export function isToTheMinute({ leastMs, mostMs }: Lead): boolean {
  return leastMs === mostMs;
}
