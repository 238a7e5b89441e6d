import { MINUTE_MS } from '../../lambda/time.ts';
import type { Line } from '../../terminal/line.ts';
import { ageText, utcDay, utcMinute, utcSecond } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toCopy, toned, words } from '../../terminal/words.ts';
import type { Unfinished } from '../../triage/report/case-file/case-file.ts';
import { explainedBy, type Suspect } from '../../triage/report/claims/suspect.ts';
import type { SuspectAdvice, TriageReport } from '../../triage/report/triage-report.ts';
import { LEAST_LIKELY } from '../../triage/report/verdict.ts';
import { changeEntry } from './change-entry.ts';
import { confidenceWords, WORTH_NAMING } from './confidence-words.ts';
import { noteLine } from './note-line.ts';
import { affectedEntry, patternEntry } from './pattern-entry.ts';
import { sourceLines } from './source-lines.ts';
import { REPORT_IN_UTC, timedEntry } from './timed-entry.ts';
import type { TriageEntry } from './triage-entry.ts';

/** A titled part of a report. */
export interface TriageSection {
  readonly title: SafeText;
  readonly entries: readonly TriageEntry[];
}

/**
 * A report's sections in the order shared by screens, text and Markdown: what to tell, what happened, why, what to do,
 * what is unknown.
 */
export function triageSections(report: TriageReport, times = REPORT_IN_UTC): readonly TriageSection[] {
  const {
    impact,
    timeline,
    changes,
    patterns,
    affected,
    further,
    suspects,
    clear,
    notKnown,
    advice,
    commands,
    sources,
    notes,
    timelineFromMs,
    toMs,
    unfinished,
  } = report;
  const sections: readonly TriageSection[] = [
    { title: safe`VERDICT`, entries: verdictEntries(report) },
    { title: safe`IMPACT`, entries: impact.map(({ says }) => plain(says)) },
    {
      title: safe`TIMELINE${timelineFromMs === null ? safe`` : safe` ${times.since(timelineFromMs)}`} (${times.name})`,
      entries: timeline.map(
        ({ atMs, kind, says }): TriageEntry =>
          timedEntry(
            atMs,
            toMs,
            {
              what: safeText(kind),
              tone: kind === 'change' || kind === 'symptom' ? 'warn' : 'crit',
              says,
            },
            times,
          ),
      ),
    },
    {
      title: safe`CHANGED, NEAREST FIRST`,
      entries: [
        ...(unfinished === null ? [] : [plain([toned('dim', VERSIONS_AWAITED[unfinished])])]),
        ...changes.map((change) => changeEntry(change, toMs, times)),
      ],
    },
    { title: safe`WHO IS HIT`, entries: affected.map(affectedEntry) },
    { title: safe`PATTERNS THAT CHANGED`, entries: patterns.map(patternEntry) },
    { title: safe`FURTHER BACK, BY LOGS INSIGHTS`, entries: further.map(({ says }) => plain(says)) },
    { title: safe`SUSPECTS`, entries: suspects.flatMap(suspectEntries) },
    {
      title: safe`NEXT`,
      entries: [
        ...advice.flatMap((each, index) => adviceEntries(each, index, advice.length)),
        ...commands.map(
          (command): TriageEntry => ({ label: safe`copy`, tone: 'focus', says: toCopy(command) }),
        ),
      ],
    },
    { title: safe`CHECKED AND CLEAR`, entries: clear.map(({ says }) => plain(says)) },
    { title: safe`NOT KNOWN`, entries: notKnown.map(plain) },
    { title: safe`NOTES`, entries: notes.map((note) => plain(noteLine(note))) },
    { title: safe`SOURCES`, entries: sourceLines(sources).map(plain) },
  ];
  return sections.filter(({ entries }) => entries.length > 0);
}

const VERSIONS_AWAITED: Readonly<Record<Unfinished, SafeText>> = {
  beingRead: safe`reading which versions were published`,
  callsStopped: safe`which versions were published is not read: calls to AWS are stopped`,
};

