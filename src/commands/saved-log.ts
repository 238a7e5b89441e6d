import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochMs } from '../lambda/time.ts';
import type { TailItem } from '../logs/tail-item.ts';
import { writerOf } from '../print/log-names.ts';
import { asideWords } from '../print/tail-notice.ts';
import { tailText } from '../print/tail-text.ts';
import { groupedText, isoTime } from '../terminal/quantity.ts';
import { safe, safeText } from '../terminal/safe-text.ts';
import { rawText, type SafeText } from '../terminal/text.ts';

export interface SavedLog {
  /** The function or log group, as the person named it. */
  readonly target: string;
  readonly items: readonly TailItem[];
  readonly folder: string;
  readonly nowMs: EpochMs;
}

const MOST_NAMES = 100;

/** Writes the log to a new file that only its owner may read, and says where it is, or why it is nowhere. */
export async function saveLog(log: SavedLog): Promise<SafeText> {
  const isOfMany = new Set(log.items.flatMap(({ origin }) => origin?.group ?? [])).size > 1;
  const text = log.items.map((item) => `${lineOf(item, log.target, isOfMany)}\n`).join('');
  for (let attempt = 1; attempt <= MOST_NAMES; attempt += 1) {
    const path = join(log.folder, fileName(log, attempt));
    try {
      const file = await open(path, 'wx', 0o600);
      await file.writeFile(text).finally(() => file.close());
      return safe`saved ${groupedText(log.items.length)} lines to ${safeText(path)}`;
    } catch (thrown) {
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') continue;
      return safe`not saved: ${safeText(thrown instanceof Error ? thrown.message : String(thrown))}`;
    }
  }
  return safe`not saved: ${safeText(fileName(log, 1))} and ${MOST_NAMES - 1} more are there already`;
}

/** `lmon-checkout-api-20261124T031210Z.log`: whose log it is, and when it was saved. */
function fileName({ target, nowMs }: SavedLog, attempt: number): string {
  const name = target
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  const time = isoTime(nowMs).replace(/[-:]|\.\d+/g, '');
  return `lmon-${name}-${time}${attempt === 1 ? '' : `-${attempt}`}.log`;
}

function lineOf(item: TailItem, target: string, isOfMany: boolean): SafeText {
  const { origin = null } = item;
  return item.type === 'event'
    ? tailText(item, origin === null ? rawText(target) : writerOf(item.event, origin))
    : safe`--- ${asideWords(item, origin, isOfMany)}`;
}
