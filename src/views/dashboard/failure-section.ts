import type { CallFate } from '../../logs/failures/call-ends.ts';
import { type FailureGroup, isSurvived } from '../../logs/failures/failure-group.ts';
import type { NewestFailure } from '../../logs/failures/failure-log.ts';
import type { FailureEvidence } from '../../monitor/case/failure-probe.ts';
import {
  eventWords,
  failureCount,
  failureName,
  noLinesText,
  spanMsOf,
  stoppedWords,
  unreadLine,
  VARIES,
  withShortIds,
} from '../../print/fleet/why/failure-words.ts';
import { cutEndWords, cutStartWords } from '../../terminal/cut-words.ts';
import { blanks, cutMiddle, padStart } from '../../terminal/display-width.ts';
import type { Line, Span } from '../../terminal/line.ts';
import { cell, lineText, lineWidth } from '../../terminal/line-layout.ts';
import { spanInWords, spanText, utcSecond } from '../../terminal/quantity.ts';
import { replacedIn } from '../../terminal/safe-edits.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';
import { keyOf } from '../keys/key-label.ts';
import type { Look } from '../parts/look/look.ts';
import { type Times, timeCell } from '../parts/look/time-notation.ts';
import { type Section, wholeBlocks } from '../parts/sections/sections.ts';

const COUNT_WIDTH = 7;
/** `03:12:10`, without a Z in local time. */
const TIME_WIDTH = 8;
const MOST_GROUPS = 8;
const MOST_NEWEST = 20;
const FEWEST_NEWEST = 2;
export const NEWEST_RANK = 8;
const GAP = safe`  `;

interface FailureTelling {
  readonly timeoutMs: number;
  readonly times: Times;
  /** Where lines of the log stand below that say how it is opened: how many of the newest ones are shown. */
  readonly mostBesideLines?: number | null;
  /** Of one kind of failure. */
  readonly mostRows?: number;
}

