import type { FleetColumn } from '../../print/fleet/table/fleet-column.ts';
import { ERRORS, P95, REQUESTS, THROTTLES } from '../../print/fleet/table/fleet-columns.ts';
import { SORT_CHOICES } from '../../print/fleet/table/fleet-table.ts';
import { USE } from '../../print/fleet/table/limit-columns.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { didYouMean } from '../../terminal/spelling/did-you-mean.ts';
import {
  NO_FLEET,
  nearestOf,
  noSuch,
  type PromptCommand,
  read,
  refused,
  startingWith,
} from './prompt-command.ts';

const WORST_FIRST = 'worst';
const SORTS: readonly string[] = [WORST_FIRST, ...SORT_CHOICES.map(({ title }) => title)];
/** Names of AWS metrics. */
const COLUMNS_MEANT: ReadonlyMap<string, FleetColumn> = new Map([
  ['latency', P95],
  ['duration', P95],
  ['invocations', REQUESTS],
  ['errors', ERRORS],
  ['throttles', THROTTLES],
  ['concurrency', USE],
]);

export const SORT_COMMAND: PromptCommand = {
  name: 'sort',
  takes: safe`COLUMN`,
  takesWords: SORTS,
  says: safe`sort the fleet; the default is ${safeText(WORST_FIRST)}`,
  withoutFleet: NO_FLEET,
  choices: (typed) => startingWith(typed, SORTS),
  read: (argument) => {
    if (argument === WORST_FIRST) return read({ kind: 'sort', column: null });
    const column = columnNamed(argument);
    return column === undefined
      ? refused(nearestColumn(argument) ?? noSuch('column', argument, SORTS))
      : read({ kind: 'sort', column });
  },
};

function nearestColumn(typed: string): string | null {
  const meant = COLUMNS_MEANT.get(typed.toLowerCase());
  return meant === undefined
    ? nearestOf('column', typed, SORTS)
    : `no column ${typed}${didYouMean([meant.title])}`;
}

/** The column whose title begins with the text, ignoring signs: `err` is ERR%. */
function columnNamed(argument: string): FleetColumn | undefined {
  const wanted = lettersOf(argument);
  return (
    SORT_CHOICES.find(({ title }) => lettersOf(title) === wanted) ??
    SORT_CHOICES.find(({ title }) => wanted !== '' && lettersOf(title).startsWith(wanted))
  );
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z\d]/g, '');
}
