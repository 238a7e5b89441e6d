import { type Growing, GrowingPatterns } from './growing-patterns.ts';
import { JoinedIds } from './joined-ids.ts';
import { MessageScan } from './message-scan.ts';
import { ANY, type ShapeSpan } from './shape.ts';
import { ShapeFamilies } from './shape-families.ts';
import { ShapesAlike } from './shapes-alike.ts';

/** Messages that say the same with other values. */
export interface Pattern {
  readonly id: number;
  readonly count: number;
  /** The message that it was first seen in. */
  readonly sample: string;
  /** Where values stand in `sample`, in order. */
  readonly values: readonly ShapeSpan[];
}

/**
 * Sorts messages into patterns as they come. Values are told from words by their look; words of which one place has
 * seen many, by that. What was taken for two patterns may so turn out to be one: the ids of both then stand for it.
 */
export interface PatternMiner {
  /** The id of the message's pattern. */
  add(message: string): number;
  /** The id that stands for the pattern by now; null for one that was dropped. */
  currentId(id: number): number | null;
  /** In no order. */
  patterns(): readonly Pattern[];
}

/** The pattern that was seen longest ago makes room. */
export const MOST_PATTERNS = 1_024;

const MOST_SHAPES = 60_000;

export function createPatternMiner(mostPatterns = MOST_PATTERNS): PatternMiner {
  const scan = new MessageScan();
  const ids = new JoinedIds();
  const growing = new GrowingPatterns(ids, mostPatterns);
  const families = new ShapeFamilies(ids, (one, other) => growing.join(one, other));
  const alike = new ShapesAlike();
  /** By the hash of the shape. */
  const known = new Map<number, number>();

  /** Of a message whose shape nobody has seen. */
  const place = (message: string): number => {
    const shape = scan.shape();
    const found = alike.idLike(shape, (id) => growing.of(id)?.shape);
    const id = growing.start(message, shape, scan.spans());
    if (found !== null) growing.join(found, id);
    families.makeRoom();
    families.add(shape, scan.glued(), ids.current(id));
    alike.add(shape, id);
    return id;
  };

  return {
    add(message) {
      const hash = scan.hashOf(message);
      let id = known.get(hash);
      if (id === undefined) {
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
