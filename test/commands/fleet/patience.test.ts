import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPatience } from '../../../src/commands/fleet/patience.ts';
import type { LogPageQuestion } from '../../../src/monitor/log-page.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { type Answers, scriptedSources } from '../../recording/scripted-sources.ts';

const QUESTION: LogPageQuestion = {
  group: rawText('/aws/lambda/checkout-api'),
  range: { startMs: 0, endMs: 1 },
  pattern: null,
  token: null,
};

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

/** How long a script waits, with 15 s of patience and a minute in all, if a log gives this answer every ten seconds. */
async function waitedMs(answers: Answers): Promise<number> {
  const patience = createPatience({ silentMs: 15_000, mostMs: 60_000 });
  const page = patience.renewedBy(scriptedSources(() => answers).logs.page);
  let isOver = false;
  void patience.over().then(() => {
    isOver = true;
  });
  for (let ms = 1_000; ; ms += 1_000) {
    await vi.advanceTimersByTimeAsync(1_000);
    if (isOver) return ms;
    if (ms % 10_000 === 0) await page(QUESTION, new AbortController().signal);
  }
}

it('waits on for answers that keep coming, though not for ever', async () => {
  expect(await waitedMs({ logs: { items: [], nextToken: null } })).toBe(60_000);
});

it('waits for a denied log as for any other', async () => {
  expect(await waitedMs({ error: 'denied' })).toBe(60_000);
});

it.each(['throttled', 'unreachable'] as const)('waits no longer for a log that is %s', async (error) => {
  expect(await waitedMs({ error })).toBe(15_000);
});
