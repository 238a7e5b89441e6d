import type { ConnectionState } from '../../../monitor/fleet/freshness.ts';
import type { Line } from '../../../terminal/line.ts';
import { cutLine, firstThatFits, leftRight, lineWidth } from '../../../terminal/line-layout.ts';
import type { KeyBinding } from '../../keys/key-binding.ts';
import { headerLine } from '../header/header.ts';
import type { HeaderFacts } from '../header/header-facts.ts';
import { agedRows } from './aged-rows.ts';
import { crumbs } from './crumbs.ts';
import { footerLine } from './footer.ts';
import type { FramedScreen } from './framed-screen.ts';
import { innerWidth, withMargin } from './margin.ts';
import { BLANK, type ScreenRow } from './screen-row.tsx';
import { WIDE_SCREEN } from './wide-screen.ts';

/** The content of the frame that all screens of one subject share. */
export interface Framed {
  readonly header: HeaderFacts;
  /** Whether the data is stale. */
  readonly connection: ConnectionState;
  /** Right after the path, where it needs no room of a long name: of which time the figures are. */
  readonly extent?: Line;
  /** At the other end of the path's row. */
  readonly note: Line;
  /** The screen's answer, above its basis; empty where the body contains it. */
  readonly answer: readonly Line[];
  readonly body: (height: number) => readonly Line[];
  readonly keys: readonly KeyBinding[];
}

const HEADER_ROWS = 2;
const AIR = 1;
const FOOTER_ROWS = 1;
/** Between the path and the note in its row. */
const GAP = 2;

/** The body's height below an answer of so many rows. */
export function bodyHeight(rows: number, answerRows: number): number {
  const answer = answerRows === 0 ? 0 : answerRows + AIR;
  return Math.max(0, rows - HEADER_ROWS - AIR - answer - AIR - FOOTER_ROWS);
}

/** Header and path, answer, body and footer: exactly as many rows as the terminal has. */
export function framedRows(screen: FramedScreen, framed: Framed): readonly ScreenRow[] {
  const { columns, rows, look, isRoot } = screen;
  const { header, answer, body, keys, connection } = framed;
  const width = innerWidth(columns);
  const top: readonly Line[] = [
    headerLine(header, width, columns < WIDE_SCREEN, look),
    pathLine(screen, framed, width),
    [],
    ...(answer.length === 0 ? [] : [...answer, []]),
  ];
  const drawn = [...top, ...body(bodyHeight(rows, answer.length))]
    .slice(0, rows - FOOTER_ROWS)
    .map((line) => withMargin(cutLine(line, width, look.glyphs.ellipsis)));
  const blanks = Array<ScreenRow>(Math.max(0, rows - FOOTER_ROWS - drawn.length)).fill(BLANK);
  return [
    ...agedRows(drawn, connection),
    ...blanks,
    withMargin(footerLine(keys, isRoot, width, header.api?.recentFailures)),
  ];
}

/** Whether the note has room beside the whole path. */
export function fitsBesidePath({ path, look, columns }: FramedScreen, note: Line): boolean {
  const place = crumbs(path, Number.POSITIVE_INFINITY, look);
  return lineWidth(place) + GAP + lineWidth(note) <= innerWidth(columns);
}

function pathLine({ path, look }: FramedScreen, { extent = [], note }: Framed, width: number): Line {
  const room = width - (note.length === 0 ? 0 : lineWidth(note) + GAP);
  const place = crumbs(path, room, look);
  return leftRight(firstThatFits([[...place, ...extent], place], room), note, width, look.glyphs.ellipsis);
}
