import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { expect, it } from 'vitest';

interface Rule {
  readonly name: string;
  readonly to: { readonly path?: string };
}

const PROJECT = resolve(import.meta.dirname, '../..');
const { forbidden } = createRequire(import.meta.url)(join(PROJECT, '.dependency-cruiser.cjs')) as {
  readonly forbidden: readonly Rule[];
};

/** By folder, the rooms that a table of CONTRIBUTING.md names. */
const tableUnder = (heading: RegExp) =>
  readFileSync(join(PROJECT, 'CONTRIBUTING.md'), 'utf8')
    .split(heading)[1]!
    .split('\n\n', 1)[0]!
    .split('\n')
    .flatMap((row) => {
      const [folder, ...rooms] = [...row.matchAll(/`([a-z/-]+)\/`/g)].map(([, name]) => name!);
      return folder === undefined ? [] : [{ folder, rooms }];
    });

const tabled = tableUnder(/^\| folder +\| rooms, .*$/m);
const tabledTests = tableUnder(/^\| folder of `test\/` +\| holds +\|$/m);

function roomsIn(folder: string): readonly string[] {
  return readdirSync(join(PROJECT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

it('the house is divided into rooms', () => {
  expect(tabled.length).toBeGreaterThan(10);
});

it.each(tabled)('the table of the rooms in src/$folder is complete', ({ folder, rooms }) => {
  expect(rooms.toSorted()).toEqual(roomsIn(`src/${folder}`).toSorted());
});

it.each(tabled)('no arrow may point up to a room in src/$folder', ({ folder }) => {
  const ruled = forbidden.flatMap(({ name, to }) => (name.includes('rooms-below') ? (to.path ?? []) : []));
  // Whatever stands below all others may be imported by all of them.
  const unruled = roomsIn(`src/${folder}`).filter(
    (room) => !ruled.some((path) => new RegExp(path).test(`src/${folder}/${room}/`)),
  );
  expect(unruled.length).toBeLessThanOrEqual(1);
});

it.each(tabledTests)('the table of the rooms in test/$folder is complete', ({ folder, rooms }) => {
  expect(rooms.toSorted()).toEqual(roomsIn(`test/${folder}`).toSorted());
});

it('every other folder of tests has its like in src, or bears the name of a file there', () => {
  const folders = readdirSync(join(PROJECT, 'test'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(PROJECT, 'test/').length));
  const others = folders.filter(
    (path) =>
      basename(path) !== 'fixtures' && !tabledTests.some(({ folder }) => `${path}/`.startsWith(`${folder}/`)),
  );
  expect(others).not.toHaveLength(0);
  const alone = others.filter(
    (path) => !['', '.ts', '.tsx'].some((end) => existsSync(join(PROJECT, `src/${path}${end}`))),
  );
  expect(alone).toEqual([]);
});
