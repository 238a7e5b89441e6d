import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { logsReadToTheEnd } from '../../../../src/commands/session/recording/read-to-the-end.ts';
import type { LogAnswer } from '../../../../src/monitor/log-page.ts';
import type { Result } from '../../../../src/monitor/source-error.ts';
import type { LogSource } from '../../../../src/monitor/sources.ts';
import { notRecorded } from '../../../../src/recording/playback/not-recorded.ts';
import { patient, raw } from '../../../aws/loopback-aws.ts';

const END_MS = 10_000;
const ALL: Result<LogAnswer> = { ok: true, value: { items: [], nextToken: null } };
const MORE: Result<LogAnswer> = { ok: true, value: { items: [], nextToken: raw('more') } };
const FAILED: Result<LogAnswer> = {
  ok: false,
  error: {
    kind: 'denied',
    name: raw('AccessDeniedException'),
    message: raw(''),
    action: 'logs:FilterLogEvents',
  },
};

const NOTHING_RECORDED = notRecorded('logs:FilterLogEvents', 'a', 'absent');

/** A question: which log, at what time, up to when; and its answer. */
type Ask = readonly [group: string, nowMs: number, endMs: number, answer: Result<LogAnswer>];

/** Whether they are read to the end after these questions, and the answer to the last. */
async function readAfter(asks: readonly Ask[]): Promise<{ isDone: boolean; last: Result<LogAnswer> | null }> {
  let nowMs = 0;
  let last: Result<LogAnswer> | null = null;
  let next = ALL;
  const source: LogSource = { page: async () => next };
  const { logs, done } = logsReadToTheEnd(source, { clock: { now: () => nowMs }, endMs: END_MS });
  for (const [group, atMs, endMs, answer] of asks) {
    nowMs = atMs;
    next = answer;
    last = await logs.page(
      { group: raw(group), range: { startMs: 0, endMs }, pattern: null, token: null },
      patient,
    );
  }
  return { isDone: await Promise.race([done.then(() => true), nextTurn(false)]), last };
}

describe('logs of a recording are read to the end', () => {
  it.each<readonly [string, boolean, readonly Ask[]]>([
    ['not before the first question', false, []],
    ['not while the answer may still be in use', false, [['a', END_MS, END_MS, ALL]]],
    [
      'once there is another question',
      true,
      [
        ['a', END_MS, END_MS, ALL],
        ['a', END_MS, END_MS, ALL],
      ],
    ],
    [
      'not by an answer before the end',
      false,
      [
        ['a', END_MS - 1, END_MS, ALL],
        ['a', END_MS, END_MS, ALL],
      ],
    ],
    [
      'not by a page with others after it',
      false,
      [
        ['a', END_MS, END_MS, MORE],
        ['a', END_MS, END_MS, ALL],
      ],
    ],
    [
      'not by a range that stops short of the end',
      false,
      [
        ['a', END_MS, END_MS - 1, ALL],
        ['a', END_MS, END_MS, ALL],
      ],
    ],
    ['if they can no longer be read', true, [['a', END_MS, END_MS, FAILED]]],
    [
      'although one of them could not be read long ago',
      true,
      [
        ['b', 0, 0, FAILED],
        ['a', END_MS, END_MS, ALL],
        ['a', END_MS, END_MS, ALL],
      ],
    ],
    [
      'if the question is about a time after the recording',
      true,
      [
        ['a', 0, END_MS, ALL],
        ['a', END_MS, END_MS, NOTHING_RECORDED],
        ['a', END_MS, END_MS, ALL],
      ],
    ],
    [
      'not while another log is behind',
      false,
      [
        ['b', END_MS - 1, END_MS, ALL],
        ['a', END_MS, END_MS, ALL],
        ['a', END_MS, END_MS, ALL],
      ],
    ],
    ['if the recording holds nothing of them', true, [['a', END_MS, END_MS, NOTHING_RECORDED]]],
  ])('%s', async (_, isDone, asks) => {
    expect((await readAfter(asks)).isDone).toBe(isDone);
  });

  it('a log that is not in the recording does not pass for an empty one at the end', async () => {
    const { last } = await readAfter([['a', END_MS, END_MS, NOTHING_RECORDED]]);
    expect(last).toEqual(NOTHING_RECORDED);
  });
});
