import { DAY_MS, type EpochMs } from '../../lambda/time.ts';
import type { Line } from '../../terminal/line.ts';
import { utcDay, utcMinute } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { words } from '../../terminal/words.ts';
import { SINCE_UTC, type SinceWords } from '../../triage/sentence/time-words.ts';
import type { TriageEntry } from './triage-entry.ts';

/** How times in the first column are written. Times within sentences are in UTC, as reports are shared. */
export interface ReportTimes {
  readonly name: SafeText;
  cell(timeMs: EpochMs): SafeText;
  readonly since: SinceWords['since'];
}

export const REPORT_IN_UTC: ReportTimes = { name: safe`UTC`, cell: utcMinute, since: SINCE_UTC.since };

/** An event with its time. If the time alone would be taken for today's, the date replaces it. */
export function timedEntry(
  atMs: EpochMs,
  toMs: EpochMs,
  { what, tone, says }: { readonly what: SafeText; readonly tone: TriageEntry['tone']; readonly says: Line },
  { cell }: ReportTimes,
): TriageEntry {
  return toMs - atMs < DAY_MS
    ? { label: safe`${cell(atMs)} ${what}`, tone, says }
    : { label: safe`${utcDay(atMs)} ${what}`, tone, says: words`${utcMinute(atMs)} ${says}` };
}
