import { expect, it } from 'vitest';
import { span } from '../../../../src/terminal/line-layout.ts';
import { safeText } from '../../../../src/terminal/safe-text.ts';
import { glyphSet } from '../../../../src/terminal/theme/glyphs.ts';
import { drawnRow } from '../../../../src/views/parts/frame/screen-row.tsx';
import { LOOK } from '../../fleet/fleet-on-screen.ts';

it.each([
  ['ascii', '^[2J rings ^ '],
  ['block', '␛[2J rings ␇ '],
] as const)('a row in %s shows control characters in its own signs', (name, shown) => {
  const line = [span('fact', safeText('\x1b[2J rings \x07'))];
  expect(drawnRow({ line }, 13, { ...LOOK, glyphs: glyphSet(name) })).toBe(shown);
});
