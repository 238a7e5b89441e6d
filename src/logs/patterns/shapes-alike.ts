import { ANY, type Shape } from './shape.ts';
import { SAME_WORDS_BESIDE_NAMES } from './shape-families.ts';
import { isNameLike } from './token-kind.ts';

/** Patterns of the same length and first word that a new shape is compared with. */
const MOST_COMPARED = 24;
const MOST_KEYS = 10_000;

/** Finds a pattern that differs from a new shape only in names. */
export class ShapesAlike {
  readonly #ids = new Map<string, readonly number[]>();

  /** @param shapeOf the current shape of a pattern; undefined for a dropped one */
  idLike(shape: Shape, shapeOf: (id: number) => Shape | undefined): number | null {
    const ids = this.#ids.get(keyOf(shape)) ?? [];
    const found = ids.slice(-MOST_COMPARED).find((id) => {
      const other = shapeOf(id);
      return other !== undefined && differsInNames(shape, other);
    });
    return found ?? null;
  }

  /** Forgets everything when it has grown too large. */
  makeRoom(): void {
    if (this.#ids.size > MOST_KEYS) this.#ids.clear();
  }

  add(shape: Shape, id: number): void {
    const key = keyOf(shape);
    this.#ids.set(key, [...(this.#ids.get(key) ?? []).slice(-MOST_COMPARED), id]);
  }
}

function keyOf(shape: Shape): string {
  return `${shape.length} ${shape.find((part) => part !== ANY) ?? ''}`;
}

function differsInNames(one: Shape, other: Shape): boolean {
  let same = 0;
  let different = 0;
  for (const [place, part] of one.entries()) {
    const its = other[place];
    if (its === undefined) return false;
    if (part === its) {
      if (part !== ANY) same += 1;
      continue;
    }
    if (!mayBeName(part) || !mayBeName(its)) return false;
    different += 1;
  }
  return same >= SAME_WORDS_BESIDE_NAMES && different <= same;
}

function mayBeName(part: Shape[number]): boolean {
  return part === ANY || isNameLike(part);
}
