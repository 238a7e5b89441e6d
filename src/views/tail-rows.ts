import type { TailItem } from '../logs/tail-item.ts';
import type { LogTailSnapshot } from '../monitor/log-tail.ts';
import { rowCells, type TailCells } from '../print/tail-cells.ts';
import { gapWords, noticeWords } from '../print/tail-notice.ts';
import { displayWidth, padStart, startOf } from '../terminal/display-width.ts';
import type { Glyphs } from '../terminal/glyphs.ts';
import type { Line } from '../terminal/line.ts';
import { cell, cutLine, heading, leftRight, lineWidth, span } from '../terminal/line-layout.ts';
import { ageText, groupedText, rateText } from '../terminal/quantity.ts';
import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import { strong, toned } from '../terminal/words.ts';
import { crumbs } from './parts/crumbs.ts';
import { footerLine } from './parts/footer.ts';
import { type HeaderFacts, headerLine } from './parts/header.ts';
import { bindingsOn } from './parts/keymap.ts';
import type { Look } from './parts/look.ts';
import { innerWidth, withMargin } from './parts/margin.ts';
import { BLANK, type ScreenRow } from './parts/screen-row.tsx';
import type { TailState, TailWindow } from './tail-state.ts';

/** Everything that the log screen shows, before it meets a theme. */
export interface TailScene {
  readonly snapshot: LogTailSnapshot;
  /** The items of the window. */
  readonly items: readonly TailItem[];
  readonly window: TailWindow;
  readonly state: TailState;
  readonly header: HeaderFacts;
  /** Breadcrumb, such as `Fleet`, `checkout-api`. */
  readonly path: readonly SafeText[];
  readonly columns: number;
  readonly rows: number;
  readonly look: Look;
}

/** Header, air, heading, titles above; air and footer below. */
const ROWS_AROUND = 7;

export function tailHeight(rows: number): number {
  return Math.max(1, rows - ROWS_AROUND);
}

/** The log screen, row by row: exactly as many as the terminal has. */
export function tailRows(scene: TailScene): readonly ScreenRow[] {
  const { snapshot, items, window, columns, rows, look, header } = scene;
  const width = innerWidth(columns);
  const layout = layoutOf(width);
  const height = tailHeight(rows);
  const body = items.map((item, index) =>
    withMargin(
      itemLine(item, layout, scene),
      window.cursor !== null && window.first + index === window.cursor,
    ),
  );
  const shown = body.length > 0 ? body : [withMargin([toned('dim', emptyWords(snapshot))])];
  return [
    withMargin(headerLine(header, width, columns < 100, look)),
    withMargin(statusLine(scene, width)),
    BLANK,
    withMargin(heading(safe`LINES`, heldNote(scene), width, look.glyphs)),
    withMargin(titleLine(layout)),
    ...shown,
    ...Array<ScreenRow>(Math.max(0, height - shown.length)).fill(BLANK),
    BLANK,
    withMargin(footerLine(bindingsOn('tail'), width)),
  ].slice(0, rows);
}

interface TailLayout {
  readonly time: number;
  readonly request: number;
  readonly message: number;
}

const ENVIRONMENT_WIDTH = 5;
const LEVEL_WIDTH = 5;

function layoutOf(width: number): TailLayout {
  const isNarrow = width < 98;
  const time = isNarrow ? 8 : 12;
  const request = isNarrow ? 0 : 10;
  return {
    time,
    request,
    message: Math.max(0, width - time - 2 - ENVIRONMENT_WIDTH - 2 - request - LEVEL_WIDTH - 2),
  };
}

function titleLine({ time, request, message }: TailLayout): Line {
  const titles: readonly (readonly [SafeText, number])[] = [
    [safe`TIME`, time + 2],
    [safe`ENV`, ENVIRONMENT_WIDTH + 2],
    [request === 0 ? safe`` : safe`REQUEST`, request],
    [safe`LEVEL`, LEVEL_WIDTH + 2],
    [safe`MESSAGE`, message],
  ];
  return titles.flatMap(([title, width]) => cell([toned('dim', title)], width));
}

function itemLine(item: TailItem, layout: TailLayout, { state, look, columns }: TailScene): Line {
  switch (item.type) {
    case 'event': {
      const cells = rowCells(item, look.glyphs);
      const time = { ...cells.time, text: cells.time.text.slice(0, layout.time) as SafeText };
      return [
        time,
        toned('fact', safe`  `),
        cells.environmentBar,
        ...cell([cells.environment], ENVIRONMENT_WIDTH - 1, 'left', look.glyphs.ellipsis),
        toned('fact', safe`  `),
        ...cell([cells.request], layout.request),
        ...cell([cells.level], LEVEL_WIDTH),
        toned('fact', safe`  `),
        ...cell(messageLine(cells, state.left, layout.message, look.glyphs), layout.message),
      ];
    }
    case 'gap':
      return ruledLine(
        gapWords(item),
        item.endMs === null ? 'warn' : 'dim',
        innerWidth(columns),
        look.glyphs,
      );
    case 'notice':
      return ruledLine(
        noticeWords(item),
        item.kind === 'recovered' ? 'dim' : 'warn',
        innerWidth(columns),
        look.glyphs,
      );
  }
}

