/** A pattern that selects functions by name. */
export interface NamePattern {
  /** As it was typed. */
  readonly text: string;
  matches(name: string): boolean;
}

/** Whether a word is a glob: no name has any of these characters. */
export function isGlob(word: string): boolean {
  return /[*?[\]]/.test(word);
}

/**
 * `checkout-*`: `*` stands for any characters, `?` for one, `[abc]`, `[a-z]` and `[!a]` for one of a set. All of the
 * name must match.
 */
export function globPattern(text: string): NamePattern {
  const places = globPlaces(text);
  return { text, matches: (name) => matchesPlaces(places, name) };
}

/** One character of a name that matches; `any` stands for as many as there are. */
type GlobPlace = 'any' | ((character: string) => boolean);

function globPlaces(text: string): readonly GlobPlace[] {
  const parts = text.match(/\*+|\[!?[^\]]+\]|[\s\S]/g) ?? [];
  return parts.map((part) => {
    if (part.startsWith('*')) return 'any';
    if (part === '?') return () => true;
    return part.length > 1 ? setOf(part.slice(1, -1)) : (character) => character === part;
  });
}

/** `abc`, `a-z` and `!a`: a range with an end before its beginning holds nothing. */
function setOf(text: string): (character: string) => boolean {
  const isNot = text.startsWith('!');
  const ranges = (isNot ? text.slice(1) : text).match(/[\s\S]-[\s\S]|[\s\S]/g) ?? [];
  return (character) =>
    ranges.some((range) => character >= range.charAt(0) && character <= range.charAt(range.length - 1)) !==
    isNot;
}

/**
 * A backtracking regular expression could take for ever on a hostile name. Here only the last `*` is extended, and
 * earlier ones never again: their shortest match is always good enough.
 */
function matchesPlaces(places: readonly GlobPlace[], name: string): boolean {
  let place = 0;
  let at = 0;
  let lastAny: { readonly place: number; at: number } | null = null;
  while (at < name.length) {
    const wanted = places[place];
    if (wanted === 'any') {
      lastAny = { place, at };
      place += 1;
    } else if (wanted?.(name.charAt(at)) === true) {
      place += 1;
      at += 1;
    } else if (lastAny === null) {
      return false;
    } else {
      lastAny.at += 1;
      at = lastAny.at;
      place = lastAny.place + 1;
    }
  }
  return places.slice(place).every((rest) => rest === 'any');
}
