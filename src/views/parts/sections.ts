import type { Glyphs } from '../../terminal/glyphs.ts';
import type { Line } from '../../terminal/line.ts';
import { cutLine, heading } from '../../terminal/line-layout.ts';
import type { SafeText } from '../../terminal/text.ts';

/** A titled group of lines that gives way, line by line, where there is no room for all. */
export interface Section {
  readonly title: SafeText;
  readonly note?: Line | SafeText;
  readonly lines: readonly Line[];
  /** Lines without which the section says nothing: below that it goes as a whole. */
  readonly fewest: number;
  /** How many lines may be left, where cutting at any line would part a sentence. */
  readonly ends?: readonly number[];
  /** The line that stays when others are cut, as the last of those that are left. */
  readonly keeps?: number;
  /** The higher gives way first. */
  readonly rank: number;
}

/** What a section consists of where it says several things: each is there as a whole or not at all. */
export function wholeBlocks(blocks: readonly (readonly Line[])[]): Required<Pick<Section, 'lines' | 'ends'>> {
  return { lines: blocks.flat(), ends: blocks.map((_, last) => blocks.slice(0, last + 1).flat().length) };
}

const AIR = 1;
const TITLE = 1;

/** The sections under each other in at most `height` rows, air between them. */
export function sectionLines(
  sections: readonly Section[],
  width: number,
  height: number,
  glyphs: Glyphs,
): readonly Line[] {
  return fitting(
    sections.filter(({ lines }) => lines.length > 0),
    height,
  ).flatMap(({ title, note, lines }, index) => [
    ...(index === 0 ? [] : [[]]),
    heading(title, note ?? null, width, glyphs),
    ...lines.map((line) => cutLine(line, width, glyphs.ellipsis)),
  ]);
}

function fitting(sections: readonly Section[], height: number): readonly Section[] {
  const excess = heightOf(sections) - height;
  if (excess <= 0 || sections.length === 0) return sections;
  const highest = Math.max(...sections.map(({ rank }) => rank));
  const place = sections.findLastIndex(({ rank }) => rank === highest);
  return fitting(
    sections.flatMap((section, index) => {
      if (index !== place) return [section];
      const room = section.lines.length - excess;
      const kept = section.ends === undefined ? room : (section.ends.findLast((end) => end <= room) ?? 0);
      if (kept >= section.fewest) return [{ ...section, lines: keptLines(section, kept) }];
      return [];
    }),
    height,
  );
}

function keptLines({ lines, keeps = 0 }: Section, kept: number): readonly Line[] {
  return keeps < kept
    ? lines.slice(0, kept)
    : [...lines.slice(0, kept - 1), ...lines.slice(keeps, keeps + 1)];
}

function heightOf(sections: readonly Section[]): number {
  const rows = sections.reduce((sum, { lines }) => sum + TITLE + lines.length, 0);
  return rows + AIR * Math.max(0, sections.length - 1);
}
