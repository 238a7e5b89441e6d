import { closeSync, openSync, writeSync } from 'node:fs';
import type { Fact, RecordingHeader } from './fact.ts';

/** A file to which facts are written, a line each. Every method throws what the file system throws. */
export interface FactFile {
  readonly path: string;
  /** How long the file is, in bytes. */
  readonly bytes: number;
  write(facts: readonly Fact[]): void;
  close(): void;
}

/**
 * Makes the file, which must not be there yet, for its owner's eyes only. What is written is with the system before
 * anything else happens: a crash of lmon costs the line that was being written, and no other.
 *
 * @param header is asked for with the first facts: before AWS has answered, nobody knows the time.
 */
export function createFactFile(path: string, header: () => RecordingHeader): FactFile {
  const descriptor = openSync(path, 'wx', 0o600);
  let bytes = 0;
  const write = (lines: readonly object[]) => {
    const text = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    for (let written = 0; written < text.length; ) written += writeSync(descriptor, text, written);
    bytes += text.length;
  };
  return {
    path,
    get bytes() {
      return bytes;
    },
    write: (facts) => write(bytes === 0 ? [header(), ...facts] : facts),
    close: () => closeSync(descriptor),
  };
}
