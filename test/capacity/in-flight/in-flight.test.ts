import { describe, expect, it } from 'vitest';
import { type ExecutionMark, InFlightCounter } from '../../../src/capacity/in-flight/in-flight.ts';
import { mark, OPENED_MS } from '../in-flight-marks.ts';

const TIMEOUT_MS = 60_000;
const timeoutOf = () => TIMEOUT_MS;
/** Assumed until lines have shown how late they are. */
const ASSUMED_LATENESS_MS = 4_000;

function seen(marks: readonly ExecutionMark[], untilS: number, prepare?: (counter: InFlightCounter) => void) {
  const counter = new InFlightCounter(OPENED_MS);
  prepare?.(counter);
  for (const each of marks) counter.add(each);
  return counter.at(OPENED_MS + untilS * 1_000 + ASSUMED_LATENESS_MS, timeoutOf);
}

interface Case {
  readonly case: string;
  readonly marks: readonly ExecutionMark[];
  /** The peak in each of the first seconds. */
  readonly peaks: readonly number[];
}

const CASES: readonly Case[] = [
  {
    case: 'a call runs from START to REPORT',
    marks: [mark('start', 'a', 1), mark('report', 'a', 3, { durationS: 2 })],
    peaks: [0, 1, 1, 0, 0, 0],
  },
  {
    case: 'a starting environment is busy',
    marks: [mark('init', 'a', 1), mark('start', 'a', 2), mark('report', 'a', 3, { durationS: 1, initS: 1 })],
    peaks: [0, 1, 1, 0, 0, 0],
  },
  {
    case: 'two environments are two',
    marks: [
      mark('start', 'a', 1),
      mark('start', 'b', 2),
      mark('report', 'a', 4, { durationS: 3 }),
      mark('report', 'b', 5, { durationS: 3 }),
    ],
    peaks: [0, 1, 2, 2, 1, 0],
  },
  {
    case: 'a REPORT alone gives its whole call',
    marks: [mark('report', 'a', 4, { durationS: 2, initS: 1 })],
    peaks: [0, 1, 1, 1, 0, 0],
  },
  {
    case: 'a START that arrives after its REPORT changes nothing',
    marks: [mark('report', 'a', 4, { durationS: 2 }), mark('start', 'a', 2)],
    peaks: [0, 0, 1, 1, 0, 0],
  },
  {
    case: 'a call under way is busy until its end is known',
    marks: [mark('start', 'a', 3)],
    peaks: [0, 0, 0, 1, 1, 1],
  },
  {
    case: 'the next START ends a call whose REPORT was lost',
    marks: [mark('start', 'a', 1), mark('start', 'a', 4), mark('report', 'a', 5, { durationS: 1 })],
    peaks: [0, 1, 1, 1, 1, 0],
  },
  {
    case: 'a REPORT that arrives after the next START corrects the end',
    marks: [
      mark('start', 'a', 1),
      mark('start', 'a', 4),
      mark('report', 'a', 2, { durationS: 1 }),
      mark('report', 'a', 5, { durationS: 1 }),
    ],
    peaks: [0, 1, 0, 0, 1, 0],
  },
];

describe('environments busy to the second', () => {
  it.each(CASES)('$case', ({ marks, peaks }) => {
    expect([...seen(marks, peaks.length).peaks]).toEqual(peaks);
  });

  it('drops a call that has run longer than its timeout', () => {
    const { peaks } = seen([mark('start', 'a', 1)], 200);
    expect(peaks[60]).toBe(1);
    expect(peaks.at(-1)).toBe(0);
  });

  it('drops a start that was not followed by a call', () => {
    const { peaks } = seen([mark('init', 'a', 1)], 60);
    expect([peaks[10], peaks[11]]).toEqual([1, 0]);
  });

  it('counts arrivals by second', () => {
    const { arrivals } = seen([mark('start', 'a', 1.2), mark('start', 'b', 1.9), mark('start', 'c', 3)], 5);
    expect([...arrivals]).toEqual([0, 2, 0, 1, 0]);
  });

  it('has no complete call that began before the log was opened', () => {
    const reports = 'abcdefghij'.split('').map((stream) => mark('report', stream, 2, { durationS: 30 }));
    expect(seen(reports, 5).completeFromMs).toBe(OPENED_MS + 30_000);
    const fewTell = seen(reports.slice(1), 5);
    expect(fewTell.completeFromMs).toBe(OPENED_MS + TIMEOUT_MS);
    const fraction = [...reports, mark('report', 'k', 3, { durationS: 30.000_37 })];
    expect(seen(fraction, 5).completeFromMs).toBe(OPENED_MS + 31_000);
  });

  it('counts no second twice of a call that took longer than it may, as with an earlier timeout', () => {
    const counter = new InFlightCounter(OPENED_MS);
    counter.add(mark('start', 'a', 1, { version: '1' }));
    expect(counter.at(OPENED_MS + 60_000, () => 5_000).means.at(-1)).toBe(0);
    counter.add(mark('report', 'a', 61, { durationS: 60 }));
    const { means } = counter.at(OPENED_MS + 70_000, () => 5_000);
    expect([...means.slice(1, 61)]).toEqual(Array.from({ length: 60 }, () => 1));
    expect([means[0], means[61]]).toEqual([0, 0]);
  });

  it('does not take a call of minutes among many short ones for the usual length', () => {
    const counter = new InFlightCounter(OPENED_MS);
    const lengthsS = Array.from({ length: 4_000 }, (_, call) => (call % 400 === 200 ? 200 : 1));
    const told = lengthsS.map((durationS, call) => {
      counter.add(mark('report', String(call), 300 + call / 40, { durationS }));
      return counter.at(OPENED_MS + 400_000, timeoutOf).callMs ?? 0;
    });
    const settled = told.slice(2_000);
    expect(Math.max(...settled) / Math.min(...settled)).toBeLessThan(1.15);
  });

  it('counts only what is reported if lines are missing, one call length later', () => {
    const marks = [mark('start', 'a', 1), mark('start', 'b', 2), mark('report', 'b', 4, { durationS: 2 })];
    const sampled = seen(marks, 9, (counter) => counter.sample());
    expect(sampled.isSampled).toBe(true);
    expect(sampled.asOfMs).toBe(OPENED_MS + 6_000);
    expect([...sampled.peaks]).toEqual([0, 0, 1, 1, 0, 0]);
  });

  it('waits for lines as long as they usually take', () => {
    const late = Array.from({ length: 100 }, (_, index) => {
      const line = mark('start', String(index), index / 100);
      return { ...line, ingestionMs: line.timestampMs + 8_100 };
    });
    const counter = new InFlightCounter(OPENED_MS);
    for (const each of late) counter.add(each);
    expect(counter.at(OPENED_MS + 20_000, timeoutOf).asOfMs).toBe(OPENED_MS + 11_000);
  });
});
