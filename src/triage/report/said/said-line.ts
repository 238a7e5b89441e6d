import type { PatternChange } from '../../../logs/comparison/pattern-changes.ts';
import type { FailureGroup } from '../../../logs/failures/failure-group.ts';
import { cutEnd, displayWidth } from '../../../terminal/display-width.ts';
import type { Line } from '../../../terminal/line.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { RawText } from '../../../terminal/text.ts';
import { quoted, toned, verbatim, words } from '../../../terminal/words.ts';

/** As much as is kept of a failure: an error reads alike wherever a report says it. */
const LONGEST_WORDING = 300;

/** With a placeholder for the values. */
export function wordingLine({ wording }: Pick<PatternChange, 'wording'>): Line {
  const spans: Line[number][] = [];
  let room = LONGEST_WORDING;
  for (const [place, part] of wording.entries()) {
    if (room <= 0) break;
    if (place > 0) spans.push(toned('ours', safe`#`));
    const text = safeText(part);
    if (text !== '') spans.push(toned('fact', cutEnd(text, room)));
    room -= displayWidth(text);
  }
  return verbatim(spans);
}

/** A line of the log, verbatim. */
export function saidLine({ says }: { readonly says: RawText }): Line {
  return quoted(safeText(says));
}

/** A line's text, with the error that it wraps or keeps separately. */
export function rootedLine(group: FailureGroup): Line {
  const { says, root } = group;
  if (root === undefined || says.includes(root)) return saidLine(group);
  return words`${saidLine(group)} (${saidLine({ says: root })})`;
}
