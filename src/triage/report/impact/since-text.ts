import type { EpochMs } from '../../../lambda/time.ts';
import { utcMinute } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { knownTime } from './steady-errors.ts';

/** The time that a count is over: all known minutes where it began before them, or at no known time. */
export function sinceText(file: Pick<CaseFile, 'minutes' | 'toMs'>, sinceMs: EpochMs | null): SafeText {
  if (sinceMs === null) return safe`in ${knownTime(file)}`;
  const firstMs = file.minutes[0]?.minuteMs ?? sinceMs;
  return sinceMs < firstMs
    ? safe`in ${knownTime(file)}, more since ${utcMinute(sinceMs)}`
    : safe`since ${utcMinute(sinceMs)}`;
}
