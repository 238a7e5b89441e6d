import { closeSync, openSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import type { Fact } from '../fact.ts';
import type { RecordingHeader } from './recording-header.ts';

/** A file of facts, one per line. Every method throws what the file system throws. */
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
    remove: () => rmSync(path, { force: true }),
  };
}
