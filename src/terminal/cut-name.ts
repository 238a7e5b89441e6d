import { cutMiddle, displayWidth, endOf, startOf } from './display-width.ts';
import type { SafeText } from './text.ts';

/** Suffixes that CloudFormation and the CDK append to names. */
const STACK_HASH = /(?:(?=[A-F]*\d)[\dA-F]{8})?-(?=[A-Za-z\d]*[A-Z])(?=[A-Za-z\d]*\d)[A-Za-z\d]{12,13}$/;

/**
 * At most `width` cells of the name of a function or of what belongs to it. Its start is what it shares with others, so
 * most of what is kept is its end: `acme-pr…-legacy-export`. A hash that a stack has put there tells nobody anything.
 */
export function cutName(name: SafeText, width: number, ellipsis: SafeText): SafeText {
  if (displayWidth(name) <= width) return name;
  const told = name.replace(STACK_HASH, '') as SafeText;
  const end = told === name ? ('' as SafeText) : ellipsis;
  const room = width - displayWidth(end);
  if (displayWidth(told) <= room) return (told + end) as SafeText;
  const kept = room - displayWidth(ellipsis);
  if (kept < FEWEST_KEPT) return cutMiddle(name, width, ellipsis);
  const head = startOf(told, Math.floor(kept / 3));
  return (head + ellipsis + endOf(told, kept - displayWidth(head)) + end) as SafeText;
}

const FEWEST_KEPT = 6;
