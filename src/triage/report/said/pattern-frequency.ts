import { MINUTE_MS } from '../../../lambda/time.ts';
import type { ComparedWindow } from '../../../logs/comparison/log-comparison.ts';
import type { SaidPattern } from '../../../logs/comparison/pattern-changes.ts';
import type { Line } from '../../../terminal/line.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { words } from '../../../terminal/words.ts';
import { percent } from '../../sentence/amount-words.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { logLossOf } from '../case-file/log-loss.ts';
import { verb } from '../case-file/tense.ts';
import { wordingLine } from './said-line.ts';

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

/** Constant failures have no new pattern, but one about as frequent as they are. */
export function saidAsOften(file: CaseFile, isMeant: (said: SaidPattern) => boolean): Line | null {
  const rate = failingRate(file);
  const said = file.reading?.comparison?.said.find((each) => isMeant(each) && isAsOften(file, each.ofRuns));
  return said === undefined || rate === null
    ? null
    : words`said in ${saidShareText(file, said.ofRuns)}, and ${percent(rate)} ${verb(file, 'fail', 'failed')}: ${wordingLine(said)}`;
}
