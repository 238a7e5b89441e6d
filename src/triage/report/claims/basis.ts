import type { CaseFile } from '../case-file/case-file.ts';
import { logLossOf } from '../case-file/log-loss.ts';
import type { Evidence, Weighed } from './claim.ts';

/** What could have spoken against a suspect, and could not be read, or not in whole. */
export type Missing = 'log' | 'wholeLog' | 'eventSources' | 'versions' | 'limit';

/** What it rests on that a suspect is the one. */
export interface Basis {
  /** Statements for it that do not come from what another one comes from. */
  readonly pieces: number;
  readonly missing: readonly Missing[];
  /** Other suspects, by name, for whom more speaks than against them. */
  readonly lookAlikes: readonly string[];
}

export function missingFrom(file: CaseFile): readonly Missing[] {
  const { log, eventSources, reading, assessment } = file;
  const missing: Missing[] = [];
  if (log === null || !log.hasLines) missing.push('log');
  else if (!log.isComplete || logLossOf(file) !== null) missing.push('wholeLog');
  if (!eventSources.known) missing.push('eventSources');
  if (reading !== null && !reading.versions.known) missing.push('versions');
  if (assessment.limit.kind === 'unknown') missing.push('limit');
  return missing;
}

/** Statements that weigh, each by a source that none before it drew on. */
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

/** What a log says of failures and how its lines compare are one source: the same lines. What Lambda measured is another. */
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

/** One statement alone may be chance, or somebody's oversight. */
const PIECES_FOR_HIGH = 2;

/**
 * Weights of evidence are judgements and no frequencies: people are told how sure lmon is in three words. It is high only
 * where several sources say so, all that could speak against it was read, and nothing else looks as much alike.
 */
export function confidenceWord(confidence: number, { pieces, missing, lookAlikes }: Basis): ConfidenceWord {
  if (confidence < 0.5) return 'low';
  const isSure = pieces >= PIECES_FOR_HIGH && missing.length === 0 && lookAlikes.length === 0;
  if (isSure && confidence >= 0.8) return 'high';
  return pieces < PIECES_FOR_HIGH && missing.length > 0 ? 'low' : 'medium';
}
