import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { REGIONS } from '../../src/lambda/regions.ts';

it('the Regions are those known to the SDK', async () => {
  const core = dirname(createRequire(import.meta.url).resolve('@aws-sdk/core/client'));
  const page = await readFile(join(core, 'index.js'), 'utf8');
  const table = page.slice(page.indexOf('const partitionsInfo'), page.indexOf('let selectedPartitionsInfo'));
  const known = [...table.matchAll(/"([a-z]+(?:-[a-z]+)+-\d+)": \{/g)].map(([, name]) => name);
  expect(known.length).toBeGreaterThan(30);
  expect(REGIONS.toSorted()).toEqual(known.toSorted());
});
