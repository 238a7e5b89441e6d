import { expect, it } from 'vitest';
import { likelyGlyphs } from '../../../src/terminal/theme/likely-glyphs.ts';

it.each([
  { env: { LANG: 'en_US.UTF-8' }, glyphs: 'block' },
  { env: { LANG: 'de_DE.utf8@euro' }, glyphs: 'block' },
  { env: { LANG: 'en_US' }, glyphs: 'block' },
  { env: { LANG: 'C' }, glyphs: 'ascii' },
  { env: { LANG: 'POSIX' }, glyphs: 'ascii' },
  { env: { LANG: 'de_DE.ISO-8859-1' }, glyphs: 'ascii' },
  { env: { LANG: 'en_US.UTF-8', LC_CTYPE: 'C' }, glyphs: 'ascii' },
  { env: { LANG: 'C', LC_ALL: '', LC_CTYPE: 'en_US.UTF-8' }, glyphs: 'block' },
  { env: { LANG: 'en_US.UTF-8', LC_CTYPE: 'en_US.UTF-8', LC_ALL: 'C' }, glyphs: 'ascii' },
])('a terminal of $env is assumed to show $glyphs', ({ env, glyphs }) => {
  expect(likelyGlyphs(env)).toBe(glyphs);
});
