import type { FunctionStatus } from '../../monitor/function/function-status.ts';
import { utcMinute } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

/** `03:10Z` */
export const MINUTE_WIDTH = 6;

/** The settled minute that the numbers of a function are of, by when it began, as CloudWatch names minutes. */
export function minuteName({ minuteMs }: Pick<FunctionStatus, 'minuteMs'>): SafeText {
  return minuteMs === null ? safe`-` : utcMinute(minuteMs);
}
