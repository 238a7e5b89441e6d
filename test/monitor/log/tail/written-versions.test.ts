import { expect, it } from 'vitest';
import { createWrittenVersions } from '../../../../src/monitor/log/tail/written-versions.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { logEvent } from '../scripted-log.ts';

const ID = '0f34e13f9411b782a32b1eefce0a1128';
const SHARED = { group: rawText('/shop/shared'), functionName: null };

const marksOf = (streams: readonly string[]) => {
  const versions = createWrittenVersions();
  for (const [index, stream] of streams.entries()) {
    const event = { ...logEvent(`${index}`, index), logStream: rawText(`2026/11/28/${stream}`) };
    versions.add([{ type: 'event', event, lateMs: null }], SHARED);
  }
  return versions.marks;
};

it.each([
  { logs: 'two versions', streams: [`[7]${ID}`, `[$LATEST]${ID}`, `[7]${ID}`], marks: ['[7]', '[$LATEST]'] },
  { logs: 'one version', streams: [`[7]${ID}`, `[7]${ID}`], marks: [] },
  { logs: 'two functions of one version each', streams: [`a[7]${ID}`, `b[8]${ID}`], marks: [] },
  {
    logs: 'two functions, one of two versions',
    streams: [`a[7]${ID}`, `b[8]${ID}`, `a[9]${ID}`],
    marks: ['[7]', '[9]'],
  },
  { logs: 'streams that Lambda did not name', streams: ['plain', 'other'], marks: [] },
])('of a log of $logs, the versions told are $marks', ({ streams, marks }) => {
  expect([...marksOf(streams)]).toEqual(marks);
});

const SOME = 30_000;

it.each([
  { logs: 'one function', streamAt: (place: number) => `[${place}]${ID}` },
  { logs: 'many functions', streamAt: (place: number) => `f${place >> 1}[${place}]${ID}` },
])('the marks of $logs are bounded: anyone may make streams', ({ streamAt }) => {
  expect(marksOf(Array.from({ length: SOME }, (_, place) => streamAt(place))).size).toBe(10_000);
});

it('the versions told are the same set until another one writes', () => {
  const versions = createWrittenVersions();
  const write = (version: number) => {
    const event = { ...logEvent('a', 0), logStream: rawText(`2026/11/28/[${version}]${ID}`) };
    versions.add([{ type: 'event', event, lateMs: null }], SHARED);
    return versions.marks;
  };
  const [, two, again, three] = [1, 2, 1, 3].map(write);
  expect(again).toBe(two);
  expect(three).not.toBe(two);
  expect(two?.size).toBe(2);
});
