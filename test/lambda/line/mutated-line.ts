import fc from 'fast-check';

/**
 * One of the lines with up to three changes: some characters removed, and one of the pieces or arbitrary characters
 * inserted.
 *
 * @param at where, in characters from the beginning
 */
export function mutatedLine(
  lines: readonly string[],
  pieces: readonly string[],
  at: fc.Arbitrary<number> = fc.nat(400),
): fc.Arbitrary<string> {
  const change = fc.record({
    at,
    without: fc.oneof(fc.constant(0), fc.nat(12)),
    piece: fc.oneof(fc.constant(''), fc.constantFrom(...pieces), fc.string({ maxLength: 4, unit: 'binary' })),
  });
  return fc
    .record({ line: fc.constantFrom(...lines), changes: fc.array(change, { maxLength: 3 }) })
    .map(({ line, changes }) => changes.reduce(changed, line));
}

function changed(text: string, { at: anywhere, without, piece }: Change): string {
  const at = anywhere % (text.length + 1);
  return text.slice(0, at) + piece + text.slice(at + without);
}

interface Change {
  readonly at: number;
  readonly without: number;
  readonly piece: string;
}
