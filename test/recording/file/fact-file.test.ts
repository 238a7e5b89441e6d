import type * as FileSystem from 'node:fs';
import { fstatSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HEADER, recordingPath, START_MS } from '../played-account.ts';

afterEach(() => {
  vi.doUnmock('node:fs');
  vi.resetModules();
});

/** On a disk that is full from the second write on. */
async function factFileOnFullDisk(descriptors: number[]) {
  vi.resetModules();
  vi.doMock('node:fs', async (load) => {
    const fileSystem = await load<typeof FileSystem>();
    return {
      ...fileSystem,
      writeSync(descriptor: number, part: Buffer, from: number) {
        if (descriptors.push(descriptor) > 1) throw new Error('ENOSPC: no space left on device, write');
        return fileSystem.writeSync(descriptor, part, from);
      },
    };
  });
  const { createFactFile } = await import('../../../src/recording/file/fact-file.ts');
  return createFactFile(recordingPath(), () => HEADER);
}

describe('a file of facts', () => {
  it('is closed even where its end could not be written', async () => {
    const descriptors: number[] = [];
    const file = await factFileOnFullDisk(descriptors);
    file.write([{ fact: 'slept', atMs: START_MS, startMs: START_MS - 1 }]);
    const [descriptor = -1] = descriptors;
    expect(fstatSync(descriptor).isFile()).toBe(true);
    expect(() => file.close()).toThrow(/^ENOSPC/);
    expect(() => fstatSync(descriptor)).toThrow(/^EBADF/);
  });
});
