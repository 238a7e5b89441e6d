import type { HourlyCost } from '../../lambda/cost/hourly-cost.ts';
import type { CallSample } from '../../lambda/line/call-sample.ts';
import type { Line } from '../../terminal/line.ts';
import {
  dollarsText,
  durationText,
  groupedText,
  percentText,
  spanText,
  wholePercentText,
} from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { factLine, type NumberFact, numberLines } from './fact-line.ts';
import { roundedParts } from './rounded-parts.ts';

const HOURS_OF_MONTH = 730;
const CENT = 0.01;
const FEW_DOLLARS = 100;

/**
 * The cost of an hour at the pace of the last one, by part. An estimate at list prices.
 *
 * @param unreadStarts why there are no cold starts from the log
 */
export function costLines(cost: HourlyCost | null, unreadStarts: Line): readonly Line[] {
  if (cost === null) return [factLine(safe`together`, [toned('dim', safe`-`)])];
  const { gbSeconds, requests, computeDollars, initDollars, requestDollars, storageDollars } = cost;
  const [together = [], compute = [], request = [], ...others] = numberLines([
    {
      label: safe`together`,
      number: strong(estimateText(cost.totalDollars), 'ours'),
      says: safe`a month ${monthText(cost.totalDollars * HOURS_OF_MONTH)}`,
    },
    ...partFacts([
      { label: safe`compute`, dollars: computeDollars, says: safe`${groupedText(gbSeconds)} GB-seconds` },
      { label: safe`requests`, dollars: requestDollars, says: groupedText(requests) },
      ...(initDollars === null
        ? []
        : [{ label: safe`cold starts`, dollars: initDollars, says: safe`billed init` }]),
      ...(storageDollars === 0
        ? []
        : [{ label: safe`/tmp`, dollars: storageDollars, says: safe`beyond what is included` }]),
    ]),
  ]);
  return [
    together,
    compute,
    request,
    ...(initDollars === null ? [factLine(safe`cold starts`, unreadStarts)] : []),
    ...others,
  ];
}

/** An estimate of hundreds needs no cents. */
function monthText(dollars: number): SafeText {
  return dollars < FEW_DOLLARS ? estimateText(dollars) : safe`~$${groupedText(Math.round(dollars))}`;
}

interface CostPart extends Omit<NumberFact, 'number'> {
  readonly dollars: number;
}

/** In cents that add up to those of the whole. */
function partFacts(parts: readonly CostPart[]): readonly NumberFact[] {
  const rounded = roundedParts(
    parts.map(({ dollars }) => dollars),
    CENT,
  );
  return parts.map(({ dollars, ...part }, place) => ({
    ...part,
    number: toned('ours', estimateText(dollars, rounded[place])),
  }));
}

/** More than nothing never looks free. */
function estimateText(dollars: number, rounded = Math.round(dollars / CENT) * CENT): SafeText {
  return dollars > 0 && rounded === 0 ? safe`<${dollarsText(CENT)}` : safe`~${dollarsText(rounded)}`;
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
  return numberLines([
    {
      label: safe`calls`,
      number: toned('fact', groupedText(calls)),
      says: spanMs === null ? safe`` : safe`in ${spanText(spanMs)}`,
    },
    {
      label: safe`memory`,
      number: toned('fact', safe`${groupedText(maxMemoryMb)} MB`),
      says: safe`at most, ${wholePercentText(maxMemoryMb / memoryMb)} %`,
    },
    {
      label: safe`cold starts`,
      number: toned('fact', groupedText(coldStarts)),
      says: safe`${percentText(coldStarts / calls)} %${init}`,
    },
    ...(reruns === 0
      ? []
      : [
          {
            label: safe`run again`,
            number: toned('fact', groupedText(reruns)),
            says: safe`calls, for a request that ran before`,
          },
        ]),
  ]);
}
