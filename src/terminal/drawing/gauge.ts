import { displayWidth } from '../display-width.ts';
import type { Line, Tone } from '../line.ts';
import { span } from '../line-layout.ts';
import type { SafeText } from '../text.ts';
import type { Glyphs } from '../theme/glyphs.ts';

/**
 * A thin bar of `width` cells, filled to `share` (0 to 1, more is full; null and NaN are unknown and leave it empty).
 * Its finest step is half a cell: small shares are never drawn as empty, nor shares just below 1 as full.
 */
export function gauge(share: number | null, width: number, glyphs: Glyphs, tone: Tone = 'focus'): Line {
  const { open, full, half, empty, close } = glyphs.gauge;
  const cells = width - displayWidth(open) - displayWidth(close);
  if (cells < 1) return [];
  const halves = filledHalves(share, cells);
  const filled = full.repeat(Math.floor(halves / 2)) + (halves % 2 === 1 ? half : '');
  const rest = empty.repeat(cells - Math.ceil(halves / 2));
  return [
    span('faint', open),
    span(tone, filled as SafeText),
    span('faint', (rest + close) as SafeText),
  ].filter(({ text }) => text !== '');
}

function filledHalves(share: number | null, cells: number): number {
  if (share === null || !(share > 0)) return 0;
  if (share >= 1) return cells * 2;
  return Math.min(Math.max(Math.round(share * cells * 2), 1), cells * 2 - 1);
}
