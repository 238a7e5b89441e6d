import type { Line } from '../../src/terminal/line.ts';
import { logLossOf } from '../../src/triage/report/case-file/log-loss.ts';
import type { TriageReport } from '../../src/triage/report/triage-report.ts';
import type { Examined } from './examine.ts';
import type { Incident } from './incident.ts';
import type { NewWords } from './scenario.ts';
import { LOG_READING } from './sight.ts';

/** How one report did. Null where an incident has nothing of that kind to find. */
export interface Mark {
  readonly name: string;
  readonly number: number;
  readonly callsPerMinute: number;
  readonly traits: readonly string[];
  /** Whether the likeliest suspect names a cause; null where nothing is wrong. */
  readonly isFirst: boolean | null;
  /** Whether all causes are among the first three. */
  readonly isInThree: boolean | null;
  /** Whether it says that nothing is wrong; null where something is. */
  readonly saysNothing: boolean | null;
  /** Whether it says of failures as ever that nobody knows since when, and tells no beginning; null of all else. */
  readonly saysSteady: boolean | null;
  readonly onsetErrorMs: number | null;
  /** `false` too where it tells no onset. */
  readonly onsetIsNear: boolean | null;
  /** Null too where nobody may read the log: no pattern can be told there. */
  readonly patternIsFirst: boolean | null;
  /** Whether it has a pattern that nobody may read. */
  readonly patternIsUnreadable: boolean;
  readonly namesDimension: boolean | null;
  /** Whether it says that lines are missing where they are, and does not where they are not; null where it read none. */
  readonly knowsLoss: boolean | null;
  /** Advice that makes it worse, as it is written. */
  readonly harmful: readonly string[];
  /** Of the likeliest suspect, and whether it is one of the causes; null without a suspect. */
  readonly told: { readonly confidence: number; readonly isRight: boolean } | null;
  readonly tookMs: number;
  /** For who looks into it: suspects with their confidence. */
  readonly suspects: readonly string[];
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
    // Of what failed as ever nobody wrote down why.
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

/** Negative where it is too early, 0 where it is within what is right. */
function missedBy(toldMs: number, sinceMs: number, beganByMs: number): number {
  return toldMs < sinceMs ? toldMs - sinceMs : Math.max(0, toldMs - beganByMs);
}

/** Metrics tell the minute: one that holds the moment is as near as they get. */
function isNear(errorMs: number): boolean {
  return Math.abs(errorMs) <= NEAR_MS;
}

/** When it says that it began: the first thing that it tells which nobody did on purpose. */
function onsetOf({ timeline }: TriageReport): number | null {
  const began = timeline.filter(({ kind }) => kind !== 'change').map(({ atMs }) => atMs);
  return began.length === 0 ? null : Math.min(...began);
}

/** What Lambda says of an end is no pattern: there it is how most of the calls that failed ended. */
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

/** What differs from line to line is cut out of patterns, numbers above all. */
function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, '');
}

function adviceOf({ advice }: TriageReport): readonly string[] {
  return advice.flatMap(({ now, next, later }) => [now, next, later].map(textOf));
}

/** All that a person reads of it. */
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
