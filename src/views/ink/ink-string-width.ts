import { stripVTControlCharacters } from 'node:util';
import { displayWidth } from '../../terminal/display-width.ts';
import type { SafeText } from '../../terminal/text.ts';

/**
 * Replaces string-width in Ink's bundle: its emoji expressions cost the first frame some 20 ms, and each changed row
 * some microseconds. On safe text, the only kind that Ink gets here, the two agree
 * (test/terminal/display-width.test.ts).
 */
export default function stringWidth(text: string): number {
  return displayWidth(stripVTControlCharacters(text) as SafeText);
}
