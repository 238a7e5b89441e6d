import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { connectionState } from '../../monitor/fleet/freshness.ts';
import { severityMark } from '../../print/severity-mark.ts';
import { sentenceRows } from '../../print/triage/sentence-rows.ts';
import type { TriageEntry } from '../../print/triage/triage-entry.ts';
import { triageSections, triageSpan } from '../../print/triage/triage-sections.ts';
import { commandRows } from '../../terminal/command-rows.ts';
import { heading } from '../../terminal/drawing/heading.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, lineWidth } from '../../terminal/line-layout.ts';
import { partOf } from '../../terminal/safe-edits.ts';
import { joinSafe, safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Glyphs } from '../../terminal/theme/glyphs.ts';
import { strong, toned } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';
import type { Unfinished } from '../../triage/report/case-file/case-file.ts';
import type { TriageReport } from '../../triage/report/triage-report.ts';
import { heldKeys } from '../keys/held-keys.ts';
import { bindingsOn } from '../keys/keymap.ts';
import { bodyHeight, fitsBesidePath, framedRows } from '../parts/frame/framed-rows.ts';
import type { FramedScreen } from '../parts/frame/framed-screen.ts';
import { innerWidth } from '../parts/frame/margin.ts';
import type { ScreenRow } from '../parts/frame/screen-row.tsx';
import { WIDE_SCREEN } from '../parts/frame/wide-screen.ts';
import { accountHeader } from '../parts/header/account-header.ts';
import { CALLS_ARE_STOPPED, isReplay, type Whereabouts } from '../parts/header/header-facts.ts';
import { inNotation, textInNotation } from '../parts/look/local-times.ts';
import type { Look } from '../parts/look/look.ts';
import { momentCell, momentText, notationName, sinceWordsOf, timesOf } from '../parts/look/time-notation.ts';
import { COLUMN_GAP } from '../parts/sections/side-by-side.ts';
import { belowEachOther, inTwoColumns, type ReportSection } from './report-columns.ts';

/** Everything that the triage screen shows, independent of the theme. */
export interface TriageScene extends FramedScreen {
  readonly report: TriageReport;
  readonly snapshot: FleetSnapshot;
  readonly whereabouts: Whereabouts;
  /** The row of the report at the top. */
  readonly first: number;
  readonly nowMs: EpochMs;
}

/** Longer lines are hard to read. */
export const WIDEST_TEXT = 120;
/** In narrower columns, sentences beside their labels would wrap constantly. */
const NARROWEST_COLUMN = 80;
const LABEL_WIDTH = 16;
const PART_INDENT = 2;
const ASIDE_GAP = safe`  `;

/** Height of a page of the screen. */
export function triageHeight(rows: number): number {
  return Math.max(1, bodyHeight(rows, 0));
}

/** The last row of the report that may be at the top. */
export function lastTriageRow(scene: TriageScene): number {
  return Math.max(0, triageLines(scene).length - triageHeight(scene.rows));
}

/** The report, row by row: the verdict first, then its basis, and the sources last. */
export function triageRows(scene: TriageScene): readonly ScreenRow[] {
  const { columns, rows, look, report, snapshot, nowMs } = scene;
  const status = snapshot.functions.find(({ name }) => name === report.functionName);
  const height = triageHeight(rows);
  const lines = triageLines(scene);
  const first = Math.min(scene.first, Math.max(0, lines.length - height));
  const part =
    lines.length <= height
      ? safe``
      : safe`lines ${first + 1} to ${Math.min(lines.length, first + height)} of ${lines.length}`;
  const inFull = noteInFull(scene, part);
  const isInFull = columns >= WIDE_SCREEN && fitsBesidePath(scene, inFull);
  return framedRows(scene, {
    header: accountHeader(snapshot, scene, status?.minuteMs),
    connection: connectionState(snapshot.connection, nowMs),
    ...(isInFull ? {} : { extent: [toned('dim', spanShown(scene))] }),
    note: isInFull ? inFull : noteInShort(scene, part),
    answer: [],
    body: () => lines.slice(first, first + height),
    keys: heldKeys(bindingsOn('triage', look.keymap), snapshot.held?.kind ?? null, isReplay(scene)),
  });
}

/** Behind the path, where the note has no room for the window. */
function spanShown(scene: TriageScene): SafeText {
  const { fromMs, toMs } = scene.report;
  if (toMs - fromMs <= MINUTE_MS) return safe``;
  const times = timesOf(scene);
  return safe` ${scene.look.glyphs.middleDot} ${momentText(fromMs, times)} to ${momentText(toMs - MINUTE_MS, times)}`;
}

