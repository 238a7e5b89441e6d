import { expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import {
  momentCell,
  momentInWords,
  momentRange,
  momentText,
  sinceWordsOf,
  timeWordsOf,
} from '../../../../src/views/parts/look/time-notation.ts';

const NOW_MS = Date.parse('2026-11-24T03:12:10Z');

it.each([
  ['utc', -14, '02:58Z', '02:58Z', '02:58Z'],
  ['local', -14, '03:58', '03:58', '03:58 '],
  ['ago', -14, '14m ago', '14 min ago', '   14m'],
  ['ago', -133, '2h 13m ago', '2 h 13 min ago', '2h 13m'],
  ['ago', 6, 'in 6m', 'in 6 min', '   0 s'],
] as const)(
  'in %s, %i minutes from now is %s, or "%s" in a sentence',
  (notation, minutes, text, words, cell) => {
    const times = { notation, nowMs: NOW_MS, localOffsetMinutes: 60 };
    expect(momentText(NOW_MS + minutes * MINUTE_MS, times)).toBe(text);
    expect(momentInWords(NOW_MS + minutes * MINUTE_MS, times)).toBe(words);
    expect(momentCell(NOW_MS + minutes * MINUTE_MS, times)).toBe(cell);
  },
);

it.each([
  ['utc', 'since 02:58Z', 'since before 02:58Z', '03:22Z to 03:29Z'],
  ['local', 'since 03:58', 'since before 03:58', '04:22 to 04:29'],
  ['ago', 'for 14 min', 'for more than 14 min', 'in 10 to 17 min'],
] as const)(
  'in %s something ongoing is "%s", or "%s", and a forecast is "%s"',
  (notation, since, before, range) => {
    const times = { notation, nowMs: NOW_MS, localOffsetMinutes: 60 };
    const sinceWords = sinceWordsOf(times);
    expect(sinceWords.since(NOW_MS - 14 * MINUTE_MS)).toBe(since);
    expect(sinceWords.sinceBefore(NOW_MS - 14 * MINUTE_MS)).toBe(before);
    expect(momentRange(NOW_MS + 10 * MINUTE_MS, NOW_MS + 17 * MINUTE_MS, times)).toBe(range);
  },
);

it.each([
  ['utc', '03:18Z'],
  ['ago', 'in 6 min'],
] as const)('in %s a forecast of a single minute is "%s"', (notation, says) => {
  const times = { notation, nowMs: NOW_MS, localOffsetMinutes: 60 };
  const [early, late] = [NOW_MS + 6 * MINUTE_MS, NOW_MS + 6 * MINUTE_MS + 5_000];
  expect(momentRange(early, late, times)).toBe(says);
});

it.each([
  ['utc', 'since 23 Nov about 23:00Z'],
  ['local', 'since 24 Nov about 00:00'],
  ['ago', 'for about 4 h 12 min'],
] as const)('in %s something known only to the hour is "%s"', (notation, since) => {
  const times = { notation, nowMs: NOW_MS, localOffsetMinutes: 60 };
  expect(sinceWordsOf(times).sinceAbout(Date.parse('2026-11-23T23:00:00Z'))).toBe(since);
});

it.each([
  { case: 'AWS answers', silentMinutes: 1, since: 'for 15 min', tense: 'present' },
  { case: 'AWS is silent', silentMinutes: 30, since: 'for 14 min', tense: 'past' },
] as const)('counts how long trouble was seen to last where $case', ({ silentMinutes, since, tense }) => {
  const timeWords = timeWordsOf({
    snapshot: { connection: { state: 'live', lastGoodPollMs: NOW_MS, error: null }, judgedMs: NOW_MS },
    look: { times: 'ago' },
    nowMs: NOW_MS + silentMinutes * MINUTE_MS,
    whereabouts: { localOffsetMinutes: 60 },
  });
  expect([timeWords.since(NOW_MS - 14 * MINUTE_MS).toString(), timeWords.tense]).toEqual([since, tense]);
});
