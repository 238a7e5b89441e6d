import { JUDGED_MINUTES } from '../../minute/function-minute.ts';
import { ofMetrics } from '../../rules/unjudged.ts';
import { type CaseFile, FAILURES_REACH_MS, type LogTestimony } from '../case-file/case-file.ts';
import { logLossOf } from '../case-file/log-loss.ts';
import type { Evidence, Weighed } from './claim.ts';

/** Evidence that could speak against a suspect but was not, or not completely, read. */
export type Missing = 'metrics' | 'log' | 'wholeLog' | 'eventSources' | 'versions' | 'limit';

/** The basis of a suspect's confidence. */
export interface Basis {
  /** Statements for it from independent sources. */
  readonly pieces: number;
  readonly missing: readonly Missing[];
  /** Names of other suspects with more evidence for than against them. */
  readonly lookAlikes: readonly string[];
}

export function missingFrom(file: CaseFile): readonly Missing[] {
  const { log, eventSources, reading, assessment, minutes } = file;
  const missing: Missing[] = [];
  if (ofMetrics(file.notJudged).length > 0) missing.push('metrics');
  if (log === null || !log.hasLines) missing.push('log');
  else if (!log.isComplete || !tellsOfJudged(log, minutes) || logLossOf(file) !== null)
    missing.push('wholeLog');
  if (!eventSources.known) missing.push('eventSources');
  if (reading !== null && !reading.versions.known) missing.push('versions');
  if (assessment.limit.kind === 'unknown') missing.push('limit');
  return missing;
}

/**
 * Of a busy log only the newest minutes may be read, all of them younger than what hurts. Minutes of very long calls are
 * judged so late that no log is read as far back, and none of it is missing.
 */
function tellsOfJudged({ fromMs, toMs }: LogTestimony, minutes: CaseFile['minutes']): boolean {
  const first = minutes.at(-JUDGED_MINUTES) ?? minutes[0];
  return first === undefined || fromMs <= first.minuteMs || toMs - fromMs >= FAILURES_REACH_MS;
}

/** Statements with weight, each from a source not used by an earlier one. */
export function independentPieces(claims: readonly Weighed[]): number {
  const drawnOn = new Set<string>();
  let pieces = 0;
  for (const { evidence, weight } of claims) {
    const sources = evidence.map(sourceOf);
    if (weight > 0 && sources.some((source) => !drawnOn.has(source))) pieces += 1;
    for (const source of sources) drawnOn.add(source);
  }
  return pieces;
}

/**
 * Failures in a log and the comparison of its lines share one source: the same lines. Lambda's measurements are
 * another.
 */
function sourceOf(evidence: Evidence): string {
  switch (evidence.source) {
    case 'metric':
      return evidence.metric;
    case 'log':
      return evidence.measured === undefined ? 'log' : `log ${evidence.measured}`;
    case 'api':
      return evidence.operation;
  }
}

export type ConfidenceWord = 'high' | 'medium' | 'low';

/** A single statement may be chance, or an oversight. */
const PIECES_FOR_HIGH = 2;

/**
 * Weights of evidence are judgements, not frequencies, so confidence is shown in three words only. It is high only with
 * several independent sources, when all counter-evidence was read, and no other suspect looks as likely.
 */
export function confidenceWord(confidence: number, { pieces, missing, lookAlikes }: Basis): ConfidenceWord {
  if (confidence < 0.5) return 'low';
  const isSure = pieces >= PIECES_FOR_HIGH && missing.length === 0 && lookAlikes.length === 0;
  if (isSure && confidence >= 0.8) return 'high';
  return pieces < PIECES_FOR_HIGH && missing.length > 0 ? 'low' : 'medium';
}