/** What happened to the reader stands between the lines like a rule, so that it is not taken for one of them. */
function ruledLine(text: SafeText, tone: 'warn' | 'dim', width: number, glyphs: Glyphs): Line {
  const dash = glyphs.hairline;
  const rule = safe`${dash}${dash}${dash} ${text} `;
  return cell([span(tone, rule), span(tone, dash.repeat(width) as SafeText)], width, 'left', dash);
}

/** However long the message, that it came late is said. */
function messageLine({ message, late }: TailCells, left: number, width: number, glyphs: Glyphs): Line {
  return [...cutLine(movedLeft(message, left), width - lineWidth(late), glyphs.ellipsis), ...late];
}

function movedLeft(line: Line, cells: number): Line {
  if (cells === 0) return line;
  let toSkip = cells;
  return line.flatMap((part) => {
    const skipped = startOf(part.text, toSkip);
    toSkip -= displayWidth(skipped);
    const text = part.text.slice(skipped.length) as SafeText;
    return text === '' ? [] : [{ ...part, text }];
  });
}

/** Numbers keep their width while they change: FOLLOW must not jitter. */
function statusLine({ snapshot, state, header, path, look, columns }: TailScene, width: number): Line {
  const dot = safe` ${look.glyphs.middleDot} `;
  const behind =
    snapshot.readThroughMs === null
      ? safe`reading`
      : safe`${padStart(secondsText(Math.max(0, header.nowMs - snapshot.readThroughMs)), 6)} behind`;
  const isHeld = state.held !== null;
  const pace = safe`${dot}${padStart(rateText(snapshot.linesPerSecond), 5)} lines/s`;
  const numbers =
    columns < 100
      ? pace
      : safe`${pace}${dot}${padStart(groupedText(snapshot.environments), 3)} envs${dot}${groupedText(snapshot.dropped)} out of memory${dot}${padStart(groupedText(snapshot.callsPerMinute), 2)} calls/min`;
  return leftRight(
    crumbs(path, look),
    [...followWord(snapshot, isHeld), toned('dim', safe` ${behind}${numbers}`)],
    width,
    look.glyphs.ellipsis,
  );
}

/** `1.1 s` also below a second, so that the unit does not flicker. */
function secondsText(ms: number): SafeText {
  return ms < 99_950 ? (`${(ms / 1_000).toFixed(1)} s` as SafeText) : ageText(ms);
}

function followWord({ status }: LogTailSnapshot, isHeld: boolean): Line {
  const held = [strong(safe`HELD`, 'warn')];
  switch (status) {
    case 'starting':
      return isHeld ? held : [toned('dim', safe`starting`)];
    case 'live':
      return isHeld ? held : [strong(safe`FOLLOW`, 'focus')];
    case 'ended':
      return [toned('dim', safe`ended`)];
    case 'busy':
      return [strong(safe`API BUSY`, 'warn')];
    case 'unreachable':
      return [strong(safe`NO ANSWER`, 'warn')];
    case 'waiting':
      return [strong(safe`WAITING`, 'warn')];
    case 'denied':
      return [strong(safe`DENIED`, 'warn')];
    case 'expired':
      return [strong(safe`EXPIRED`, 'warn')];
  }
}

function heldNote({ snapshot, state, look }: TailScene): SafeText | Line {
  const dot = safe` ${look.glyphs.middleDot} `;
  const moved = state.left === 0 ? safe`` : safe`from column ${state.left + 1}${dot}`;
  const inMemory = safe`${moved}${groupedText(snapshot.itemCount)} in memory${dot}UTC`;
  if (state.held === null) return inMemory;
  const news = Math.max(0, snapshot.itemCount + snapshot.dropped - state.seenItems);
  return [
    strong(safe`${groupedText(news)} new`, news > 0 ? 'warn' : 'dim'),
    toned('dim', safe`  F follows${dot}${inMemory}`),
  ];
}

function emptyWords({ status, error, group }: LogTailSnapshot): SafeText {
  switch (status) {
    case 'starting':
      return safe`reading ${safeText(group)}`;
    case 'waiting':
      return safe`${safeText(group)} does not exist yet: a function that never ran has no log group. Waiting for it`;
    case 'live':
      return safe`no lines yet in this window; new ones appear here`;
    case 'ended':
      return error === null
        ? safe`no lines in this window`
        : safe`${safeText(error.name)}: ${safeText(error.message)}`;
    case 'busy':
    case 'unreachable':
    case 'denied':
    case 'expired':
      return error === null ? safe`` : safe`${safeText(error.name)}: ${safeText(error.message)}`;
  }
}
