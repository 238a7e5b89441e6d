import type { Line } from '../../terminal/line.ts';
import { cell, lineWidth } from '../../terminal/line-layout.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import {
  sourceOf,
  THRESHOLD_NAMES,
  type ThresholdName,
  type ThresholdSource,
  valueText,
} from './threshold-words.ts';

const NAME_WIDTH = 15;
const VALUE_WIDTH = 7;
const SOURCE_WIDTH = 9;
const GAP = 2;

const OF_WHAT: Readonly<Record<ThresholdName, SafeText>> = {
  errors: safe`errors / invocations`,
  fewestErrors: safe`fewer in 5 min say nothing`,
  throttles: safe`throttles / attempts; any is above 0`,
  timeout: safe`longest duration / timeout`,
  memory: safe`calls out of memory / invocations`,
  use: safe`use of the function's own limit`,
  pool: safe`use of the account pool`,
  etaMs: safe`time until the limit is met`,
  iteratorAgeMs: safe`age of the oldest record of a stream`,
  queueAgeMs: safe`age of the oldest message of a queue`,
  asyncEventAgeMs: safe`age of asynchronous events`,
  silenceMs: safe`no calls, where there were many`,
  timesUsual: safe`errors / usual rate of the week`,
};

const TONES: Readonly<Record<ThresholdSource, 'dim' | 'fact' | 'focus'>> = {
  default: 'dim',
  config: 'fact',
  set: 'focus',
};

/** All thresholds, pairs first: value, source, meaning, and how to set them. */
export function thresholdList(now: Thresholds, configured: Thresholds): readonly Line[] {
  const pairs = THRESHOLD_NAMES.filter((name) => typeof now[name] !== 'number');
  const singles = THRESHOLD_NAMES.filter((name) => typeof now[name] === 'number');
  return [HEAD, ...[...pairs, ...singles].map((name) => rowOf(name, now, configured)), EXAMPLES];
}

const HEAD: Line = row(
  toned('focus', safe`:set`),
  [toned('dim', safe`warnAt`), toned('dim', safe`critAt`)],
  toned('dim', safe`from`),
  toned('dim', safe`of what`),
);

const EXAMPLES: Line = [
  toned('dim', safe`for example`),
  ...[safe`:set errors.critAt 5%`, safe`:set queueAgeMs 2m`].flatMap((example) => [
    toned('fact', safe`  `),
    toned('focus', example),
  ]),
  toned('dim', safe`  holds until lmon ends`),
];

function rowOf(name: ThresholdName, now: Thresholds, configured: Thresholds): Line {
  const value = now[name];
  const values = typeof value === 'number' ? [value] : [value.warnAt, value.critAt];
  const source = sourceOf(name, now, configured);
  return row(
    toned('fact', safeText(name)),
    values.map((each) => strong(safeText(valueText(name, each)))),
    toned(TONES[source], safeText(source)),
    toned('dim', OF_WHAT[name]),
  );
}

function row(name: Line[number], values: Line, source: Line[number], ofWhat: Line[number]): Line {
  const [first, second] = values;
  return [
    ...cell([name], NAME_WIDTH),
    ...atRight(first, VALUE_WIDTH),
    ...atRight(second, 1 + VALUE_WIDTH),
    ...cell([], GAP),
    ...cell([source], SOURCE_WIDTH),
    ofWhat,
  ];
}

/** A value wider than its column is shown in full: cut, it would be another value. */
function atRight(value: Line[number] | undefined, width: number): Line {
  const line = value === undefined ? [] : [value];
  return cell(line, Math.max(width, lineWidth(line)), 'right');
}
