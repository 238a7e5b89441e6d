import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import { THRESHOLD_RANGES } from '../../triage/threshold-range.ts';
import { DEFAULT_THRESHOLDS, type Threshold, type Thresholds } from '../../triage/thresholds.ts';

export type ThresholdName = keyof Thresholds;

export const THRESHOLD_NAMES = Object.keys(DEFAULT_THRESHOLDS) as readonly ThresholdName[];

/** A value with its unit in a form that can be typed: `14.3 %`, `45m`, `1500 ms`, `5`. */
export function valueText(name: ThresholdName, value: number): string {
  switch (unitOf(name)) {
    case 'share':
      // 0.143 * 100 is 14.299999999999999: the echo must equal what was typed.
      return `${Number((value * 100).toPrecision(12))} %`;
    case 'time':
      return spanText(value);
    case 'number':
      return String(value);
  }
}

/** The range of a value, in words that follow its name. */
export function rangeText(name: ThresholdName): string {
  const { least, most, says } = THRESHOLD_RANGES[name];
  if (unitOf(name) !== 'time') return says;
  return `a time from ${spanText(least)} to ${spanText(most)}, such as ${AN_EXAMPLE}`;
}

/** Valid for every time. */
const AN_EXAMPLE = '8m';

/** The source of a value: lmon, the configuration file, or `:set`. */
export type ThresholdSource = 'default' | 'config' | 'set';

/** @param configured the values at the start of the session */
export function sourceOf(name: ThresholdName, now: Thresholds, configured: Thresholds): ThresholdSource {
  if (!isSame(now[name], configured[name])) return 'set';
  return isSame(configured[name], DEFAULT_THRESHOLDS[name]) ? 'default' : 'config';
}

function isSame(one: number | Threshold, other: number | Threshold): boolean {
  if (typeof one === 'number' || typeof other === 'number') return one === other;
  return one.warnAt === other.warnAt && one.critAt === other.critAt;
}

function unitOf(name: ThresholdName): 'share' | 'time' | 'number' {
  if (name.endsWith('Ms')) return 'time';
  return typeof DEFAULT_THRESHOLDS[name] === 'number' ? 'number' : 'share';
}

const SPANS = [
  [DAY_MS, 'd'],
  [HOUR_MS, 'h'],
  [MINUTE_MS, 'm'],
  [SECOND_MS, 's'],
] as const;

/** In the largest unit that represents it exactly. */
function spanText(ms: number): string {
  if (ms === 0) return '0s';
  const [unitMs, sign] = SPANS.find(([each]) => ms % each === 0) ?? [1, ' ms'];
  return `${ms / unitMs}${sign}`;
}
