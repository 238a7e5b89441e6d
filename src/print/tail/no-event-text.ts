import { type EpochMs, HOUR_MS } from '../../lambda/time.ts';
import { manyLogs } from '../../logs/many-logs.ts';
import { type LogChoice, namesIn } from '../../logs/selection/log-choice.ts';
import { isWholeLog, type LineSelection } from '../../logs/selection/selection-rules.ts';
import { utcTime } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { logsText } from './log-names.ts';

/** The local AWS invents no more of a past before its start. */
const DEMO_PAST_MS = 3 * HOUR_MS;

/**
 * That a span of logs was read and has nothing, or nothing of what was asked for.
 *
 * @param demoStartMs when the demo was started; null for another account
 */
export function noEventText(
  choices: readonly LogChoice[],
  wanted: LineSelection,
  { sinceMs, untilMs }: { readonly sinceMs: EpochMs; readonly untilMs: EpochMs },
  demoStartMs: EpochMs | null,
): SafeText {
  const logs = logsText(manyLogs([...new Set(choices.flatMap(namesIn))]));
  const isAll =
    isWholeLog(wanted) && choices.every(({ writers }) => writers.every(({ versions }) => versions === null));
  const asked = isAll ? safe`` : safe` as asked for`;
  const before =
    demoStartMs !== null && untilMs < demoStartMs - DEMO_PAST_MS
      ? safe`; the demo's logs begin 3 h before it was started`
      : safe``;
  return safe`no event${asked} in ${logs} from ${utcTime(sinceMs)} to ${utcTime(untilMs)}${before}`;
}
