import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { worstPhrase } from '../../print/fleet/worst-phrase.ts';
import { severityMark } from '../../print/severity-mark.ts';
import { cutName } from '../../terminal/cut-name.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, cutLine, lineWidth } from '../../terminal/line-layout.ts';
import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { ownCausesOf } from '../../triage/cause/own-cause.ts';
import { isPoolCause } from '../../triage/cause/pool-cause.ts';
import { mayBeTurnedAwayByPool } from '../../triage/cause/rejection.ts';
import { bySeverity } from '../../triage/severity.ts';
import type { Look } from '../parts/look/look.ts';
import { isIdle } from './listed-functions.ts';

type Snapshot = Pick<FleetSnapshot, 'functions' | 'causes'>;

const WIDEST_NAME = 32;
const NARROWEST_NAME = 10;
const GAP = toned('fact', safe`   `);

/**
 * Failing functions without a sentence of their own, each with the figure that says why, on one line as far as they
 * fit: `3 WARN more cart-api ERR 3.4 % auth-token USE 89 % and 1 more`. Where that would leave out a critical one, those
 * are only named: `2 CRIT ledger-stream, order-stream; 3 WARN more`.
 *
 * @param subjectWidth of the column of names above: where everything fits, the text is aligned with the sentences
 */
export function unnamedLines(
  snapshot: Snapshot,
  told: readonly Cause[],
  { width, subjectWidth = 0 }: { readonly width: number; readonly subjectWidth?: number },
  { glyphs }: Look,
): readonly Line[] {
  const unnamed = unnamedFunctions(snapshot, told);
  const counts = countsOf(unnamed);
  const [worst] = unnamed;
  if (worst === undefined || counts === null) return [];
  const severity = worst.severity === 'crit' ? 'crit' : 'warn';
  const mark = [severityMark(severity, glyphs), toned('fact', safe` `)];
  const head: Line = [...mark, strong(safe`${counts} more`)];
  const ownCauses = ownCausesOf(snapshot.causes);
  const reasonOf = (status: FunctionStatus): Line => {
    const [number] = worstPhrase(status, ownCauses.get(status.name));
    const name = cutName(safeText(status.name), WIDEST_NAME, glyphs.ellipsis);
    return [GAP, toned('fact', safe`${name} `), ...(number === undefined ? [] : [number])];
  };
  const { reasons, named } = fittingReasons(unnamed, reasonOf, width - lineWidth(head), glyphs);
  if (unnamed[named]?.severity === 'crit') {
    const names = criticalNames(unnamed, width - lineWidth(mark), glyphs);
    if (names !== null) return [[...mark, ...names]];
  }
  const inColumn = cell(head, Math.max(lineWidth(head), glyphs.markWidth + subjectWidth));
  const isInColumn = lineWidth(inColumn) + lineWidth(reasons) <= width;
  return [cutLine([...(isInColumn ? inColumn : head), ...reasons], width, glyphs.ellipsis)];
}

/**
 * Half a reason says nothing, so what does not fit is counted. Texts are built only for as many as fit plus one:
 * thousands may hurt, and every key redraws this.
 */
function fittingReasons(
  unnamed: readonly FunctionStatus[],
  reasonOf: (status: FunctionStatus) => Line,
  room: number,
  { ellipsis }: Look['glyphs'],
): { readonly reasons: Line; readonly named: number } {
  const reasons: Line[] = [];
  let filled = 0;
  for (const status of unnamed) {
    const reason = reasonOf(status);
    if (filled + lineWidth(reason) > room) break;
    reasons.push(reason);
    filled += lineWidth(reason);
  }
  const ways = reasons.map((_, left) => {
    const named = reasons.slice(0, reasons.length - left);
    const others = unnamed.length - named.length;
    const more = others === 0 ? [] : [GAP, toned('dim', safe`and ${others} more`)];
    return { reasons: [...named.flat(), ...more], named: named.length };
  });
  // The count before them covers the others: one reason says more than that there are some.
  const oneOfThem = reasons
    .slice(0, 1)
    .map((first) => ({ reasons: [...first, toned('dim', safe` ${ellipsis}`)], named: 1 }));
  return [...ways, ...oneOfThem].find((way) => lineWidth(way.reasons) <= room) ?? { reasons: [], named: 0 };
}

/** Every critical function by its name, and the number of the others; null where there is no room for all names. */
function criticalNames(
  unnamed: readonly FunctionStatus[],
  width: number,
  { ellipsis }: Look['glyphs'],
): Line | null {
  const critical = unnamed.filter(({ severity }) => severity === 'crit');
  const others = countsOf(unnamed.slice(critical.length));
  const count = strong(safe`${critical.length} CRIT${others === null ? safe` more` : safe``}`);
  const rest = others === null ? safe`` : safe`; ${others} more`;
  if (critical.length > width / NARROWEST_NAME) return null;
  for (let nameWidth = WIDEST_NAME; nameWidth >= NARROWEST_NAME; nameWidth--) {
    const names = critical.map(({ name }) => cutName(safeText(name), nameWidth, ellipsis));
    const line = [count, toned('fact', safe` ${joinSafe(names, safe`, `)}${rest}`)];
    if (lineWidth(line) <= width) return line;
  }
  return null;
}

/** Worst first, as in the fleet. */
function unnamedFunctions(
  { functions, causes }: Snapshot,
  told: readonly Cause[],
): readonly FunctionStatus[] {
  const isPoolTold = told.some(isPoolCause);
  const ownCauses = ownCausesOf(causes);
  const unnamed = functions.flatMap((status) => {
    if (isIdle(status) || (status.severity !== 'crit' && status.severity !== 'warn')) return [];
    const own = ownCauses.get(status.name);
    if (own === undefined) return isPoolTold ? [] : [status];
    if (told.includes(own)) return [];
    return [isPoolTold && mayBeTurnedAwayByPool(status) ? besidesThePool(status, own) : status];
  });
  return unnamed.toSorted((one, other) => bySeverity(one.severity, other.severity));
}

/** Throttles by the pool are covered by the pool's cause. */
function besidesThePool(status: FunctionStatus, { severity }: Cause): FunctionStatus {
  return { ...status, severity, reasons: status.reasons.filter(({ rule }) => rule !== 'throttles') };
}

/** `2 CRIT, 3 WARN`; null where none hurts. */
function countsOf(functions: readonly FunctionStatus[]): SafeText | null {
  const counts = (['crit', 'warn'] as const).flatMap((severity) => {
    const count = functions.filter((status) => status.severity === severity).length;
    return count === 0 ? [] : [safe`${count} ${severity === 'crit' ? safe`CRIT` : safe`WARN`}`];
  });
  return counts.length === 0 ? null : joinSafe(counts, safe`, `);
}
