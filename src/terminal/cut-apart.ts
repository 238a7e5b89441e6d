import { cutEnd, displayWidth, endOf, startOf } from './display-width.ts';
import { partOf } from './safe-edits.ts';
import { joinSafe, safe } from './safe-text.ts';
import type { SafeText } from './text.ts';

/**
 * Different names in at most `width` cells each. Those that would look alike if each were cut on its own show the places
 * where they differ: `…created-hand…`, `…updated-hand…`. No two look alike unless there are too few cells to tell so many
 * names apart.
 *
 * @param cutAlone how a name is cut that looks like no other
 */
export function cutApart(
  names: readonly SafeText[],
  width: number,
  ellipsis: SafeText,
  cutAlone: (name: SafeText) => SafeText,
): ReadonlyMap<SafeText, SafeText> {
  const cuts = new Map(names.map((name) => [name, cutAlone(name)]));
  const shown = new Map<SafeText, readonly number[]>();
  const mostPlaces = Math.max(1, Math.floor(width / FEWEST_CELLS));
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const changed = lookingAlike(cuts).flatMap((alike) => {
      const place = sharedStart(alike);
      return alike.filter((name) => {
        const places = shown.get(name) ?? [];
        if (places.includes(place) || places.length === mostPlaces) return false;
        shown.set(
          name,
          [...places, place].sort((one, other) => one - other),
        );
        return true;
      });
    });
    if (changed.length === 0) break;
    for (const name of changed) cuts.set(name, cutAt(name, shown.get(name) ?? [], width, ellipsis));
  }
  const given = new Set(cuts.values());
  for (const name of lookingAlike(cuts).flatMap(([, ...others]) => others)) {
    const cut = cutUnlike(given, name, width, ellipsis) ?? cuts.get(name) ?? safe``;
    cuts.set(name, cut);
    given.add(cut);
  }
  return cuts;
}

/** Of a place, with an ellipsis before and after it. */
const FEWEST_CELLS = 4;
/** Each shows one more place of names that still look alike: real ones need two or three. */
const MOST_ROUNDS = 8;

/** Groups of names whose cuts are the same. */
function lookingAlike(cuts: ReadonlyMap<SafeText, SafeText>): readonly (readonly SafeText[])[] {
  const groups = new Map<SafeText, SafeText[]>();
  for (const [name, cut] of cuts) {
    const group = groups.get(cut);
    if (group === undefined) groups.set(cut, [name]);
    else group.push(name);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** What follows from each place on, in equal parts of the cells: `payment…creat…`. */
function cutAt(
  name: SafeText,
  [place = 0, ...others]: readonly number[],
  width: number,
  ellipsis: SafeText,
): SafeText {
  const [next] = others;
  if (next === undefined) return cutFrom(name, place, width, ellipsis);
  const lead = place === 0 ? safe`` : ellipsis;
  const room = Math.floor(width / (others.length + 1)) - displayWidth(lead);
  const part = joinSafe([lead, startOf(partOf(name, place, next), room)]);
  return joinSafe([part, cutAt(name, others, width - displayWidth(part), ellipsis)]);
}

/** From the last place on whose cut is none of those given; null if there is none. */
function cutUnlike(
  given: ReadonlySet<SafeText>,
  name: SafeText,
  width: number,
  ellipsis: SafeText,
): SafeText | null {
  for (let place = name.length - 1; place >= 0; place -= 1) {
    const cut = cutFrom(name, place, width, ellipsis);
    if (!given.has(cut)) return cut;
  }
  return null;
}

/** What follows from a place on, with something of what precedes it where there is room. */
function cutFrom(name: SafeText, place: number, width: number, ellipsis: SafeText): SafeText {
  if (place === 0) return cutEnd(name, width, ellipsis);
  const room = width - displayWidth(ellipsis);
  const rest = partOf(name, place);
  if (displayWidth(rest) <= room) return joinSafe([ellipsis, endOf(name, room)]);
  return joinSafe([ellipsis, cutEnd(rest, room, ellipsis)]);
}

function sharedStart([first = safe``, ...others]: readonly SafeText[]): number {
  let length = 0;
  for (const character of first) {
    if (!others.every((other) => other.startsWith(character, length))) break;
    length += character.length;
  }
  return length;
}
