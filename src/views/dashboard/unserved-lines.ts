import { limitMet } from '../../capacity/assessment.ts';
import { type CallSpan, callSpans } from '../../monitor/function/detail/call-spans.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { numberOf } from '../../monitor/reading.ts';
import type { Line } from '../../terminal/line.ts';
import { ageInWords, durationInWords, groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { strong, toned, words } from '../../terminal/words.ts';
import { detailOf } from '../function/function-scene.ts';
import { momentInWords, type Times, timesOf } from '../parts/look/time-notation.ts';
import type { DashboardScene } from './dashboard-scene.ts';

/** What the verdict of a function that nobody calls leaves out, a label before each line. */
export function unservedLines(scene: DashboardScene): readonly Line[] {
  const { status } = scene;
  const isOff = limitMet(status.assessment).kind === 'off';
  const day = detailOf(scene)?.day ?? null;
  return [
    ...(isOff ? offLines(status) : []),
    ...(status.activity === 'idle' && day !== null ? [lastLine(callSpans(day)[0], timesOf(scene))] : []),
  ];
}

/** Where it turns calls away, the verdict tells that it is switched off, how many there are, and since when. */
function offLines({ throttles }: FunctionStatus): readonly Line[] {
  const refused = numberOf(throttles) ?? 0;
  return refused > 0 ? [] : [[toned('dim', safe`off`), ...words`reserves 0, so it would refuse every call`]];
}

function lastLine(last: CallSpan | undefined, times: Times): Line {
  const label = toned('dim', safe`last`);
  if (last === undefined) return [label, ...words`not called in the last 24 h`];
  const { startMs, calls, throttles, errors, longestMs } = last;
  const ago =
    times.notation === 'ago' ? safe`` : safe`, ${ageInWords(Math.max(0, times.nowMs - startMs))} ago`;
  const attempts = calls + throttles;
  const counted = safe`${groupedText(attempts)} ${attempts === 1 ? safe`call` : safe`calls`}`;
  const failed = (errors ?? 0) + throttles;
  const went =
    failed === 0
      ? toned('fact', errors === null ? safe`` : safe`, none failed`)
      : strong(safe`, ${groupedText(failed)} failed`, 'crit');
  const took =
    longestMs === null
      ? []
      : words`; ${attempts === 1 ? safe`took` : safe`longest`} ${strong(durationInWords(longestMs))}`;
  return [label, ...words`${strong(momentInWords(startMs, times))}${ago}: ${counted}`, went, ...took];
}
