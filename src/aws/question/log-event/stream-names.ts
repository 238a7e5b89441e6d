import type { RawText } from '../../../terminal/text.ts';
import { raw } from '../../answer/field.ts';

/** As many as the three hexadecimal digits at the end of stream names can distinguish. */
const SLOTS = 4_096;

/**
 * Returns the same string object for equal recent names. Stream names are kept elsewhere: a slice would keep its whole
 * source text alive, and for each new string V8 would have to hash the name before a map finds it. So they are looked
 * up by their last three characters.
 */
export function createStreamNames(): (name: string) => RawText {
  const names = new Array<RawText>(SLOTS).fill(raw(''));
  return (name) => {
    const last = name.length - 1;
    const slot = digitAt(name, last) | (digitAt(name, last - 1) << 4) | (digitAt(name, last - 2) << 8);
    const known = names[slot];
    if (known === name) return known;
    const own = Buffer.from(name).toString();
    // Half a surrogate pair has no bytes.
    const kept = raw(own === name ? own : name);
    names[slot] = kept;
    return kept;
  };
}

/** The value of a hexadecimal digit; for other characters, some number of that range. */
function digitAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return ((code & 15) + 9 * (code >> 6)) & 15;
}
