import { describe, expect, it } from 'vitest';
import { environmentMark, parseLogStream } from '../../src/lambda/log-stream.ts';
import { rawText } from '../../src/terminal/text.ts';

const ID = 'a41fcdb6258edfb56dc65a4db17bdf43';

describe('the name of a log stream', () => {
  it.each([
    { name: `2026/11/20/[$LATEST]${ID}`, functionName: null, version: '$LATEST' },
    { name: `2026/11/20/[17]${ID}`, functionName: null, version: '17' },
    { name: `2026/11/20/checkout-api[$LATEST]${ID}`, functionName: 'checkout-api', version: '$LATEST' },
    { name: `2026/11/20/order_stream[119]${ID}`, functionName: 'order_stream', version: '119' },
  ])('$name has the version $version', ({ name, functionName, version }) => {
    expect(parseLogStream(rawText(name))).toEqual({
      createdOn: '2026/11/20',
      functionName,
      version,
      environmentId: ID,
    });
  });

  it.each([
    { name: '' },
    { name: 'my-stream' },
    { name: `2026/11/20/[$LATEST]${ID}0` },
    { name: `2026/11/20/[prod]${ID}` },
    { name: `2026/11/20/\u001b[31m[1]${ID}` },
    { name: `2026/11/20/${'a'.repeat(1_000_000)}[1]${ID}` },
  ])('is unknown if Lambda did not create it', ({ name }) => {
    expect(parseLogStream(rawText(name))).toBeNull();
  });
});

describe('the mark of an execution environment', () => {
  it.each([
    { name: `2026/11/20/[$LATEST]${ID}`, mark: 'a41f' },
    { name: 'my-stream', mark: 'ream' },
    { name: 'ab', mark: 'ab' },
    { name: '🚀🔥✅🌍🌙', mark: '🔥✅🌍🌙' },
  ])('$name is $mark', ({ name, mark }) => {
    expect(environmentMark(rawText(name))).toBe(mark);
  });
});
