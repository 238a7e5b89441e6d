import type { JoinedIds } from './joined-ids.ts';
import { ANY, type Shape, type ShapeSpan } from './shape.ts';

/** A pattern as it collects messages. */
export interface Growing {
  readonly id: number;
  shape: Shape;
  readonly sample: string;
  readonly spans: readonly ShapeSpan[];
  count: number;
  lastSeen: number;
}

/** The current patterns. */
export class GrowingPatterns {
  readonly #ids: JoinedIds;
  readonly #most: number;
  readonly #growing = new Map<number, Growing>();
  #seen = 0;

  constructor(ids: JoinedIds, most: number) {
    this.#ids = ids;
    this.#most = most;
  }

  /** The pattern that `id` stands for now; undefined for a dropped one. */
  of(id: number): Growing | undefined {
    return this.#growing.get(this.#ids.current(id));
  }

  /** Starts a pattern without messages. */
  start(sample: string, shape: Shape, spans: readonly ShapeSpan[]): number {
    const id = this.#ids.next();
    this.#growing.set(id, { id, shape, sample, spans, count: 0, lastSeen: this.#seen + 1 });
    return id;
  }

  /** Counts a message, and returns the current id of its pattern. */
  count(id: number): number {
    this.#seen += 1;
    const current = this.#ids.current(id);
    const pattern = this.#growing.get(current);
    if (pattern !== undefined) {
      pattern.count += 1;
      pattern.lastSeen = this.#seen;
    }
    return current;
  }

  /** Merges two patterns. A dropped one takes no other with it. */
  join(one: number, other: number): void {
    const [first, second] = [this.of(one), this.of(other)];
    if (first === undefined || second === undefined || first === second) return;
    const kept = this.#ids.join(one, other);
    const [into, from] = first.id === kept ? [first, second] : [second, first];
    this.#growing.delete(from.id);
    into.count += from.count;
    into.lastSeen = Math.max(into.lastSeen, from.lastSeen);
    if (into.shape.length === from.shape.length) into.shape = common(into.shape, from.shape);
  }

  /** Drops old patterns where there are too many. Returns whether it had to. */
  dropOldest(): boolean {
    if (this.#growing.size <= this.#most) return false;
    let oldest: Growing | null = null;
    for (const each of this.#growing.values())
      if (oldest === null || each.lastSeen < oldest.lastSeen) oldest = each;
    if (oldest !== null) this.#growing.delete(oldest.id);
    return true;
  }

  all(): Iterable<Growing> {
    return this.#growing.values();
  }
}

function common(one: Shape, other: Shape): Shape {
  return one.map((part, place) => (part === other[place] ? part : ANY));
}
