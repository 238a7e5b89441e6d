import type { BindingLimit, LimitKind, TimeToLimit } from '../../capacity/assessment.ts';
import { MINUTE_MS } from '../../lambda/time.ts';
import type { FunctionStatus } from '../../monitor/function/function-status.ts';
import { ownShareHistory, ownShareOfLimit } from '../../monitor/function/limit-share-history.ts';
import { numberOf, type Reading } from '../../monitor/reading.ts';
import { cutName } from '../../terminal/cut-name.ts';
import type { Glyphs } from '../../terminal/glyphs.ts';
import type { Line, Tone } from '../../terminal/line.ts';
import { type Align, lineWidth } from '../../terminal/line-layout.ts';
import {
  decimalText,
  durationText,
  levelText,
  percentText,
  rateText,
  wholePercentText,
} from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { spark } from '../../terminal/spark.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { Reason, RuleName } from '../../triage/rules/rules.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import { stateLine } from '../severity-mark.ts';
import { narrowAgeText, narrowCountText, narrowLagText, narrowLimitText } from './narrow-text.ts';

/** A column of the fleet: its title, its width and what it says of a function. */
export interface FleetColumn {
  readonly title: SafeText;
  readonly width: number;
  readonly align: Align;
  /** Cells between it and the column before. */
  readonly gap: number;
  /** Whether it shows a metric that AWS may deny, in fewer cells than that word has. */
  readonly mayBeDenied?: true;
  /** The title of a column that shows as much as fits; else `title`. */
  titleOf?(width: number): SafeText;
  cell(status: FunctionStatus, context: CellContext): Line;
  /** What the fleet is sorted by in this column, largest first; null goes last. Absent where sorting says nothing. */
  sortsBy?(status: FunctionStatus): number | null;
}

export interface CellContext {
  readonly glyphs: Glyphs;
  readonly thresholds: Thresholds;
  /** The width that the column really got. */
  readonly width: number;
}

export const STATE: FleetColumn = {
  title: safe``,
  width: 7,
  align: 'left',
  gap: 0,
  cell: (status, { glyphs }) => stateLine(status, glyphs),
};

/** The distinguishing part of a long name is at its end, the shared part at its start: what gives way is the middle. */
export const FUNCTION: FleetColumn = {
  title: safe`FUNCTION`,
  width: 21,
  align: 'left',
  gap: 1,
  cell: ({ name, activity }, { width, glyphs }) => {
    const text = cutName(safeText(name), width, glyphs.ellipsis);
    return [activity === 'idle' ? toned('dim', text) : strong(text)];
  },
};

export const REQUESTS: FleetColumn = {
  title: safe`REQ/s`,
  width: 6,
  align: 'right',
  gap: 1,
  cell: ({ requestsPerSecond, activity }) => reading(requestsPerSecond, rateText, 'fact', activity),
  sortsBy: ({ requestsPerSecond }) => numberOf(requestsPerSecond),
};

export const ERRORS = rateColumn(safe`ERR%`, 'errors', ({ errorRate }) => errorRate);
export const THROTTLES = rateColumn(safe`THR%`, 'throttles', ({ throttleRate }) => throttleRate);

/** A share of the calls in percent, coloured where it breaks its rule. */
function rateColumn(
  title: SafeText,
  rule: 'errors' | 'throttles',
  rateOf: (status: FunctionStatus) => FunctionStatus['errorRate'],
): FleetColumn {
  return {
    title,
    width: 5,
    align: 'right',
    gap: 1,
    mayBeDenied: true,
    cell: (status) => {
      const rate = rateOf(status);
      return reading(rate, percentText, ruleTone(status, rule, rate === 0 ? 'dim' : 'fact'), status.activity);
    },
    sortsBy: (status) => numberOf(rateOf(status)),
  };
}

export const P95: FleetColumn = {
  title: safe`p95`,
  width: 7,
  align: 'right',
  gap: 1,
  cell: ({ durationP95Ms, activity }) => reading(durationP95Ms, durationText, 'fact', activity),
  sortsBy: ({ durationP95Ms }) => numberOf(durationP95Ms),
};

