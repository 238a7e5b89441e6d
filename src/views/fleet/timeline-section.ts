import { cutName } from '../../terminal/cut-name.ts';
import { displayWidth, padEnd } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, cutLine, lineWidth } from '../../terminal/line-layout.ts';
import { ageInWords, durationInWords } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned, words } from '../../terminal/words.ts';
import { functions } from '../../triage/sentence/amount-words.ts';
import type { TimelineEvent } from '../../triage/timeline/timeline.ts';
import type { Trouble } from '../../triage/timeline/troubles.ts';
import type { Look } from '../parts/look/look.ts';
import { momentCell, type Times } from '../parts/look/time-notation.ts';

const WIDEST_SUBJECT = 22;

/**
 * Beginnings and ends, newest first. Events of one function in one minute share a line, which wraps where the list has
 * room.
 */
export function timelineLines(
  timeline: readonly TimelineEvent[],
  { most, width }: { readonly most: number; readonly width: number },
  times: Times,
  { glyphs }: Look,
): readonly Line[] {
  const told = tellingMoments(timeline, most);
  const subjectOf = ([{ functionName }]: Moment) =>
    cutName(
      functionName === null ? safe`account pool` : safeText(functionName),
      WIDEST_SUBJECT,
      glyphs.ellipsis,
    );
  const subjectWidth = Math.max(...told.map((events) => displayWidth(subjectOf(events))));
  let spare = most - told.length;
  return told.flatMap((events) => {
    const head: Line = [
      toned('dim', momentCell(events[0].atMs, times)),
      toned('fact', safe`  ${padEnd(subjectOf(events), subjectWidth)}  `),
    ];
    const room = width - lineWidth(head);
    const rows = eventRows(events, room);
    const shown = rows.length - 1 <= spare ? rows : [fittingEvents(events, room)];
    spare -= shown.length - 1;
    return shown.map((row, place) =>
      cutLine([...(place === 0 ? head : cell([], lineWidth(head))), ...row], width, glyphs.ellipsis),
    );
  });
}

/** How many moments are shown of those with lasting trouble, and how many brief ones are not. */
export interface ToldPart {
  readonly told: number;
  readonly lasting: number;
  readonly briefLeftOut: number;
}

/** Without a word of what it leaves out, a list by time would seem complete. */
export function toldPart(timeline: readonly TimelineEvent[], most: number): ToldPart {
  const brief = moments(timeline).filter(isBrief).length;
  const lasting = moments(timeline).length - brief;
  const told = Math.min(lasting, most);
  return { told, lasting, briefLeftOut: Math.max(0, brief - (most - told)) };
}

/** All of them, in as many rows as needed: half an event says nothing. */
function eventRows(events: Moment, width: number): readonly Line[] {
  const rows: Line[] = [];
  for (const event of events) {
    const longer = [...(rows.at(-1) ?? []), ...eventClause(event, rows.length)];
    if (rows.length > 0 && lineWidth(longer) <= width) rows[rows.length - 1] = longer;
    else rows.push(eventWords(event));
  }
  return rows;
}

/** As many of them as fit, and the number of the others. */
function fittingEvents(events: Moment, width: number): Line {
  const said = events.map((_, left) => {
    const more: Line = left === 0 ? [] : [toned('dim', safe`; ${left} more`)];
    return [...events.slice(0, events.length - left).flatMap(eventClause), ...more];
  });
  return said.find((line) => lineWidth(line) <= width) ?? eventWords(events[0]);
}

function eventClause(event: TimelineEvent, place: number): Line {
  return place === 0 ? eventWords(event) : [toned('dim', safe`; `), ...eventWords(event)];
}

type Moment = readonly [TimelineEvent, ...TimelineEvent[]];

/** Without room for both, brief trouble gives way to lasting trouble. */
function tellingMoments(timeline: readonly TimelineEvent[], most: number): readonly Moment[] {
  const all = moments(timeline);
  const lasting = all.filter((moment) => !isBrief(moment)).slice(0, most);
  const kept = new Set([...lasting, ...all.filter(isBrief).slice(0, most - lasting.length)]);
  return all.filter((moment) => kept.has(moment));
}

