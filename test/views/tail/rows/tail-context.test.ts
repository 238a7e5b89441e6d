import { describe, expect, it } from 'vitest';
import { glyphSet } from '../../../../src/terminal/theme/glyphs.ts';
import { LOOK } from '../../fleet/fleet-on-screen.ts';
import { line, tailOnScreen } from '../tail-story.ts';

const FOUND = line(1, '[ERROR] refused');
const BESIDE = { ...line(2, 'order placed'), isContext: true as const };

describe('a context line beside matching lines', () => {
  it.each(['ascii', 'block', 'braille'] as const)('differs from them without colour (%s)', (glyphs) => {
    const tail = tailOnScreen({
      items: [FOUND, BESIDE],
      scene: { look: { ...LOOK, glyphs: glyphSet(glyphs) } },
    });
    const barOf = (words: string) => {
      const row = tail.words().find((each) => each.includes(words)) ?? '';
      return row.slice(row.indexOf('a41f') - 1, row.indexOf('a41f'));
    };
    expect(barOf('refused')).toBe(glyphSet(glyphs).bar);
    expect(barOf('order placed')).toBe(glyphSet(glyphs).contextBar);
    expect(glyphSet(glyphs).contextBar).not.toBe(glyphSet(glyphs).bar);
  });

  it('is dimmer than they are', () => {
    const tail = tailOnScreen({ items: [FOUND, BESIDE] });
    const toneOf = (words: string) =>
      tail
        .rows()
        .flatMap(({ line: spans }) => spans)
        .find(({ text }) => text.includes(words))?.tone;
    expect(toneOf('refused')).toBe('fact');
    expect(toneOf('order placed')).toBe('dim');
  });
});
