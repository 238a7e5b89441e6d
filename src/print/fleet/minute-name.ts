import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { utcMinute } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

/** `03:10Z` */
export const MINUTE_WIDTH = 6;

/** The settled minute of a function's figures, named by its start as in CloudWatch. */
export function minuteName({ minuteMs }: Pick<FunctionStatus, 'minuteMs'>): SafeText {
  return minuteMs === null ? safe`-` : utcMinute(minuteMs);
}
