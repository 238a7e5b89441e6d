import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { faultShape } from '../../src/local/wire/fault/fault-plan.ts';
import { SERVICES } from '../../src/local/wire/services.ts';

const PAGE = readFileSync(new URL('../../docs/local-aws.md', import.meta.url), 'utf8');

it.each(SERVICES.map((service) => [service.actionPrefix, service] as const))(
  'docs/local-aws.md names the operations of %s that the local AWS answers',
  (name, { operations }) => {
    const row = PAGE.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? '';
    const [, , named = ''] = row.split('|').map((cell) => cell.trim());
    expect(named.split(', ')).toEqual([...operations.keys()].toSorted());
  },
);

it('docs/local-aws.md names every kind of fault, in order', () => {
  const faults = PAGE.slice(PAGE.indexOf('## Injecting faults'));
  const named = [...faults.matchAll(/^\| `(\w+)` /gm)].map(([, kind]) => kind);
  expect(named.slice(1)).toEqual(faultShape.entries.kind.options);
});
