import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { COMMANDS } from '../../src/settings/commands.ts';

it('docs/scripts.md names what each command can print', async () => {
  const page = await readFile(new URL('../../docs/scripts.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const wordsOf = (cell = '') => [...cell.matchAll(/`([\w-]+)`/g)].map(([, word]) => word);
  const documented = rows.flatMap((row) => {
    const [, commands, outputs] = row.split('|');
    return wordsOf(commands).map((command) => [command, wordsOf(outputs)] as const);
  });
  const told = new Map(documented.filter(([command]) => command !== undefined && command in COMMANDS));
  for (const [name, { outputs }] of Object.entries(COMMANDS)) {
    if (['replay', 'demo', 'local'].includes(name)) continue;
    expect([name, told.get(name)]).toEqual([name, [...outputs]]);
  }
});