/** Failures in the log: how many of which kind, and the newest ones. */
export function failureSections(
  evidence: FailureEvidence | undefined,
  { timeoutMs, times, mostBesideLines = null, mostRows = FEW_ROWS }: FailureTelling,
  width: number,
  look: Look,
): readonly Section[] {
  if (evidence === undefined) return [];
  if (evidence.error !== null) {
    return [{ title: safe`FAILURES in the log`, lines: [unreadLine(evidence)], fewest: 1, rank: 2 }];
  }
  const { groups, newest } = evidence;
  if (groups.length === 0) {
    const says = evidence.hasLines
      ? safe`none in the last ${spanInWords(spanMsOf(evidence))}`
      : noLinesText(evidence);
    const lines = [[toned('dim', says)]];
    return [{ title: safe`FAILURES in the log`, lines, fewest: 1, rank: 5 }];
  }
  const linesOf = (some: readonly FailureGroup[]) =>
    wholeBlocks(
      some
        .slice(0, MOST_GROUPS)
        .map((group) => groupLines(group, { evidence, timeoutMs, mostRows }, width, look)),
    );
  const shown = newest.slice(0, mostBesideLines ?? MOST_NEWEST);
  // Where lines don't tell, metrics may: partial batch failures fail no call.
  const mostWentOn = groups.some(isSurvived);
  const isOfOthers = shown.some(
    ({ fate }) => fate === 'wentOn' || fate === 'open' || (fate === 'unknown' && mostWentOn),
  );
  const newestIn = (mostRows: number) =>
    shown.flatMap((failure) => newestLines(failure, { times, saysFate: isOfOthers, mostRows }, width, look));
  const sections: readonly Section[] = [
    {
      title: safe`FAILURES`,
      note: safe`from the log, ${spanText(spanMsOf(evidence))}`,
      ...linesOf(groups.filter((group) => !isSurvived(group))),
      fewest: 1,
      rank: 2,
    },
    {
      title: safe`LOGGED ERRORS`,
      note: safe`most calls still succeeded`,
      ...linesOf(groups.filter(isSurvived)),
      fewest: 1,
      rank: 3,
    },
    {
      title: isOfOthers ? safe`NEWEST ERRORS` : safe`NEWEST FAILURES`,
      ...(mostBesideLines === null ? { note: safe`${keyOf('logs', look.keymap)} opens the log` } : {}),
      lines: newestIn(1),
      isExcerpt: true,
      longer: [newestIn(MOST_NEWEST_ROWS), newestIn(MOST_NEWEST_ROWS - 1)],
      fewest: Math.min(FEWEST_NEWEST, shown.length),
      // So few of them take no more room than what a single version adds to the figures.
      rank: mostBesideLines === null ? NEWEST_RANK : 6,
    },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

const FEW_ROWS = 2;
/** Of one of the newest failures. */
const MOST_NEWEST_ROWS = 3;

interface GroupRows extends Required<Pick<FailureTelling, 'timeoutMs' | 'mostRows'>> {
  readonly evidence: FailureEvidence;
}

/** On more rows where the distinguishing part does not fit on one; beyond the most, on two with the middle cut out. */
function groupLines(
  group: FailureGroup,
  { evidence, timeoutMs, mostRows }: GroupRows,
  width: number,
  { glyphs }: Look,
): readonly Line[] {
  const room = width - COUNT_WIDTH - GAP.length;
  const nameWith = (idEnd: SafeText): Span => {
    const said = failureName(group, timeoutMs, idEnd);
    // A word broken across rows reads as two; an ellipsis in its middle is visible.
    return { ...said, text: replacedIn(said.text, /\S+/g, (word) => cutMiddle(word, room, glyphs.ellipsis)) };
  };
  const wrapped = (name: Span) =>
    wrappedLine([name, ...eventWords(group), ...stoppedWords(group, evidence)], room);
  // Of two ellipses, none would be seen to be the cut: without room for all, ids are left out.
  const brief = nameWith(VARIES);
  const whole = [wrapped(nameWith(glyphs.ellipsis)), wrapped(brief)].find((rows) => rows.length <= mostRows);
  const [first = []] = wrapped(brief);
  // Failures differ at the end as often as at the start.
  const rows = whole ?? [first, [{ ...brief, text: cutStartWords(brief.text, room, glyphs.ellipsis) }]];
  return rows.map((row, index) => [
    index === 0
      ? strong(padStart(failureCount(group, evidence, glyphs.atLeast), COUNT_WIDTH))
      : toned('fact', blanks(COUNT_WIDTH)),
    toned('fact', GAP),
    ...row,
  ]);
}

interface NewestRows {
  readonly times: Times;
  readonly saysFate: boolean;
  readonly mostRows: number;
}

function newestLines(
  { timestampMs, kind, says, fate }: NewestFailure,
  { times, saysFate, mostRows }: NewestRows,
  width: number,
  { glyphs }: Look,
): readonly Line[] {
  const time =
    times.notation === 'utc'
      ? utcSecond(timestampMs)
      : timeCell(timestampMs, times.notation, times, TIME_WIDTH);
  const head: Line = [
    toned('dim', time),
    toned('fact', GAP),
    ...(saysFate ? [...cell([FATE_WORDS[fate]], FATE_WIDTH), toned('fact', GAP)] : []),
  ];
  if (kind !== 'logged')
    return [[...head, strong(kind === 'ended' ? safeText(says) : KIND_WORDS[kind], 'crit')]];
  const room = width - lineWidth(head);
  return messageRows(says, room, mostRows, glyphs.ellipsis).map((row, place) => [
    ...(place === 0 ? head : cell([], lineWidth(head))),
    ...row,
  ]);
}

/** Only its end is cut: each has values of its own, which tell it from the others. */
function messageRows(says: RawText, room: number, mostRows: number, ellipsis: SafeText): readonly Line[] {
  const rows = wrappedLine([toned('fact', withShortIds(says, ellipsis))], room);
  if (rows.length <= mostRows) return rows;
  const last = safe`${lineText(rows[mostRows - 1] ?? [])} ${ellipsis}`;
  return [...rows.slice(0, mostRows - 1), [toned('fact', cutEndWords(last, room, ellipsis))]];
}

const FATE_WIDTH = 7;

/** An invocation that logs an error need not fail: where its end is not known, nothing is promised. */
const FATE_WORDS: Readonly<Record<CallFate, Span>> = {
  failed: toned('crit', safe`failed`),
  wentOn: toned('dim', safe`went on`),
  open: toned('dim', safe`no end`),
  unknown: toned('dim', safe`?`),
};

const KIND_WORDS: Readonly<Record<Exclude<NewestFailure['kind'], 'logged' | 'ended'>, SafeText>> = {
  timeout: safe`timeout`,
  outOfMemory: safe`out of memory`,
  startCutOff: safe`start cut off`,
};
