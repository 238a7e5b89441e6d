import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { commandsTable, keysTable } from './keys-table.ts';

/** The cells of all tables in a section of docs/screen.md. */
async function cellsOf(section: string): Promise<readonly (readonly string[])[]> {
  const page = await readFile(new URL('../../../docs/screen.md', import.meta.url), 'utf8');
  const text = page.split(/^## /m).find((each) => each.startsWith(`${section}\n`)) ?? '';
  return text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| --'))
    .map((line) =>
      line
        .slice(2, -2)
        .split(' | ')
        .map((cell) => cell.trim()),
    );
}

it('docs/screen.md names every key and every command, and what they do', async () => {
  expect(await cellsOf('Keys')).toEqual([...keysTable(), ...commandsTable()]);
});
