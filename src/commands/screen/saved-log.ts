import type { EpochMs } from '../../lambda/time.ts';
import type { TailItem } from '../../logs/tail-item.ts';
import { writerOf } from '../../print/tail/log-names.ts';
import { asideWords } from '../../print/tail/notice-words.ts';
import { tailText } from '../../print/tail/tail-text.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { rawText, type SafeText } from '../../terminal/text.ts';
import { writeNewFile } from '../streams/new-file.ts';

export interface SavedLog {
  /** The function or log group, as named by the user. */
  readonly target: string;
  readonly items: readonly TailItem[];
  /** How many rows of the screen's memory they fill. */
  readonly rowCount: number;
  /** How much of the log the items are while more of it is being read; null where they are all of it. */
  readonly unfinished: SafeText | null;
  readonly folder: string;
  readonly nowMs: EpochMs;
}

/** Writes the log to a new file, and returns where it is, or why that failed. */
export async function saveLog(log: SavedLog): Promise<SafeText> {
  const { target, items, rowCount, unfinished, folder, nowMs } = log;
  const isOfMany = new Set(items.flatMap(({ origin }) => origin?.group ?? [])).size > 1;
  const text = items.map((item) => `${lineOf(item, target, isOfMany)}\n`).join('');
  const written = await writeNewFile({ subject: target, ending: 'log', text, folder, nowMs });
  return 'path' in written
    ? safe`saved ${groupedText(items.length)} lines${rowWords(rowCount, items.length)}${unfinished ?? safe``} to ${written.path}`
    : written.complaint;
}

/** The screen counts rows: without their number, that of the lines would look like a second count of the same. */
function rowWords(rowCount: number, lineCount: number): SafeText {
  if (rowCount === lineCount) return safe``;
  return rowCount === 1 ? safe` of 1 row` : safe` of ${groupedText(rowCount)} rows`;
}

function lineOf(item: TailItem, target: string, isOfMany: boolean): SafeText {
  const { origin = null } = item;
  return item.type === 'event'
    ? tailText(item, origin === null ? rawText(target) : writerOf(item.event, origin))
    : safe`--- ${asideWords(item, origin, isOfMany)}`;
}
