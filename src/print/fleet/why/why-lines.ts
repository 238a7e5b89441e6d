import { sourceName } from '../../../lambda/delivery/event-source.ts';
import type { EpochMs } from '../../../lambda/time.ts';
import type { FailureEvidence } from '../../../monitor/case/failure-probe.ts';
import type { FleetSnapshot } from '../../../monitor/fleet/fleet-snapshot.ts';
import { versionsBehind } from '../../../monitor/fleet/named-causes.ts';
import type { FunctionStatus } from '../../../monitor/function/status/function-status.ts';
import { cutName } from '../../../terminal/cut-name.ts';
import { blanks } from '../../../terminal/display-width.ts';
import { fittingSentence } from '../../../terminal/fitting-sentence.ts';
import type { Line } from '../../../terminal/line.ts';
import { cell, firstThatFits, lineWidth } from '../../../terminal/line-layout.ts';
import { durationText, groupedText, utcMinute } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../../terminal/tense.ts';
import { type RawText, rawText, type SafeText } from '../../../terminal/text.ts';
import type { Glyphs } from '../../../terminal/theme/glyphs.ts';
import { strong, toned, words } from '../../../terminal/words.ts';
import type { Cause } from '../../../triage/cause/cause.ts';
import { memoryDeaths } from '../../../triage/cause/memory-deaths.ts';
import { type VersionOutcome, versionSuspicion } from '../../../triage/cause/version-suspicion.ts';
import { rulesSaid } from '../../../triage/sentence/cause-sentence.ts';
import { chronicWords } from '../../../triage/sentence/chronic-words.ts';
import { memorySince } from '../../../triage/sentence/failing-words.ts';
import type { TimeWords } from '../../../triage/sentence/time-words.ts';
import { saysWorkers } from '../../../triage/sentence/waiting-words.ts';
import { type WhyStep, whySteps } from '../../../triage/sentence/why.ts';
import type { WhyFacts } from '../../../triage/sentence/why-facts.ts';
import { runtimeText } from '../../runtime-text.ts';
import { alarmRow, ringingOf } from './alarm-words.ts';
import { changeWords, type Moment } from './change-words.ts';
import { criticalNote, withThresholds } from './critical-notes.ts';
import { failureSummary } from './failure-words.ts';
import { fewErrorsWords } from './few-errors-words.ts';
import { withMeasuredEnds } from './measured-ends.ts';
import { notJudgedSentences, unjudgedMetrics } from './not-judged-words.ts';

const WIDEST_NAME = 48;
const TIME_WIDTH = 6;

export function whyTitle({ name }: FunctionStatus, glyphs: Glyphs): SafeText {
  return safe`WHY ${cutName(safeText(name), WIDEST_NAME, glyphs.ellipsis)}`;
}

export interface WhyLayout {
  /** Cells for each line; unlimited by default. */
  readonly width?: number;
  /** Number of lines, at least 1; unlimited by default. */
  readonly most?: number;
  readonly glyphs: Glyphs;
  /** The cause stated above, which is not repeated; null where "nothing hurts" stands there. */
  readonly above?: Cause | null | undefined;
  /** Whether failures of the log have a section of their own, which then also reports an unreadable log. */
  readonly hasFailureSection?: boolean;
  /** Whether critical thresholds are shown beside values, where there is room. */
  readonly saysCritical?: boolean;
  /** When set, a remaining row tells the function's setup, and when that was changed. */
  readonly moment?: Moment;
  /** Alarms: remaining rows tell those of the function that ring. */
  readonly alarms?: FleetSnapshot['alarms'];
  /** A time in six cells; UTC by default. */
  readonly timeCell?: (timeMs: EpochMs) => SafeText;
  readonly timeWords: TimeWords;
}

/** The layout, with all the room that it leaves open. */
type Room = WhyLayout & { readonly width: number; readonly most: number };

/** What was looked at more closely. */
type Looked = Pick<FleetSnapshot, 'failures' | 'versions' | 'detail'>;

