/**
 * Stands for F1 in the input. Ink recognises the key's sequences but drops them, while it passes characters on; Apple
 * assigned this one to the key.
 *
 * @see https://www.unicode.org/Public/MAPPINGS/VENDORS/APPLE/CORPCHAR.TXT
 */
export const F1 = '\uf704';

/** As xterm, the VT220 and the Linux console send it. */
const F1_SEQUENCES = /\x1bOP|\x1b\[11~|\x1b\[\[A/g;

/** The same stream, with F1 as a character. */
export function f1Stdin(stdin: NodeJS.ReadStream): NodeJS.ReadStream {
  const read = (size?: number): unknown => {
    const chunk: unknown = stdin.read(size);
    return typeof chunk === 'string' ? chunk.replace(F1_SEQUENCES, F1) : chunk;
  };
  return new Proxy(stdin, {
    get(target, name) {
      if (name === 'read') return read;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
