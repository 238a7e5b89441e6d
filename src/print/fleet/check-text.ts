import { limitMet } from '../../capacity/assessment.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { ownShareOfLimit } from '../../monitor/function/status/limit-share-history.ts';
import { displayWidth } from '../../terminal/display-width.ts';
import { plainLine } from '../../terminal/drawing/draw-line.ts';
import type { Line } from '../../terminal/line.ts';
import { cell } from '../../terminal/line-layout.ts';
import { shareText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { Tense } from '../../terminal/tense.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import type { CausesOfOne } from '../../triage/cause/causes-of-one.ts';
import { limitInUse, poolInUse } from '../headroom/limit-words.ts';
import { stateWord } from '../severity-mark.ts';
import { MINUTE_WIDTH, minuteName } from './minute-name.ts';
import { unjudgedMetrics } from './why/not-judged-words.ts';
import { worstPhrase } from './worst-phrase.ts';

const STATE_WIDTH = 5;

/** A function, with its causes where known. */
export interface CheckedFunction {
  readonly status: FunctionStatus;
  readonly causes: CausesOfOne;
}

/** A line for each function: its state, the minute of its figures, what broke a rule, and its share of which limit. */
export function checkText(functions: readonly CheckedFunction[], tense: Tense): readonly SafeText[] {
  const tellsOfPool = tellerOfPool(functions);
  const names = functions.map(({ status }) => safeText(status.name));
  const longest = Math.max(0, ...names.map(displayWidth));
  return functions.map(({ status, causes }) =>
    plainLine([
      ...cell([stateWord(status)], STATE_WIDTH),
      ...cell(safeText(status.name), longest),
      toned('fact', safe`  `),
      ...cell(minuteName(status), MINUTE_WIDTH),
      toned('fact', safe`  `),
      ...worstPhrase(status, causes.own),
      ...unjudgedSpans(status),
      ...limitSpans(status, status === tellsOfPool, tense),
    ]),
  );
}

/**
 * Many functions share the pool: its use and forecast are printed once, for the function that fills it, or else the
 * first.
 */
function tellerOfPool(functions: readonly CheckedFunction[]): FunctionStatus | undefined {
  const sharing = functions
    .map(({ status }) => status)
    .filter(({ activity, assessment }) => activity !== 'idle' && limitMet(assessment).kind === 'account');
  return sharing.find(({ reasons }) => reasons.some(({ rule }) => rule === 'pool')) ?? sharing[0];
}

/** What is denied is the phrase itself where nothing hurts. */
function unjudgedSpans({ reasons, notJudged }: FunctionStatus): Line {
  const untold = reasons.length > 0 ? notJudged : notJudged.filter(({ because }) => because !== 'denied');
  const unjudged = unjudgedMetrics({ notJudged: untold });
  return unjudged === null ? [] : [toned('fact', safe`; `), ...unjudged];
}

/** An idle function's use is unknown. */
function limitSpans(status: FunctionStatus, tellsOfPool: boolean, tense: Tense): Line {
  const { activity, assessment } = status;
  if (activity === 'idle') return [];
  const isOfPool = limitMet(assessment).kind === 'account';
  const inUse = isOfPool && !tellsOfPool ? poolWords(status) : limitInUse(assessment, tense);
  return [toned('dim', safe`  [${inUse}]`)];
}

/** How full the pool is, and how much of that is the function's own: a full pool may still let its few calls in. */
function poolWords(status: FunctionStatus): SafeText {
  const { assessment } = status;
  const own = assessment.limit.kind === 'account' ? ownShareOfLimit(status) : null;
  return assessment.flag === 'throttling' || own === null
    ? poolInUse(assessment)
    : safe`${poolInUse(assessment)}, ${shareText(own)} by it`;
}
