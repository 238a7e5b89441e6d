import { type LogChoice, originOf } from '../../logs/selection/log-choice.ts';
import type { Gap, LogOrigin, Notice, TailEvent, TailItem } from '../../logs/tail-item.ts';
import { visible } from '../../print/json-line.ts';
import { nameWidth, writerOf } from '../../print/tail/log-names.ts';
import { unseenTailJson } from '../../print/tail/tail-json.ts';
import { asideWords } from '../../print/tail/tail-notice.ts';
import { tailRaw, tailRawOnTerminal, tailText } from '../../print/tail/tail-text.ts';
import type { Output } from '../../settings/settings.ts';
import { printNotice, printText } from '../streams/standard-streams.ts';

/** What a page of a log brought, or what happened to it. */
export interface PrintedPage {
  readonly choice: LogChoice;
  readonly items: readonly TailItem[];
}

/** Prints a page; resolves when whoever reads the output has room for more. */
export type TailPrinter = (page: PrintedPage) => Promise<void>;

/**
 * As much as a pipe holds: a reader is busy with it while the next lines are made. What goes beyond has to wait until the
 * reader has begun, and the next lines with it.
 */
const CHARACTERS_PER_WRITE = 65_536;

/** As grep has it. A line of a log begins with its time. */
const BETWEEN_PASSAGES = '--';

/** Longer names would leave no room for what is said. */
const WIDEST_NAME = 40;

/** @param choices the logs that there are at first: their names say how wide the column of names is, for good. */
export function tailPrinter(output: Output, choices: readonly LogChoice[]): TailPrinter {
  const width = nameWidth(choices, WIDEST_NAME);
  const isOneOfMany = choices.length > 1;
  let last: TailEvent | null = null;

  /** What is asked of lines together: one by one it takes as long again. */
  const shown = (lines: string) => (output === 'json' ? visible(lines) : lines);

  const printedLine = (item: TailItem, origin: LogOrigin): string | null => {
    if (output === 'json') return unseenTailJson(item, origin);
    if (item.type !== 'event') return null;
    if (output === 'raw') return rawLine(item);
    const line = tailText(item, writerOf(item.event, origin), width);
    const isApart = last !== null && last.passage !== item.passage;
    last = item;
    return isApart ? `${BETWEEN_PASSAGES}\n${line}` : line;
  };

  return async ({ choice, items }) => {
    const origin = originOf(choice);
    let text = '';
    for (const item of items) {
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

/** Of a sleep after which each log has said by itself what it lacks, there is only the gap to end: no printed line stays open. */
function hasWords(item: TailItem): item is Gap | Notice {
  return item.type === 'gap' ? item.logCount !== 0 : item.type !== 'event';
}

/** Raw is for programs. Where a person put it on a terminal, no log line may do anything to that. */
function rawLine(item: TailEvent): string {
  return process.stdout.isTTY === true ? tailRawOnTerminal(item) : tailRaw(item);
}
