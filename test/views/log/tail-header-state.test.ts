import { expect, it } from 'vitest';
import type { LiveState } from '../../../src/monitor/log/live-sessions.ts';
import type { TailStatus } from '../../../src/monitor/log/tail-status.ts';
import { tailOnlyState } from '../../../src/views/log/tail-header-state.ts';

it.each<[TailStatus, LiveState | null, string, string]>([
  ['live', null, 'LIVE', 'good'],
  ['live', 'opening', 'LIVE polled', 'good'],
  ['live', 'streaming', 'LIVE TAIL $0.60/h', 'good'],
  ['live', 'sampled', 'SAMPLED $0.60/h', 'warn'],
  ['live', 'polling', 'POLLED no stream', 'warn'],
  ['starting', 'streaming', 'starting', 'dim'],
  ['denied', 'streaming', 'TROUBLE denied', 'warn'],
])('the header of a log that is %s, with Live Tail %s, says %s', (status, live, words, tone) => {
  const state = tailOnlyState({ status, live });
  expect(`${state.word} ${state.note}`.trim()).toBe(words);
  expect(state.tone).toBe(tone);
});
