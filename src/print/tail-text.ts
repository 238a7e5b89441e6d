import type { TailEvent } from '../logs/tail-item.ts';
import { padEnd } from '../terminal/display-width.ts';
import { plainLine } from '../terminal/draw-line.ts';
import { glyphSet } from '../terminal/glyphs.ts';
import { lineText } from '../terminal/line-layout.ts';
import { safe, safeText } from '../terminal/safe-text.ts';
import type { RawText, SafeText } from '../terminal/text.ts';
import { toned } from '../terminal/words.ts';
import { tailCells } from './tail-cells.ts';

/** `time function env request LEVEL message`: one event, one line, harmless to a terminal. */
export function tailText(item: TailEvent, functionName: RawText): SafeText {
  const { environment, request, level, message, late } = tailCells(item, glyphSet('ascii'), 'whole');
  const time = safeText(new Date(item.event.timestampMs).toISOString());
  const head = safe`${time} ${safeText(functionName)} ${environment.text} ${padEnd(request.text, 8)} ${padEnd(level.text, 5)} `;
  return plainLine([toned('fact', head), toned('fact', lineText([...message, ...late]))]);
}

/** The message alone, byte for byte, without the line break that Lambda puts at its end. */
export function tailRaw({ event }: TailEvent): string {
  return event.message.replace(/\r?\n$/, '');
}
