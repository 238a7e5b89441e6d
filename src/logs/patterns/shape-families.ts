import type { JoinedIds } from './joined-ids.ts';
import { ANY, type Shape } from './shape.ts';
import { shapeHashes } from './shape-hash.ts';
import { isCode, isNameLike } from './token-kind.ts';

/** Different words in one place that make a value of it, where nothing else differs. */
const WORDS_OF_A_VALUE = 3;
const FIRST_WORDS_OF_A_VALUE = 5;
/** Words that have to be the same for that. */
const SAME_WORDS = 2;
/** Words that have to be the same where what differs looks like names. */
export const SAME_WORDS_BESIDE_NAMES = 3;
const MOST_FAMILIES = 60_000;

/** Shapes that differ in one place alone. */
interface Family {
  readonly words: Set<string>;
  readonly ids: number[];
  /** Whether what looks like a value stood there as well. */
  hasAny: boolean;
  /** Set once the place is known to hold a value. */
  joined: boolean;
}

/** The place in which a shape differs from others of a family. */
interface Place {
  readonly word: string | typeof ANY;
  readonly at: number;
  /** Words that are the same in all of the family. */
  readonly sameWords: number;
}

/** Tells by the words that one place has seen whether it holds a value, and joins the patterns that this makes one. */
export class ShapeFamilies {
  readonly #families = new Map<number, Family>();
  readonly #ids: JoinedIds;
  readonly #join: (one: number, other: number) => void;

  /** @param join makes one pattern of two */
  constructor(ids: JoinedIds, join: (one: number, other: number) => void) {
    this.#ids = ids;
    this.#join = join;
  }

  /** Forgets what it has seen when that has become too much. */
  makeRoom(): void {
    if (this.#families.size > MOST_FAMILIES) this.#families.clear();
  }

  /** Enters a shape of pattern `id` into its families. `glued` are places that are part of a value beside them, maybe. */
  add(shape: Shape, glued: readonly number[], id: number): void {
    const words = shape.reduce((sum, part) => (part === ANY ? sum : sum + 1), 0);
    const hashes = shapeHashes(shape);
    if (words >= SAME_WORDS && words < shape.length)
      this.#enter(hashes.whole, { word: ANY, at: 0, sameWords: words }, id);
    for (const [at, word] of shape.entries()) {
      if (word === ANY || words - 1 < SAME_WORDS) continue;
      const place = { word, at, sameWords: words - 1 };
      if (glued.includes(at)) this.#enter(hashes.without(at), place, id);
      const isNews = this.#enter(hashes.withAnyAt(at), place, id);
      // One word less each time: this ends.
      if (isNews) this.add(shape.with(at, ANY), glued, this.#ids.current(id));
    }
  }

  /** Whether it turns out now that the place of the family holds a value. */
  #enter(hash: number, place: Place, id: number): boolean {
    const family = this.#familyOf(hash);
    if (place.word === ANY) family.hasAny = true;
    else family.words.add(place.word);
    if (!family.ids.includes(id)) family.ids.push(id);
    if (!family.joined && !holdsValue(family, place)) return false;
    for (const each of family.ids) this.#join(each, id);
    family.ids.splice(0, family.ids.length, this.#ids.current(id));
    const isNews = !family.joined;
    family.joined = true;
    return isNews;
  }

  #familyOf(hash: number): Family {
    const known = this.#families.get(hash);
    if (known !== undefined) return known;
    const family: Family = { words: new Set(), ids: [], hasAny: false, joined: false };
    this.#families.set(hash, family);
    return family;
  }
}

function holdsValue({ words, hasAny }: Family, { at, sameWords }: Place): boolean {
  if (hasAny) return words.size > 0;
  if (words.size > 1 && sameWords >= SAME_WORDS_BESIDE_NAMES && [...words].every(isNameLike)) return true;
  return words.size >= (at === 0 ? FIRST_WORDS_OF_A_VALUE : WORDS_OF_A_VALUE) && ![...words].some(isCode);
}
