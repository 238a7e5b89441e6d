import type { Environment } from '../environment.ts';
import type { GlyphSetName } from './glyphs.ts';

/**
 * The glyphs that a terminal can show, as far as its environment tells. A locale without an encoding, or no locale at
 * all, tells nothing: modern terminals use UTF-8, and containers seldom have a locale. Lines are the default: they read
 * more calmly than Braille dots, which have finer steps but are missing from some fonts.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html
 */
export function likelyGlyphs(env: Environment): GlyphSetName {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return isUnicode(locale) ? 'block' : 'ascii';
}

function isUnicode(locale: string): boolean {
  if (locale === 'C' || locale === 'POSIX') return false;
  const encoding = /\.([^@]*)/.exec(locale)?.[1];
  return encoding === undefined || /^utf-?8$/i.test(encoding);
}
