import { ANY, createMessageScan, type Shape, type ShapeSpan } from './message-scan.ts';
import { shapeHashes } from './shape-hash.ts';
import { isCode, isNameLike } from './token-kind.ts';

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

/** Different words in one place that make a value of it, where nothing else differs. */
const WORDS_OF_A_VALUE = 3;
const FIRST_WORDS_OF_A_VALUE = 5;
/** Words that have to be the same for that. */
const SAME_WORDS = 2;
/** Words that have to be the same where what differs looks like names. */
const SAME_WORDS_BESIDE_NAMES = 3;
/** Patterns of one length and first word that a new shape is compared with. */
const MOST_COMPARED = 24;
const MOST_FAMILIES = 60_000;
const MOST_SHAPES = 60_000;

/** A pattern as it grows. */
interface Growing {
  readonly id: number;
  shape: Shape;
  readonly sample: string;
  readonly spans: readonly ShapeSpan[];
  count: number;
  lastSeen: number;
}

/** Shapes that differ in one place alone. */
interface Family {
  readonly words: Set<string>;
  readonly ids: number[];
  /** Whether what looks like a value stood there as well. */
  hasAny: boolean;
  /** Set once the place is known to hold a value. */
  joined: boolean;
}

export function createPatternMiner(mostPatterns = MOST_PATTERNS): PatternMiner {
  const scan = createMessageScan();
  /** By the hash of the shape. */
  const known = new Map<number, number>();
  const growing = new Map<number, Growing>();
  const families = new Map<number, Family>();
  const alike = new Map<string, number[]>();
  /** Which id an id was joined to. */
  const joinedTo: number[] = [];
  let seen = 0;

  const currentId = (id: number): number => {
    let current = id;
    while (joinedTo[current] !== current) current = joinedTo[current] ?? current;
    joinedTo[id] = current;
    return current;
  };

  const join = (one: number, other: number): number => {
    const kept = Math.min(currentId(one), currentId(other));
    const given = Math.max(currentId(one), currentId(other));
    if (kept === given) return kept;
    const into = growing.get(kept);
    const from = growing.get(given);
    joinedTo[given] = kept;
    growing.delete(given);
    if (into === undefined || from === undefined) return kept;
    into.count += from.count;
    into.lastSeen = Math.max(into.lastSeen, from.lastSeen);
    if (into.shape.length === from.shape.length) into.shape = common(into.shape, from.shape);
    return kept;
  };

  /** Enters a shape of pattern `id` into its families, and joins those that it makes one of. */
  const settle = (shape: Shape, glued: readonly number[], id: number): void => {
    const words = shape.reduce((sum, part) => (part === ANY ? sum : sum + 1), 0);
    const hashes = shapeHashes(shape);
    if (words >= SAME_WORDS && words < shape.length) enter(hashes.whole, ANY, 0, words, id);
    for (const [place, word] of shape.entries()) {
      if (word === ANY || words - 1 < SAME_WORDS) continue;
      if (glued.includes(place)) enter(hashes.without(place), word, place, words - 1, id);
      const isNews = enter(hashes.withAnyAt(place), word, place, words - 1, id);
      // One word less each time: this ends.
      if (isNews) settle(shape.with(place, ANY), glued, currentId(id));
    }
  };

  /** Whether it turns out now that the place of the family holds a value. */
  const enter = (
    hash: number,
    word: string | typeof ANY,
    place: number,
    sameWords: number,
    id: number,
  ): boolean => {
    const family = families.get(hash) ?? { words: new Set(), ids: [], hasAny: false, joined: false };
    if (family.ids.length === 0) families.set(hash, family);
    if (word === ANY) family.hasAny = true;
    else family.words.add(word);
    if (!family.ids.includes(id)) family.ids.push(id);
    if (!family.joined && !holdsValue(family, place, sameWords)) return false;
    for (const each of family.ids) join(each, id);
    family.ids.splice(0, family.ids.length, currentId(id));
    const isNews = !family.joined;
    family.joined = true;
    return isNews;
  };

  /** A pattern from which the shape differs in names alone. */
  const alikeId = (shape: Shape): number | null => {
    const ids = alike.get(alikeKey(shape)) ?? [];
    for (const id of ids.slice(-MOST_COMPARED)) {
      const other = growing.get(currentId(id));
      if (other !== undefined && differsInNames(shape, other.shape)) return other.id;
    }
    return null;
  };

  const place = (message: string): number => {
    const shape = scan.shape();
    const found = alikeId(shape);
    const id = joinedTo.length;
    joinedTo.push(id);
    growing.set(id, { id, shape, sample: message, spans: scan.spans(), count: 0, lastSeen: seen });
    if (found !== null) join(found, id);
    if (families.size > MOST_FAMILIES) families.clear();
    settle(shape, scan.glued(), currentId(id));
    const key = alikeKey(shape);
    alike.set(key, [...(alike.get(key) ?? []).slice(-MOST_COMPARED), id]);
    if (growing.size > mostPatterns) dropOldest();
    return id;
  };

  const dropOldest = () => {
    let oldest: Growing | null = null;
    for (const each of growing.values())
      if (oldest === null || each.lastSeen < oldest.lastSeen) oldest = each;
    if (oldest === null) return;
    growing.delete(oldest.id);
    for (const [hash, id] of known) if (!growing.has(currentId(id))) known.delete(hash);
  };

  return {
    add(message) {
      seen += 1;
      const hash = scan.hashOf(message);
      let id = known.get(hash);
      if (id === undefined) {
        id = place(message);
        if (known.size > MOST_SHAPES) known.clear();
        known.set(hash, id);
      }
      const current = currentId(id);
      const pattern = growing.get(current);
      if (pattern !== undefined) {
        pattern.count += 1;
        pattern.lastSeen = seen;
      }
      return current;
    },
    currentId: (id) => (growing.has(currentId(id)) ? currentId(id) : null),
    patterns: () =>
      [...growing.values()].map(({ id, count, sample, spans, shape }) => ({
        id,
        count,
        sample,
        values: spans.filter((_, part) => shape[part] === ANY),
      })),
  };
}

function holdsValue({ words, hasAny }: Family, place: number, sameWords: number): boolean {
  if (hasAny) return words.size > 0;
  if (words.size > 1 && sameWords >= SAME_WORDS_BESIDE_NAMES && [...words].every(isNameLike)) return true;
  return words.size >= (place === 0 ? FIRST_WORDS_OF_A_VALUE : WORDS_OF_A_VALUE) && ![...words].some(isCode);
}

function alikeKey(shape: Shape): string {
  return `${shape.length} ${shape.find((part) => part !== ANY) ?? ''}`;
}

function common(one: Shape, other: Shape): Shape {
  return one.map((part, place) => (part === other[place] ? part : ANY));
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
    if ((part !== ANY && !isNameLike(part)) || (its !== ANY && !isNameLike(its))) return false;
    different += 1;
  }
  return same >= SAME_WORDS_BESIDE_NAMES && different <= same;
}
