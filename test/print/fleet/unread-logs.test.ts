import { expect, it } from 'vitest';
import { unreadLogsNotice } from '../../../src/print/fleet/unread-logs.ts';
import { CALM, snapshotOf } from '../../views/fleet/fleet-story.ts';

const named = (...names: readonly string[]) =>
  snapshotOf({ functions: names.map((name) => ({ ...CALM, name })) }).functions;

it.each([
  [['a', 'b', 'c'], 'the logs of a, b, c; '],
  [['a', 'b', 'c', 'd', 'e'], 'the logs of a, b, c, 2 more; '],
])('names the functions whose log was not read: %j', (names, says) => {
  expect(unreadLogsNotice(named(...names))).toContain(`not read: ${says}`);
});

it('says nothing if every log was read', () => {
  expect(unreadLogsNotice([])).toBeNull();
});
