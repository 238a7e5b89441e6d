import { squeezedFrame } from './squeezed-frame.ts';

type Write = NodeJS.WriteStream['write'];

type Listen = NodeJS.WriteStream['on'];

/**
 * The same stream with smaller output. It hides resizes from Ink, which would erase a narrower screen and leave it
 * empty until its next frame.
 */
export function quietStdout(stdout: NodeJS.WriteStream): NodeJS.WriteStream {
  const write = ((chunk: string | Uint8Array, ...rest: []) =>
    stdout.write(typeof chunk === 'string' ? squeezedFrame(chunk) : chunk, ...rest)) as Write;
  const on = ((event: string, listener: () => void) =>
    event === 'resize' ? stdout : stdout.on(event, listener)) as Listen;
  return new Proxy(stdout, {
    get(target, name) {
      if (name === 'write') return write;
      if (name === 'on') return on;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
