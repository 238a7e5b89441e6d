import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { alarmWords } from '../../print/fleet/why/alarm-words.ts';
import { severityMark } from '../../print/severity-mark.ts';
import { cutName } from '../../terminal/cut-name.ts';
import { displayWidth } from '../../terminal/display-width.ts';
import { fittingSentence } from '../../terminal/fitting-sentence.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, lineWidth } from '../../terminal/line-layout.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { RawText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { SinceWords } from '../../triage/sentence/time-words.ts';
import type { Look } from '../parts/look/look.ts';
import { isIdle } from './listed-functions.ts';

const WIDEST_NAME = 24;

/**
 * An alarm that rings on a function which lmon can't judge: all that is known of its trouble. One row, however many
 * there are: EVENTS and WHY have the others.
 *
 * @param subjectWidth of the column of names above, where there is one
 */
export function ringingLines(
  { functions, alarms }: Pick<FleetSnapshot, 'functions' | 'alarms'>,
  { width, subjectWidth = 0 }: { readonly width: number; readonly subjectWidth?: number },
  sinceWords: SinceWords,
  { glyphs }: Look,
): readonly Line[] {
  const ringing = alarms.filter(({ quietMs }) => quietMs === null);
  if (ringing.length === 0) return [];
  const isUnjudged = (status: FunctionStatus) => status.severity === 'unknown' && !isIdle(status);
  const unjudged = new Set<RawText>(functions.filter(isUnjudged).map(({ name }) => name));
  const [first, ...others] = ringing.flatMap(({ functionName, ...alarm }) =>
    functionName !== null && unjudged.has(functionName) ? [{ ...alarm, functionName }] : [],
  );
  if (first === undefined) return [];
  const name = cutName(safeText(first.functionName), WIDEST_NAME, glyphs.ellipsis);
  const more =
    others.length === 0
      ? safe``
      : safe`; ${others.length} more ${others.length === 1 ? safe`rings` : safe`ring`}`;
  const head: Line = [
    severityMark('warn', glyphs),
    toned('fact', safe` `),
    ...cell([strong(name)], Math.max(displayWidth(name), subjectWidth)),
    toned('fact', subjectWidth === 0 ? safe` ` : safe`  `),
  ];
  const says = [first, { ...first, metric: null }, { ...first, metric: null, sinceMs: null }].map(
    (alarm): Line => [toned('fact', safe`alarm `), ...alarmWords(alarm, sinceWords), toned('dim', more)],
  );
  return [[...head, ...fittingSentence(says, width - lineWidth(head), glyphs.ellipsis)]];
}
