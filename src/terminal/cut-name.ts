import { cutMiddle, displayWidth, endOf, startOf } from './display-width.ts';
import type { SafeText } from './text.ts';

/** Suffixes that CloudFormation and the CDK append to names. */
const STACK_HASH = /(?:(?=[A-F]*\d)[\dA-F]{8})?-(?=[A-Za-z\d]*[A-Z])(?=[A-Za-z\d]*\d)[A-Za-z\d]{12,13}$/;

/**
 * At most `width` cells of a function's name or of a related one. Related names share their beginning, so most of the
 * end is kept: `acme-pr…-legacy-export`. A hash appended by a stack is dropped, as it says nothing.
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
