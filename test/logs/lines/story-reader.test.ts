import { expect, it } from 'vitest';
import { createStoryReader } from '../../../src/logs/lines/story-reader.ts';
import type { TailEvent } from '../../../src/logs/tail-item.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { logged } from './log-lines.ts';

/** Every field of a line except what only printing needs: new fields must be added here. */
const WHOLE: Required<Omit<TailEvent, 'isAhead' | 'passage' | 'end'>> = {
  ...logged('charged@20'),
  lateMs: 5,
  origin: { group: rawText('/aws/lambda/checkout'), functionName: rawText('checkout') },
  part: 'recalled',
  isContext: true,
};

it('a parsed line loses nothing that was known about it', () => {
  expect(createStoryReader().read([WHOLE])).toMatchObject([WHOLE]);
});
