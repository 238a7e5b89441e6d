import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { connectionState, tenseOfState } from '../../monitor/fleet/freshness.ts';
import { NO_CREDENTIALS, type SourceError } from '../../monitor/source-error.ts';
import { severityMark } from '../../print/severity-mark.ts';
import { cutName } from '../../terminal/cut-name.ts';
import { blanks, displayWidth } from '../../terminal/display-width.ts';
import { fittingSentence } from '../../terminal/fitting-sentence.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, lineWidth } from '../../terminal/line-layout.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned, verbatim, words } from '../../terminal/words.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { sentenceOf, sentencesIn, subjectOf } from '../../triage/sentence/cause-sentence.ts';
import { worseByPoolWords } from '../../triage/sentence/pool-words.ts';
import type { TimeWords } from '../../triage/sentence/time-words.ts';
import {
  GIVING_CREDENTIALS,
  GIVING_CREDENTIALS_BRIEFLY,
  MISSING_CREDENTIALS,
  RECORDED_WITHOUT,
} from '../parts/header/credential-words.ts';
import { CALLS_ARE_STOPPED } from '../parts/header/header-facts.ts';
import type { Look } from '../parts/look/look.ts';
import { momentInWords, type Times } from '../parts/look/time-notation.ts';

export const ACCOUNT_POOL = safe`account pool`;
const WIDEST_SUBJECT = 24;
/** Beyond the width that sentences need, names get the rest. */
const SENTENCE_WIDTH = 110;

export interface CauseLayout {
  readonly width: number;
  readonly isCompact: boolean;
}

/** The causes as sentences, one a line, with subjects in a column where there is room. */
export function causeLines(
  causes: readonly Cause[],
  layout: CauseLayout,
  timeWords: TimeWords,
  look: Look,
): readonly Line[] {
  const subjectWidth = layout.isCompact ? null : subjectColumn(causes, layout.width);
  return causes.map((cause) => {
    const { start, sentences } = causeWords(cause, { ...layout, subjectWidth }, timeWords, look);
    return [...start, ...fittingSentence(sentences, layout.width - lineWidth(start), look.glyphs.ellipsis)];
  });
}

/** The subject and its sentences, longest first. */
function causeWords(
  cause: Cause,
  { width, isCompact, subjectWidth }: CauseLayout & { readonly subjectWidth: number | null },
  timeWords: TimeWords,
  { glyphs }: Look,
): { readonly start: Line; readonly sentences: readonly Line[] } {
  const said = sentenceOf(cause, timeWords);
  const name = strong(cutName(said.subject, widestSubject(width), glyphs.ellipsis));
  const head = subjectWidth === null ? [name] : cell([name], subjectWidth);
  const start = [
    severityMark(cause.severity, glyphs),
    toned('fact', safe` `),
    ...head,
    toned('fact', isCompact ? safe` ` : safe`  `),
  ];
  const sentences = (isCompact ? [said.short, said.shortest] : sentencesIn(said)).flatMap((sentence) => [
    [...sentence, ...worseByPoolWords(cause)],
    sentence,
  ]);
  return { start, sentences };
}

function widestSubject(width: number): number {
  return Math.max(WIDEST_SUBJECT, width - SENTENCE_WIDTH);
}

/**
 * The width of the subjects, as far as the sentences leave it. The pool, whose row comes and goes, always has room: no
 * sentence stands out of the column of the others.
 */
export function subjectColumn(causes: readonly Cause[], width: number): number {
  const subjects = [ACCOUNT_POOL, ...causes.map(subjectOf)];
  return Math.min(widestSubject(width), Math.max(...subjects.map(displayWidth)));
}

/** The pool's forecast concerns everyone, so it is always among the few shown. */
export function worstCauses(causes: readonly Cause[], most: number): readonly Cause[] {
  const few = causes.slice(0, most);
  const pool = causes.slice(most).find(({ kind }) => kind === 'poolFilling');
  return pool === undefined || most < 2 ? few : [...few.slice(0, -1), pool];
}

/**
 * The told causes with the row that names the rest in its place by urgency: where that is above the pool's forecast, the
 * order of the same troubles does not depend on the size of the screen.
 *
 * @param lines one for each told cause, or one that there is none; lines about other things, which hurt less, may follow
 */
export function withRest(
  lines: readonly Line[],
  rest: readonly Line[],
  { told, causes }: { readonly told: readonly Cause[]; readonly causes: readonly Cause[] },
): readonly Line[] {
  const milder = told.findIndex((cause, place) => causes.indexOf(cause) > place);
  return lines.toSpliced(milder === -1 ? Math.max(1, told.length) : milder, 0, ...rest);
}

