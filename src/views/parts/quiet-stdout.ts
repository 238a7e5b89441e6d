import { squeezedFrame } from './squeezed-frame.ts';

type Write = NodeJS.WriteStream['write'];

/** The same stream, with less noise in what is written to it. */
export function quietStdout(stdout: NodeJS.WriteStream): NodeJS.WriteStream {
  const write = ((chunk: string | Uint8Array, ...rest: []) =>
    stdout.write(typeof chunk === 'string' ? squeezedFrame(chunk) : chunk, ...rest)) as Write;
  return new Proxy(stdout, {
    get(target, name) {
      if (name === 'write') return write;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
