import type { Line } from '../terminal/line.ts';
import { cell, heading } from '../terminal/line-layout.ts';
import { joinSafe, safe } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import { strong, toned } from '../terminal/words.ts';
import { bindingsOn, KEYMAP, type KeyBinding, labelOf, type ScreenName } from './parts/keymap.ts';
import type { Look } from './parts/look.ts';
import { innerWidth, withMargin } from './parts/margin.ts';
import { BLANK, type ScreenRow } from './parts/screen-row.tsx';

/** The keys that work on the screen behind the help, then how to read a screen, then the other keys. */
export function helpText(behind: ScreenName, columns: number, { glyphs }: Look): readonly ScreenRow[] {
  const width = innerWidth(columns);
  const here = bindingsOn(behind);
  const elsewhere = KEYMAP.filter((binding) => !here.includes(binding));
  const titled = (title: SafeText, lines: readonly Line[]): readonly ScreenRow[] =>
    lines.length === 0
      ? []
      : [BLANK, withMargin(heading(title, null, width, glyphs)), ...lines.map((line) => withMargin(line))];
  return [
    withMargin([strong(safe`Keys`), toned('dim', safe` that work here, first`)]),
    ...titled(safe`HERE`, inTwoColumns(here.map(keyLine), width)),
    ...titled(safe`READING THE SCREEN`, READING),
    ...titled(safe`ELSEWHERE`, inTwoColumns(elsewhere.map(keyLine), width)),
  ];
}

/** A screen of the help, `first` being the row of the text at its top: exactly as many rows as the terminal has. */
export function helpRows(text: readonly ScreenRow[], first: number, rows: number): readonly ScreenRow[] {
  const height = helpHeight(rows);
  const body = text.slice(first, first + height);
  const blanks = Array<ScreenRow>(height - body.length).fill(BLANK);
  return [...body, ...blanks, BLANK, withMargin(footerOf(text, height))].slice(-rows);
}

/** What a page of the help is. */
export function helpHeight(rows: number): number {
  return Math.max(1, rows - 2);
}

function footerOf(text: readonly ScreenRow[], height: number): Line {
  if (text.length <= height) return [toned('focus', safe`any key`), toned('dim', safe` closes`)];
  return [
    toned('focus', safe`j k space b`),
    toned('dim', safe` move through ${text.length} lines   `),
    toned('focus', safe`any other key`),
    toned('dim', safe` closes`),
  ];
}

const KEY_WIDTH = 18;

function keyLine({ keys, says }: KeyBinding): Line {
  const labels = joinSafe(keys.map(labelOf), safe` `);
  return [...cell([toned('focus', labels)], KEY_WIDTH), toned('fact', says)];
}

/** Down the first column, then down the second, where two fit. */
function inTwoColumns(lines: readonly Line[], width: number): readonly Line[] {
  if (width < 110) return lines;
  const half = Math.ceil(lines.length / 2);
  const columnWidth = Math.floor(width / 2);
  return lines
    .slice(0, half)
    .map((line, index) => [...cell(line, columnWidth), ...(lines[half + index] ?? [])]);
}

const READING: readonly Line[] = [
  sign(safe`-`, safe`no data point: Lambda sends nothing when nothing ran`),
  sign(safe`0`, safe`measured zero`),
  sign(safe`?`, safe`not known, or a minute that may still change`),
  sign(safe`denied`, safe`this identity may not look`),
  sign(safe`~`, safe`an estimate: Sum(Duration) / 60 s, environments busy on average`),
  sign(safe`R A S O`, safe`the limit that binds: reserved, account pool, stream shards, switched off`),
  sign(safe`STALE`, safe`two polls missed: what is shown is old`),
];

function sign(mark: SafeText, says: SafeText): Line {
  return [...cell([toned('ours', mark)], KEY_WIDTH), toned('fact', says)];
}
