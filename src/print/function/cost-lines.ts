import type { HourlyCost } from '../../lambda/cost/hourly-cost.ts';
import type { CallSample } from '../../lambda/line/call-sample.ts';
import type { Line } from '../../terminal/line.ts';
import {
  dollarsText,
  durationText,
  groupedText,
  percentText,
  wholePercentText,
} from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { factLine } from './fact-line.ts';

const HOURS_OF_MONTH = 730;
/** Smaller costs are shown as less than this. */
const LEAST_DOLLARS = 0.01;
const FEW_DOLLARS = 100;

/**
 * The cost of an hour at the pace of the last one, by part. An estimate at list prices.
 *
 * @param unreadStarts why there are no cold starts from the log
 */
export function costLines(cost: HourlyCost | null, unreadStarts: Line): readonly Line[] {
  if (cost === null) return [factLine(safe`together`, [toned('dim', safe`-`)])];
  const { gbSeconds, requests, computeDollars, initDollars, requestDollars, storageDollars } = cost;
  return [
    factLine(safe`together`, [
      strong(smallDollars(cost.totalDollars), 'ours'),
      toned('dim', safe`  a month ${monthText(cost.totalDollars * HOURS_OF_MONTH)}`),
    ]),
    part(safe`compute`, computeDollars, safe`${groupedText(gbSeconds)} GB-seconds`),
    part(safe`requests`, requestDollars, safe`${groupedText(requests)}`),
    ...(initDollars === null
      ? [factLine(safe`cold starts`, unreadStarts)]
      : [part(safe`cold starts`, initDollars, safe`billed init`)]),
    ...(storageDollars === 0 ? [] : [part(safe`/tmp`, storageDollars, safe`beyond what is included`)]),
  ];
}

/** An estimate of hundreds needs no cents. */
function monthText(dollars: number): SafeText {
  return dollars < FEW_DOLLARS ? smallDollars(dollars) : safe`~$${groupedText(Math.round(dollars))}`;
}

function part(label: SafeText, dollars: number, of: SafeText): Line {
  return factLine(label, [toned('ours', smallDollars(dollars)), toned('dim', safe`  ${of}`)]);
}

function smallDollars(dollars: number): SafeText {
  return dollars > 0 && dollars < LEAST_DOLLARS
    ? safe`<${dollarsText(LEAST_DOLLARS)}`
    : safe`~${dollarsText(dollars)}`;
}

/**
 * Memory, cold starts and repeated requests, from REPORTs in the log.
 *
 * @param unread why there are none
 */
export function sampleLines(sample: CallSample | null, memoryMb: number, unread: Line): readonly Line[] {
  if (sample === null) return [factLine(safe`calls`, unread)];
  const { calls, spanMs, coldStarts, initMs, maxMemoryMb, reruns } = sample;
  const init = initMs === null ? safe`` : safe`  init ${durationText(initMs)} on average`;
  return [
    factLine(safe`calls`, [
      toned('fact', groupedText(calls)),
      toned('dim', safe`  of ${durationText(spanMs)}`),
    ]),
    factLine(safe`memory`, [
      toned('fact', safe`${groupedText(maxMemoryMb)} MB`),
      toned('dim', safe`  at most, ${wholePercentText(maxMemoryMb / memoryMb)} %`),
    ]),
    factLine(safe`cold starts`, [
      toned('fact', groupedText(coldStarts)),
      toned('dim', safe`  ${percentText(coldStarts / calls)} %${init}`),
    ]),
    factLine(safe`run again`, [
      toned('fact', groupedText(reruns)),
      toned('dim', reruns === 0 ? safe`` : safe`  of the same requests`),
    ]),
  ];
}
