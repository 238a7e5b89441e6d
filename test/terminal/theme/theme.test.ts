import { describe, expect, it } from 'vitest';
import { createTheme } from '../../../src/terminal/theme/theme.ts';

describe('a theme', () => {
  it.each([
    ['dark', 'truecolor', '38;2;247;118;142'],
    ['dark', '16', '91'],
    ['dark', 'none', '39'],
    ['none', 'truecolor', '39'],
  ] as const)('%s in %s colours draws trouble in SGR %s', (name, depth, foreground) => {
    expect(createTheme(name, depth).full.crit.foreground).toBe(foreground);
  });

  it.each(['dark', 'light', 'high-contrast'] as const)('%s distinguishes states at every depth', (name) => {
    for (const depth of ['truecolor', '256', '16'] as const) {
      const { crit, warn, focus, ours, good, fact } = createTheme(name, depth).full;
      const colors = [crit, warn, focus, ours, good, fact].map(({ foreground }) => foreground);
      expect(new Set(colors).size, depth).toBe(colors.length);
    }
  });

  it.each([
    ['dark', 'truecolor', '48;2;36;40;59'],
    ['dark', '256', '48;5;236'],
  ] as const)('%s in %s colours selects with a background', (name, depth, band) => {
    expect(createTheme(name, depth)).toMatchObject({ band, bandReverses: false });
  });

  it.each([
    ['dark', '16'],
    ['dark', 'none'],
    ['high-contrast', 'truecolor'],
    ['none', 'truecolor'],
  ] as const)('%s in %s colours selects with reverse video', (name, depth) => {
    expect(createTheme(name, depth)).toMatchObject({ band: '7', bandReverses: true });
  });

  it('fades into the background, or by SGR 2 if there is no weaker colour', () => {
    expect(createTheme('dark', 'truecolor').faded.focus).toEqual({
      foreground: '38;2;87;114;171',
      faint: false,
    });
    expect(createTheme('dark', '256').faded.focus).toEqual({ foreground: '38;5;111', faint: true });
    expect(createTheme('none', '256').faded.focus).toEqual({ foreground: '39', faint: false });
  });
});
