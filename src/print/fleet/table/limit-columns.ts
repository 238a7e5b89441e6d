import {
  isMetNow,
  limitMet,
  type MetLimit,
  type MetLimitKind,
  shareOfLimit,
} from '../../../capacity/assessment.ts';
import type { FunctionStatus } from '../../../monitor/function/status/function-status.ts';
import { ownShareHistory, ownSharePeaks } from '../../../monitor/function/status/limit-share-history.ts';
import { spark } from '../../../terminal/drawing/spark.ts';
import type { Line, Tone } from '../../../terminal/line.ts';
import { firstThatFits } from '../../../terminal/line-layout.ts';
import { aboutLevelText, wholePercentText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, toned } from '../../../terminal/words.ts';
import { type FleetColumn, figure, nothing, reading, ruleTone } from './fleet-column.ts';
import { limitText, narrowCountText, narrowLimitText } from './narrow-text.ts';
import { shortUntilText } from './time-to-limit.ts';

/** The function's own use, the limit that binds, and its letter. An unknown limit has no letter. */
export const USE_OF_LIMIT: FleetColumn = {
  title: safe`USE/LIMIT`,
  titleOf: () => safe`USE/LIMIT  `,
  width: 12,
  align: 'right',
  gap: 1,
  deniedWidth: 14,
  cell: ({ assessment, busy, attempts, activity }, { width }) => {
    const limit = limitMet(assessment);
    if (activity === 'idle') return [...nothing(), NO_LETTER];
    // A dash over a zero would be a riddle: nothing can be in use.
    if (limit.kind === 'off' && busy === 'missing') return limitSpans(limit, limitText);
    // A rate and provisioned environments are counted rather than estimated.
    const used =
      limit.kind === 'requestRate'
        ? reading(limit.inUse ?? attempts, narrowCountText, 'fact', activity)
        : limit.kind === 'provisioned'
          ? reading(limit.inUse ?? 'missing', narrowCountText, 'fact', activity)
          : limit.kind === 'scaling'
            ? reading(limit.inUse, usedText, 'ours', activity)
            : reading(busy, usedText, 'ours', activity);
    return firstThatFits(
      [limitText, narrowLimitText].map((textOf) => [
        ...used,
        toned('dim', safe`/`),
        ...limitSpans(limit, textOf),
      ]),
      width,
    );
  },
  sortsBy: ({ assessment }) => assessment.level,
};

/**
 * How full the limit that binds is. The account pool's has its letter, or it would be taken for the function's own,
 * and is dim where the function is not the one that fills it.
 */
export const USE: FleetColumn = {
  title: safe`USE%`,
  width: 4,
  align: 'right',
  gap: 1,
  cell: (status) => {
    const limit = limitMet(status.assessment);
    const isShared = limit.kind === 'account';
    const use = shareOfLimit(limit);
    if (status.activity === 'idle') return nothing();
    // Of a limit of 0 nothing can be in use.
    if (use === null) return [toned('dim', limit.kind === 'off' ? safe`n/a` : safe`?`)];
    const tone = isShared ? ruleTone(status, 'pool', 'dim') : ruleTone(status, 'use', 'fact');
    const share = use > 0 && use < 0.005 ? safe`<1` : wholePercentText(Math.min(use, 9.99));
    return [...(isShared ? [POOL_MARK] : []), figure(tone, share)];
  },
  sortsBy: ({ assessment }) => shareOfLimit(limitMet(assessment)),
};

export const ETA: FleetColumn = {
  title: safe`ETA`,
  width: 5,
  align: 'right',
  gap: 1,
  cell: etaLine,
  sortsBy: ({ assessment: { eta } }) => (eta === null ? null : -eta.likelyMs),
};

/** As many minutes as it has cells. */
export const USE_HISTORY: FleetColumn = {
  ...historyColumn(ownShareHistory),
  title: safe`USE 15 MIN`,
  titleOf: (width) => safe`USE ${width} MIN`,
};

