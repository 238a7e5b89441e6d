import { MINUTE_MS } from '../../../lambda/time.ts';
import type { FunctionStatus } from '../../../monitor/function/status/function-status.ts';
import { numberOf } from '../../../monitor/reading.ts';
import { cutName } from '../../../terminal/cut-name.ts';
import type { Line } from '../../../terminal/line.ts';
import { lineWidth } from '../../../terminal/line-layout.ts';
import {
  decimalText,
  durationText,
  percentText,
  rateText,
  wholePercentText,
} from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, toned } from '../../../terminal/words.ts';
import { stateLine } from '../../severity-mark.ts';
import { type FleetColumn, lagTone, reading, ruleTone } from './fleet-column.ts';
import { narrowAgeText, narrowCountText } from './narrow-text.ts';

export const STATE: FleetColumn = {
  title: safe``,
  width: 7,
  align: 'left',
  gap: 0,
  cell: (status, { glyphs }) => stateLine(status, glyphs),
};

/** Long names share their beginning and differ at the end, so the middle is cut. */
export const FUNCTION: FleetColumn = {
  title: safe`FUNCTION`,
  width: 21,
  align: 'left',
  gap: 1,
  cell: ({ name, activity }, { width, glyphs }) => {
    const text = cutName(safeText(name), width, glyphs.ellipsis);
    return [activity === 'idle' ? toned('dim', text) : strong(text)];
  },
};

export const REQUESTS: FleetColumn = {
  title: safe`REQ/s`,
  width: 6,
  align: 'right',
  gap: 1,
  cell: ({ requestsPerSecond, activity }) => reading(requestsPerSecond, rateText, 'fact', activity),
  sortsBy: ({ requestsPerSecond }) => numberOf(requestsPerSecond),
};

const ERROR_RATE = rateColumn(safe`ERR%`, 'errors', ({ errorRate }) => errorRate);
export const THROTTLES = rateColumn(safe`THR%`, 'throttles', ({ throttleRate }) => throttleRate);

/** Before a rate that is as it was all week. */
export const AS_ALL_WEEK = safe`=`;

/** With a sign before a rate that is as it was all week: else it looks like one that a rule overlooks. */
export const ERRORS: FleetColumn = {
  ...ERROR_RATE,
  // The sign has the gap before a rate of two digits.
  width: 5,
  gap: 0,
  deniedWidth: 7,
  cell: (status, context) => {
    const rate = ERROR_RATE.cell(status, context);
    const isAsAllWeek = status.chronic !== null && typeof status.errorRate === 'number';
    return isAsAllWeek ? [toned('dim', AS_ALL_WEEK), ...rate] : rate;
  },
};

/** A share of calls in percent, coloured where it breaks its rule. */
function rateColumn(
  title: SafeText,
  rule: 'errors' | 'throttles',
  rateOf: (status: FunctionStatus) => FunctionStatus['errorRate'],
): FleetColumn {
  return {
    title,
    width: 4,
    align: 'right',
    gap: 1,
    deniedWidth: 6,
    cell: (status) => {
      const rate = rateOf(status);
      return reading(rate, percentText, ruleTone(status, rule, rate === 0 ? 'dim' : 'fact'), status.activity);
    },
    sortsBy: (status) => numberOf(rateOf(status)),
  };
}

export const P95: FleetColumn = {
  title: safe`p95`,
  width: 7,
  align: 'right',
  gap: 1,
  cell: ({ durationP95Ms, activity }) => reading(durationP95Ms, durationText, 'fact', activity),
  sortsBy: ({ durationP95Ms }) => numberOf(durationP95Ms),
};

export const TIMEOUT: FleetColumn = {
  title: safe`TIMEOUT`,
  width: 7,
  align: 'right',
  gap: 1,
  cell: (status) =>
    reading(status.timeoutShare, wholePercentWithSign, ruleTone(status, 'timeout'), status.activity),
  sortsBy: ({ timeoutShare }) => numberOf(timeoutShare),
};

/** The sign would not fit into its title. */
function wholePercentWithSign(share: number): SafeText {
  return safe`${wholePercentText(share)} %`;
}

export const LAG: FleetColumn = {
  title: safe`LAG`,
  width: 8,
  align: 'right',
  gap: 1,
  cell: (status, { width }) => {
    const tone = lagTone(status);
    const age = reading(status.lag?.ageMs ?? 'notApplicable', narrowAgeText, tone, status.activity);
    const growth = status.iteratorAgeGrowthMs;
    if (growth === null || growth <= 3_000 || tone === 'fact') return age;
    const grown: Line = [...age, toned(tone, safe` +${decimalText(growth / MINUTE_MS, 1)}`)];
    // The amount of growth is dropped before the sign of growth.
    return lineWidth(grown) <= width ? grown : [...age, toned(tone, safe` +`)];
  },
  sortsBy: ({ lag }) => numberOf(lag?.ageMs ?? 'notApplicable'),
};

export const LOST: FleetColumn = {
  title: safe`LOST`,
  width: 4,
  align: 'right',
  gap: 1,
  deniedWidth: 6,
  cell: (status) =>
    reading(
      status.lostEvents,
      orZero(narrowCountText),
      ruleTone(status, 'deadLetterErrors', status.lostEvents === 0 ? 'dim' : 'fact'),
      status.activity,
    ),
  sortsBy: ({ lostEvents }) => numberOf(lostEvents),
};

/** No throttles and no losses are the usual case: a bare `0` shows that they were measured. */
function orZero(text: (value: number) => SafeText): (value: number) => SafeText {
  return (value) => (value === 0 ? safe`0` : text(value));
}
