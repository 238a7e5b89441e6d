import { expect, it } from 'vitest';
import { isStoryEvent } from '../../../src/logs/lines/story-item.ts';
import { createStoryMemory } from '../../../src/logs/story/story-memory.ts';
import type { TailEvent } from '../../../src/logs/tail-item.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { type LogAtHand, tailCopyables } from '../../../src/views/log/tail-copyables.ts';
import { FIRST_MS, line } from '../tail/tail-story.ts';

const QUARTER_HOUR_MS = 15 * 60_000;
const REQUEST = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const ANONYMOUS = line(0, 'connection reset by peer');
const NAMED = line(0, `2026-11-24T03:11:10.118Z\t${REQUEST}\tINFO\tcharging the card`);

function commandOf(item: TailEvent | null, log: Partial<LogAtHand>): string | undefined {
  const memory = createStoryMemory({ maxItems: 10, maxBytes: 10_000 });
  memory.add(item === null ? [] : [item]);
  const items = memory.all.view(0, memory.size);
  const copyables = tailCopyables({
    item: items[0] ?? null,
    lines: items.filter(isStoryEvent),
    items,
    group: rawText('/aws/lambda/checkout-api'),
    pattern: null,
    untilMs: null,
    functionName: rawText('checkout-api'),
    access: { region: 'eu-west-1', profile: null, endpointUrl: null, lmon: 'lmon', isDemo: false },
    ...log,
  });
  return copyables.find(({ key }) => key === 'c')?.lines[0];
}

const span = (fromMs: number, toMs: number) => ` --start-time ${fromMs} --end-time ${toMs} `;
const AROUND_LINE = span(FIRST_MS - QUARTER_HOUR_MS, FIRST_MS + QUARTER_HOUR_MS);

it.each([
  { what: 'a line without a request', item: ANONYMOUS },
  { what: 'a log without lines', item: null },
])('the command copied for $what follows a log that goes on', ({ item }) => {
  expect(commandOf(item, {})).toContain('aws logs tail /aws/lambda/checkout-api --since 15m --follow ');
});

it.each([
  { what: 'a line without a request reads the time around it', item: ANONYMOUS, reads: AROUND_LINE },
  {
    what: 'a log without lines reads its end',
    item: null,
    reads: span(FIRST_MS + 5_000 - QUARTER_HOUR_MS, FIRST_MS + 5_000),
  },
])('in a past log, the command copied for $what', ({ item, reads }) => {
  const command = commandOf(item, { untilMs: FIRST_MS + 5_000 });
  expect(command).toContain(reads);
  expect(command).not.toContain('--follow');
});

it.each([
  { what: 'one that goes on', untilMs: null },
  { what: 'a past one', untilMs: FIRST_MS + 5_000 },
])('the command copied for a line of $what filters as the log is filtered', ({ untilMs }) => {
  expect(commandOf(ANONYMOUS, { untilMs, pattern: rawText('reset') })).toContain(' --filter-pattern reset ');
});

it.each([null, FIRST_MS + 5_000])(
  'the command copied for a line of a request reads that request',
  (untilMs) => {
    const command = commandOf(NAMED, { untilMs });
    expect(command).toContain(` --filter-pattern '"${REQUEST}"'${AROUND_LINE}`);
  },
);
