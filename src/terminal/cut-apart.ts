import { displayWidth, endOf, startOf } from './display-width.ts';
import { partOf } from './safe-edits.ts';
import type { SafeText } from './text.ts';

/**
 * Different names in at most `width` cells each. Those that would look alike if each were cut on its own show the place
 * where they differ: `…created-hand…`, `…updated-hand…`.
 *
 * @param cutAlone how a name is cut that looks like no other
 */
export function cutApart(
  names: readonly SafeText[],
  width: number,
  ellipsis: SafeText,
  cutAlone: (name: SafeText) => SafeText,
): ReadonlyMap<SafeText, SafeText> {
  const groups = lookingAlike([...new Set(names)], cutAlone);
  return new Map(
    groups.flatMap(([cut, alike]) =>
      alike.length === 1
        ? alike.map((name) => [name, cut] as const)
        : cutWhereTheyDiffer(alike, width, ellipsis),
    ),
  );
}

type Cut = readonly [name: SafeText, cut: SafeText];

/** Names that share their start still share a longer one where they look alike from there on. */
function cutWhereTheyDiffer(names: readonly SafeText[], width: number, ellipsis: SafeText): readonly Cut[] {
  const shared = sharedStart(names);
  const groups = lookingAlike(names, (name) => cutFrom(name, shared, width, ellipsis));
  return groups.flatMap(([cut, alike]) =>
    alike.length === 1 || alike.length === names.length
      ? alike.map((name) => [name, cut] as const)
      : cutWhereTheyDiffer(alike, width, ellipsis),
  );
}

function lookingAlike(
  names: readonly SafeText[],
  cut: (name: SafeText) => SafeText,
): readonly (readonly [cut: SafeText, names: readonly SafeText[]])[] {
  const groups = new Map<SafeText, SafeText[]>();
  for (const name of names) {
    const shown = cut(name);
    groups.set(shown, [...(groups.get(shown) ?? []), name]);
  }
  return [...groups];
}

/** What follows from a place on, with something of what precedes it where there is room. */
function cutFrom(name: SafeText, from: number, width: number, ellipsis: SafeText): SafeText {
  const room = width - displayWidth(ellipsis);
  const rest = partOf(name, from);
  if (displayWidth(rest) <= room) return (ellipsis + endOf(name, room)) as SafeText;
  return (ellipsis + startOf(rest, room - displayWidth(ellipsis)) + ellipsis) as SafeText;
}

function sharedStart([first = '' as SafeText, ...others]: readonly SafeText[]): number {
  let length = 0;
  for (const character of first) {
    if (!others.every((other) => other.startsWith(character, length))) break;
    length += character.length;
  }
  return length;
}
