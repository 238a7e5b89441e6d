import type { Expression } from '../../../logs/selection/expression.ts';
import type { LineSelection } from '../../../logs/selection/selection-rules.ts';
import type { Line } from '../../../terminal/line.ts';
import { joinSafe, safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { toned } from '../../../terminal/words.ts';
import type { Look } from '../../parts/look/look.ts';

/** The filter in effect; empty without one. */
export function filterLine(wanted: LineSelection, { glyphs }: Look): Line {
  const dot = toned('dim', safe` ${glyphs.middleDot} `);
  return filterParts(wanted).flatMap(([name, says], index): Line => {
    const part = [toned('dim', safe`${name} `), toned('fact', says)];
    return index === 0 ? part : [dot, ...part];
  });
}

function filterParts({ pattern, rules }: LineSelection): readonly (readonly [SafeText, SafeText])[] {
  const parts: (readonly [SafeText, SafeText])[] = [];
  if (pattern !== null) parts.push([safe`filter`, safeText(pattern)]);
  if (rules === null) return parts;
  const { include, exclude, level, before, after } = rules;
  if (level !== null) parts.push([safe`level`, safe`${safeText(level)} and above`]);
  if (include.length > 0) parts.push([safe`include`, eitherOf(include)]);
  if (exclude.length > 0) parts.push([safe`exclude`, eitherOf(exclude)]);
  if (before + after > 0) parts.push([safe`context`, contextWords(before, after)]);
  return parts;
}

function contextWords(before: number, after: number): SafeText {
  if (before === after) return safe`${before} around`;
  const parts = [
    ...(before > 0 ? [safe`${before} before`] : []),
    ...(after > 0 ? [safe`${after} after`] : []),
  ];
  return joinSafe(parts, safe`, `);
}

function eitherOf(expressions: readonly Expression[]): SafeText {
  return joinSafe(
    expressions.map(({ source }) => safeText(source)),
    safe` or `,
  );
}
