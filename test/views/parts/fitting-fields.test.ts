import { expect, it } from 'vitest';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import { toned } from '../../../src/terminal/words.ts';
import { fittingFields } from '../../../src/views/parts/fitting-fields.ts';

it.each([
  { width: 31, says: '395 like it   in 12   version 7' },
  { width: 30, says: '395 like it   in 12' },
  { width: 19, says: '395 like it   in 12' },
  { width: 12, says: '395 like it' },
  { width: 4, says: '395 like it' },
])('in $width cells fields are shown in full or not at all', ({ width, says }) => {
  const fields = [safe`395 like it`, safe`in 12`, safe`version 7`].map((text) => [toned('fact', text)]);
  expect(plainLine(fittingFields(fields, toned('fact', safe`   `), width))).toBe(says);
});
