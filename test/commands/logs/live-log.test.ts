import { expect, it } from 'vitest';
import { liveLogs } from '../../../src/commands/logs/live-log.ts';
import type { Session } from '../../../src/commands/session/session.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { createManualClock } from '../../monitor/manual-clock.ts';
import { scriptedAccount } from '../../monitor/scripted-account.ts';

const CHOSEN = rawText('/aws/lambda/cart-api');
const JOINED = rawText('/aws/lambda/cart-web');

it.each([
  ['the chosen log if asked to, but none that joins later: each session costs', true, [CHOSEN]],
  ['nothing otherwise', false, []],
])('Live Tail streams %s', (_where, live, streamed) => {
  const clock = createManualClock(0);
  const session = {
    sources: scriptedAccount({ clock, functions: [] }).sources,
    settings: { live },
    region: 'eu-west-1',
    ledger: new ApiLedger(0),
    clock,
  } as unknown as Session;
  const choices = [{ group: CHOSEN, writers: [] }];
  const liveOf = liveLogs(
    { choices, functions: [], guesses: [], notices: [], nameIn: (word: string) => word },
    session,
  );
  expect([CHOSEN, JOINED].filter((group) => liveOf(group) !== null)).toEqual(streamed);
});
