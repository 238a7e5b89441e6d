import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { ageInWords, isoTime } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned, words } from '../../terminal/words.ts';
import type { ChangeKind } from '../../triage/report/changes/change.ts';
import type { RankedChange } from '../../triage/report/changes/ranked-changes.ts';
import { type ReportTimes, timedEntry } from './timed-entry.ts';
import type { TriageEntry } from './triage-entry.ts';

export const KIND_WORDS = {
  code: safe`code`,
  configuration: safe`settings`,
  runtime: safe`runtime`,
  limit: safe`limit`,
  eventSource: safe`source`,
  traffic: safe`traffic`,
  unpublished: safe`unused`,
  other: safe`other`,
} as const satisfies Readonly<Record<ChangeKind, SafeText>>;

/** A change as a row of the report: time and kind first, then its distance to the onset. */
export function changeEntry(change: RankedChange, toMs: EpochMs, times: ReportTimes): TriageEntry {
  const { kind, atMs, leadMs, more = [] } = change;
  const near = leadMs === null ? [] : [toned('dim', safe`, ${leadText(leadMs)}`)];
  const says = words`${change.says}${near}${more}`;
  return timedEntry(atMs, toMs, { what: KIND_WORDS[kind], tone: 'warn', says }, times);
}

/** The same as JSON members. */
export function changeRecord({ kind, atMs, leadMs }: RankedChange): object {
  return {
    time: isoTime(atMs),
    timestamp: atMs,
    kind: safeText(kind),
    leadSeconds: leadMs === null ? null : Math.round(leadMs / 1_000),
  };
}

function leadText(leadMs: number): SafeText {
  if (Math.abs(leadMs) < MINUTE_MS) return safe`as the trouble began`;
  return leadMs > 0
    ? safe`${ageInWords(leadMs)} before the trouble began`
    : safe`${ageInWords(-leadMs)} after the trouble began`;
}
