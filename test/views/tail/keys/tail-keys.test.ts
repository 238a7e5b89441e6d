import { expect, it } from 'vitest';
import { lines, tailOnScreen } from '../tail-story.ts';

it('x asks for the log to be saved', () => {
  const tail = tailOnScreen({ items: lines(3) });
  tail.press('x');
  expect(tail.requests).toEqual(['save']);
});
