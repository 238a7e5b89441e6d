import { describe, expect, it } from 'vitest';
import { drawLine, plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import type { Line } from '../../../src/terminal/line.ts';
import { span } from '../../../src/terminal/line-layout.ts';
import { safe, safeText } from '../../../src/terminal/safe-text.ts';
import { createTheme } from '../../../src/terminal/theme/theme.ts';

const dark = createTheme('dark', '16');
const wide = createTheme('dark', '256');
const colorless = createTheme('dark', 'none');

const line: Line = [span('crit', safe`CRIT`, true), span('fact', safe` `), span('dim', safe`since 02:58Z`)];

describe('a drawn line', () => {
  it('changes the style only where necessary, and resets it', () => {
    expect(drawLine(line, 20, dark)).toBe('\x1b[1;91mCRIT \x1b[22;90msince 02:58Z\x1b[0m   ');
  });

  it('is cut with an ellipsis in the style of what is cut', () => {
    expect(drawLine(line, 10, dark)).toBe('\x1b[1;91mCRIT \x1b[22;90msinc…\x1b[0m');
    expect(drawLine(line, 10, dark, { ellipsis: safe`...` })).toBe('\x1b[1;91mCRIT \x1b[22;90msi...\x1b[0m');
  });

  it('fills the row if a wide character does not fit at its end', () => {
    expect(drawLine([span('fact', safeText('日本語'))], 4, dark)).toBe('日… ');
  });

  it('has a background over the whole row', () => {
    expect(drawLine([span('crit', safe`CRIT`)], 6, wide, { band: true })).toBe(
      '\x1b[48;5;236m\x1b[38;5;204mCRIT  \x1b[0m',
    );
  });

  it('drops tones in a row of reverse video, where they would be patches', () => {
    expect(drawLine(line, 18, dark, { band: true })).toBe('\x1b[7m\x1b[1mCRIT \x1b[22msince 02:58Z \x1b[0m');
  });

  it('ends a band of reverse video where a picture begins, which keeps its colours', () => {
    const bars: Line = [
      span('crit', safe`CRIT `, true),
      { tone: 'focus', text: safe`▁ `, isPicture: true },
      { tone: 'crit', text: safe`█`, isPicture: true },
    ];
    expect(drawLine(bars, 10, dark, { band: true })).toBe(
      '\x1b[7m\x1b[1mCRIT \x1b[22;94;27m▁ \x1b[91m█  \x1b[0m',
    );
    expect(drawLine(bars, 10, colorless, { band: true })).toBe('\x1b[7m\x1b[1mCRIT \x1b[22;27m▁ █  \x1b[0m');
  });

  it('leaves the gap before a picture out of a band of reverse video, or full bars would be more of it', () => {
    const bars: Line = [
      span('crit', safe`CRIT`),
      span('fact', safe`  `),
      { tone: 'crit', text: safe`██`, isPicture: true },
    ];
    expect(drawLine(bars, 9, colorless, { band: true })).toBe('\x1b[7mCRIT\x1b[27m  ██ \x1b[0m');
    expect(drawLine(bars.slice(0, 2), 9, colorless, { band: true })).toBe('\x1b[7mCRIT     \x1b[0m');
  });

  it('keeps bold without colours', () => {
    expect(drawLine(line, 17, colorless)).toBe('\x1b[1mCRIT \x1b[22msince 02:58Z');
  });

  it('ends faint by itself if the next span is not', () => {
    const history: Line = [{ tone: 'focus', text: safe`▁▂`, faded: true }, span('focus', safe`▃`)];
    expect(drawLine(history, 3, wide)).toBe('\x1b[2;38;5;111m▁▂\x1b[22m▃\x1b[0m');
  });

  it('marks in reverse video, including blanks, and the opposite within reverse video', () => {
    const found: Line = [
      span('fact', safe`a`),
      { tone: 'fact', text: safe` b`, marked: true },
      span('fact', safe`c `),
    ];
    expect(drawLine(found, 6, dark)).toBe('a\x1b[7m b\x1b[27mc  ');
    expect(drawLine(found, 6, dark, { band: true })).toBe('\x1b[7ma\x1b[27m b\x1b[7mc  \x1b[0m');
    expect(drawLine(found.slice(0, 2), 5, dark)).toBe('a\x1b[7m b\x1b[0m  ');
  });
});

describe('a plain line', () => {
  it('is its text without trailing spaces', () => {
    expect(plainLine([...line, span('dim', safe`   `)])).toBe('CRIT since 02:58Z');
  });
});
