import type { Line } from '../../terminal/line.ts';
import { lineWidth } from '../../terminal/line-layout.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';
import type { KeyPress } from '../keys/key-press.ts';
import { editedWords } from '../keys/typed-words.ts';
import { type KeyHint, withHints } from '../parts/typed-line.ts';
import type { PromptSubjects } from './prompt-command.ts';
import { completionOf } from './prompt-completion.ts';

/** The command line in the last row of every screen. */
export interface Prompt {
  readonly row: PromptRow;
  /** Entered lines, oldest first. */
  readonly history: readonly string[];
}

export type PromptRow =
  | { readonly kind: 'closed' }
  | TypedRow
  /** What a command or a key did, or why a key did nothing; until the next key. */
  | { readonly kind: 'answer'; readonly says: SafeText; readonly isRefusal: boolean }
  /** Why an entered line did nothing, until the next key; Esc only closes it, as it would have closed the line. */
  | { readonly kind: 'refused'; readonly complaint: SafeText }
  /** An answer of several rows, until the next key; Esc only closes it. */
  | { readonly kind: 'list'; readonly lines: readonly Line[] };

interface TypedRow {
  readonly kind: 'typing';
  readonly text: string;
  /** The position of `text` in the history; the history's length for a new line. */
  readonly place: number;
  /** The state of Tab: the line as typed, and which completion is showing. */
  readonly completed: { readonly typed: string; readonly choice: number } | null;
}

export const CLOSED_PROMPT: Prompt = { row: { kind: 'closed' }, history: [] };

export function openedPrompt({ history }: Prompt): Prompt {
  return { row: { kind: 'typing', text: '', place: history.length, completed: null }, history };
}

/** What takes a while may be answered while another command is being typed, and wipes nothing of that. */
export function answeredPrompt(prompt: Prompt, says: SafeText, isRefusal: boolean): Prompt {
  if (prompt.row.kind === 'typing') return prompt;
  return { row: { kind: 'answer', says, isRefusal }, history: prompt.history };
}

export function refusedPrompt({ history }: Prompt, complaint: SafeText): Prompt {
  return { row: { kind: 'refused', complaint }, history };
}

export function listedPrompt({ history }: Prompt, lines: readonly Line[]): Prompt {
  return { row: { kind: 'list', lines }, history };
}

/** The effect of a key on the prompt. Only an open prompt takes keys from the screen. */
export interface PromptAfterKey {
  readonly prompt: Prompt;
  readonly isTaken: boolean;
  /** The entered line; null while it is being typed. */
  readonly entered: string | null;
}

export function promptAfterKey(prompt: Prompt, press: KeyPress, subjects: PromptSubjects): PromptAfterKey {
  const { row, history } = prompt;
  const closed: Prompt = { row: { kind: 'closed' }, history };
  if (row.kind === 'closed') return { prompt, isTaken: false, entered: null };
  if (row.kind !== 'typing')
    return { prompt: closed, isTaken: press.isEscape && row.kind !== 'answer', entered: null };
  const taken = (after: Prompt): PromptAfterKey => ({ prompt: after, isTaken: true, entered: null });
  if (press.isEscape || (press.isBackspace && row.text === '')) return taken(closed);
  if (press.isReturn) {
    const entered = row.text.trim();
    return entered === ''
      ? taken(closed)
      : { prompt: { ...closed, history: withLine(history, entered) }, isTaken: true, entered };
  }
  return taken({ row: typed(row, press, history, subjects), history });
}

/** A paste meant for another window is no command. */
const LONGEST_LINE = 200;

function typed(
  row: TypedRow,
  press: KeyPress,
  history: readonly string[],
  subjects: PromptSubjects,
): TypedRow {
  if (press.isTab) return completed(row, subjects);
  if (press.arrow !== null) return recalled(row, press.arrow === 'up' ? -1 : 1, history);
  return { ...row, text: editedWords(row.text, press).slice(0, LONGEST_LINE), completed: null };
}

/** Tab inserts the likeliest completion, and with each further press the next one. */
function completed(row: TypedRow, subjects: PromptSubjects): TypedRow {
  const line = row.completed?.typed ?? row.text;
  const { head, words } = completionOf(line, subjects);
  if (words.length === 0) return row;
  const choice = row.completed === null ? 0 : (row.completed.choice + 1) % words.length;
  const isName = head === '' && words.length === 1;
  return {
    ...row,
    text: `${head}${words[choice] ?? ''}${isName ? ' ' : ''}`,
    completed: isName ? null : { typed: line, choice },
  };
}

function recalled(row: TypedRow, step: 1 | -1, history: readonly string[]): TypedRow {
  const place = Math.min(Math.max(0, row.place + step), history.length);
  return { ...row, place, text: history[place] ?? '', completed: null };
}

function withLine(history: readonly string[], line: string): readonly string[] {
  return [...history.filter((each) => each !== line), line];
}

/** An answer with a list takes no more rows than this, however narrow the screen. */
const MOST_ROWS = 6;

/** The last rows while they belong to the prompt; null returns them to the screen. */
export function promptRows({ row }: Prompt, subjects: PromptSubjects, width: number): readonly Line[] | null {
  switch (row.kind) {
    case 'closed':
      return null;
    case 'answer':
      return answerRows(row.says, row.isRefusal, width);
    case 'refused':
      return answerRows(row.complaint, true, width);
    case 'list':
      return row.lines;
    case 'typing': {
      const line = [strong(safe`:`, 'focus'), toned('fact', safeText(row.text)), toned('focus', safe`_`)];
      return [withHints([...line, ...choicesLine(row, subjects, width - lineWidth(line))], HINTS, width)];
    }
  }
}

function answerRows(says: SafeText, isRefusal: boolean, width: number): readonly Line[] {
  return wrappedLine([toned(isRefusal ? 'warn' : 'fact', says)], width).slice(0, MOST_ROWS);
}

const HINTS: readonly KeyHint[] = [
  [safe`tab`, safe`completes`],
  [safe`enter`, safe`opens`],
  [safe`esc`, safe`leaves`],
];

const GAP = safe`  `;

/** As many choices as fit, including the selected one, and the number of the others. */
function choicesLine({ text, completed }: TypedRow, subjects: PromptSubjects, room: number): Line {
  const { words } = completionOf(completed?.typed ?? text, subjects);
  const parts = words.slice(0, mostIn(room, completed?.choice ?? 0)).map((word, place): Line => {
    const isChosen = place === completed?.choice;
    return [toned('fact', GAP), isChosen ? strong(safeText(word), 'focus') : toned('dim', safeText(word))];
  });
  const more = (shown: number): Line =>
    shown < words.length ? [toned('dim', safe`${GAP}${words.length - shown} more`)] : [];
  const chosen = completed?.choice ?? 0;
  const first = parts.findIndex(
    (_, place) => lineWidth(parts.slice(place, chosen + 1).flat()) + lineWidth(more(chosen + 1)) < room,
  );
  const shown = parts.findLastIndex(
    (_, place) => lineWidth([...parts.slice(first, place + 1).flat(), ...more(place + 1)]) < room,
  );
  return parts.length === 0
    ? []
    : [toned('fact', safe` `), ...parts.slice(first, shown + 1).flat(), ...more(shown + 1)];
}

/** An upper bound on the number of words that fit. */
function mostIn(room: number, chosen: number): number {
  return chosen + 1 + Math.ceil(room / (GAP.length + 1));
}
