import type { EpochMs } from '../../../lambda/time.ts';
import type { LoggedRun } from '../../../logs/runs/logged-run.ts';
import type { VersionStatistics } from '../../../logs/story/version-statistics.ts';
import type { LogTailSnapshot } from '../../../monitor/log/tail/log-tail-snapshot.ts';
import { statisticsLine, statisticsTitles } from '../../../print/invocation/statistics-words.ts';
import { heading } from '../../../terminal/drawing/heading.ts';
import type { Line } from '../../../terminal/line.ts';
import { firstThatFits } from '../../../terminal/line-layout.ts';
import { ageText, groupedText } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { RawText } from '../../../terminal/text.ts';
import { strong, toned } from '../../../terminal/words.ts';
import { wrappedLine } from '../../../terminal/wrapped-line.ts';
import { heldKeys } from '../../keys/held-keys.ts';
import type { KeyBinding } from '../../keys/key-binding.ts';
import { keyOf } from '../../keys/key-label.ts';
import { bindingsOn } from '../../keys/keymap.ts';
import { fittingFields } from '../../parts/fitting-fields.ts';
import { crumbs } from '../../parts/frame/crumbs.ts';
import { footerLine } from '../../parts/frame/footer.ts';
import type { FramedScreen } from '../../parts/frame/framed-screen.ts';
import { innerWidth, withMargin } from '../../parts/frame/margin.ts';
import { BLANK, type ScreenRow } from '../../parts/frame/screen-row.tsx';
import { WIDE_SCREEN } from '../../parts/frame/wide-screen.ts';
import { headerLine } from '../../parts/header/header.ts';
import type { HeaderFacts } from '../../parts/header/header-facts.ts';
import { isReplay } from '../../parts/header/header-facts.ts';
import { clockTimes, momentText, notationName } from '../../parts/look/time-notation.ts';
import { type KeyHint, typedLine, withHints } from '../../parts/typed-line.ts';
import { isOfSeveral, type ListedNames, nameCell, nameColumn, nameTitle } from '../name-column.ts';
import { runRow, runTitles } from '../run-columns.ts';
import { firstListed, type InvocationsState, selectedPlace } from './invocations-state.ts';
import { emptyListWords, logTrouble } from './log-trouble.ts';

/** Everything that the list of invocations shows, independent of the theme. */
export interface InvocationsScene extends FramedScreen {
  readonly snapshot: Pick<
    LogTailSnapshot,
    'readFromMs' | 'readThroughMs' | 'newestMs' | 'follow' | 'status' | 'error' | 'wanted'
  >;
  /** All runs of the log in memory. */
  readonly runs: readonly LoggedRun[];
  /** How many of them are unfinished. */
  readonly open: number;
  /** The listed runs, in order. */
  readonly listed: readonly LoggedRun[];
  /** Over everything read, most runs first. */
  readonly statistics: readonly VersionStatistics[];
  readonly names: ListedNames;
  /** The architecture of a function; null without its configuration. */
  architectureOf(statistics: VersionStatistics): RawText | null;
  readonly state: InvocationsState;
  readonly header: HeaderFacts;
}

/** Header, path, air, heading and titles above; what is typed and the footer below. */
const ROWS_AROUND = 7;

/** `INVOCATIONS` with the shortest rule beside it. */
const HEADING_WIDTH = 15;

/** From here on there is room for the versions above the list. */
const ROWS_FOR_VERSIONS = 22;
const MOST_VERSIONS = 4;
/** Of several functions there are more: a row of so many. */
const ROWS_PER_VERSION = 5;

/** How many runs are listed on a screen. */
export function invocationsHeight({
  rows,
  statistics,
  names,
}: Pick<InvocationsScene, 'rows' | 'statistics' | 'names'>): number {
  return Math.max(1, rows - ROWS_AROUND - versionRows({ rows, statistics, names }));
}

