import { MINUTE_MS } from '../../../lambda/time.ts';
import type { FunctionStatus } from '../../../monitor/function/status/function-status.ts';
import { blanks } from '../../../terminal/display-width.ts';
import type { Line } from '../../../terminal/line.ts';
import { lineWidth } from '../../../terminal/line-layout.ts';
import { wholePercentText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { toned } from '../../../terminal/words.ts';
import {
  errorRateOf,
  JUDGED_MINUTES,
  newestRate,
  throttleRateOf,
} from '../../../triage/minute/function-minute.ts';
import type { RuleName } from '../../../triage/rules/reason.ts';
import { minutesText } from '../../../triage/sentence/time-words.ts';
import type { Thresholds } from '../../../triage/thresholds.ts';

/** Cells between the longest line and its note. */
const THRESHOLD_GAP = 3;
const JUDGED_MS = JUDGED_MINUTES * MINUTE_MS;

/**
 * Explains why one function is critical while another that seems to fail more is not: each rule has its own threshold.
 * Notes are aligned after the longest line that has one and leaves room for it.
 */
export function withThresholds(
  noted: readonly { readonly line: Line; readonly note: Line }[],
  width: number,
): readonly Line[] {
  const fits = ({ line, note }: { line: Line; note: Line }, column: number) =>
    note.length > 0 && lineWidth(line) <= column && column + THRESHOLD_GAP + lineWidth(note) <= width;
  const column = Math.max(
    0,
    ...noted.filter((step) => fits(step, lineWidth(step.line))).map(({ line }) => lineWidth(line)),
  );
  return noted.map((step) =>
    fits(step, column)
      ? [...step.line, toned('fact', blanks(column - lineWidth(step.line) + THRESHOLD_GAP)), ...step.note]
      : step.line,
  );
}

/**
 * The severity of the rule, and its critical threshold: another rule may have made the function critical. For the pool,
 * the time left or its use.
 */
export function criticalNote(rule: RuleName | null, { reasons, thresholds, minutes }: FunctionStatus): Line {
  const reason = reasons.find((each) => each.rule === rule);
  if (reason === undefined) return [];
  const isShort = rule === 'eta' || reason.shortMs !== undefined;
  const critAt = critShare(rule, thresholds);
  if (!isShort && critAt === null) return [];
  const where = isShort
    ? safe`within ${minutesText(thresholds.etaMs.critAt)} min`
    : safe`from ${wholePercentText(critAt ?? 0)} %`;
  const isCritical = reason.severity === 'crit';
  // The sentence covers the newest minute, which may be worse or better than the five judged ones.
  const newest = newestOf(rule, minutes);
  const judged =
    newest === null || critAt === null || newest >= critAt === isCritical
      ? safe``
      : safe` over ${Math.round((reason.spanMs ?? JUDGED_MS) / MINUTE_MS)} min`;
  return [toned('dim', isCritical ? safe`CRIT${judged} ${where}` : safe`WARN${judged}; CRIT ${where}`)];
}

function newestOf(rule: RuleName | null, minutes: FunctionStatus['minutes']): number | null {
  if (rule === 'errors') return newestRate(minutes, errorRateOf) || null;
  return rule === 'throttles' ? newestRate(minutes, throttleRateOf) || null : null;
}

function critShare(rule: RuleName | null, thresholds: Thresholds): number | null {
  switch (rule) {
    case 'errors':
    case 'throttles':
    case 'timeout':
    case 'use':
    case 'pool':
      return thresholds[rule].critAt;
    default:
      return null;
  }
}
