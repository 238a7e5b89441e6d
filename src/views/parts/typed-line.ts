import { cutStart } from '../../terminal/display-width.ts';
import type { Line, Span } from '../../terminal/line.ts';
import { lineWidth } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';

/** The prompt, the text typed so far, and the cursor. */
export interface Typed {
  readonly label: Span;
  readonly text: SafeText;
  readonly cursor: Span;
}

/** The end of the text stays visible: with too little room, its beginning is cut. */
export function typedLine({ label, text, cursor }: Typed, width: number, ellipsis: SafeText): Line {
  const room = width - lineWidth([label, cursor]);
  return [label, toned('fact', cutStart(text, room, ellipsis)), cursor];
}

/** A key, and what it does, where there is room for it. */
export type KeyHint = readonly [key: SafeText, says?: SafeText];

/** The line, followed by as many whole hints as fit. */
export function withHints(line: Line, hints: readonly KeyHint[], width: number): Line {
  const drawn = hints.map(hintLine);
  const fitting = drawn.filter(
    (_, place) => lineWidth([...line, ...drawn.slice(0, place + 1).flat()]) <= width,
  );
  return [...line, ...fitting.flat()];
}

/** The width of hints after a line that leaves them room. */
export function hintsWidth(hints: readonly KeyHint[]): number {
  return lineWidth(hints.flatMap(hintLine));
}

function hintLine([key, says]: KeyHint): Line {
  const does = says === undefined ? [] : [toned('dim', safe` ${says}`)];
  return [toned('fact', safe`   `), toned('focus', key), ...does];
}
