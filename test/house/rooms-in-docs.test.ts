import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

interface Rule {
  readonly name: string;
  readonly to: { readonly path?: string };
}

const PROJECT = resolve(import.meta.dirname, '../..');
const { forbidden } = createRequire(import.meta.url)(join(PROJECT, '.dependency-cruiser.cjs')) as {
  readonly forbidden: readonly Rule[];
};

/** By folder, the rooms that the table of CONTRIBUTING.md names. */
const tabled = readFileSync(join(PROJECT, 'CONTRIBUTING.md'), 'utf8')
  .split(/^\| folder +\| rooms, .*$/m)[1]!
  .split('\n\n', 1)[0]!
  .split('\n')
  .flatMap((row) => {
    const [folder, ...rooms] = [...row.matchAll(/`([a-z/-]+)\/`/g)].map(([, name]) => name!);
    return folder === undefined ? [] : [{ folder, rooms }];
  });

function roomsIn(folder: string): readonly string[] {
  return readdirSync(join(PROJECT, 'src', folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

it('the house is divided into rooms', () => {
  expect(tabled.length).toBeGreaterThan(10);
});

it.each(tabled)('the table of the rooms in src/$folder is complete', ({ folder, rooms }) => {
  expect(rooms.toSorted()).toEqual(roomsIn(folder).toSorted());
});

it.each(tabled)('no arrow may point up to a room in src/$folder', ({ folder }) => {
  const ruled = forbidden.flatMap(({ name, to }) => (name.includes('rooms-below') ? (to.path ?? []) : []));
  // Whatever stands below all others may be imported by all of them.
  const unruled = roomsIn(folder).filter(
    (room) => !ruled.some((path) => new RegExp(path).test(`src/${folder}/${room}/`)),
  );
  expect(unruled.length).toBeLessThanOrEqual(1);
});
