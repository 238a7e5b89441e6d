import type { EpochMs } from '../../lambda/time.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { connectionState } from '../../monitor/fleet/freshness.ts';
import type { SourceError } from '../../monitor/sources.ts';
import { severityMark } from '../../print/severity-mark.ts';
import { cutMiddle, displayWidth } from '../../terminal/display-width.ts';
import type { Glyphs } from '../../terminal/glyphs.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, cutLine, lineWidth } from '../../terminal/line-layout.ts';
import { utcMinute } from '../../terminal/quantity.ts';
import { partOf } from '../../terminal/safe-edits.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { sentenceOf } from '../../triage/sentence/cause-sentence.ts';
import { CALLS_ARE_STOPPED } from './header.ts';
import type { Look } from './look.ts';
import { momentText, type Times } from './time-notation.ts';

const WIDEST_SUBJECT = 24;

/** The worst causes in words, one a line, their subjects in a column of their own where there is room. */
export function causeLines(
  causes: readonly Cause[],
  most: number,
  width: number,
  isCompact: boolean,
  times: Times,
  look: Look,
): readonly Line[] {
  const timeText = (timeMs: EpochMs) => momentText(timeMs, times);
  const shown = worstCauses(causes, most).map((cause) => ({ cause, ...sentenceOf(cause, timeText) }));
  const subjectWidth = isCompact
    ? null
    : Math.min(WIDEST_SUBJECT, Math.max(0, ...shown.map(({ subject }) => displayWidth(subject))));
  return shown.map(({ cause, subject, says, short }) => {
    const name = strong(cutMiddle(subject, WIDEST_SUBJECT, look.glyphs.ellipsis));
    const head = subjectWidth === null ? [name] : cell([name], subjectWidth);
    const start = [
      severityMark(cause.severity, look.glyphs),
      toned('fact', safe` `),
      ...head,
      toned('fact', isCompact ? safe` ` : safe`  `),
    ];
    const room = width - lineWidth(start);
    return [...start, ...fittingSentence(isCompact ? [short] : [says, short], room, look)];
  });
}

/** The pool's forecast is about everybody: it has its place among the few, whoever is worse off already. */
function worstCauses(causes: readonly Cause[], most: number): readonly Cause[] {
  const few = causes.slice(0, most);
  const pool = causes.slice(most).find(({ kind }) => kind === 'poolFilling');
  return pool === undefined || most < 2 ? few : [...few.slice(0, -1), pool];
}

/** The first sentence that fits; where none does, the last one without the clauses for which there is no room. */
export function fittingSentence(sentences: readonly Line[], width: number, look: Look): Line {
  const fits = sentences.find((sentence) => lineWidth(sentence) <= width);
  if (fits !== undefined) return fits;
  const last = sentences.at(-1) ?? [];
  const shorter = withoutLastClause(last);
  return shorter === null
    ? cutLine(last, width, look.glyphs.ellipsis)
    : fittingSentence([shorter], width, look);
}

function withoutLastClause(sentence: Line): Line | null {
  const place = sentence.findLastIndex(({ text }) => text.includes('; '));
  const part = sentence[place];
  if (part === undefined) return null;
  const text = partOf(part.text, 0, part.text.lastIndexOf('; '));
  return [...sentence.slice(0, place), { ...part, text }];
}

/** What stands there without causes: "nothing" only where AWS has answered, and for when it did. */
export function noCauses(
  { connection, functions, dataToMs, held }: FleetSnapshot,
  nowMs: EpochMs,
  { glyphs }: Look,
): Line {
  switch (connectionState(connection, nowMs)) {
    case 'starting':
      if (held?.kind === 'stopped') return [toned('warn', CALLS_ARE_STOPPED)];
      return connection.error === null
        ? [toned('dim', safe`reading functions and metrics${glyphs.ellipsis}`)]
        : errorWords(connection.error, glyphs);
    case 'stale':
      return [
        toned('warn', glyphs.warn),
        toned(
          'fact',
          safe` not known; nothing${dataToMs === null ? safe`` : safe` at ${utcMinute(dataToMs)}`}`,
        ),
      ];
    case 'live':
    case 'past':
      if (functions.length === 0) return [toned('dim', safe`no function to watch`)];
      if (functions.some(({ severity }) => severity === 'unknown'))
        return [toned('fact', whatIsNotJudged(functions))];
      return [toned('good', glyphs.live), toned('fact', NOTHING)];
  }
}

const NOTHING = safe` nothing: no function errs, waits or is turned away`;

function whatIsNotJudged(functions: FleetSnapshot['functions']): SafeText {
  const isDenied = functions.some(({ notJudged }) => notJudged.some(({ because }) => because === 'denied'));
  return isDenied
    ? safe`nothing that lmon may see; what is not judged stands with ? below`
    : safe`nothing so far; what has no answer yet stands with ? below`;
}

function errorWords({ kind, action, name, message }: SourceError, { warn }: Glyphs): Line {
  const says =
    kind === 'denied'
      ? safe` is denied; lmon doctor prints the missing policy`
      : safe`  ${safeText(name)}: ${safeText(message)}`;
  return [toned('warn', warn), toned('fact', safe` `), strong(safeText(action)), toned('fact', says)];
}
