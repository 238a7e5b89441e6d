import type { SafeText } from '../text.ts';

export type GlyphSetName = 'ascii' | 'block' | 'braille';

/** The glyphs that lmon draws with. Each is one cell wide unless its comment says otherwise. */
export interface Glyphs {
  readonly name: GlyphSetName;
  /** Marks of a state, two cells in ASCII at most; `markWidth` says how many to keep free for each. */
  readonly crit: SafeText;
  readonly warn: SafeText;
  readonly ok: SafeText;
  readonly markWidth: number;
  /** A deployment, and the onset of a change, on a time axis. */
  readonly deploy: SafeText;
  readonly onset: SafeText;
  /** A span of a time axis that was not read. */
  readonly unread: SafeText;
  /** Before the selected row. */
  readonly selected: SafeText;
  /** Before a row pinned to the top. */
  readonly pin: SafeText;
  readonly hairline: SafeText;
  readonly axis: SafeText;
  /** The bar before an execution environment. */
  readonly bar: SafeText;
  /** The same before a context line. */
  readonly contextBar: SafeText;
  /** One cell; two in ASCII. */
  readonly arrow: SafeText;
  /** Before a value above the chart's range. */
  readonly above: SafeText;
  /** One cell; three in ASCII. */
  readonly ellipsis: SafeText;
  /** Between the names of a path. One cell; two in ASCII. */
  readonly separator: SafeText;
  /** Before the limit that binds. */
  readonly binds: SafeText;
  readonly middleDot: SafeText;
  readonly times: SafeText;
  readonly atLeast: SafeText;
  readonly gauge: GaugeGlyphs;
  /** A measured zero in a sparkline; a space means no data. */
  readonly sparkZero: SafeText;
  /** Rising from more than zero to all. */
  readonly sparkLevels: readonly SafeText[];
}

export interface GaugeGlyphs {
  readonly open: SafeText;
  readonly full: SafeText;
  readonly half: SafeText;
  readonly empty: SafeText;
  readonly close: SafeText;
}

const glyph = (text: string) => text as SafeText;
const levels = (text: string) => Array.from(text, glyph);

const ASCII: Glyphs = {
  name: 'ascii',
  crit: glyph('!!'),
  warn: glyph('/\\'),
  ok: glyph('.'),
  markWidth: 2,
  deploy: glyph('@'),
  onset: glyph('v'),
  unread: glyph('/'),
  selected: glyph('>'),
  pin: glyph('*'),
  hairline: glyph('-'),
  axis: glyph('|'),
  bar: glyph('|'),
  contextBar: glyph(':'),
  arrow: glyph('->'),
  above: glyph('^'),
  ellipsis: glyph('...'),
  separator: glyph('>>'),
  binds: glyph('>'),
  middleDot: glyph('-'),
  times: glyph('x'),
  atLeast: glyph('>='),
  gauge: { open: glyph('['), full: glyph('#'), half: glyph('+'), empty: glyph('.'), close: glyph(']') },
  sparkZero: glyph('_'),
  sparkLevels: levels('.:-=+*#'),
};

const BLOCK: Glyphs = {
  name: 'block',
  crit: glyph('●'),
  warn: glyph('▲'),
  ok: glyph('·'),
  markWidth: 1,
  deploy: glyph('◇'),
  onset: glyph('◆'),
  unread: glyph('╱'),
  selected: glyph('❯'),
  pin: glyph('┃'),
  hairline: glyph('─'),
  axis: glyph('│'),
  bar: glyph('▎'),
  contextBar: glyph('┊'),
  arrow: glyph('→'),
  above: glyph('↑'),
  ellipsis: glyph('…'),
  separator: glyph('›'),
  binds: glyph('▸'),
  middleDot: glyph('·'),
  times: glyph('×'),
  atLeast: glyph('≥'),
  gauge: { open: glyph(''), full: glyph('━'), half: glyph('╾'), empty: glyph('─'), close: glyph('') },
  sparkZero: glyph('_'),
  // A full cell would touch the bars of the row above.
  sparkLevels: levels('▁▂▃▄▅▆▇'),
};

/** Curves in Braille dots, which the font must have; otherwise as in blocks. */
const BRAILLE: Glyphs = { ...BLOCK, name: 'braille' };

const GLYPH_SETS: Readonly<Record<GlyphSetName, Glyphs>> = { ascii: ASCII, block: BLOCK, braille: BRAILLE };

export function glyphSet(name: GlyphSetName): Glyphs {
  return GLYPH_SETS[name];
}
