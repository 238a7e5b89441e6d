import { expect, it } from 'vitest';
import { passagesTogether } from '../../../src/logs/selection/passages-together.ts';
import type { TailEvent, TailItem } from '../../../src/logs/tail-item.ts';
import { rawText } from '../../../src/terminal/text.ts';

const [a, b, c] = [Symbol('a'), Symbol('b'), Symbol('c')];
const GAP: TailItem = { type: 'gap', startMs: 0, endMs: 1, reason: 'asleep' };

function line(name: string, passage?: symbol): TailEvent {
  const id = rawText(name);
  const event = { eventId: id, logStream: id, timestampMs: 0, ingestionMs: 0, message: id };
  return { type: 'event', event, lateMs: null, ...(passage && { passage }) };
}

const together = (items: readonly TailItem[], continued?: symbol) =>
  passagesTogether(items, continued).map((item) => (item.type === 'event' ? item.event.message : '|'));

it.each<[string, readonly TailItem[], symbol | undefined, string]>([
  ['in the order of their first lines', [line('a1', a), line('b1', b), line('a2', a)], undefined, 'a1 a2 b1'],
  ['after the rest of the last one', [line('b1', b), line('c1', c), line('a1', a)], a, 'a1 b1 c1'],
  [
    'without crossing a gap, which they go on behind',
    [line('a1', a), line('b1', b), line('a2', a), GAP, line('a3', a), line('b2', b), line('a4', a)],
    undefined,
    'a1 a2 b1 | b2 a3 a4',
  ],
  ['as they come where no context was asked for', [line('1'), GAP, line('2')], undefined, '1 | 2'],
])('the lines of passages stand together %s', (_how, items, continued, order) => {
  expect(together(items, continued).join(' ')).toBe(order);
});