/** Heading, titles, versions and air. */
function versionRows({
  rows,
  statistics,
  names,
}: Pick<InvocationsScene, 'rows' | 'statistics' | 'names'>): number {
  if (rows < ROWS_FOR_VERSIONS || statistics.length === 0) return 0;
  return 3 + Math.min(mostVersions({ rows, names }), statistics.length);
}

function mostVersions({ rows, names }: Pick<InvocationsScene, 'rows' | 'names'>): number {
  return isOfSeveral(names) ? Math.max(MOST_VERSIONS, Math.floor(rows / ROWS_PER_VERSION)) : MOST_VERSIONS;
}

/** The list of invocations, exactly as many rows as the terminal has. */
export function invocationsRows(scene: InvocationsScene): readonly ScreenRow[] {
  const { header, listed, state, columns, rows, look } = scene;
  const width = innerWidth(columns);
  const height = invocationsHeight(scene);
  const first = firstListed(state, listed, height);
  const selected = selectedPlace(state, listed);
  const context = { look, nowMs: header.nowMs, localOffsetMinutes: header.whereabouts.localOffsetMinutes };
  const name = nameColumn(scene.names, width);
  const body = listed
    .slice(first, first + height)
    .map((run, index) =>
      withMargin(
        [...nameCell(run.origin, name, look.glyphs.ellipsis), ...runRow(run, width - name, context)],
        first + index === selected,
      ),
    );
  const shown =
    body.length > 0
      ? body
      : emptyLines(scene, width)
          .slice(0, height)
          .map((line) => withMargin(line));
  return [
    withMargin(headerLine(header, width, columns < WIDE_SCREEN, look)),
    withMargin(placeLine(scene, width)),
    BLANK,
    ...versionLines(scene, width).map((line) => withMargin(line)),
    withMargin(heading(safe`INVOCATIONS`, listNote(scene, first, width - HEADING_WIDTH), width, look.glyphs)),
    withMargin([...nameTitle(name), ...runTitles(width - name)]),
    ...shown,
    ...Array<ScreenRow>(Math.max(0, height - shown.length)).fill(BLANK),
    withMargin(modeLine(scene, width)),
    withMargin(footerLine(footerKeys(scene), scene.isRoot, width, header.api?.recentFailures)),
  ].slice(0, rows);
}

function footerKeys({ header, look }: InvocationsScene): readonly KeyBinding[] {
  return heldKeys(
    bindingsOn('invocations', look.keymap),
    header.isPast === true ? 'past' : null,
    isReplay(header),
  );
}

/** The path, and of which time the list is, where there is room for both. */
function placeLine({ path, snapshot, header, look }: InvocationsScene, width: number): Line {
  const times = clockTimes({ ...header, look });
  const trouble = logTrouble(snapshot);
  const from = momentText(snapshot.readFromMs, times);
  const endsNow = snapshot.follow && trouble === null && snapshot.status !== 'ended';
  const isRead = endsNow || snapshot.readThroughMs !== null || snapshot.newestMs !== null;
  const to = endsNow ? safe`now` : momentText(readUpToMs(snapshot), times);
  const dot = toned('dim', safe` ${look.glyphs.middleDot} `);
  const span = isRead ? [dot, toned('dim', safe`${from} to ${to}`)] : [];
  const why = trouble === null ? [] : [dot, toned('warn', trouble)];
  const place = crumbs(path, width, look);
  return firstThatFits([[...place, ...span, ...why], [...place, ...why], place], width);
}

/** Statistics of each version over everything read. */
function versionLines(scene: InvocationsScene, width: number): readonly Line[] {
  if (versionRows(scene) === 0) return [];
  const { statistics, names, architectureOf, look, snapshot, header } = scene;
  const most = mostVersions(scene);
  const name = nameColumn(names, width);
  const more = statistics.length - most;
  const unshown = more > 0 ? safe`, +${more} more` : safe``;
  const read =
    snapshot.readThroughMs === null && snapshot.status !== 'ended'
      ? safe`reading REPORTs`
      : safe`all REPORTs read`;
  const note = safe`${read} since ${momentText(snapshot.readFromMs, clockTimes({ ...header, look }))}${unshown}`;
  return [
    heading(safe`VERSIONS`, note, width, look.glyphs),
    [...nameTitle(name), ...statisticsTitles(width - name)],
    ...statistics
      .slice(0, most)
      .map((each) => [
        ...nameCell(each.origin, name, look.glyphs.ellipsis),
        ...statisticsLine(each, architectureOf(each), width - name),
      ]),
    [],
  ];
}

