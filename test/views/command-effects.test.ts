import { expect, it } from 'vitest';
import { type AppControls, runCommand } from '../../src/views/command-effects.ts';

it.each([
  { when: 'a past time', command: { atMs: 1_000 }, says: null },
  { when: 'the present', command: { atMs: null }, says: 'the fleet as it is now' },
  {
    when: 'the present of a replay',
    command: { atMs: null },
    isReplay: true,
    says: 'the fleet as the replay has it now',
  },
  {
    when: 'a time still to come',
    command: { atMs: null, isToCome: true } as const,
    says: 'that time is still to come: the fleet as it is now',
  },
])('says what it shows instead, if it was asked for $when', ({ command, isReplay = false, says }) => {
  const lookedAt: (number | null)[] = [];
  const app: Partial<AppControls> = { isReplay, lookAt: (atMs) => lookedAt.push(atMs) };
  const answer = runCommand({ kind: 'at', ...command }, app as AppControls);
  expect(lookedAt).toEqual([command.atMs]);
  expect(answer).toEqual(says === null ? null : { kind: 'message', says });
});
