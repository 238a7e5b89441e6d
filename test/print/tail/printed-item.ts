import type { LogOrigin, TailItem } from '../../../src/logs/tail-item.ts';
import { visible } from '../../../src/print/json-line.ts';
import { unseenTailJson } from '../../../src/print/tail/tail-json.ts';

/** An item of a tail as printed with `--output json`. */
export function printedItem(item: TailItem, origin: LogOrigin): string {
  return visible(unseenTailJson(item, origin));
}
