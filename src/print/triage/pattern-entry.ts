import { ENVIRONMENT_FIELD, START_FIELD, VERSION_FIELD } from '../../logs/comparison/run-fields.ts';
import { isoTime, shareText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { AffectedClaim } from '../../triage/report/impact/affected.ts';
import type { PatternClaim } from '../../triage/report/said/pattern-claims.ts';
import type { TriageEntry } from './triage-entry.ts';

/** A pattern as a row of the report: how it changed, then its text. */
export function patternEntry({ change, says }: PatternClaim): TriageEntry {
  const isBad =
    change.level === 'ERROR' || change.level === 'FATAL' || (change.ofFailed ?? 0) > (change.ofOthers ?? 0);
  return { label: changeText(change), tone: isBad ? 'warn' : 'dim', says };
}

function changeText({ isNew, factor, countNow, countBefore }: PatternClaim['change']): SafeText {
  if (isNew) return safe`new`;
  if (countBefore === null) return safe``;
  if (countNow === 0) return safe`gone`;
  if (factor === null) return safe`new?`;
  if (factor > 0.8 && factor < 1.25) return safe`as before`;
  if (factor < 0.005) return safe`almost gone`;
  if (factor < 1) return safe`down to ${shareText(factor)}`;
  return safe`up ${safeText(factor.toFixed(factor < 9.95 ? 1 : 0))}-fold`;
}

/** The same as JSON members. */
export function patternRecord({ change }: PatternClaim): object {
  const { wording, isNew, factor, countNow, countBefore, ofFailed, ofOthers, firstMs, isFirstKnown, level } =
    change;
  return {
    pattern: wording.join('#'),
    level,
    isNew,
    lines: countNow,
    linesBefore: countBefore,
    factor: rounded(factor),
    ofFailed: rounded(ofFailed),
    ofOthers: rounded(ofOthers),
    firstSeen: isFirstKnown ? isoTime(firstMs) : null,
  };
}

export function affectedEntry(claim: AffectedClaim): TriageEntry {
  const { of, hit, says } = claim;
  return { label: labelOf(claim), tone: of === 'field' && hit !== null ? 'warn' : 'dim', says };
}

const OWN_FIELDS: ReadonlySet<string> = new Set([VERSION_FIELD, ENVIRONMENT_FIELD, START_FIELD]);

/** Properties of every call have names of their own; anything else logged is a field. */
function labelOf({ of, hit }: AffectedClaim): SafeText {
  if (of !== 'field') return safeText(of);
  if (hit === null) return safe`all alike`;
  return OWN_FIELDS.has(hit.field) ? safeText(hit.field) : safe`field`;
}

export function affectedRecord({ of, hit }: AffectedClaim): object {
  if (hit === null) return { of, field: null, value: null, ofFailed: null, ofOthers: null };
  const { field, value, ofFailed, ofOthers } = hit;
  return { of, field, value, ofFailed: rounded(ofFailed), ofOthers: rounded(ofOthers) };
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1_000) / 1_000;
}
