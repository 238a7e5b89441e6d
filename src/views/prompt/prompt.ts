import { displayWidth } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, lineWidth } from '../../terminal/line-layout.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';
import type { KeyPress } from '../keys/key-press.ts';
import { editedWords } from '../keys/typed-words.ts';
import { WIDE_INSIDE } from '../parts/frame/wide-screen.ts';
import { hintsWidth, type KeyHint, withHints } from '../parts/typed-line.ts';
import type { PromptSubjects } from './prompt-command.ts';
import { type Completion, completionOf } from './prompt-completion.ts';

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
  /** How the line as typed may go on. Only typing changes it: a list that Tab walks through must stay still. */
  readonly offered: Completion;
  /** The cells of the line with the longest of them. */
  readonly longest: number;
  /** Which of them Tab has inserted; null for none. */
  readonly choice: number | null;
}

export const CLOSED_PROMPT: Prompt = { row: { kind: 'closed' }, history: [] };

export function openedPrompt({ history }: Prompt, subjects: PromptSubjects): Prompt {
  return { row: typingRow('', history.length, subjects), history };
}

function typingRow(text: string, place: number, subjects: PromptSubjects): TypedRow {
  const offered = completionOf(text, subjects);
  return { kind: 'typing', text, place, offered, longest: longestLine(offered), choice: null };
}

function longestLine({ head, words }: Completion): number {
  const widest = words.reduce((most, word) => Math.max(most, displayWidth(safeText(word))), 0);
  return lineWidth(typedWords(head)) + widest;
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
  if (press.arrow !== null) {
    const place = Math.min(Math.max(0, row.place + (press.arrow === 'up' ? -1 : 1)), history.length);
    return typingRow(history[place] ?? '', place, subjects);
  }
  return typingRow(editedWords(row.text, press).slice(0, LONGEST_LINE), row.place, subjects);
}

/** Tab inserts the likeliest completion, and with each further press the next one. */
function completed(row: TypedRow, subjects: PromptSubjects): TypedRow {
  const { head, words } = row.offered;
  if (words.length === 0) return row;
  if (head === '' && words.length === 1) return typingRow(`${words[0]} `, row.place, subjects);
  const choice = row.choice === null ? 0 : (row.choice + 1) % words.length;
  return { ...row, text: `${head}${words[choice] ?? ''}`, choice };
}

function withLine(history: readonly string[], line: string): readonly string[] {
  return [...history.filter((each) => each !== line), line];
}

/** An answer with a list takes no more rows than this, however narrow the screen. */
const MOST_ROWS = 6;

/** The last rows while they belong to the prompt; null returns them to the screen. */
export function promptRows({ row }: Prompt, width: number): readonly Line[] | null {
  switch (row.kind) {
    case 'closed':
      return null;
    case 'answer':
      return answerRows(row.says, row.isRefusal, width);
    case 'refused':
      return answerRows(row.complaint, true, width);
    case 'list':
      return row.lines;
    case 'typing':
      return [withHints(typingLine(row, width - keptForHints(row, width)), HINTS, width)];
  }
}

function answerRows(says: SafeText, isRefusal: boolean, width: number): readonly Line[] {
  return wrappedLine([toned(isRefusal ? 'warn' : 'fact', says)], width).slice(0, MOST_ROWS);
}

const WAYS_OUT: readonly KeyHint[] = [
  [safe`enter`, safe`opens`],
  [safe`esc`, safe`leaves`],
];
const HINTS: readonly KeyHint[] = [...WAYS_OUT, [safe`tab`, safe`completes`]];

/** Once a choice is inserted, the ways out are worth more on a wide screen than the last of the others. */
function keptForHints({ choice }: TypedRow, width: number): number {
  return choice === null || width < WIDE_INSIDE ? 0 : hintsWidth(WAYS_OUT);
}

const GAP = safe`  `;

/** Of the row: on a narrow screen, longer names move the choices, which need the room. */
const MOST_SET_APART = 1 / 3;

/** What is typed, and how it may go on: once Tab inserts choices, beside the longest of them, so that none moves. */
function typingLine(row: TypedRow, width: number): Line {
  const line = typedWords(row.text);
  const longest = row.choice === null ? 0 : Math.min(row.longest, Math.floor(width * MOST_SET_APART));
  const before = Math.max(lineWidth(line), longest);
  const choices = choicesLine(row, width - before);
  return choices.length === 0 ? line : [...cell(line, before), ...choices];
}

function typedWords(text: string): Line {
  return [strong(safe`:`, 'focus'), toned('fact', safeText(text)), toned('focus', safe`_`)];
}

/** The choices in pages, each as long as there is room, of which the one with the inserted choice is shown. */
function choicesLine({ offered: { words }, choice }: TypedRow, room: number): Line {
  const place = choice ?? 0;
  let first = 0;
  let end = pageEnd(words, first, room);
  while (end <= place && end < words.length) {
    first = end;
    end = pageEnd(words, first, room);
  }
  const shown = words
    .slice(first, end)
    .flatMap(
      (word, index): Line => [
        toned('fact', GAP),
        first + index === choice ? strong(safeText(word), 'focus') : toned('dim', safeText(word)),
      ],
    );
  const line = [toned('fact', safe` `), ...shown, ...moreWords(words.length - end)];
  return shown.length === 0 || lineWidth(line) > room ? [] : line;
}

/** The place after the last choice of a page, which has one at least. */
function pageEnd(words: readonly string[], first: number, room: number): number {
  const fitting = (besides: number) => {
    let used = 1 + besides;
    const past = words.findIndex((word, place) => {
      if (place < first) return false;
      used += GAP.length + displayWidth(safeText(word));
      return used > room;
    });
    return past < 0 ? words.length : past;
  };
  const end = fitting(0);
  if (end === words.length) return end;
  return Math.max(first + 1, fitting(lineWidth(moreWords(words.length - first))));
}

/** How many choices follow those on screen. */
function moreWords(count: number): Line {
  return count <= 0 ? [] : [toned('dim', safe`${GAP}${count} more`)];
}