export const TIMEOUT: FleetColumn = {
  title: safe`TIMEOUT`,
  width: 7,
  align: 'right',
  gap: 1,
  mayBeDenied: true,
  cell: (status) =>
    reading(status.timeoutShare, wholePercentWithSign, ruleTone(status, 'timeout'), status.activity),
  sortsBy: ({ timeoutShare }) => numberOf(timeoutShare),
};

/** Its title would have no room for the sign. */
function wholePercentWithSign(share: number): SafeText {
  return safe`${wholePercentText(share)} %`;
}

/** Use, limit, and the letter of the limit that binds. A limit that is not known has no letter. */
export const USE_OF_LIMIT: FleetColumn = {
  title: safe`USE/LIMIT`,
  titleOf: () => safe`USE/LIMIT  `,
  width: 12,
  align: 'right',
  gap: 1,
  cell: ({ assessment: { limit }, busy, attempts, activity }) => {
    if (activity === 'idle') return [...nothing(), toned('fact', safe`  `)];
    const isRate = limit.kind === 'requestRate';
    // A rate is counted, not estimated.
    const used = isRate
      ? reading(limit.inUse ?? attempts, narrowCountText, 'fact', activity)
      : reading(busy, usedText, 'ours', activity);
    return [...used, toned('faint', safe`/`), ...limitSpans(limit)];
  },
  sortsBy: ({ assessment }) => assessment.level,
};

export const USE: FleetColumn = {
  title: safe`USE%`,
  width: 4,
  align: 'right',
  gap: 1,
  cell: (status) => {
    const isShared = status.assessment.limit.kind === 'account';
    const use = ownShareOfLimit(status);
    if (status.activity === 'idle') return nothing();
    if (use === null) return [toned('dim', safe`?`)];
    const tone = isShared ? ruleTone(status, 'pool', 'dim') : ruleTone(status, 'use', 'fact');
    return [toned(tone, use > 0 && use < 0.005 ? safe`<1` : wholePercentText(Math.min(use, 9.99)))];
  },
  sortsBy: ownShareOfLimit,
};

export const ETA: FleetColumn = {
  title: safe`ETA`,
  width: 5,
  align: 'right',
  gap: 1,
  cell: etaLine,
  sortsBy: (status) => {
    const eta = ownTimeToLimit(status);
    return eta === null ? null : -eta.likelyMs;
  },
};

export const LAG: FleetColumn = {
  title: safe`LAG`,
  width: 8,
  align: 'right',
  gap: 1,
  cell: (status, { width }) => {
    const tone = ruleTone(status, status.lag?.of === 'records' ? 'iteratorAge' : 'backlog');
    const age = reading(status.lag?.ageMs ?? 'notApplicable', narrowLagText, tone, status.activity);
    const growth = status.iteratorAgeGrowthMs;
    if (growth === null || growth <= 3_000 || tone === 'fact') return age;
    const grown: Line = [...age, toned(tone, safe` +${decimalText(growth / MINUTE_MS, 1)}`)];
    // How much it grew gives way before that it grew.
    return lineWidth(grown) <= width ? grown : [...age, toned(tone, safe` +`)];
  },
  sortsBy: ({ lag }) => numberOf(lag?.ageMs ?? 'notApplicable'),
};

export const LOST: FleetColumn = {
  title: safe`LOST`,
  width: 4,
  align: 'right',
  gap: 1,
  mayBeDenied: true,
  cell: (status) =>
    reading(
      status.lostEvents,
      orZero(narrowCountText),
      ruleTone(status, 'deadLetterErrors', status.lostEvents === 0 ? 'dim' : 'fact'),
      status.activity,
    ),
  sortsBy: ({ lostEvents }) => numberOf(lostEvents),
};

