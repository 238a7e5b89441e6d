import type { Line } from '../../src/terminal/line.ts';
import { logLossOf } from '../../src/triage/report/case-file/log-loss.ts';
import type { TriageReport } from '../../src/triage/report/triage-report.ts';
import type { Examined } from './examine.ts';
import type { Incident } from './incident.ts';
import type { NewWords } from './scenario.ts';
import { LOG_READING } from './sight.ts';

/** The score of one report. Null where an incident has nothing of that kind to find. */
export interface Mark {
  readonly name: string;
  readonly number: number;
  readonly callsPerMinute: number;
  readonly traits: readonly string[];
  /** Whether the likeliest suspect names a cause; null if nothing is wrong. */
  readonly isFirst: boolean | null;
  /** Whether all causes are among the first three suspects. */
  readonly isInThree: boolean | null;
  /** Whether it says that nothing is wrong; null if something is. */
  readonly saysNothing: boolean | null;
  /** Whether, for steady failures, it says that the beginning is unknown and names none; null for all others. */
  readonly saysSteady: boolean | null;
  readonly onsetErrorMs: number | null;
  /** Also `false` if it names no onset. */
  readonly onsetIsNear: boolean | null;
  /** Also null if the log may not be read: no pattern can be found there. */
  readonly patternIsFirst: boolean | null;
  /** Whether it has a pattern, in a log that may not be read. */
  readonly patternIsUnreadable: boolean;
  readonly namesDimension: boolean | null;
  /** Whether it reports missing lines exactly if there are any; null if it read no log. */
  readonly knowsLoss: boolean | null;
  /** Advice in the report that would make it worse. */
  readonly harmful: readonly string[];
  /** The confidence of the likeliest suspect, and whether it is one of the causes; null without a suspect. */
  readonly told: { readonly confidence: number; readonly isRight: boolean } | null;
  readonly tookMs: number;
  /** For a closer look: suspects with their confidence. */
  readonly suspects: readonly string[];
}

const MEASURES = [
  'isFirst',
  'isInThree',
  'saysNothing',
  'saysSteady',
  'onsetIsNear',
  'patternIsFirst',
  'namesDimension',
  'knowsLoss',
] as const;

/** The measures by which a report is wrong. */
export function missedIn(mark: Mark): readonly string[] {
  return MEASURES.filter((measure) => mark[measure] === false);
}

const STEADY = /fails .* of calls, steady/;
const NEAR_MS = 60_000;

export function markOf(incident: Incident, examined: Examined): Mark {
  const { report, file, tookMs } = examined;
  const { causes, sinceMs, beganByMs, dimension, failsAsEver, harms, name, number, setting, sight } =
    incident;
  const names = report.suspects.map((suspect) => suspect.name);
  const [first] = report.suspects;
  const isCause = (suspect: string) => causes.some((answers) => answers.includes(suspect));
  const isWrong = causes.length > 0;
  const onsetMs = onsetOf(report);
  const onsetErrorMs =
    sinceMs === null || onsetMs === null ? null : missedBy(onsetMs, sinceMs, beganByMs ?? sinceMs);
  return {
    name,
    number,
    callsPerMinute: setting.callsPerMinute,
    traits: incident.traits,
    isFirst: isWrong ? first !== undefined && isCause(first.name) : null,
    isInThree: isWrong
      ? causes.every((answers) => answers.some((answer) => names.slice(0, 3).includes(answer)))
      : null,
    saysNothing:
      isWrong || failsAsEver
        ? null
        : report.harm === null && report.verdict.severity !== 'unknown' && names.length === 0,
    saysSteady: failsAsEver ? onsetMs === null && STEADY.test(textOf(report.verdict.says)) : null,
    onsetErrorMs,
    onsetIsNear: sinceMs === null ? null : onsetErrorMs !== null && isNear(onsetErrorMs),
    ...patternMarks(incident, examined),
    namesDimension: dimension === null ? null : isNamed(dimension, wholeText(report)),
    knowsLoss:
      sight.logDelayMs > 0 || (file.reading?.comparison ?? null) === null
        ? null
        : (logLossOf(file) !== null) === setting.isSampled,
    harmful: adviceOf(report).filter((advice) => harms.some((harm) => harm.test(advice))),
    // Steady failures have no cause on record to score against.
    told:
      first === undefined || failsAsEver
        ? null
        : { confidence: first.confidence, isRight: isCause(first.name) },
    tookMs,
    suspects: report.suspects.map((suspect) => `${suspect.name} ${suspect.confidence.toFixed(2)}`),
  };
}

function patternMarks(
  { pattern, sight }: Incident,
  examined: Examined,
): Pick<Mark, 'patternIsFirst' | 'patternIsUnreadable'> {
  if (pattern === null) return { patternIsFirst: null, patternIsUnreadable: false };
  const isUnreadable = sight.denied.includes(LOG_READING);
  return {
    patternIsFirst: isUnreadable ? null : isFirstPattern(pattern, examined),
    patternIsUnreadable: isUnreadable,
  };
}

/** Negative if too early, 0 if within the correct range. */
function missedBy(toldMs: number, sinceMs: number, beganByMs: number): number {
  return toldMs < sinceMs ? toldMs - sinceMs : Math.max(0, toldMs - beganByMs);
}

/** Metrics have a resolution of a minute, so the right minute counts as exact. */
function isNear(errorMs: number): boolean {
  return Math.abs(errorMs) <= NEAR_MS;
}

/** The onset in the report: its first event that is not a deliberate change. */
function onsetOf({ timeline }: TriageReport): number | null {
  const began = timeline.filter(({ kind }) => kind !== 'change').map(({ atMs }) => atMs);
  return began.length === 0 ? null : Math.min(...began);
}

/** Lambda's own words about an end are no pattern; for them, the largest group of failed calls counts. */
function isFirstPattern({ by, words, or = [] }: NewWords, { report, file }: Examined): boolean {
  const group = file.log?.groups[0];
  const ended = group === undefined ? '' : `${group.kind} ${group.says}`;
  const said = report.patterns[0]?.change.wording.join('') ?? '';
  const letters = lettersOf(by === 'code' ? said : ended);
  return [words, ...or].some((each) => letters.includes(lettersOf(each)));
}

function isNamed(dimension: string | RegExp, text: string): boolean {
  return typeof dimension === 'string' ? text.includes(dimension) : dimension.test(text);
}

/** Patterns leave out what differs from line to line, above all numbers, so only letters are compared. */
function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, '');
}

function adviceOf({ advice }: TriageReport): readonly string[] {
  return advice.flatMap(({ now, next, later }) => [now, next, later].map(textOf));
}

/** All parts of the report that people read. */
function wholeText({ verdict, impact, timeline, changes, affected, suspects, advice }: TriageReport): string {
  const lines: readonly Line[] = [
    verdict.says,
    ...impact.map(({ says }) => says),
    ...[...timeline, ...changes, ...affected].map(({ says }) => says),
    ...suspects.flatMap(({ title, pro, contra }) => [title, ...[...pro, ...contra].map(({ says }) => says)]),
    ...advice.map(({ now }) => now),
  ];
  return lines.map(textOf).join('\n');
}

function textOf(line: Line): string {
  return line.map(({ text }) => text).join('');
}