/** The text without causes: "nothing" only where AWS has answered, and as of when. */
export function noCauses(
  { connection, functions, dataToMs, held }: FleetSnapshot,
  times: Times,
  place: { readonly width: number; readonly isReplay: boolean },
  look: Look,
): Line {
  const { glyphs } = look;
  const { width } = place;
  const unmarked = toned('fact', blanks(glyphs.markWidth + 1));
  const state = connectionState(connection, times.nowMs);
  switch (state) {
    case 'starting':
    case 'unreadPast':
      if (held?.kind === 'stopped') return [toned('warn', CALLS_ARE_STOPPED)];
      return connection.error === null
        ? [unmarked, toned('dim', safe`reading functions and metrics${glyphs.ellipsis}`)]
        : errorWords(connection.error, place, look);
    case 'stale': {
      const at = times.notation === 'ago' ? safe`` : safe`at `;
      return [
        severityMark('warn', glyphs),
        toned(
          'fact',
          safe` not known; nothing hurt${dataToMs === null ? safe`` : safe` ${at}${momentInWords(dataToMs, times)}`}`,
        ),
      ];
    }
    case 'live':
    case 'past':
      if (functions.length === 0) return [unmarked, toned('dim', safe`there is no function to watch`)];
      if (functions.some(({ severity }) => severity === 'unknown'))
        return [
          unmarked,
          ...fittingSentence(
            whatIsNotJudged(functions, tenseOfState(state)),
            width - glyphs.markWidth - 1,
            glyphs.ellipsis,
          ),
        ];
      return [
        severityMark('ok', glyphs),
        ...nothingHurts(functions, width - glyphs.markWidth, tenseOfState(state), glyphs.ellipsis),
      ];
  }
}

/** Functions with permanent failures fail as well. */
function nothingHurts(
  functions: FleetSnapshot['functions'],
  width: number,
  tense: Tense,
  ellipsis: SafeText,
): Line {
  const nothing = safe` nothing ${inTense(tense, 'hurts', 'hurt')}`;
  const chronic = functions.filter((status) => status.chronic !== null);
  const [only] = chronic;
  if (only === undefined) return words`${nothing}: no function ${inTense(tense, 'breaks', 'broke')} a rule`;
  if (chronic.length > 1)
    return words`${nothing}: only ${chronic.length} functions ${inTense(tense, 'fail', 'failed')}, as they did all week`;
  const failing = (name: SafeText) =>
    words`${nothing}: only ${name} ${inTense(tense, 'fails', 'failed')}, as it did all week`;
  return failing(cutName(safeText(only.name), width - lineWidth(failing(safe``)), ellipsis));
}

/** Longest form first. */
function whatIsNotJudged(functions: FleetSnapshot['functions'], tense: Tense): readonly Line[] {
  const nothing = safe`nothing ${inTense(tense, 'hurts', 'hurt')}`;
  const isDenied = functions.some(({ notJudged }) => notJudged.some(({ because }) => because === 'denied'));
  const sentences = isDenied
    ? [
        safe`${nothing} that lmon may see; what is not judged stands with ? below`,
        safe`${nothing} that lmon may see; ? is not judged`,
      ]
    : [
        safe`${nothing} so far; what is not read yet stands with ? below`,
        safe`${nothing} so far; ? is not read yet`,
      ];
  return sentences.map((sentence) => [toned('fact', sentence)]);
}

function errorWords(
  { kind, action, name, message }: SourceError,
  { width, isReplay }: { readonly width: number; readonly isReplay: boolean },
  look: Look,
): Line {
  if (name === NO_CREDENTIALS) return missingWords(isReplay ? RECORDED_WAYS : LIVE_WAYS, width, look);
  const head: Line = [severityMark('warn', look.glyphs), toned('fact', safe` `), strong(safeText(action))];
  const sentences: Line[] =
    kind === 'denied'
      ? [
          [toned('fact', safe` is denied; lmon doctor prints the missing policy`)],
          [toned('fact', safe` is denied; ask lmon doctor`)],
        ]
      : [[toned('fact', safe`  ${safeText(name)}: `), ...verbatim([toned('fact', safeText(message))])]];
  return [...head, ...fittingSentence(sentences, width - lineWidth(head), look.glyphs.ellipsis)];
}

/** Not the error's message, which is longer than any row. */
function missingWords(ways: readonly SafeText[], width: number, { glyphs }: Look): Line {
  const head: Line = [severityMark('warn', glyphs), toned('fact', safe` `), strong(MISSING_CREDENTIALS)];
  const sentences = ways.map((way) => [toned('fact', safe`: ${way}`)]);
  return [...head, ...fittingSentence(sentences, width - lineWidth(head), glyphs.ellipsis)];
}

const LIVE_WAYS = [
  safe`${GIVING_CREDENTIALS}; lmon demo needs none`,
  GIVING_CREDENTIALS,
  GIVING_CREDENTIALS_BRIEFLY,
];
const RECORDED_WAYS = [RECORDED_WITHOUT];
