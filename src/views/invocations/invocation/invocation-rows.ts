import { differenceWords } from '../../../print/invocation/difference-words.ts';
import {
  evidenceWords,
  outcomeTone,
  outcomeWord,
  untoldEndWords,
} from '../../../print/invocation/run-words.ts';
import { blanks, displayWidth } from '../../../terminal/display-width.ts';
import { heading } from '../../../terminal/drawing/heading.ts';
import { fittingSentence } from '../../../terminal/fitting-sentence.ts';
import type { Line, Tone } from '../../../terminal/line.ts';
import { cell } from '../../../terminal/line-layout.ts';
import { groupedText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { Glyphs } from '../../../terminal/theme/glyphs.ts';
import { strong, toned } from '../../../terminal/words.ts';
import { heldKeys } from '../../keys/held-keys.ts';
import { keyOf } from '../../keys/key-label.ts';
import { bindingsOn } from '../../keys/keymap.ts';
import { nextPageSecond } from '../../keys/next-page-second.ts';
import { bodyHeight, fitsBesidePath, framedRows } from '../../parts/frame/framed-rows.ts';
import { innerWidth } from '../../parts/frame/margin.ts';
import type { ScreenRow } from '../../parts/frame/screen-row.tsx';
import { isReplay } from '../../parts/header/header-facts.ts';
import { alikeLine, alikeSection, neighbourLine } from './alike-lines.ts';
import { compareHeight, compareSection } from './compare-section.ts';
import { runLines, runLineTitles } from './invocation-lines.ts';
import { type InvocationScene, momentWord } from './invocation-scene.ts';
import { compactSummaryLines, summaryLines } from './summary-lines.ts';

/** From here on all sections may fit on one screen; below that, lines and comparison are pages. */
const ROWS_FOR_ALL = 34;
const MOST_STEPS = 4;
const MOST_STEPS_OF_HIGH = 10;
const ROWS_OF_HIGH = 50;
/** Heading and titles. */
const LINES_HEAD = 2;
/** Heading, and how many they are. */
const ALIKE_HEAD = 2;
const FEWEST_LINES = 3;

/** The screen of an invocation, exactly as many rows as the terminal has. */
export function invocationRows(scene: InvocationScene): readonly ScreenRow[] {
  const width = innerWidth(scene.columns);
  return framedRows(scene, {
    header: scene.header,
    connection: 'live',
    note: placeAmongAlike(scene),
    answer: verdictLines(scene, width),
    body: (height) => (showsAll(scene) ? allSections : onePage)(scene, width, height),
    keys: footerKeys(scene),
  });
}

/** How many of the run's lines fit. */
export function linesHeight(scene: InvocationScene): number {
  if (showsAll(scene)) return linesHeightBesideAll(scene);
  const body = bodyOf(scene);
  const summary = shortSummary(scene, innerWidth(scene.columns), body);
  return Math.max(1, body - summary.length - LINES_HEAD);
}

/** Whether all sections are shown, with a few of its lines. */
export function showsAll(scene: InvocationScene): boolean {
  const fewest = Math.min(FEWEST_LINES, scene.portrait.run.lines.length);
  return scene.rows >= ROWS_FOR_ALL && linesHeightBesideAll(scene) >= fewest;
}

function linesHeightBesideAll(scene: InvocationScene): number {
  return bodyOf(scene) - rowsBelow(scene) - summaryRows(scene) - LINES_HEAD;
}

function bodyOf(scene: InvocationScene): number {
  return bodyHeight(scene.rows, verdictLines(scene, innerWidth(scene.columns)).length);
}

function footerKeys(scene: InvocationScene) {
  const { header, look } = scene;
  const bindings = bindingsOn('invocation', look.keymap);
  const keys = showsAll(scene)
    ? bindings.filter(({ action }) => action !== 'nextPane')
    : nextPageSecond(bindings);
  return heldKeys(keys, header.isPast === true ? 'past' : null, isReplay(header));
}

function allSections(scene: InvocationScene, width: number, height: number): readonly Line[] {
  const { look } = scene;
  const below = rowsBelow(scene);
  const linesRoom = Math.max(1, height - summaryRows(scene) - LINES_HEAD - below);
  const above = [
    heading(safe`SUMMARY`, null, width, look.glyphs),
    ...summaryLines(scene, width),
    [],
    ...shownLines(scene, width, linesRoom),
    [],
    ...compareSection(scene, width, compareHeight(scene, mostSteps(scene))),
    [],
  ];
  const underneath = [
    [],
    heading(safe`IN ENVIRONMENT`, null, width, look.glyphs),
    neighbourLine(scene, width),
  ];
  const room = height - above.length - ALIKE_HEAD - underneath.length;
  return [...above, ...alikeSection(scene, width, room), ...underneath];
}

/** The summary with its title and gap. */
function summaryRows(scene: InvocationScene): number {
  return summaryLines(scene, innerWidth(scene.columns)).length + 2;
}

/** The rows above a page; none on the lowest screens, where they would leave no room for the page. */
function shortSummary(scene: InvocationScene, width: number, height: number): readonly Line[] {
  const summary = [...compactSummaryLines(scene, width), []];
  return height - summary.length < LINES_HEAD + FEWEST_LINES ? [] : summary;
}

/** COMPARE, LIKE IT and IN ENVIRONMENT, each with a blank row above. */
function rowsBelow(scene: InvocationScene): number {
  return 1 + compareHeight(scene, mostSteps(scene)) + 3 + 3;
}

function mostSteps({ rows }: InvocationScene): number {
  return rows < ROWS_OF_HIGH ? MOST_STEPS : MOST_STEPS_OF_HIGH;
}

function onePage(scene: InvocationScene, width: number, height: number): readonly Line[] {
  const { state } = scene;
  const summary = shortSummary(scene, width, height);
  const room = height - summary.length;
  if (state.page === 'lines') {
    const isCompared = room - LINES_HEAD - scene.portrait.run.lines.length >= FEWEST_COMPARE_ROWS;
    const note = isCompared ? [] : pageNote(scene, safe`compare`);
    const lines = shownLines(scene, width, room - LINES_HEAD, note);
    return [...summary, ...lines, ...besideFewLines(scene, width, room - lines.length)];
  }
  return [
    ...summary,
    ...compareSection(scene, width, room - 3, pageNote(scene, safe`lines`)),
    [],
    alikeLine(scene, width),
    neighbourLine(scene, width),
  ];
}

/** Blank row, title and the minimum of a useful comparison. */
const FEWEST_COMPARE_ROWS = 6;

/** A run of few lines leaves room for the other sections. */
function besideFewLines(scene: InvocationScene, width: number, room: number): readonly Line[] {
  const others = (free: number) =>
    free < 2 ? [] : [[], alikeLine(scene, width), neighbourLine(scene, width)].slice(0, free);
  if (room < FEWEST_COMPARE_ROWS) return others(room);
  const compared = compareSection(scene, width, room - 1);
  return [[], ...compared, ...others(room - 1 - compared.length)];
}

/** As many of the run's lines as fit, under their heading with the way to the other page. */
function shownLines(scene: InvocationScene, width: number, room: number, note: Line = []): readonly Line[] {
  const { look, portrait, state } = scene;
  const lines = runLines(portrait.run, portrait.comparison.changed, width, look.glyphs);
  const first = Math.min(state.first, Math.max(0, lines.length - room));
  return [
    heading(
      safe`LINES`,
      [...linesNote(scene, first, room), ...(note.length === 0 ? [] : [toned('dim', safe`  `), ...note])],
      width,
      look.glyphs,
    ),
    runLineTitles(width),
    ...lines.slice(first, first + Math.max(1, room)),
  ];
}

const COLUMNS_FOR_SENTENCE = 80;

/** The position among runs that ended alike, or of which it is not known either. */
function placeAmongAlike(scene: InvocationScene): Line {
  const { portrait, isBeingRead, look, columns } = scene;
  const { runs } = portrait.alike;
  const [brief, full] = untoldEndWords(portrait.run.outcome) ?? [safe`alike`, safe`that ended alike`];
  // The position would not fit beside the full sentence.
  const alike = columns < COLUMNS_FOR_SENTENCE ? brief : full;
  const least = isBeingRead ? look.glyphs.atLeast : safe``;
  const place: Line = [
    strong(groupedText(runs.indexOf(portrait.run) + 1)),
    toned('dim', safe` of ${least}${groupedText(runs.length)} ${alike}   `),
  ];
  const next = keyOf('nextAlike', look.keymap);
  const previous = keyOf('previousAlike', look.keymap);
  const told: Line = [
    ...place,
    toned('focus', next),
    toned('dim', safe` next  `),
    toned('focus', previous),
    toned('dim', safe` previous`),
  ];
  // The keys in this order: the other way round, they would look like a box to tick.
  return fitsBesidePath(scene, told)
    ? told
    : [...place, toned('focus', safe`${next} ${previous}`), toned('dim', safe` move`)];
}

const MOST_DIFFERENCES = 3;

/** How it ended and how that is known, then its differences from healthy runs. */
function verdictLines(scene: InvocationScene, width: number): readonly Line[] {
  const { portrait, isPart, look } = scene;
  const { run, differences } = portrait;
  const { glyphs } = look;
  const tone = outcomeTone(run.outcome);
  const mark = markOf(tone, glyphs);
  const lead = glyphs.markWidth + 1;
  return [
    [
      toned(tone, safe`${mark}${blanks(glyphs.markWidth - displayWidth(mark))} `),
      outcomeWord(run.outcome),
      toned('dim', safe`   ${evidenceWords(run, isPart)}`),
    ],
    ...differences
      .slice(0, MOST_DIFFERENCES)
      .map(
        (difference, index): Line => [
          ...cell([toned('dim', index === 0 ? safe`differs` : safe``)], lead + 8),
          ...differenceWords(difference, width - lead - 8, glyphs.ellipsis, momentWord(scene)),
        ],
      ),
  ].map((line) => fittingSentence([line], width, glyphs.ellipsis));
}

function markOf(tone: Tone, { crit, warn, ok }: Glyphs): SafeText {
  switch (tone) {
    case 'crit':
      return crit;
    case 'warn':
      return warn;
    case 'good':
      return ok;
    default:
      return safe``;
  }
}

function linesNote(scene: InvocationScene, first: number, room: number): Line {
  const { portrait, isPart, isBeingRead, look } = scene;
  const { run } = portrait;
  const isWhole = run.hasStart && run.endMs !== null;
  const soFar = isBeingRead && !isWhole ? safe` so far` : safe``;
  const dot = safe` ${look.glyphs.middleDot} `;
  const count =
    run.lines.length <= room
      ? groupedText(run.lines.length)
      : safe`${first + 1} to ${Math.min(run.lines.length, first + room)} of ${groupedText(run.lines.length)}`;
  const shared =
    run.sharedLines === 0
      ? safe``
      : safe`${dot}${groupedText(run.sharedLines)} without a request id may be of others`;
  return [
    toned('dim', safe`${count}${soFar}${shared}`),
    toned('warn', isPart ? safe`${dot}a part: not all of it was read` : safe``),
  ];
}

/** The key to the other page, and what it shows. */
function pageNote({ look }: InvocationScene, shows: SafeText): Line {
  return [toned('focus', keyOf('nextPane', look.keymap)), toned('dim', safe` ${shows}`)];
}
