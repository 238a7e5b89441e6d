import type { Line } from '../../terminal/line.ts';
import { sideBySide } from '../parts/sections/side-by-side.ts';

/** A heading with its lines. */
export type ReportSection = readonly Line[];

/** Below each other, with blank rows between them. */
export function belowEachOther(sections: readonly ReportSection[]): readonly Line[] {
  return sections.flatMap((section, index) => (index === 0 ? section : [[], ...section]));
}

/** Split over two columns of about equal height, in order; no section is divided. */
export function inTwoColumns(sections: readonly ReportSection[], width: number): readonly Line[] {
  const divided = sections.map((_, place) => ({
    left: belowEachOther(sections.slice(0, place + 1)),
    right: belowEachOther(sections.slice(place + 1)),
  }));
  const heightOf = ({ left, right }: (typeof divided)[number]) => Math.max(left.length, right.length);
  const [lowest] = divided.toSorted((one, other) => heightOf(one) - heightOf(other));
  if (lowest === undefined) return [];
  const { left, right } = lowest;
  return sideBySide(heightOf(lowest), [
    { lines: left, width },
    { lines: right, width },
  ]);
}
