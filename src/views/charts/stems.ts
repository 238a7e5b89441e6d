import type { CurveSigns } from './line-signs.ts';

/** The signs of a stem: its head in the row of the value, what leads down to the ground, and its foot there. */
export interface Stem {
  readonly head: string;
  readonly shaft: string;
  readonly foot: string;
}

/** A point without neighbours on a stem: by itself, a dash in an empty chart would be overlooked. */
export function withStems(
  signs: CurveSigns,
  values: readonly (number | null)[],
  { head, shaft, foot }: Stem,
): CurveSigns {
  const isAlone = (column: number) =>
    values[column] != null && values[column - 1] == null && values[column + 1] == null;
  const bottom = signs.length - 1;
  const tops = values.map((_, column) =>
    isAlone(column) ? signs.findIndex((row) => row[column] != null) : -1,
  );
  return signs.map((row, place) =>
    row.map((sign, column) => {
      const top = tops[column] ?? -1;
      if (top < 0 || top === bottom || place < top) return sign;
      if (place === top) return head;
      return place === bottom ? foot : shaft;
    }),
  );
}
