import { spanOf } from '../../monitor/typed-time.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { outOfOrder, outOfRange, THRESHOLD_RANGES } from '../../triage/threshold-range.ts';
import { DEFAULT_THRESHOLDS, type Threshold, type Thresholds } from '../../triage/thresholds.ts';
import {
  listed,
  message,
  NO_FLEET,
  nearestOf,
  noSuch,
  type PromptCommand,
  read,
  refused,
  startingWith,
} from './prompt-command.ts';
import { thresholdList } from './threshold-list.ts';
import {
  rangeText,
  sourceOf,
  THRESHOLD_NAMES,
  type ThresholdName,
  type ThresholdSource,
  valueText,
} from './threshold-words.ts';

/** One number of a threshold, as named by `:set`: `errors.critAt`, `fewestErrors`. */
interface Settable {
  readonly name: string;
  readonly threshold: ThresholdName;
  /** Null for a threshold with a single number. */
  readonly side: keyof Threshold | null;
}

const SETTABLES: readonly Settable[] = THRESHOLD_NAMES.flatMap((threshold): readonly Settable[] =>
  typeof DEFAULT_THRESHOLDS[threshold] === 'number'
    ? [{ name: threshold, threshold, side: null }]
    : (['warnAt', 'critAt'] as const).map((side) => ({ name: `${threshold}.${side}`, threshold, side })),
);
const NAMES = SETTABLES.map(({ name }) => name);

/** Sets thresholds by their names in the configuration file, for the rest of the session. */
export const SET_COMMAND: PromptCommand = {
  name: 'set',
  takes: safe`NAME VALUE`,
  standsAlone: true,
  says: safe`a threshold for now; :set lists them`,
  withoutFleet: NO_FLEET,
  choices: (typed, { thresholds }) => (thresholds === null ? [] : completions(typed, thresholds)),
  read: (argument, { thresholds, configured, isFrozen }) => {
    if (thresholds === null || configured === null) return refused(NO_FLEET);
    if (argument === '') return listed(thresholdList(thresholds, configured));
    const [name = '', ...values] = argument.split(/[\s=]+/);
    const settable = settableNamed(name);
    if (settable === undefined) return refused(unknownName(name));
    const typed = values.join(' ');
    if (typed === '') return message(aboutOne(settable, thresholds, configured));
    return changed(settable, typed, thresholds, isFrozen);
  },
};

/** Names match in any case. */
function settableNamed(typed: string): Settable | undefined {
  return SETTABLES.find(({ name }) => name.toLowerCase() === typed.toLowerCase());
}

const SAID_BY: Readonly<Record<ThresholdSource, string>> = {
  default: 'by default',
  config: 'by the configuration file',
  set: 'set here',
};

function aboutOne(settable: Settable, now: Thresholds, configured: Thresholds): string {
  const { name, threshold } = settable;
  const source = SAID_BY[sourceOf(threshold, now, configured)];
  return `${name} is ${textIn(settable, now)}, ${source}; may be ${rangeText(threshold)}`;
}

function changed(
  settable: Settable,
  typed: string,
  thresholds: Thresholds,
  isFrozen: boolean,
): ReturnType<PromptCommand['read']> {
  const { name, threshold } = settable;
  const range = THRESHOLD_RANGES[threshold];
  const value = numberOf(typed, settable);
  if (value === null || outOfRange(value, range) !== null)
    return refused(`${name}: ${typed} is not ${rangeText(threshold)}`);
  const after = withValue(settable, value, thresholds);
  const pair = after[threshold];
  const disorder =
    typeof pair === 'number' ? null : outOfOrder(pair, range, (each) => valueText(threshold, each));
  if (disorder !== null) return refused(`${threshold}: ${disorder}`);
  const anew = isFrozen ? 'judged anew when the view resumes' : 'judged anew';
  const before = textIn(settable, thresholds);
  const says = `${name} is ${valueText(threshold, value)}, it was ${before}; ${anew}, until lmon ends`;
  return read({ kind: 'judgeBy', thresholds: after, says: safeText(says) });
}

function withValue({ threshold, side }: Settable, value: number, thresholds: Thresholds): Thresholds {
  const before = thresholds[threshold];
  return side === null || typeof before === 'number'
    ? { ...thresholds, [threshold]: value }
    : { ...thresholds, [threshold]: { ...before, [side]: value } };
}

function valueIn({ threshold, side }: Settable, thresholds: Thresholds): number {
  const value = thresholds[threshold];
  return typeof value === 'number' ? value : value[side ?? 'warnAt'];
}

function textIn(settable: Settable, thresholds: Thresholds): string {
  return valueText(settable.threshold, valueIn(settable, thresholds));
}

/** Times and shares may have a unit: `20m`, `5%`. */
function numberOf(typed: string, { threshold }: Settable): number | null {
  if (threshold.endsWith('Ms')) {
    const spanMs = spanOf(typed);
    if (spanMs !== null) return spanMs;
  }
  const [, digits, percent] = /^(-?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)\s*(%?)$/i.exec(typed) ?? [];
  if (digits === undefined) return null;
  // 14.3 / 100 is 0.14300000000000002: the echo must equal what was typed.
  return percent === '%' ? Number((Number(digits) / 100).toPrecision(12)) : Number(digits);
}

function unknownName(name: string): string {
  const ofPair = startingWith(`${name}.`, NAMES);
  if (ofPair.length > 0) return `${name} has two: ${ofPair.join(' ')}`;
  return nearestOf('threshold', name, NAMES) ?? noSuch('threshold', name, NAMES);
}

/** After a name, its present and its default value. */
function completions(typed: string, thresholds: Thresholds): readonly string[] {
  const [name = '', value] = typed.split(/\s+/);
  const settable = settableNamed(name);
  if (settable === undefined || value === undefined) return startingWith(typed, NAMES);
  const values = [valueIn(settable, thresholds), valueIn(settable, DEFAULT_THRESHOLDS)].map(String);
  return [...new Set(values)].filter((each) => each.startsWith(value)).map((each) => `${name} ${each}`);
}