function isBrief(moment: Moment): boolean {
  return moment.every(({ kind }) => kind === 'passed');
}

function moments(timeline: readonly TimelineEvent[]): readonly Moment[] {
  const byMoment = new Map<string, Moment>();
  for (const event of timeline) {
    const key = `${event.atMs} ${event.functionName}`;
    const others = byMoment.get(key);
    byMoment.set(key, others === undefined ? [event] : [...others, event]);
  }
  // Past events come after continuing ones.
  return [...byMoment.values()].map(([first, ...others]) => {
    const isOver = ({ kind }: TimelineEvent) => Number(kind === 'passed');
    const [leading = first, ...rest] = [first, ...others].toSorted((a, b) => isOver(a) - isOver(b));
    return [leading, ...rest];
  });
}

const ENDINGS: Readonly<Record<Trouble, SafeText>> = {
  throttles: safe`throttles ended`,
  errors: safe`errors ended`,
  lag: safe`caught up`,
  redrive: safe`redrive queue grows no more`,
  backlog: safe`what waited is worked off`,
  losses: safe`no event lost any more`,
  silence: safe`called again`,
  slowness: safe`as quick as before`,
  fullPool: safe`has room again`,
};

const TROUBLES: Readonly<Record<Trouble, SafeText>> = {
  throttles: safe`throttles`,
  errors: safe`errors`,
  lag: safe`lag`,
  redrive: safe`redrive queue grew`,
  backlog: safe`work waited`,
  losses: safe`events lost`,
  silence: safe`not called`,
  slowness: safe`slower`,
  fullPool: safe`full`,
};

function eventWords(event: TimelineEvent): Line {
  switch (event.kind) {
    case 'throttlesBegan':
      return words`throttles began`;
    case 'errorsBegan':
      return words`errors began`;
    case 'lagBegan':
      return words`iterator age began to rise`;
    case 'redriveBegan':
      return words`messages began to land in its redrive queue`;
    case 'backlogBegan':
      return words`what waits for it began to wait longer`;
    case 'lossesBegan':
      return words`began to lose events`;
    case 'callsStopped':
      return words`calls stopped`;
    case 'durationRose':
      return words`average duration began to rise from ${durationInWords(event.beforeMs)}`;
    case 'poolFilling':
      return words`began to fill`;
    case 'poolFilled':
      return event.others === 0
        ? words`full${limitWords(event)}`
        : words`full${limitWords(event)}; ${turnedAwayFromThen(event)}`;
    case 'poolTurnsAway':
      return words`${turnedAwayFromThen(event)}`;
    case 'alarmRang':
      return words`alarm rang: ${safeText(event.name)}`;
    case 'alarmQuiet':
      return [toned('dim', safe`alarm quiet again: ${safeText(event.name)}${afterWords(event.lastedMs)}`)];
    case 'passed':
      return [toned('dim', safe`${TROUBLES[event.what]} for ${ageInWords(event.lastedMs)}`)];
    case 'ended':
      return [toned('dim', safe`${ENDINGS[event.what]}${limitWords(event)}${afterWords(event.lastedMs)}`)];
    case 'errorsBecameRare':
      return [toned('dim', safe`errors became rare${afterWords(event.lastedMs)}`)];
  }
}

function turnedAwayFromThen({ others }: { readonly others: number }): SafeText {
  return safe`${functions(others)} turned away from then on`;
}

function limitWords({ isByTodaysLimit = false }: { readonly isByTodaysLimit?: boolean }): SafeText {
  return isByTodaysLimit ? safe` by today's limit` : safe``;
}

function afterWords(lastedMs: number | null): SafeText {
  return lastedMs === null ? safe`` : safe` after ${ageInWords(lastedMs)}`;
}
