import { heading } from '../../terminal/drawing/heading.ts';
import type { Line } from '../../terminal/line.ts';
import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import type { KeyBinding, ScreenName } from '../keys/key-binding.ts';
import { keyOf, labelOf } from '../keys/key-label.ts';
import { bindingsOn } from '../keys/keymap.ts';
import { keysAlike, labelsOf } from '../keys/keys-alike.ts';
import { screensText } from '../keys/screen-words.ts';
import { innerWidth, withMargin } from '../parts/frame/margin.ts';
import { BLANK, type ScreenRow } from '../parts/frame/screen-row.tsx';
import type { Look } from '../parts/look/look.ts';
import { type PlayedRecording, type PromptCommand, whyNot } from '../prompt/prompt-command.ts';
import { PROMPT_COMMANDS } from '../prompt/prompt-commands.ts';
import { elsewhereGroups } from './elsewhere.ts';
import {
  FOR_ENTRIES,
  FOR_SHORT_MARKS,
  type HelpEntry,
  helpEntry,
  inColumns,
  keysEntry,
  withoutHeading,
} from './help-columns.ts';
import { BLANK_ROW, type HelpRow, headingRow, sharedByPages, wholeEntries } from './help-row.ts';

interface HelpSession {
  readonly watchesFleet: boolean;
  /** Null for an account. */
  readonly played: PlayedRecording | null;
}

const ON_A_FLEET: HelpSession = { watchesFleet: true, played: null };

/** The keys of the screen behind the help, then how to read it, then other keys. */
export function helpText(
  behind: ScreenName,
  columns: number,
  look: Look,
  { watchesFleet, played }: HelpSession = ON_A_FLEET,
): readonly HelpRow[] {
  const { glyphs, keymap } = look;
  const width = innerWidth(columns);
  const here = bindingsOn(behind, keymap);
  const known = new Set(here.map(told));
  const elsewhere = keymap.filter((binding) => !known.has(told(binding)));
  const commands = PROMPT_COMMANDS.filter(
    (each) => whyNot(each, { functionNames: watchesFleet ? [] : null, recording: played }) === null,
  );
  const titled = (title: SafeText, rows: readonly HelpRow[]): readonly HelpRow[] =>
    rows.length === 0 ? [] : [BLANK_ROW, headingRow(heading(title, null, width, glyphs), rows), ...rows];
  return [
    ...titled(
      safe`KEYS THAT WORK HERE ${glyphs.middleDot} ${screensText([behind])}`,
      inColumns([withoutHeading([...keyEntries(here), ENDS_LMON])], width, FOR_ENTRIES, FOR_SHORT_MARKS),
    ).slice(1),
    ...(played === null
      ? []
      : titled(
          safe`REPLAY`,
          inColumns([withoutHeading(replayEntries(played, watchesFleet))], width, FOR_SENTENCES),
        )),
    ...titled(safe`COMMANDS`, inColumns([withoutHeading(commands.map(commandEntry))], width)),
    ...titled(
      safe`READING THE SCREEN`,
      inColumns([withoutHeading([...READING, chartMarks(look)])], width, FOR_SENTENCES),
    ),
    ...(watchesFleet
      ? titled(safe`COLUMNS OF THE FLEET`, inColumns([withoutHeading(COLUMNS)], width, FOR_SENTENCES))
      : []),
    ...titled(
      safe`ELSEWHERE`,
      inColumns(elsewhereGroups(elsewhere, behind, keyEntries), width, FOR_ENTRIES, FOR_SHORT_MARKS),
    ),
  ];
}

/** A screen of the help with row `first` of the text at its top: exactly as many rows as the terminal has. */
export function helpRows(
  text: readonly HelpRow[],
  first: number,
  rows: number,
  look: Look,
): readonly ScreenRow[] {
  const height = helpHeight(rows);
  const body = wholeEntries(text, first, height);
  const blanks = Array<ScreenRow>(height - body.length).fill(BLANK);
  return [...body, ...blanks, BLANK, withMargin(footerOf(text.length, first, height, look))].slice(-rows);
}

/** The rows of the text on a screen. */
export function helpHeight(rows: number): number {
  return Math.max(1, rows - 2);
}

/** The rows from one page to the next. */
export function helpPage(text: readonly HelpRow[], rows: number): number {
  return Math.max(1, helpHeight(rows) - sharedByPages(text));
}

