import type { JoinedIds } from './joined-ids.ts';
import { ANY, type Shape } from './shape.ts';
import { shapeHashes } from './shape-hash.ts';
import { isCode, isNameLike } from './token-kind.ts';

/** After this many different words in one place, with everything else equal, the place holds a value. */
const WORDS_OF_A_VALUE = 3;
const FIRST_WORDS_OF_A_VALUE = 5;
/** For that, at least this many words have to be the same. */
const SAME_WORDS = 2;
/** The same where the differing words look like names. */
export const SAME_WORDS_BESIDE_NAMES = 3;
const MOST_FAMILIES = 60_000;

/** Shapes that differ in one place only. */
interface Family {
  readonly words: Set<string>;
  readonly ids: number[];
  /** Whether a value was seen there as well. */
  hasAny: boolean;
  /** Set once the place is known to hold a value. */
  joined: boolean;
}

/** The place in which the shapes of a family differ. */
interface Place {
  readonly word: string | typeof ANY;
  readonly at: number;
  /** Number of words shared by the whole family. */
  readonly sameWords: number;
}

/** Decides by the words seen in one place whether it holds a value, and merges the patterns that this makes equal. */
export class ShapeFamilies {
  readonly #families = new Map<number, Family>();
  readonly #ids: JoinedIds;
  readonly #join: (one: number, other: number) => void;

  /** @param join merges two patterns */
  constructor(ids: JoinedIds, join: (one: number, other: number) => void) {
    this.#ids = ids;
    this.#join = join;
  }

  /** Forgets everything when it has grown too large. */
  makeRoom(): void {
    if (this.#families.size > MOST_FAMILIES) this.#families.clear();
  }

  /** Enters a shape of pattern `id` into its families. Places in `glued` may be part of an adjacent value. */
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
      // Each round has one word less, so this ends.
      if (isNews) this.add(shape.with(at, ANY), glued, this.#ids.current(id));
    }
  }

  /** Whether this shows that the family's place holds a value. */
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
