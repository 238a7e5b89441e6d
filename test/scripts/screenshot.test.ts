import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import xterm from '@xterm/headless';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shoot } from '../../scripts/screenshots/shoot.ts';
import { renderSvg } from '../../scripts/screenshots/svg.ts';
import { cellAt } from '../screen/screen-cell.ts';
import { giveTodaysWidths } from '../screen/unicode-widths.ts';

const COLUMNS = 12;

/** The picture of one row. */
async function pictureOf(ansi: string): Promise<string> {
  const terminal = new xterm.Terminal({ cols: COLUMNS, rows: 1, allowProposedApi: true });
  giveTodaysWidths(terminal);
  await new Promise<void>((resolve) => terminal.write(ansi, resolve));
  const row = Array.from({ length: COLUMNS }, (_, x) => cellAt(terminal, x, 0));
  terminal.dispose();
  return renderSvg([row], { title: 'a <b> & c' });
}

describe('a picture of a screen', () => {
  it('places each letter in its column', async () => {
    expect(await pictureOf('ab  c')).toContain('x="0 8.5 34" fill="#c0caf5">abc</text>');
  });

  it('gives a wide character two columns', async () => {
    expect(await pictureOf('日x')).toContain('x="0 17" fill="#c0caf5">日x</text>');
  });

  it.each([
    ['a truecolor foreground', '\x1b[38;2;247;118;142mx', 'fill="#f7768e">x</text>'],
    ['one of sixteen colours', '\x1b[94mx', 'fill="#8db0ff">x</text>'],
    ['one of the cube', '\x1b[38;5;208mx', 'fill="#ff8700">x</text>'],
    ['a grey', '\x1b[38;5;236mx', 'fill="#303030">x</text>'],
    ['bold', '\x1b[1mx', 'font-weight="700">x</text>'],
    ['faint, half way to the background', '\x1b[2mx', 'fill="#6b718a">x</text>'],
    ['the letters of reversed text', '\x1b[7mx', 'fill="#16181f">x</text>'],
    ['the background of reversed text', '\x1b[7mx', 'width="8.5" height="18" fill="#c0caf5"/>'],
    [
      'a band over the row',
      `\x1b[48;2;36;40;59m${' '.repeat(COLUMNS)}`,
      'width="102" height="18" fill="#24283b"/>',
    ],
    ['markup as text', '<&>', '>&lt;&amp;&gt;</text>'],
  ])('shows %s', async (_, ansi, svg) => {
    expect(await pictureOf(ansi)).toContain(svg);
  });

  it.each([
    ['a light line', '─', 'M0 8.5h4.25v1h-4.25z'],
    ['a heavy line', '━', 'M0 7.75h4.25v2.5h-4.25z'],
    ['a rounded corner', '╭', 'd="M8.5 9Q4.25 9 4.25 13.25V18"'],
    ['a full block', '█', 'd="M0 0h8.5v18h-8.5z"'],
    ['an eighth of a block', '▁', 'd="M0 15.75h8.5v2.25h-8.5z"'],
    ['a braille dot', '⠁', 'fill-opacity="1" d="M0.58 2.25a1.545 1.545'],
  ])('draws %s as a shape, not as a letter', async (_, character, path) => {
    const svg = await pictureOf(character);
    expect(svg).toContain(path);
    expect(svg).not.toContain(`${character}</text>`);
  });

  it('has its title in the title bar', async () => {
    expect(await pictureOf('')).toContain('>a &lt;b&gt; &amp; c</text>');
  });
});

describe('a screenshot', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lmon-shot-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('runs a program, presses keys and writes an SVG and a PNG of twice its size', async () => {
    const shot = {
      name: 'echo',
      program: fileURLToPath(new URL('../fixtures/echo-screen.mjs', import.meta.url)),
      args: ['hello'],
      ready: 'hello',
      steps: [{ press: 'x', shows: 'key "x"' }],
    };
    const [svgPath, pngPath] = await shoot(shot, { columns: 40, rows: 5 }, folder);
    expect(svgPath).toBe(join(folder, 'echo-40x5.svg'));
    expect(await readFile(svgPath ?? '', 'utf8')).toContain('>key"x"</text>');
    const png = await readFile(pngPath ?? '');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) }).toEqual({
      width: 728,
      height: 268,
    });
  });
});
