import { displayWidth, endOf, startOf } from './display-width.ts';
import type { SafeText } from './text.ts';

/**
 * At most `width` cells of a sentence: its start and its end in whole words, joined by `ellipsis`. A word is cut only
 * where half of a part would be lost with it.
 */
export function cutMiddleWords(text: SafeText, width: number, ellipsis: SafeText): SafeText {
  if (displayWidth(text) <= width) return text;
  const room = width - displayWidth(ellipsis);
  if (room < 2) return startOf(text, width);
  const start = startInWords(text, Math.ceil(room / 2));
  return (start + ellipsis + endInWords(text, room - displayWidth(start))) as SafeText;
}

/** The same of its end alone. */
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
