import { namesApart, widthOfNames } from '../../../print/tail/log-names.ts';
import type { RawText, SafeText } from '../../../terminal/text.ts';

/** The column that tells the lines of several logs apart. */
export interface NameColumn {
  /** Null for a single log, which needs none. */
  readonly width: number | null;
  /** Names that don't fit there as they are cut. */
  readonly cutNames: ReadonlyMap<RawText, SafeText>;
}

interface Drawn {
  readonly names: readonly RawText[];
  readonly widest: number;
  readonly ellipsis: SafeText;
  readonly column: NameColumn;
}

const NOTHING_CUT: NameColumn['cutNames'] = new Map();

/** A cache: to cut a thousand names costs more than the rest of a frame, and they seldom change between frames. */
let drawnLast: Drawn | null = null;

/** The same object as long as it is asked for the same names. */
export function nameColumnOf(names: readonly RawText[], widest: number, ellipsis: SafeText): NameColumn {
  if (
    drawnLast !== null &&
    drawnLast.widest === widest &&
    drawnLast.ellipsis === ellipsis &&
    areSame(drawnLast.names, names)
  )
    return drawnLast.column;
  const width = widthOfNames(names, widest);
  const cutNames = width === widest ? namesApart(names, widest, ellipsis) : NOTHING_CUT;
  drawnLast = { names, widest, ellipsis, column: { width, cutNames } };
  return drawnLast.column;
}

function areSame(names: readonly RawText[], others: readonly RawText[]): boolean {
  return names.length === others.length && names.every((name, place) => name === others[place]);
}
