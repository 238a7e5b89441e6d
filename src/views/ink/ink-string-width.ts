import { stripVTControlCharacters } from 'node:util';
import { displayWidth } from '../../terminal/display-width.ts';
import type { SafeText } from '../../terminal/text.ts';

/**
 * What the bundle gives Ink in place of string-width, whose emoji expressions cost the first frame some 20 ms to build
 * and each changed row some microseconds. On safe text, which is all that Ink is given, the two agree
 * (test/terminal/display-width.test.ts).
 */
export default function stringWidth(text: string): number {
  return displayWidth(stripVTControlCharacters(text) as SafeText);
}
