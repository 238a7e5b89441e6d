import { expect, it } from 'vitest';
import { EXIT_STATUS } from '../../../src/commands/command/exit-status.ts';
import { lateNotices, lateStatus } from '../../../src/commands/fleet/late-facts.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { scriptedError } from '../../monitor/scripted-account.ts';

const NOW_MS = Date.parse('2026-11-24T03:12:20Z');
const NOTHING_FAILED = { api: new ApiLedger(NOW_MS).snapshot(NOW_MS), functions: [] };

it.each(['lambda:GetFunctionConfiguration', 'lambda:ListAliases', 'logs:FilterLogEvents'])(
  'a look that throttled answers of %s kept from its end has the status of that',
  (action) => {
    const error = { ...scriptedError(action, 'throttled'), region: 'eu-west-1' };
    const ledger = new ApiLedger(NOW_MS);
    const failures = [{ error, region: 'eu-west-1', count: 1, firstMs: NOW_MS, lastMs: NOW_MS }];
    const told = { api: { ...ledger.snapshot(NOW_MS), failures }, functions: [] };
    expect(lateStatus(['look'], told)).toBe(EXIT_STATUS.throttled);
  },
);

it.each([
  {
    unlooked: ['checkout-api'],
    says: 'not read: some of the log and settings of checkout-api; its trouble may have another cause',
  },
  {
    unlooked: ['a', 'b', 'c', 'd', 'e'],
    says: 'not read: some of the logs and settings of a, b, c, 2 more; their trouble may have another cause',
  },
])('a look that was given up is told of by the name of its function: $unlooked', ({ unlooked, says }) => {
  expect(lateNotices(['look'], NOTHING_FAILED, unlooked.map(rawText))).toEqual([says]);
});
