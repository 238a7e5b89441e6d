import { ownCopy } from '../own-copy.ts';
import { type Growing, GrowingPatterns } from './growing-patterns.ts';
import { JoinedIds } from './joined-ids.ts';
import { MessageScan } from './message-scan.ts';
import { ANY, type ShapeSpan } from './shape.ts';
import { ShapeFamilies } from './shape-families.ts';
import { ShapesAlike } from './shapes-alike.ts';

/** Messages that differ only in values. */
export interface Pattern {
  readonly id: number;
  readonly count: number;
  /** The first message of the pattern. */
  readonly sample: string;
  /** Positions of the values in `sample`, in order. */
  readonly values: readonly ShapeSpan[];
}

/**
 * Sorts messages into patterns as they arrive. Values are told from words by their look, or by how many different words
 * one place has seen. So two patterns may later turn out to be one, which then has both ids.
 */
export interface PatternMiner {
  /** The id of the message's pattern. */
  add(message: string): number;
  /** The current id of the pattern; null for a dropped one. */
  currentId(id: number): number | null;
  /** In no order. */
  patterns(): readonly Pattern[];
}

/** Beyond this, the pattern not seen for longest is dropped. */
export const MOST_PATTERNS = 1_024;

const MOST_SHAPES = 60_000;

export function createPatternMiner(mostPatterns = MOST_PATTERNS): PatternMiner {
  const scan = new MessageScan();
  const ids = new JoinedIds(MOST_SHAPES);
  const growing = new GrowingPatterns(ids, mostPatterns);
  const families = new ShapeFamilies(ids, (one, other) => growing.join(one, other));
  const alike = new ShapesAlike();
  /** Pattern ids by the hash of the shape. */
  const known = new Map<number, number>();

  /** Finds a pattern for a message of a new shape. */
  const place = (message: string): number => {
    // Words and samples are kept for longer than the line from which they are cut.
    const sample = ownCopy(message);
    scan.hashOf(sample);
    const shape = scan.shape();
    const found = alike.idLike(shape, (id) => growing.of(id)?.shape);
    const id = growing.start(sample, shape, scan.spans());
    if (found !== null) growing.join(found, id);
    families.makeRoom();
    alike.makeRoom();
    families.add(shape, scan.glued(), ids.current(id));
    alike.add(shape, id);
    return id;
  };

  return {
    add(message) {
      const hash = scan.hashOf(message);
      let id = known.get(hash);
      if (id === undefined || growing.of(id) === undefined) {
        id = place(message);
        if (growing.dropOldest())
          for (const [each, its] of known) if (growing.of(its) === undefined) known.delete(each);
        if (known.size > MOST_SHAPES) known.clear();
        known.set(hash, id);
      }
      return growing.count(id);
    },
    currentId: (id) => growing.of(id)?.id ?? null,
    patterns: () => [...growing.all()].map(patternOf),
  };
}

function patternOf({ id, count, sample, spans, shape }: Growing): Pattern {
  return { id, count, sample, values: spans.filter((_, part) => shape[part] === ANY) };
}
