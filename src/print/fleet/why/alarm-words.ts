import type { Line } from '../../../terminal/line.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { RawText } from '../../../terminal/text.ts';
import { strong, toned } from '../../../terminal/words.ts';
import type { SinceWords } from '../../../triage/sentence/time-words.ts';
import type { RungAlarm } from '../../../triage/timeline/alarm-events.ts';

/** A CloudWatch alarm that rings: `checkout-api-throttles ringing on Throttles since 03:01Z`. */
export function alarmWords(
  { name, metric, sinceMs }: Pick<RungAlarm, 'name' | 'metric' | 'sinceMs'>,
  sinceWords: SinceWords,
): Line {
  return [
    toned('fact', safe`${safeText(name)} ringing`),
    toned('dim', metric === null ? safe`` : safe` on ${safeText(metric)}`),
    toned('fact', sinceMs === null ? safe`` : safe` ${sinceWords.since(sinceMs)}`),
  ];
}

/** The same as a row below a time or a label, with the number of further ones; null without any. */
export function alarmRow(
  alarms: readonly Pick<RungAlarm, 'name' | 'metric' | 'sinceMs'>[],
  sinceWords: SinceWords,
): Line | null {
  const [first, ...others] = alarms;
  if (first === undefined) return null;
  const more = others.length === 0 ? safe`` : safe`, and ${others.length} more`;
  return [
    strong(safe`alarm `, 'crit'),
    toned('fact', safe`  `),
    ...alarmWords(first, sinceWords),
    toned('dim', more),
  ];
}

/** Those of a function that ring now. */
export function ringingOf(alarms: readonly RungAlarm[], name: RawText): readonly RungAlarm[] {
  return alarms.filter(({ functionName, quietMs }) => functionName === name && quietMs === null);
}