/** One fixed scale in every row, none to all of the limit, so that rows compare. */
export const USE_HISTORY: FleetColumn = {
  title: safe`USE 15 MIN`,
  titleOf: (width) => safe`USE ${width} MIN`,
  width: 15,
  align: 'left',
  gap: 1,
  cell: (status, { glyphs, thresholds, width }) => {
    if (status.activity === 'idle') return [];
    const { warnAt, critAt } = status.assessment.limit.kind === 'account' ? thresholds.pool : thresholds.use;
    const known = ownShareHistory(status, width);
    // The newest minute stands at the right edge, however few there are.
    const values = [...Array<null>(width - known.length).fill(null), ...known];
    const toneOf = (use: number): Tone => (use >= critAt ? 'crit' : use >= warnAt ? 'warn' : 'focus');
    return spark(values, { max: 1, tone: toneOf }, glyphs);
  },
};

export const LIMIT_LETTERS: Readonly<Record<LimitKind, SafeText>> = {
  reserved: safe`R`,
  account: safe`A`,
  source: safe`S`,
  requestRate: safe`Q`,
  off: safe`O`,
};

/** When the limit is met. The pool's time stands once, at who fills it: it would be no news of the others. */
export function etaLine(status: FunctionStatus): Line {
  const { flag, limit } = status.assessment;
  const eta = ownTimeToLimit(status);
  if (status.activity === 'idle') return nothing();
  if (flag === 'throttling') return [strong(safe`now`, 'crit')];
  if (eta === null) return nothing();
  const tone = limit.kind === 'account' ? ruleTone(status, 'pool', 'dim') : ruleTone(status, 'eta', 'fact');
  return [toned(tone, shortEta(eta))];
}

function ownTimeToLimit({ assessment: { flag, limit, eta }, reasons }: FunctionStatus): TimeToLimit | null {
  const isOthers = limit.kind === 'account' && !reasons.some(({ rule }) => rule === 'pool');
  return isOthers && flag !== 'throttling' ? null : eta;
}

/** `~20m`, and `now` within the next half minute. */
function shortEta(eta: TimeToLimit): SafeText {
  return eta.likelyMs < 30_000 ? safe`now` : safe`~${narrowAgeText(eta.likelyMs)}`;
}

function limitSpans(limit: BindingLimit): Line {
  if (limit.kind === 'unknown')
    return limit.because === 'denied' ? [toned('dim', safe`denied`)] : [toned('dim', safe`?  `)];
  const isShared = limit.kind === 'account';
  return [
    toned(isShared ? 'dim' : 'fact', narrowLimitText(limit.value)),
    toned('fact', safe` `),
    toned(isShared ? 'dim' : 'focus', LIMIT_LETTERS[limit.kind]),
    ...(limit.isCeiling === true ? [toned('dim', safe`?`)] : []),
  ];
}

function usedText(level: number): SafeText {
  return safe`~${level < 1 ? levelText(level) : narrowCountText(level)}`;
}

function reading(
  value: Reading,
  text: (value: number) => SafeText,
  tone: Tone,
  activity: FunctionStatus['activity'],
): Line {
  if (value === 'notApplicable') return [toned('dim', safe`n/a`)];
  if (activity === 'idle') return nothing();
  switch (value) {
    case 'missing':
      return nothing();
    case 'unsettled':
      return [toned('dim', safe`?`)];
    case 'denied':
      return [toned('dim', safe`denied`)];
    default:
      return tone === 'warn' || tone === 'crit' ? [strong(text(value), tone)] : [toned(tone, text(value))];
  }
}

/** Nothing turned away and nothing lost is the usual case: a bare `0` says that it was measured, and no more. */
function orZero(text: (value: number) => SafeText): (value: number) => SafeText {
  return (value) => (value === 0 ? safe`0` : text(value));
}

function nothing(): Line {
  return [toned('faint', safe`-`)];
}

/** The colour of a number is that of the rule it breaks. */
function ruleTone({ reasons }: FunctionStatus, rule: RuleName, fine: Tone = 'fact'): Tone {
  return reasons.find((reason: Reason) => reason.rule === rule)?.severity ?? fine;
}
