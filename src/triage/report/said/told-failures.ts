import { MINUTE_MS } from '../../../lambda/time.ts';
import type { HitShare } from '../../../logs/comparison/hit-shares.ts';
import type { ComparedWindow } from '../../../logs/comparison/log-comparison.ts';
import type { PatternChange, SaidPattern } from '../../../logs/comparison/pattern-changes.ts';
import type { FailureGroup } from '../../../logs/failures/failure-log.ts';
import type { Line } from '../../../terminal/line.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { rawText, type SafeText } from '../../../terminal/text.ts';
import { words } from '../../../terminal/words.ts';
import { percent } from '../../sentence/amount-words.ts';
import { SIGNS } from '../../thresholds.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { shareOfFailures } from '../case-file/failure-share.ts';
import { logLossOf } from '../case-file/log-loss.ts';
import { type LogSignature, signatureOf } from './log-signature.ts';
import { saidLine, wordingLine } from './said-line.ts';

/** The share of failures that name a cause. */
export function namedShare(file: CaseFile): number {
  return shareOfFailures(file, (group) => signatureOf(group) !== null)?.share ?? 0;
}

/** A line's text, with the error that it wraps or keeps separately. */
export function rootedLine(group: FailureGroup): Line {
  const { says, root } = group;
  if (root === undefined || says.includes(root)) return saidLine(group);
  return words`${saidLine(group)} (${saidLine({ says: root })})`;
}

export function signatureOfWording(wording: readonly string[]): LogSignature | null {
  return signatureOf({ kind: 'logged', says: rawText(wording.join(' ')) });
}

/** The failure rate in the metrics for the span whose log was read; null where none failed. */
export function failingRate(file: CaseFile): number | null {
  const now = file.reading?.comparison?.now;
  return now === undefined ? null : rateWithin(file, now);
}

function rateWithin({ minutes }: CaseFile, { fromMs, toMs }: ComparedWindow): number | null {
  let failed = 0;
  let called = 0;
  for (const { minuteMs, errors, invocations } of minutes) {
    const sharedMs = Math.min(toMs, minuteMs + MINUTE_MS) - Math.max(fromMs, minuteMs);
    if (sharedMs <= 0) continue;
    failed += ((errors ?? 0) * sharedMs) / MINUTE_MS;
    called += ((invocations ?? 0) * sharedMs) / MINUTE_MS;
  }
  return failed === 0 ? null : failed / Math.max(1, called);
}

/** The calls that were read are a sample of those counted. */
const AS_OFTEN = 1.5;

/** Whether a pattern is about as frequent as failures, or as the rise in failures. */
export function isAsOften(file: CaseFile, share: number): boolean {
  const rate = failingRate(file);
  if (rate === null) return false;
  const before = file.reading?.comparison?.before ?? null;
  const more = rate - ((before && rateWithin(file, before)) ?? 0);
  const said = saidShare(file, share);
  return isNear(said, rate) || isNear(said, more);
}

function isNear(said: number, rate: number): boolean {
  return said <= AS_OFTEN * rate && said >= rate / AS_OFTEN;
}

/** As a share of calls, corrected for missing lines. */
function saidShare(file: CaseFile, share: number): number {
  return Math.min(1, share / keptOf(file));
}

export function saidShareText(file: CaseFile, share: number): SafeText {
  const told = percent(saidShare(file, share));
  return keptOf(file) === 1
    ? safe`${told} of the calls`
    : safe`about ${told} of the calls, missing lines counted in`;
}

/** The share of lines that the log kept: a call is complete if both its START and its REPORT were. */
function keptOf(file: CaseFile): number {
  const loss = logLossOf(file);
  return loss === null ? 1 : Math.sqrt(loss.told / loss.calls);
}

export function isOfFailed({ ofFailed, ofOthers }: PatternChange): boolean {
  return ofFailed !== null && ofOthers !== null && ofFailed >= SIGNS.ofFailed && ofOthers <= SIGNS.ofOthers;
}

/** An error that only failed calls have, and that names a cause; null for none. */
export function namedByFailed({ reading }: CaseFile): LogSignature | null {
  const change = reading?.comparison?.patterns.find(
    (each) => isErrorOfFailed(each) && signatureOfWording(each.wording) !== null,
  );
  return change === undefined ? null : signatureOfWording(change.wording);
}

/** "Answered 500" also occurs only in failed calls: a line that is no error describes how a call ended. */
export function isErrorOfFailed(change: PatternChange): boolean {
  return isOfFailed(change) && (change.level === 'ERROR' || change.level === 'FATAL');
}

/** Constant failures have no new pattern, but one about as frequent as they are. */
export function saidAsOften(file: CaseFile, isMeant: (said: SaidPattern) => boolean): Line | null {
  const rate = failingRate(file);
  const said = file.reading?.comparison?.said.find((each) => isMeant(each) && isAsOften(file, each.ofRuns));
  return said === undefined || rate === null
    ? null
    : words`said in ${saidShareText(file, said.ofRuns)}, and ${percent(rate)} fail: ${wordingLine(said)}`;
}

/** What distinguishes failed calls. */
export interface FailedHits {
  readonly hits: readonly HitShare[];
  /** The pattern whose calls are taken as failed; null where the log tells which failed. */
  readonly saying: Line | null;
}

/**
 * Where no line tells which calls failed, the calls with a pattern that came with the trouble are taken as failed, if
 * they are as many.
 */
export function failedHits(file: CaseFile): FailedHits {
  const comparison = file.reading?.comparison;
  if (comparison == null) return { hits: [], saying: null };
  const { hits, hitsOf, otherHits = [] } = comparison;
  if (hitsOf === null) return { hits, saying: null };
  const told = [{ of: hitsOf, hits }, ...otherHits].find(({ of }) => isAsOften(file, of.ofOthers ?? 0));
  return { hits: told?.hits ?? [], saying: wordingLine(told?.of ?? hitsOf) };
}
