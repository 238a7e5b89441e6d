import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileTrouble } from '../../../src/commands/streams/file-trouble.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lmon-trouble-'));
  writeFileSync(join(folder, 'there'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['absent/file', 'there is no such folder'],
  ['there', 'there is such a file already'],
  ['there/file', 'what is to hold it is no folder'],
  ['x'.repeat(300), 'the name is too long'],
])("explains why a file can't be created at %s: %s", async (path, says) => {
  const thrown = await open(join(folder, path), 'wx').then(
    () => null,
    (error: unknown) => error,
  );
  expect(fileTrouble(thrown)).toBe(says);
});

it("passes on the system's message for any other reason", () => {
  expect(fileTrouble(Object.assign(new Error('EIO: i/o error, write'), { code: 'EIO' }))).toBe(
    'EIO: i/o error, write',
  );
  expect(fileTrouble('out of luck')).toBe('out of luck');
});
