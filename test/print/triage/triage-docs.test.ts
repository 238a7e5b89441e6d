import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { KIND_WORDS } from '../../../src/print/triage/change-entry.ts';
import { SUSPECT_RULES } from '../../../src/triage/report/suspects/all-suspects.ts';

const PAGE = readFileSync(new URL('../../../docs/triage.md', import.meta.url), 'utf8');

function namesIn(heading: string): readonly string[] {
  const table = PAGE.slice(PAGE.indexOf(`| ${heading} `)).split('\n\n')[0] ?? '';
  return [...table.matchAll(/^\| `(\w+)` +\|/gm)].map((match) => match[1] ?? '').slice(1);
}

it('docs/triage.md names every kind of change', () => {
  expect(namesIn('`kind`').toSorted()).toEqual(Object.keys(KIND_WORDS).toSorted());
});

it('docs/triage.md names every cause that triage may suspect', () => {
  expect(namesIn('`cause`').toSorted()).toEqual(SUSPECT_RULES.map(({ name }) => name).toSorted());
});