/** @param part which lines of the report are on screen */
function noteInFull(scene: TriageScene, part: SafeText): Line {
  const { unfinished } = scene.report;
  if (unfinished !== null) return unfinishedNote(UNFINISHED_WORDS[unfinished].inFull, part);
  const parts = [textInNotation(triageSpan(scene.report), timesOf(scene)), part];
  return [
    toned(
      'dim',
      joinSafe(
        parts.filter((each) => each !== ''),
        safe`   `,
      ),
    ),
  ];
}

/** Without the window, which then stands behind the path. */
function noteInShort({ report: { unfinished } }: TriageScene, part: SafeText): Line {
  return unfinished === null
    ? [toned('dim', part)]
    : unfinishedNote(UNFINISHED_WORDS[unfinished].inShort, part);
}

function unfinishedNote(says: SafeText, part: SafeText): Line {
  return [toned('warn', safe`${says}  `), toned('dim', part)];
}

const UNFINISHED_WORDS: Readonly<
  Record<Unfinished, { readonly inFull: SafeText; readonly inShort: SafeText }>
> = {
  beingRead: { inFull: safe`still reading its log and versions`, inShort: safe`still reading` },
  callsStopped: { inFull: CALLS_ARE_STOPPED, inShort: safe`calls are stopped` },
};

function triageLines(scene: TriageScene): readonly Line[] {
  const { columns, rows } = scene;
  const room = innerWidth(columns);
  const inOne = belowEachOther(sectionsOf(scene, Math.min(room, WIDEST_TEXT)));
  const height = triageHeight(rows);
  const width = Math.floor((room - COLUMN_GAP) / 2);
  // A single page needs no second column, and in a longer report both columns would have to be read page by page.
  const inTwo =
    inOne.length <= height || width < NARROWEST_COLUMN ? null : inTwoColumns(sectionsOf(scene, width), width);
  return inTwo === null || inTwo.length > height ? inOne : inTwo;
}

function sectionsOf(scene: TriageScene, width: number): readonly ReportSection[] {
  const { report, look } = scene;
  const times = timesOf(scene);
  const written = {
    name: namedTimes(look),
    cell: (timeMs: EpochMs) => momentCell(timeMs, times),
    since: sinceWordsOf(times).since,
  };
  return triageSections(report, written).map(({ title, entries }) => [
    heading(title, null, width, look.glyphs),
    // Copies and files use UTC, as readers may be in other time zones.
    ...entries.flatMap((entry) =>
      entryLines({ ...entry, says: inNotation(entry.says, times) }, width, look.glyphs),
    ),
  ]);
}

function namedTimes({ times }: Look): SafeText {
  const name = notationName(times);
  return times === 'ago' ? safe`${name}; sentences in UTC` : name;
}

/** A sentence too long for the row wraps under itself. */
function entryLines(
  { label, tone, says, severity, isPart = false }: TriageEntry,
  width: number,
  glyphs: Glyphs,
): readonly Line[] {
  const indent = isPart ? PART_INDENT : 0;
  const labelWidth = label === '' ? 0 : LABEL_WIDTH - indent;
  const word = severity === undefined ? toned(tone, label) : strong(label, tone);
  const mark: Line = severity === undefined ? [] : [severityMark(severity, glyphs), toned('fact', safe` `)];
  const head: Line = [...cell([], indent), ...cell([...mark, word], labelWidth)];
  // Without a label, only this tells a further row, or a command, from the next entry.
  const hanging = label === '' ? PART_INDENT : 0;
  const room = Math.max(1, width - indent - labelWidth - hanging);
  const lines = withAside(says, room);
  return lines.map((line, row) => [...(row === 0 ? head : cell([], indent + labelWidth + hanging)), ...line]);
}

/** A dim remark after a statement goes on a line of its own rather than being split at the end of the row. */
function withAside(says: Line, room: number): readonly Line[] {
  const aside = says.at(-1);
  const isAside = aside?.tone === 'dim' && aside.text.startsWith(ASIDE_GAP);
  if (!isAside || lineWidth(says) <= room) return sentenceRows(says, room, commandRows);
  const below = toned('dim', partOf(aside.text, ASIDE_GAP.length));
  return [...wrappedLine(says.slice(0, -1), room), ...wrappedLine([below], room)];
}