/** What happened to a function, step by step, what its log says, and the conclusion. */
export function whyLines(status: FunctionStatus, look: Looked, layout: WhyLayout): readonly Line[] {
  const room: Room = { width: Number.POSITIVE_INFINITY, most: Number.POSITIVE_INFINITY, ...layout };
  const { width, most, glyphs, above, timeWords } = room;
  const steps = whySteps(factsFor(status, above), timeWords.tense);
  const hurts = steps.length > 0;
  const evidence = look.failures.get(status.name);
  const likely = [
    ...steps.filter(({ kind }) => kind === 'likely'),
    ...versionSuspicions(versionsBehind(status.name, look), timeWords.tense),
  ];
  const isOfMemory = likely.length === 0 && evidence !== undefined && memoryDeaths(status, evidence) !== null;
  const first = isOfMemory ? [memoryLine(status, timeWords, above?.kind === 'outOfMemory')] : [];
  const lines = hurts
    ? [
        ...datedLines(status, steps, room),
        ...(evidence === undefined ? [] : logLines(status, evidence, room)),
        ...unjudgedLines(status),
        ...likely.map((step) => stepLine(step, room)),
      ]
    : [usualLine(status, { isSaidToBeUsual: above === null, tense: timeWords.tense }, width)];
  const left = Math.max(0, most - first.length - lines.length);
  const more = [...ringingLines(status, room), ...(hurts ? besidesLines(status, room) : [])].slice(0, left);
  return [...first, ...mostTelling(lines, most - first.length), ...more].map((line) =>
    fittingSentence([line], width, glyphs.ellipsis),
  );
}

function factsFor(status: FunctionStatus, above: WhyLayout['above']): WhyFacts {
  return {
    ...status,
    timeoutMs: status.configuration.timeoutMs,
    deadLetterName: deadLetterName(status),
    limitIsSaid: above?.kind === 'throttled' && above.limit.kind === 'off',
    workersAreSaid: above != null && saysWorkers(above),
  };
}

/** The steps that no sentence above tells, with critical thresholds where there is room. */
function datedLines(status: FunctionStatus, steps: readonly WhyStep[], room: Room): readonly Line[] {
  const dated = steps.filter((step) => step.kind === 'step' && !isSaid(step, room.above));
  return withThresholds(
    dated.map((step) => ({ line: stepLine(step, room), note: criticalNote(step.rule, status) })),
    room.saysCritical === true ? room.width : 0,
  );
}

/** Nothing where a section of its own tells that nothing was found, or why. */
function logLines(status: FunctionStatus, evidence: FailureEvidence, room: Room): readonly Line[] {
  return room.hasFailureSection === true && saysNothing(evidence) ? [] : [logLine(status, evidence, room)];
}

function ringingLines({ name }: FunctionStatus, { alarms = [], timeWords }: Room): readonly Line[] {
  const row = alarmRow(ringingOf(alarms, name), timeWords);
  return row === null ? [] : [row];
}

/** What is worth a row that is left: few errors beside other trouble, and how the function is set up. */
function besidesLines(status: FunctionStatus, { moment }: Room): readonly Line[] {
  const few = fewErrorsWords(status);
  return [
    ...(few === null ? [] : [[toned('dim', safe`errors`), toned('fact', safe`  `), ...few]]),
    ...(moment === undefined ? [] : [setUpLine(status, moment)]),
  ];
}

/** What was not judged may be worse than what was. */
function unjudgedLines(status: FunctionStatus): readonly Line[] {
  const unjudged = unjudgedMetrics(status);
  return unjudged === null
    ? []
    : [[...cell([toned('warn', safe`?`)], TIME_WIDTH), toned('fact', safe`  `), ...unjudged]];
}

/** With too little room, the onset and the conclusion stay; the evidence for the latter is last. */
function mostTelling(lines: readonly Line[], most: number): readonly Line[] {
  if (lines.length <= most) return lines;
  if (most <= 0) return [];
  return [...lines.slice(0, most - 1), ...lines.slice(-1)];
}

function versionSuspicions(behind: readonly (readonly VersionOutcome[])[], tense: Tense): readonly WhyStep[] {
  return behind.flatMap((versions) => {
    const says = versionSuspicion(versions, tense);
    return says === null ? [] : [{ kind: 'likely', rule: null, atMs: null, says }];
  });
}

/**
 * What explains everything else, and so comes first.
 *
 * @param isSaid whether a sentence above tells the onset
 */
