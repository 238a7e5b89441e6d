import type { ReadEnds } from '../../../logs/read-ends.ts';
import type { Stretch } from '../../../logs/runs-under-way.ts';
import { type LogChoice, originOf } from '../../../logs/selection/log-choice.ts';
import { passagesTogether } from '../../../logs/selection/passages-together.ts';
import type { Gap, LogOrigin, Notice, TailEvent, TailItem } from '../../../logs/tail-item.ts';
import { visible } from '../../../print/json-line.ts';
import { type EndOf, endOnItem } from '../../../print/tail/end-of-line.ts';
import { nameWidth, writerOf } from '../../../print/tail/log-names.ts';
import { asideWords } from '../../../print/tail/notice-words.ts';
import { unseenTailJson } from '../../../print/tail/tail-json.ts';
import { tailRaw, tailRawOnTerminal, tailText } from '../../../print/tail/tail-text.ts';
import type { Output } from '../../../settings/settings.ts';
import { displayWidth } from '../../../terminal/display-width.ts';
import { safeText } from '../../../terminal/safe-text.ts';
import type { RawText } from '../../../terminal/text.ts';
import { printNotice, printText } from '../../streams/standard-streams.ts';

/** A page of a log, or a notice about it. */
export interface PrintedPage {
  readonly choice: LogChoice;
  readonly items: readonly TailItem[];
  /** Of its lines; absent or null where some are left out. */
  readonly stretch?: Stretch | null;
}

/** Prints a page; resolves when the output's reader has room for more. */
export type TailPrinter = (page: PrintedPage) => Promise<void>;

/**
 * The size of a pipe's buffer: the reader works on it while the next lines are prepared. More would have to wait for
 * the reader, and delay the next lines.
 */
const CHARACTERS_PER_WRITE = 65_536;

/** As in grep. Log lines begin with their time, so they can't look like this. */
const BETWEEN_PASSAGES = '--';

/** Longer names would leave no room for the message. */
const WIDEST_NAME = 40;

/**
 * The width of the name column: as many cells as the names of several logs need. Of one log that functions share, each
 * line tells a name, so that the column is as wide as the longest so far. A name that is too long for it stays whole,
 * and does not widen it for others.
 */
function nameColumn(choices: readonly LogChoice[]): (name: RawText) => number {
  const fixed = nameWidth(choices, WIDEST_NAME);
  if (fixed !== null) return () => fixed;
  let widest = 0;
  let last: { readonly name: RawText; readonly width: number } | null = null;
  return (name) => {
    if (name !== last?.name) {
      last = { name, width: displayWidth(safeText(name)) };
      widest = Math.min(WIDEST_NAME, Math.max(widest, last.width));
    }
    return Math.max(widest, last.width);
  };
}

/**
 * @param choices the initial logs
 * @param ends tells how runs ended by the printed lines; null where the items say it
 */
export function tailPrinter(
  output: Output,
  choices: readonly LogChoice[],
  ends: ReadEnds | null = null,
): TailPrinter {
  const columnFor = nameColumn(choices);
  const isOneOfMany = choices.length > 1;
  let last: TailEvent | null = null;

  /** Escapes lines in batches: one by one would take twice as long. */
  const shown = (lines: string) => (output === 'json' ? visible(lines) : lines);

  let stretch: PrintedPage['stretch'] = null;
  const endOf: EndOf =
    ends === null ? endOnItem : ({ event }, line) => ends.endAt(event, line, stretch ?? null);

  const printedLine = (item: TailItem, origin: LogOrigin): string | null => {
    if (output === 'json') return unseenTailJson(item, origin, endOf);
    if (item.type !== 'event') return null;
    if (output === 'raw') return rawLine(item);
    const writer = writerOf(item.event, origin);
    const line = tailText(item, writer, columnFor(writer), endOf);
    const isApart = last !== null && last.passage !== item.passage;
    last = item;
    return isApart ? `${BETWEEN_PASSAGES}\n${line}` : line;
  };

  return async (page) => {
    const { choice, items } = page;
    const origin = originOf(choice);
    stretch = page.stretch;
    let text = '';
    for (const item of output === 'text' ? passagesTogether(items, last?.passage) : items) {
      const line = printedLine(item, origin);
      const beside = output !== 'json' && hasWords(item) ? item : null;
      if (beside !== null || text.length + (line?.length ?? 0) >= CHARACTERS_PER_WRITE) {
        await printText(shown(text));
        text = '';
      }
      if (line !== null) text += `${line}\n`;
      if (beside !== null) printNotice(asideWords(beside, origin, isOneOfMany));
    }
    await printText(shown(text));
  };
}

/**
 * After a sleep for which each log reported its own losses, the shared gap only ends: no printed line is still open.
 */
function hasWords(item: TailItem): item is Gap | Notice {
  return item.type === 'gap' ? item.logCount !== 0 : item.type !== 'event';
}

/** Raw output is for programs. On a terminal, log lines must still not control it. */
function rawLine(item: TailEvent): string {
  return process.stdout.isTTY === true ? tailRawOnTerminal(item) : tailRaw(item);
}
