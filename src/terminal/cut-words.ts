import { displayWidth, endOf, startOf } from './display-width.ts';
import type { SafeText } from './text.ts';

/**
 * At most `width` cells of a sentence: its start in whole words, and `ellipsis`. A word is cut only where half of the
 * room would be lost with it.
 */
export function cutEndWords(text: SafeText, width: number, ellipsis: SafeText): SafeText {
  if (displayWidth(text) <= width) return text;
  const room = width - displayWidth(ellipsis);
  return room < 1 ? startOf(text, width) : ((startInWords(text, room) + ellipsis) as SafeText);
}

/** The same of its end. */
export function cutStartWords(text: SafeText, width: number, ellipsis: SafeText): SafeText {
  if (displayWidth(text) <= width) return text;
  return (ellipsis + endInWords(text, Math.max(0, width - displayWidth(ellipsis)))) as SafeText;
}

function startInWords(text: SafeText, width: number): SafeText {
  const start = startOf(text, width);
  return atLeastHalf(start.slice(0, start.lastIndexOf(' ') + 1) as SafeText, start);
}

function endInWords(text: SafeText, width: number): SafeText {
  const end = endOf(text, width);
  const space = end.indexOf(' ');
  return atLeastHalf((space === -1 ? '' : end.slice(space)) as SafeText, end);
}

function atLeastHalf(words: SafeText, whole: SafeText): SafeText {
  return displayWidth(words) >= displayWidth(whole) / 2 ? words : whole;
}