/** How many there are, in which order; on a narrow screen the number of newer runs replaces the end of it. */
function listNote(
  { runs, open, listed, snapshot, state, look }: InvocationsScene,
  first: number,
  room: number,
): Line {
  const over = runs.length - open;
  const count =
    state.filter === ''
      ? groupedText(over)
      : safe`${groupedText(listed.length)} of ${groupedText(runs.length)}`;
  const asFarAs = snapshot.wanted.pattern === null ? safe`` : safe`, as far as --filter shows`;
  const span = ageText(readUpToMs(snapshot) - snapshot.readFromMs);
  const isNewestFirst = state.sortedBy === null;
  const order = state.sortedBy === null ? safe`newest first` : safe`by ${state.sortedBy.title}`;
  const parts: readonly Line[] = [
    ...(isNewestFirst && first > 0
      ? [
          [
            strong(safe`${groupedText(first)} newer`, 'warn'),
            toned('dim', safe`, `),
            toned('focus', keyOf('top', look.keymap)),
            toned('dim', safe` shows them`),
          ],
        ]
      : []),
    // Nothing read is not nothing there.
    ...(snapshot.readThroughMs === null && snapshot.newestMs === null
      ? []
      : [
          [toned('dim', safe`${count} in ${span}`)],
          // Runs whose end was not read yet are more than actually run at once.
          [toned('dim', safe`${groupedText(open)} with no end seen${asFarAs}`)],
        ]),
    [toned('dim', order)],
    [toned('dim', notationName(look.times))],
  ];
  const dot = toned('dim', safe` ${look.glyphs.middleDot} `);
  return fittingFields(parts, dot, room);
}

/** Of the past, and while the first lines are read, the newest line instead of now. */
function readUpToMs({ readThroughMs, newestMs, readFromMs }: InvocationsScene['snapshot']): EpochMs {
  return readThroughMs ?? newestMs ?? readFromMs;
}

function modeLine({ state, look }: InvocationsScene, width: number): Line {
  const { ellipsis } = look.glyphs;
  const filter = safeText(state.filter);
  switch (state.mode) {
    case 'filtering': {
      const typed = { label: strong(safe`/`, 'focus'), text: filter, cursor: toned('focus', safe`_`) };
      return withHints(typedLine(typed, width, ellipsis), [ENTER_KEEPS, ESC_CLEARS], width);
    }
    case 'sorting':
      return withHints(
        [toned('dim', safe`sort by `), strong(state.sortedBy?.title ?? safe`ENDED`)],
        [
          [safe`${keyOf('left', look.keymap)} ${keyOf('right', look.keymap)}`, safe`picks`],
          ENTER_KEEPS,
          [safe`esc`, safe`newest first`],
        ],
        width,
      );
    case 'browsing': {
      if (state.says !== null) return [toned('warn', state.says)];
      if (state.filter === '') return [];
      const label = toned('dim', safe`filter `);
      const typed = { label, text: filter, cursor: toned('fact', safe``) };
      return withHints(typedLine(typed, width, ellipsis), [ESC_CLEARS], width);
    }
  }
}

const ENTER_KEEPS: KeyHint = [safe`enter`, safe`keeps`];
const ESC_CLEARS: KeyHint = [safe`esc`, safe`clears`];

function emptyLines({ runs, snapshot, state }: InvocationsScene, width: number): readonly Line[] {
  return wrappedLine([toned('dim', emptyListWords(runs, state, snapshot))], width);
}