/** Over a chosen span: each cell shows the peak of several minutes. */
export function historyOver(spanMinutes: number): FleetColumn {
  return {
    ...historyColumn((status, width) => ownSharePeaks(status, spanMinutes, width)),
    title: spanMinutes < 60 ? safe`USE ${spanMinutes} MIN` : safe`USE ${spanMinutes / 60} H`,
  };
}

/**
 * What the function itself uses of its limit, on a fixed scale from nothing to the whole limit, so that rows can be
 * compared. The pool's history would be the same in all its rows.
 */
function historyColumn(
  sharesOf: (status: FunctionStatus, width: number) => readonly (number | null)[],
): Omit<FleetColumn, 'title'> {
  return {
    width: 15,
    align: 'left',
    gap: 1,
    cell: (status, { glyphs, thresholds, width }) => {
      if (status.activity === 'idle') return [];
      const { warnAt, critAt } =
        limitMet(status.assessment).kind === 'account' ? thresholds.pool : thresholds.use;
      const known = sharesOf(status, width);
      // Says why, like the figures: an empty cell could be a use of nothing.
      if (known.every((share) => share === null))
        return isShareDenied(status) ? [toned('dim', safe`denied`)] : nothing();
      // Aligned to the right edge, however few values there are.
      const values = [...Array<null>(width - known.length).fill(null), ...known];
      const toneOf = (use: number): Tone => (use >= critAt ? 'crit' : use >= warnAt ? 'warn' : 'focus');
      return spark(values, { max: 1, tone: toneOf }, glyphs);
    },
  };
}

function isShareDenied({ busy, assessment }: FunctionStatus): boolean {
  const limit = limitMet(assessment);
  return busy === 'denied' || (limit.kind === 'unknown' && limit.because === 'denied');
}

export const LIMIT_LETTERS: Readonly<Record<MetLimitKind, SafeText>> = {
  reserved: safe`R`,
  account: safe`A`,
  source: safe`S`,
  requestRate: safe`Q`,
  scaling: safe`G`,
  provisioned: safe`P`,
  off: safe`O`,
};

/** Before figures that are the pool's, as after its limit: in the rows of many functions they are the same. */
const POOL_MARK = toned('dim', LIMIT_LETTERS.account);

/** Ends are aligned below those of the limits that have a letter. */
const NO_LETTER = toned('fact', safe`  `);

/** When the limit is met. The pool's time has its letter, and is dim where the function is not the one that fills it. */
function etaLine(status: FunctionStatus): Line {
  const { flag, limit, eta } = status.assessment;
  if (status.activity === 'idle') return nothing();
  // It was met long since, by whoever switched the function off.
  if (limitMet(status.assessment).kind === 'off') return [toned('dim', safe`n/a`)];
  if (flag === 'throttling') return [strong(safe`now`, 'crit')];
  // A dash says that the use does not tend to the limit.
  if (eta === null)
    return shareOfLimit(limitMet(status.assessment)) === null ? [toned('dim', safe`?`)] : nothing();
  const tone = limit.kind === 'account' ? ruleTone(status, 'pool', 'dim') : ruleTone(status, 'eta', 'fact');
  const until = figure(tone, shortUntilText(eta));
  if (limit.kind !== 'account') return [until];
  return isMetNow(eta) ? [POOL_MARK, toned('fact', safe` `), until] : [POOL_MARK, until];
}

function limitSpans(limit: MetLimit, textOf: (limit: number) => SafeText): Line {
  if (limit.kind === 'unknown')
    return [toned('dim', limit.because === 'denied' ? safe`denied` : safe`?`), NO_LETTER];
  const isShared = limit.kind === 'account';
  return [
    toned(isShared ? 'dim' : 'fact', limit.kind === 'off' ? safe`off` : textOf(limit.value)),
    toned('fact', safe` `),
    toned(isShared ? 'dim' : 'focus', LIMIT_LETTERS[limit.kind]),
    ...(limit.isCeiling === true ? [toned('dim', safe`?`)] : []),
  ];
}

function usedText(level: number): SafeText {
  return level < 1 ? aboutLevelText(level) : safe`~${narrowCountText(level)}`;
}
