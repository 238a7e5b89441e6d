import type { ApiFailure } from '../../monitor/calls/api-ledger.ts';
import { withoutAction } from '../../monitor/calls/permission.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, cutLine, firstThatFits } from '../../terminal/line-layout.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';
import { troubleWord } from '../parts/header/credential-words.ts';
import type { Look } from '../parts/look/look.ts';
import { momentCell, sinceWordsOf, type Times } from '../parts/look/time-notation.ts';
import { remedyOf } from './own-error-words.ts';

const TIME_WIDTH = 8;
const LABEL_WIDTH = 9;
/** AWS says who is denied what, on which resource and why; a longer text is no sentence. */
const MOST_ROWS = 6;

/**
 * Which calls failed, how and how often; what to do, where it is not too late; what that hides; what AWS says of it,
 * which may be long.
 */
export function ownErrorLines(
  { error, region, count, firstMs, lastMs }: ApiFailure,
  width: number,
  { times, isReplay }: { readonly times: Times; readonly isReplay: boolean },
  { glyphs }: Look,
): readonly Line[] {
  const action = safeText(error.action);
  const often = count === 1 ? safe`once` : safe`${groupedText(count)} times`;
  const where = region === null ? safe`` : safe` in ${safeText(region)}`;
  const since = count === 1 ? safe`` : safe` ${sinceWordsOf(times).since(firstMs)}`;
  const under = (label: SafeText, says: SafeText): readonly Line[] =>
    wrappedLine([toned('fact', says)], Math.max(1, width - TIME_WIDTH - LABEL_WIDTH))
      .slice(0, MOST_ROWS)
      .map((row, index) => [
        ...cell([], TIME_WIDTH),
        ...cell(index === 0 ? [toned('dim', label)] : [], LABEL_WIDTH),
        ...row,
      ]);
  const howOften: Line = [
    ...cell([toned('dim', momentCell(lastMs, times))], TIME_WIDTH),
    strong(action, 'warn'),
    toned('fact', safe`${where}  ${troubleWord(error)} `),
    strong(often),
  ];
  const failed = [...howOften, strong(since)];
  const message = safeText(error.message);
  const lines: readonly Line[] = [
    firstThatFits([[...failed, toned('dim', safe`, ${safeText(error.name)}`)], failed, howOften], width),
    ...(isReplay ? [] : under(safe`do`, remedyOf(error, action))),
    ...under(safe`means`, withoutAction(error.action)),
    ...(message === '' || error.message === error.name ? [] : under(safe`says`, message)),
  ];
  return lines.map((line) => cutLine(line, width, glyphs.ellipsis));
}
