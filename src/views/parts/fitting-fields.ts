import type { Line, Span } from '../../terminal/line.ts';
import { firstThatFits } from '../../terminal/line-layout.ts';

/** As many leading fields as fit with `gap` between them: half a field says nothing. */
export function fittingFields(fields: readonly Line[], gap: Span, width: number): Line {
  const ways = fields.map((_, left) => joined(fields.slice(0, fields.length - left), gap));
  return firstThatFits(ways, width);
}

function joined(fields: readonly Line[], gap: Span): Line {
  return fields.flatMap((field, place) => (place === 0 ? field : [gap, ...field]));
}
