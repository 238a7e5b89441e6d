import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import type { Distribution, WorldAlarm, WorldAlarmState } from '../world-metric.ts';

/** The newest minute is still growing when it is first shown; an alarm looks at those before it. */
const EVALUATION_DELAY_MS = 30_000;
const LONGEST_LOOK_BACK_MINUTES = 180;

/** @param samplesOf the published samples of the alarm's metric in a minute. */
export function alarmStateAt(
  alarm: WorldAlarm,
  samplesOf: (minuteMs: EpochMs) => Distribution | null,
  nowMs: EpochMs,
): WorldAlarmState {
  const endMs = Math.floor((nowMs - EVALUATION_DELAY_MS) / MINUTE_MS) * MINUTE_MS;
  const statisticOf = (minuteMs: EpochMs): number | null => {
    const samples = samplesOf(minuteMs);
    if (samples === null) return null;
    return alarm.statistic === 'Sum' ? samples.sum : samples.maximum;
  };
  const evaluated = evaluation(alarm, statisticOf, endMs);
  let sinceMs = endMs;
  for (let back = 1; back <= LONGEST_LOOK_BACK_MINUTES; back++) {
    const earlierMs = endMs - back * MINUTE_MS;
    if (evaluation(alarm, statisticOf, earlierMs).state !== evaluated.state) break;
    sinceMs = earlierMs;
  }
  return { alarm, ...evaluated, sinceMs };
}

/** The alarm's state for the minutes that end at `endMs`. A minute without data is ignored. */
function evaluation(
  { periods, threshold }: WorldAlarm,
  statisticOf: (minuteMs: EpochMs) => number | null,
  endMs: EpochMs,
): Pick<WorldAlarmState, 'state' | 'datapoints'> {
  const datapoints = Array.from({ length: periods }, (_, index) =>
    statisticOf(endMs - (index + 1) * MINUTE_MS),
  ).filter((value) => value !== null);
  if (datapoints.length === 0) return { state: 'INSUFFICIENT_DATA', datapoints };
  const isRaised = datapoints.length === periods && datapoints.every((value) => value > threshold);
  return { state: isRaised ? 'ALARM' : 'OK', datapoints };
}