function footerOf(lines: number, first: number, height: number, { keymap }: Look): Line {
  const moves = joinSafe(
    (['down', 'up', 'pageDown', 'pageUp'] as const).map((action) => keyOf(action, keymap)),
    safe` `,
  );
  if (lines <= height) return [toned('focus', safe`any key`), toned('dim', safe` closes`)];
  return [
    toned('focus', moves),
    toned('dim', safe` ${first + 1} to ${Math.min(lines, first + height)} of ${lines}   `),
    toned('focus', safe`any other key`),
    toned('dim', safe` closes`),
  ];
}

/** Width of a column of signs with longer sentences. */
const FOR_SENTENCES = 82;

/** Equal for bindings that differ only in what else is said of them. */
function told({ keys, says }: KeyBinding): string {
  return joinSafe([...keys.map(labelOf), says], safe` `);
}

function keyEntries(bindings: readonly KeyBinding[]): readonly HelpEntry[] {
  return keysAlike(bindings, ({ says }) => says).map((alike) =>
    keysEntry(labelsOf(alike.bindings), alike.says),
  );
}

/** In no keymap: it also works where a screen does not answer. */
const ENDS_LMON = keysEntry([[safe`ctrl-c`]], safe`end lmon at once`);

/** What is played can be looked at again; where and how fast the replay begins is said when it starts. */
function replayEntries({ replaying }: PlayedRecording, watchesFleet: boolean): readonly HelpEntry[] {
  const entry = (keys: SafeText, says: SafeText) => helpEntry(toned('focus', keys), says);
  const seek = entry(safe`:at -5m`, safe`5 min earlier; :at 02:55, :at +5m, :at now`);
  return [
    ...(watchesFleet ? [seek] : []),
    entry(safe`--now 02:55`, safe`starts there: ${replaying} --now 02:55`),
    entry(safe`--speed 10`, safe`plays ten times as fast: ${replaying} --speed 10`),
  ];
}

function commandEntry({ name, takes, says }: PromptCommand): HelpEntry {
  const call = takes === null ? safe`:${safeText(name)}` : safe`:${safeText(name)} ${takes}`;
  return helpEntry(toned('focus', call), says);
}

const READING: readonly HelpEntry[] = [
  sign(safe`-`, safe`no data point: Lambda sends nothing when nothing ran`),
  sign(safe`0`, safe`measured zero`),
  sign(safe`?`, safe`not known, or a minute that may still change`),
  sign(safe`! in FAILURES`, safe`may still change, and some have failed already`),
  sign(safe`denied`, safe`this identity may not look`),
  sign(safe`? in front`, safe`not judged in full: no permission, or no answer`),
  sign(safe`~`, safe`an estimate; in USE: Sum(Duration) / 60 s, busy on average`),
  sign(
    safe`R A S Q G P O`,
    safe`binds: reserved, account, shards, request rate, scaling rate, provisioned, off`,
  ),
  sign(safe`R? A?`, safe`binds, unless an event source that can't be read binds sooner`),
  sign(safe`to 03:10Z`, safe`with that minute: CloudWatch names each by its start`),
  sign(safe`API $0.06/h`, safe`calls of lmon at the pace of its last hour; ~ until it settles`),
  sign(safe`STALE`, safe`two polls missed: what is shown is old`),
  sign(safe`! 3`, safe`in the header: calls of lmon's own that failed in 10 min`),
];

function chartMarks({ glyphs: { deploy, onset } }: Look): HelpEntry {
  return sign(
    safe`${deploy} ${onset}`,
    safe`under charts: the function was changed; what hurts began, or slower calls`,
  );
}

const COLUMNS: readonly HelpEntry[] = [
  sign(safe`REQ/s`, safe`invocations a second in the last settled minute, like figures without a time`),
  sign(safe`ERR%`, safe`errors / invocations; =5.1: as it was all week`),
  sign(safe`THR%`, safe`throttles / attempts, which are invocations + throttles`),
  sign(safe`TIMEOUT`, safe`longest call in 15 min / timeout of the function`),
  sign(safe`USE/LIMIT`, safe`environments it keeps busy / the limit that binds, its letter`),
  sign(safe`USE%`, safe`how full that limit is; A46: the account pool is 46 % full`),
  sign(safe`ETA`, safe`time until it is met if the trend goes on; A~20m: the pool`),
  sign(safe`LAG`, safe`age of the oldest record; +0.8: minutes gained a minute`),
  sign(safe`LOST`, safe`events lost in 5 min: refused, dropped, or not written as dead letters`),
  sign(safe`USE 15 MIN`, safe`USE/LIMIT by minute, in all rows from none to all of it`),
];

function sign(mark: SafeText, says: SafeText): HelpEntry {
  return helpEntry(toned('ours', mark), says);
}
