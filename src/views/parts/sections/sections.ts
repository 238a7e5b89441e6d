import { heading, roomBeside } from '../../../terminal/drawing/heading.ts';
import type { Line } from '../../../terminal/line.ts';
import { asLine, cutLine, lineWidth } from '../../../terminal/line-layout.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { Glyphs } from '../../../terminal/theme/glyphs.ts';
import { strong, toned } from '../../../terminal/words.ts';

/** A titled group of lines that is shortened line by line where room is scarce. */
export interface Section {
  readonly title: SafeText;
  readonly note?: Line | SafeText;
  readonly lines: readonly Line[];
  /** The minimum of useful lines: with fewer, the whole section is dropped. */
  readonly fewest: number;
  /** Allowed lengths, where a cut at any line could split a sentence. */
  readonly ends?: readonly number[];
  /** The same in more lines, the most first, for rows that nothing else needs. */
  readonly longer?: readonly (readonly Line[])[];
  /** A line that stays when others are cut, as the last one. */
  readonly keeps?: number;
  /** Set where cut lines are not counted: for the newest of many, of which no number is complete. */
  readonly isExcerpt?: boolean;
  /** How many of its lines had no room. */
  readonly cutLines?: number;
  /** Sections with a higher rank are dropped first. */
  readonly rank: number;
}

/** A section made of several blocks, each kept or dropped as a whole. */
export function wholeBlocks(blocks: readonly (readonly Line[])[]): Required<Pick<Section, 'lines' | 'ends'>> {
  return { lines: blocks.flat(), ends: blocks.map((_, last) => blocks.slice(0, last + 1).flat().length) };
}

const AIR = 1;
const TITLE = 1;

/** The sections below each other in at most `height` rows, with blank rows between them. */
export function sectionLines(
  sections: readonly Section[],
  width: number,
  height: number,
  glyphs: Glyphs,
): readonly Line[] {
  return fittingSections(
    sections.filter(({ lines }) => lines.length > 0),
    height,
  ).flatMap((section, index) => [
    ...(index === 0 ? [] : [[]]),
    headingOf(section, width, glyphs),
    ...section.lines.map((line) => cutLine(line, width, glyphs.ellipsis)),
  ]);
}

/** With how many lines had no room, briefly where its note would have none; the number stays without the note as well. */
function headingOf(section: Section, width: number, glyphs: Glyphs): Line {
  const { title, note = [], cutLines = 0, isExcerpt = false } = section;
  const counted = cutLines === 1 ? safe` +1 line` : safe` +${cutLines} lines`;
  const ways = cutLines === 0 || isExcerpt ? [safe``] : [counted, safe` +${cutLines}`];
  const noteWidth = lineWidth(asLine(note, 'dim'));
  const cut = ways.find((way) => noteWidth <= roomBeside(safe`${title}${way}`, width)) ?? ways[0];
  return heading([strong(title, 'dim'), toned('dim', cut ?? safe``)], note, width, glyphs);
}

/** What of the sections has room, the highest rank given up first. */
export function fittingSections(sections: readonly Section[], height: number): readonly Section[] {
  const fitting = withDropped(sections, shortened(sections, height), height);
  return lengthened(
    fitting.filter((section) => section !== null),
    height,
  );
}

/** In their longer forms, as far as rows are left over. */
function lengthened(sections: readonly Section[], height: number): readonly Section[] {
  return sections.reduce<readonly Section[]>((shown, section, place) => {
    const room = section.lines.length + height - heightOf(shown);
    const lines = section.longer?.find((way) => way.length <= room);
    return lines === undefined ? shown : shown.with(place, { ...section, lines });
  }, sections);
}

/** In the places of all sections: the whole, the shortened, and null for the dropped. */
type Kept = readonly (Section | null)[];

/** The highest rank gives way first, until the others have room. */
function shortened(sections: Kept, height: number): Kept {
  const left = sections.filter((section) => section !== null);
  const excess = heightOf(left) - height;
  if (excess <= 0 || left.length === 0) return sections;
  const highest = Math.max(...left.map(({ rank }) => rank));
  const place = sections.findLastIndex((section) => section?.rank === highest);
  return shortened(
    sections.map((section, index) =>
      section === null || index !== place ? section : cutTo(section, section.lines.length - excess),
    ),
    height,
  );
}

/** A section that was dropped as a whole may leave room for one that was dropped before it. */
function withDropped(sections: readonly Section[], kept: Kept, height: number): Kept {
  // With none of the more important ones, the others would mislead.
  if (kept.every((section) => section === null)) return kept;
  const dropped = sections
    .map((section, place) => ({ section, place }))
    .filter(({ place }) => kept[place] === null)
    .toSorted((one, other) => one.section.rank - other.section.rank);
  return dropped.reduce<Kept>((shown, { section, place }) => {
    const room = height - heightOf(shown.filter((each) => each !== null)) - AIR - TITLE;
    return shown.with(place, cutTo(section, Math.min(room, section.lines.length)));
  }, kept);
}

/** At most so many lines of it; null where they are too few. */
function cutTo(section: Section, room: number): Section | null {
  const kept = section.ends === undefined ? room : (section.ends.findLast((end) => end <= room) ?? 0);
  if (kept < section.fewest || kept <= 0) return null;
  return kept === section.lines.length
    ? section
    : {
        ...section,
        lines: keptLines(section, kept),
        longer: [],
        cutLines: (section.cutLines ?? 0) + section.lines.length - kept,
      };
}

function keptLines({ lines, keeps = 0 }: Section, kept: number): readonly Line[] {
  return keeps < kept
    ? lines.slice(0, kept)
    : [...lines.slice(0, kept - 1), ...lines.slice(keeps, keeps + 1)];
}

/** The rows that sections take where nothing of them gives way. */
export function heightOf(sections: readonly Section[]): number {
  const rows = sections.reduce((sum, { lines }) => sum + TITLE + lines.length, 0);
  return rows + AIR * Math.max(0, sections.length - 1);
}
