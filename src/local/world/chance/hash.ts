/**
 * Numbers that look random but are a function of what they are made from: the same question gets the same answer,
 * in any order of asking. Not for secrets.
 */

/** @returns 0 to 2³² − 1. */
export function mixed(a: number, b: number): number {
  let hash = Math.imul(a ^ Math.imul(b ^ (b >>> 15), 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2f);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** @returns 0 to 2³² − 1. */
export function hashOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mixed(hash, text.length);
}

/** @returns 0 to just under 1. */
export function shareOf(hash: number): number {
  return hash * 2 ** -32;
}

const BYTES_IN_HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
);

/** @param digits a multiple of 8. */
export function hexOf(seed: number, digits: number): string {
  let hex = '';
  for (let word = 1; hex.length < digits; word++) {
    const hash = mixed(seed, word);
    for (let shift = 24; shift >= 0; shift -= 8) hex += BYTES_IN_HEX[(hash >>> shift) & 0xff] ?? '';
  }
  return hex;
}