function memoryLine(
  { configuration, weekOnset, reasons }: FunctionStatus,
  timeWords: TimeWords,
  isSaid: boolean,
): Line {
  const size = safe`${groupedText(configuration.memoryMb)} MB`;
  const sinceMs = reasons.find(({ rule }) => rule === 'memory')?.sinceMs ?? null;
  const whenBegun = isSaid ? safe`` : memorySince({ sinceMs, weekOnset }, timeWords);
  const { tense } = timeWords;
  return [
    toned('warn', safe`memory`),
    toned('fact', safe`  `),
    ...words`${strong(size)} ${inTense(tense, 'run', 'ran')} out${whenBegun}; calls ${inTense(tense, 'need more, or leak', 'needed more, or leaked')}`,
  ];
}

function logLine(
  { configuration, minutes }: FunctionStatus,
  evidence: FailureEvidence,
  { width, glyphs }: Room,
): Line {
  const head: Line = [toned('dim', safe`log   `), toned('fact', safe`  `)];
  const known = withMeasuredEnds(evidence, minutes);
  return [...head, ...failureSummary(known, configuration.timeoutMs, glyphs, width - lineWidth(head))];
}

function saysNothing({ error, groups }: FailureEvidence): boolean {
  return error !== null || groups.length === 0;
}

/** A step with a time tells when it began, even if the sentence covers the rest. */
function isSaid({ rule, atMs }: WhyStep, above: Cause | null | undefined): boolean {
  if (above == null || rule === null || !rulesSaid(above).includes(rule)) return false;
  return atMs === null || atMs === above.sinceMs;
}

/** An unknown time is left empty: the newest minute's would be taken for the onset. */
function stepLine(
  { kind, atMs, says, briefly = says }: WhyStep,
  { width, timeCell = utcMinute }: Room,
): Line {
  const time = atMs === null ? blanks(TIME_WIDTH) : timeCell(atMs);
  const head = kind === 'likely' ? toned('warn', safe`likely`) : toned('dim', time);
  return firstThatFits(
    [says, briefly].map((said) => [head, toned('fact', safe`  `), ...said]),
    width,
  );
}

function deadLetterName({ configuration: { deadLetterTarget } }: FunctionStatus): RawText | null {
  return deadLetterTarget === null ? null : rawText(sourceName(deadLetterTarget));
}

function setUpLine({ configuration }: FunctionStatus, moment: Moment): Line {
  const { lastModifiedMs } = configuration;
  const changed = lastModifiedMs === null ? [] : words`; changed ${changeWords(lastModifiedMs, moment)}`;
  return [
    ...cell([toned('dim', safe`set up`)], TIME_WIDTH),
    toned('fact', safe`  `),
    ...setUpWords(configuration),
    ...changed,
  ];
}

function setUpWords({ runtime, memoryMb, timeoutMs, isUnlisted }: FunctionStatus['configuration']): Line {
  if (isUnlisted) return words`settings not read`;
  return words`${runtimeText(runtime)}, ${groupedText(memoryMb)} MB, timeout ${durationText(timeoutMs)}`;
}

/** The setup is dropped as a whole for lack of room. */
function usualLine(
  status: FunctionStatus,
  { isSaidToBeUsual, tense }: { readonly isSaidToBeUsual: boolean; readonly tense: Tense },
  width: number,
): Line {
  const setUp = setUpWords(status.configuration);
  if (isSaidToBeUsual && status.chronic === null) return setUp;
  const reason = firstThatFits(noReasonSentences(status, tense), width);
  const both = [...reason, ...words`; `, ...setUp];
  return lineWidth(both) <= width ? both : reason;
}

/**
 * The text for a function without a broken rule, longest form first: that all were checked, or what could not be
 * judged.
 */
export function noReasonSentences(status: FunctionStatus, tense: Tense): readonly Line[] {
  const notJudged = notJudgedSentences(status);
  if (notJudged.length > 0) return notJudged;
  const reason = noReasonWords(status, tense);
  const few = status.activity === 'active' ? fewErrorsWords(status) : null;
  return few === null ? [reason] : [[...reason, ...words`; errors: `, ...few], reason];
}

function noReasonWords(status: FunctionStatus, tense: Tense): Line {
  const { activity, isRead, chronic, minutes, minuteMs } = status;
  if (!isRead) return words`not judged: none of its settled minutes with calls was read`;
  if (chronic !== null) return chronicWords(chronic, minutes, minuteMs ?? chronic.sinceMs, tense);
  return activity === 'idle'
    ? words`not called in the ${inTense(tense, 'last 15 min', '15 min before')}`
    : words`nothing ${inTense(tense, 'hurts', 'hurt')}: no rule ${inTense(tense, 'is', 'was')} broken`;
}
