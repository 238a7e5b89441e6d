import { describe, expect, it } from 'vitest';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { safe, safeText } from '../../../../src/terminal/safe-text.ts';
import { toned } from '../../../../src/terminal/words.ts';
import { type Section, sectionLines } from '../../../../src/views/parts/sections/sections.ts';
import { LOOK } from '../../fleet/fleet-on-screen.ts';

const section = (title: string, count: number, fewest: number, rank: number): Section => ({
  title: safeText(title),
  lines: Array.from({ length: count }, (_, index) => [toned('fact', safe`${safeText(title)}${index}`)]),
  fewest,
  rank,
});

function shown(sections: readonly Section[], height: number): string {
  return sectionLines(sections, 20, height, LOOK.glyphs)
    .map((line) => lineText(line).replace(/( \+\d+ lines?)? ─+$/, ''))
    .join(' ');
}

const NUMBERS = section('n', 3, 2, 0);
const CONFIG = section('c', 2, 1, 1);
const LOG = section('l', 3, 2, 2);

describe('sections below each other', () => {
  it.each([
    { what: 'how many lines it cut', of: {}, title: 'n +2 lines ─────────' },
    {
      what: 'nothing of a cut through the newest of many',
      of: { isExcerpt: true },
      title: 'n ──────────────────',
    },
    {
      what: 'that in short, if there is no room for its note otherwise',
      of: { note: safe`the note` },
      title: 'n +2 ────── the note',
    },
    {
      what: 'that without its note, if there is no room for both',
      of: { note: safe`the whole note` },
      title: 'n +2 lines ─────────',
    },
    { what: 'both where there is room', of: { note: safe`so` }, title: 'n +2 lines ────── so' },
  ])('say in a heading $what', ({ of, title }) => {
    const [heading = []] = sectionLines([{ ...NUMBERS, ...of, fewest: 1 }], 20, 2, LOOK.glyphs);
    expect(lineText(heading)).toBe(title);
  });

  it.each([
    { height: 13, shows: 'n n0 n1 n2  c c0 c1  l l0 l1 l2' },
    { height: 12, shows: 'n n0 n1 n2  c c0 c1  l l0 l1' },
    { height: 11, shows: 'n n0 n1 n2  c c0 c1' },
    { height: 8, shows: 'n n0 n1 n2  c c0 c1' },
    { height: 7, shows: 'n n0 n1 n2  c c0' },
    { height: 6, shows: 'n n0 n1 n2' },
    { height: 3, shows: 'n n0 n1' },
    { height: 2, shows: '' },
  ])('show the most important lines in $height rows', ({ height, shows }) => {
    expect(shown([NUMBERS, CONFIG, LOG], height)).toBe(shows);
  });

  it.each([
    { height: 16, shows: 'n n0 n1 n2  c x0 x1 x2 x3 x4  l l0 l1 l2' },
    { height: 15, shows: 'n n0 n1 n2  c y0 y1 y2  l l0 l1 l2' },
    { height: 13, shows: 'n n0 n1 n2  c c0 c1  l l0 l1 l2' },
    { height: 12, shows: 'n n0 n1 n2  c c0 c1  l l0 l1' },
    { height: 7, shows: 'n n0 n1 n2  c c0' },
  ])('say more where rows are left over: $height', ({ height, shows }) => {
    const longer = [section('x', 5, 1, 1).lines, section('y', 3, 1, 1).lines];
    expect(shown([NUMBERS, { ...CONFIG, longer }, LOG], height)).toBe(shows);
  });

  it.each([
    { height: 7, shows: 't t0 t1 t2 t3 t4' },
    { height: 5, shows: 't t0 t1' },
    { height: 3, shows: 't t0 t1' },
    { height: 2, shows: '' },
  ])('cut no sentence in two in $height rows', ({ height, shows }) => {
    expect(shown([{ ...section('t', 5, 2, 0), ends: [2, 5] }], height)).toBe(shows);
  });

  it.each([
    { keeps: 0, shows: 'n n0 n1' },
    { keeps: 2, shows: 'n n0 n2' },
  ])('keep the most important line, whichever it is: $keeps', ({ keeps, shows }) => {
    expect(shown([{ ...NUMBERS, keeps }], 3)).toBe(shows);
  });

  it.each([
    { height: 11, shows: 'n n0 n1 n2  c c0 c1' },
    { height: 12, shows: 'n n0 n1 n2  v v0 v1 v2 v3 v4 v5' },
  ])('give the $height rows that a whole one leaves to one that gave way before', ({ height, shows }) => {
    const versions = section('v', 6, 6, 1);
    expect(shown([NUMBERS, { ...CONFIG, rank: 2 }, versions], height)).toBe(shows);
  });

  it('leave out an empty section', () => {
    expect(shown([NUMBERS, section('empty', 0, 0, 0)], 20)).toBe('n n0 n1 n2');
  });
});
