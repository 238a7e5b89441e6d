import { expect, it } from 'vitest';
import { openScreen } from '../open-screen.ts';
import { smallAccount } from '../small-account.ts';

it('prints lines, as into a pipe, on a terminal that cannot move its cursor', async () => {
  const account = await smallAccount();
  const screen = await openScreen({
    args: ['fleet'],
    columns: 160,
    rows: 40,
    env: { ...account.env, TERM: 'dumb' },
  });
  expect(await screen.exited).toMatchObject({ code: 0 });
  expect(screen.text().join('\n')).toMatch(/FUNCTION +REQ\/s[\s\S]*\n!! CRIT checkout-api/);
  expect(screen.isAlternate()).toBe(false);
  await screen.close();
  await account.close();
});
