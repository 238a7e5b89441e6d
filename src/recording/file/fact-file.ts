import { closeSync, openSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import type { Fact } from '../fact.ts';
import { createGzip } from './gzip.ts';
import type { RecordingHeader } from './recording-header.ts';

/** A compressed file of facts, one per line. Every method throws what the file system throws. */
export interface FactFile {
  readonly path: string;
  /** Length in bytes. */
  readonly bytes: number;
  write(facts: readonly Fact[]): void;
  close(): void;
  /** Call when it is closed. */
  remove(): void;
}

/** Throws what the file system throws if no new file can be made. Leaves none behind: a recording may never begin. */
export function checkNewFile(path: string): void {
  closeSync(openSync(path, 'wx', 0o600));
  unlinkSync(path);
}

/**
 * Creates the file, which must not exist yet, readable by its owner only. Every write goes straight to the system: a
 * crash of lmon costs at most the line being written.
 *
 * @param header is evaluated with the first facts: the time is unknown until AWS has answered
 */
export function createFactFile(path: string, header: () => RecordingHeader): FactFile {
  const descriptor = openSync(path, 'wx', 0o600);
  const gzip = createGzip();
  let bytes = 0;
  const append = (part: Buffer) => {
    for (let written = 0; written < part.length; ) written += writeSync(descriptor, part, written);
    bytes += part.length;
  };
  const write = (lines: readonly object[]) =>
    append(gzip.part(Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))));
  return {
    path,
    get bytes() {
      return bytes;
    },
    write: (facts) => write(bytes === 0 ? [header(), ...facts] : facts),
    close() {
      try {
        if (bytes > 0) append(gzip.end());
      } finally {
        closeSync(descriptor);
      }
    },
    remove: () => rmSync(path, { force: true }),
  };
}
