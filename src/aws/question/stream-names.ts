import type { RawText } from '../../terminal/text.ts';
import { raw } from '../answer/field.ts';

/** As many as three hexadecimal digits tell apart, and in those the names of streams end. */
const SLOTS = 4_096;

/**
 * Gives the same text for the same name, of those that came last. Names of streams are remembered by others: a slice
 * would keep the whole text that it is of, and in each text of its own V8 would have to read the name before it finds it in
 * a map. So these are found by their last three characters.
 */
export function createStreamNames(): (name: string) => RawText {
  const names = new Array<RawText>(SLOTS).fill(raw(''));
  return (name) => {
    const last = name.length - 1;
    const slot = digitAt(name, last) | (digitAt(name, last - 1) << 4) | (digitAt(name, last - 2) << 8);
    const known = names[slot];
    if (known === name) return known;
    const own = Buffer.from(name).toString();
    // Half a character has no bytes.
    const kept = raw(own === name ? own : name);
    names[slot] = kept;
    return kept;
  };
}

/** What a hexadecimal digit stands for, and of any other character some number of that size. */
function digitAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return ((code & 15) + 9 * (code >> 6)) & 15;
}
