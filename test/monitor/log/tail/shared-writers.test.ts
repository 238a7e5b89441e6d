import { expect, it } from 'vitest';
import { createSharedWriters } from '../../../../src/monitor/log/tail/shared-writers.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { logEvent } from '../scripted-log.ts';

const ID = '0f34e13f9411b782a32b1eefce0a1128';
const SHARED = { group: rawText('/shop/shared'), functionName: null };

const writersOf = (streams: readonly string[]) => {
  const writers = createSharedWriters();
  for (const [index, stream] of streams.entries()) {
    const event = { ...logEvent(`${index}`, index), logStream: rawText(stream) };
    writers.add([{ type: 'event', event, lateMs: null }], SHARED);
  }
  return writers.names;
};

it('functions that share a log group are those that its streams name, each once', () => {
  const streams = ['cart-api[7]', 'checkout-api[$LATEST]', 'cart-api[8]'].map(
    (name) => `2026/11/28/${name}${ID}`,
  );
  expect(writersOf(streams)).toEqual(['cart-api', 'checkout-api']);
});

it.each(['of the functions own group', 'of nobody'])('a stream %s names none', (whose) => {
  const stream = whose === 'of nobody' ? 'plain' : `2026/11/28/[7]${ID}`;
  expect(writersOf([stream])).toEqual([]);
});

it('names are bounded: anyone may make streams', () => {
  const streams = Array.from({ length: 1_200 }, (_, index) => `2026/11/28/f-${index}[7]${ID}`);
  expect(writersOf(streams)).toHaveLength(1_000);
});