function plain(says: Line): TriageEntry {
  return { label: safe``, tone: 'dim', says };
}

const SEVERITY_WORDS = { crit: safe`CRIT`, warn: safe`WARN`, ok: safe`ok`, unknown: safe`unknown` } as const;
const SEVERITY_TONES = { crit: 'crit', warn: 'warn', ok: 'good', unknown: 'dim' } as const;

function verdictEntries({ verdict, suspects }: TriageReport): readonly TriageEntry[] {
  const { severity, says, confidence, basis } = verdict;
  const first: TriageEntry = {
    label: SEVERITY_WORDS[severity],
    tone: SEVERITY_TONES[severity],
    severity,
    says,
  };
  const [likeliest, ...others] = suspects;
  if (confidence === null || basis === null || likeliest === undefined) return [first];
  return [
    first,
    {
      label: safe`confidence`,
      tone: 'dim',
      says: confidenceWords(likeliest, others, basis),
    },
  ];
}

function suspectWord(share: number): SafeText {
  if (share < WORTH_NAMING) return safe`unlikely`;
  return share < LEAST_LIKELY ? safe`possible` : safe`likely`;
}

function suspectEntries(suspect: Suspect, index: number, all: readonly Suspect[]): readonly TriageEntry[] {
  const { title, pro, contra, confidence } = suspect;
  const scope = explainedBy(suspect, all) === 'throttles' ? safe`, for the throttles alone` : safe``;
  return [
    {
      label: safe`${index + 1}`,
      tone: 'focus',
      says: words`${title.map((span) => ({ ...span, bold: true }))} ${toned('dim', safe`(${suspectWord(confidence)}${scope})`)}`,
    },
    ...pro.map(({ says }): TriageEntry => ({ label: safe`for`, tone: 'fact', says, isPart: true })),
    ...contra.map(
      ({ says, weight }): TriageEntry => ({
        label: weight > 0 ? safe`against` : safe`but`,
        tone: 'dim',
        says,
        isPart: true,
      }),
    ),
  ];
}

function adviceEntries(advice: SuspectAdvice, index: number, count: number): readonly TriageEntry[] {
  const { now, next, later, harms } = advice;
  const head: readonly TriageEntry[] =
    count === 1 ? [] : [{ label: safe`${index + 1}`, tone: 'focus', says: adviceHead(advice) }];
  const isPart = count > 1;
  return [
    ...head,
    { label: safe`now`, tone: 'fact', says: now, isPart },
    ...(index === 0
      ? ([
          { label: safe`next`, tone: 'dim', says: next, isPart },
          { label: safe`later`, tone: 'dim', says: later, isPart },
        ] as const)
      : []),
    ...(harms === null ? [] : [{ label: safe`beware`, tone: 'warn', says: harms, isPart } as const]),
  ];
}

function adviceHead({ title, explains }: SuspectAdvice): Line {
  switch (explains) {
    case 'all':
      return words`if it is ${title}`;
    case 'throttles':
      return words`against throttles: ${title}`;
    case 'rest':
      return words`against what hurts by itself, if it is ${title}`;
  }
}

/** The window of the report, and when it was made. */
export function triageSpan({ fromMs, toMs, builtMs }: TriageReport): SafeText {
  if (toMs - fromMs <= MINUTE_MS) return safe`no minute with calls is known; built ${utcSecond(builtMs)}`;
  const builtDay = isOfAnotherDay({ toMs, builtMs }) ? safe`${utcDay(builtMs)} ` : safe``;
  return safe`minutes ${utcMinute(fromMs)} to ${utcMinute(toMs - MINUTE_MS)}, ${ageText(Math.max(0, toMs - fromMs))}; built ${builtDay}${utcSecond(builtMs)}`;
}

/** Whether its last minute is not of the day on which it was made: then the times alone would be taken for today's. */
export function isOfAnotherDay({ toMs, builtMs }: Pick<TriageReport, 'toMs' | 'builtMs'>): boolean {
  return utcDay(toMs - MINUTE_MS) !== utcDay(builtMs);
}
