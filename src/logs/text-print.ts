/**
 * A 52-bit hash of a text, never 0. Two 32-bit hashes in one pass; of the second, as many bits as fit.
 *
 * @see https://en.wikipedia.org/wiki/MurmurHash#Algorithm (the constants and the final mix)
 */
export function printOf(text: string): number {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 0x85ebca6b);
    two = Math.imul(two ^ code, 0xc2b2ae35);
    two ^= two >>> 15;
  }
  one = mixed(one ^ two);
  two = mixed(two ^ one);
  return (two >>> 12) * 2 ** 32 + (one >>> 0) || 1;
}

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}
