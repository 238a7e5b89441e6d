import { expect, it } from 'vitest';
import type { LiveState } from '../../../src/monitor/log/live/live-sessions.ts';
import { openedLog } from '../../../src/monitor/log/tail/followed-log.ts';
import type { TailStatus } from '../../../src/monitor/log/tail/tail-status.ts';
import { NO_CREDENTIALS } from '../../../src/monitor/source-error.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { logOfFleetState, tailOnlyState } from '../../../src/views/log/tail-header-state.ts';

const NOW_MS = Date.parse('2026-11-24T03:12:00Z');
const READ = {
  status: 'live',
  error: null,
  live: null,
  follow: true,
  floodKeeps: null,
  reachedMs: NOW_MS,
  readingBackToMs: null,
  linesRead: 0,
  logs: [],
} as const;

it.each<[TailStatus, LiveState | null, string, string]>([
  ['live', null, 'LIVE', 'good'],
  ['live', 'opening', 'LIVE polled', 'good'],
  ['live', 'streaming', 'LIVE TAIL $0.60/h', 'good'],
  ['live', 'sampled', 'SAMPLED $0.60/h', 'warn'],
  ['live', 'polling', 'POLLED no stream', 'warn'],
  ['starting', 'streaming', 'starting', 'dim'],
])('the header of a log that is %s, with Live Tail %s, says %s', (status, live, words, tone) => {
  const state = tailOnlyState({ ...READ, status, live }, NOW_MS);
  expect(`${state.word} ${state.note}`.trim()).toBe(words);
  expect(state.tone).toBe(tone);
});

it.each([
  { what: 'have expired', name: 'ExpiredTokenException', words: 'STALE expired' },
  { what: 'are missing', name: NO_CREDENTIALS, words: 'STALE no credentials' },
])('the header of a log whose credentials $what says $words', ({ name, words }) => {
  const error = { name: rawText(name), message: rawText(''), sinceMs: NOW_MS };
  const state = tailOnlyState({ ...READ, status: 'expired', error }, NOW_MS);
  expect(`${state.word} ${state.note}`).toBe(words);
});

it.each<[TailStatus, LiveState, string]>([
  ['expired', 'streaming', 'credentials expired LIVE TAIL $0.60/h'],
  ['denied', 'sampled', 'polling: denied SAMPLED $0.60/h'],
  ['unanswered', 'streaming', 'polling: no answer yet LIVE TAIL $0.60/h'],
])('lines that stream while polling is %s are live, with what is wrong beside it', (status, live, words) => {
  const { word, note, tone, trouble } = tailOnlyState({ ...READ, status, live }, NOW_MS);
  expect([trouble?.kind, word, note].join(' ')).toBe(words);
  expect(tone).toBe('warn');
});

it('a log that has lines, but not yet all up to now, is being read', () => {
  expect(tailOnlyState({ ...READ, status: 'starting', linesRead: 98_669 }, NOW_MS).word).toBe('reading');
});

it('a past log whose earlier lines are still being read has not ended', () => {
  const past = { ...READ, status: 'ended', follow: false } as const;
  expect(tailOnlyState(past, NOW_MS).word).toBe('ended');
  expect(tailOnlyState({ ...past, readingBackToMs: NOW_MS - 240_000 }, NOW_MS).word).toBe('reading');
});

it.each([
  { secondsAgo: 45, words: 'LIVE', tone: 'good' },
  { secondsAgo: 240, words: 'BEHIND 4m', tone: 'warn' },
])('a followed log that was read up to $secondsAgo s ago is $words', ({ secondsAgo, words, tone }) => {
  const state = tailOnlyState({ ...READ, reachedMs: NOW_MS - secondsAgo * 1_000 }, NOW_MS);
  expect(`${state.word} ${state.note}`.trim()).toBe(words);
  expect(state.tone).toBe(tone);
});

it('of a hundred logs, those that are behind are counted', () => {
  const logs = Array.from({ length: 100 }, (_, index) => ({
    ...openedLog({ group: rawText(`/load/${index}`), writers: [] }, NOW_MS - 400_000),
    status: 'live' as const,
    reachedMs: NOW_MS,
    ...(index === 7 ? { readThroughMs: null, reachedMs: NOW_MS - 240_000 } : { readThroughMs: NOW_MS }),
  }));
  const state = tailOnlyState({ ...READ, reachedMs: NOW_MS - 240_000, logs }, NOW_MS);
  expect(`${state.word} ${state.note}`).toBe('BEHIND 4m, 1 of 100 logs');
});

it.each([
  { what: 'a flood has a word of its own', more: { floodKeeps: 'story' }, word: 'LIVE' },
  { what: 'trouble says why', more: { status: 'busy' }, word: 'TROUBLE' },
  { what: 'a log that is just starting is not behind', more: { reachedMs: null }, word: 'LIVE' },
  { what: 'a log that is not followed is not behind', more: { follow: false }, word: 'LIVE' },
] as const)('for a log that was read minutes ago, $what', ({ more, word }) => {
  expect(tailOnlyState({ ...READ, reachedMs: NOW_MS - 240_000, ...more }, NOW_MS).word).toBe(word);
});

it('a log among others whose first reading is not a minute behind is behind', () => {
  const logs = Array.from({ length: 3 }, (_, index) => ({
    ...openedLog({ group: rawText(`/load/${index}`), writers: [] }, NOW_MS - 100_000),
    status: 'live' as const,
    reachedMs: index === 1 ? NOW_MS - 35_000 : NOW_MS,
    readThroughMs: index === 1 ? null : NOW_MS,
  }));
  const state = tailOnlyState({ ...READ, reachedMs: NOW_MS - 35_000, logs }, NOW_MS);
  expect(`${state.word} ${state.note}`).toBe('1 of 3 logs behind');
});

const LIVE_FLEET = { word: safe`LIVE`, tone: 'good', note: safe`to 03:10Z` } as const;
const STALE_FLEET = { word: safe`STALE`, tone: 'warn', note: safe`to 03:05Z` } as const;

it.each([
  { what: 'that is live', fleet: LIVE_FLEET, secondsAgo: 45, words: 'LIVE to 03:10Z' },
  { what: 'that is live', fleet: LIVE_FLEET, secondsAgo: 240, words: 'BEHIND 4m' },
  { what: 'that is stale', fleet: STALE_FLEET, secondsAgo: 240, words: 'STALE to 03:05Z' },
])('a log of a fleet $what, read up to $secondsAgo s ago, shows $words', ({ fleet, secondsAgo, words }) => {
  const condition = { ...READ, reachedMs: NOW_MS - secondsAgo * 1_000 };
  const { word, note } = logOfFleetState(fleet, condition, NOW_MS);
  expect(`${word} ${note}`).toBe(words);
});

it('a log that is read for the first time is as far behind as its reading', () => {
  const condition = { ...READ, status: 'starting', reachedMs: NOW_MS - 70_000 } as const;
  expect(logOfFleetState(LIVE_FLEET, condition, NOW_MS)).toMatchObject({ word: 'BEHIND', note: '1m' });
  expect(tailOnlyState(condition, NOW_MS)).toMatchObject({ word: 'BEHIND', note: '1m' });
});

it.each([
  { what: 'before its first page is read', reachedMs: null },
  { what: 'a few seconds behind', reachedMs: NOW_MS - 9_000 },
])('a log with lines that is read for the first time, $what, is not yet live', ({ reachedMs }) => {
  const condition = { ...READ, status: 'starting', linesRead: 153, reachedMs } as const;
  expect(logOfFleetState(LIVE_FLEET, condition, NOW_MS)).toMatchObject({ word: 'reading', tone: 'dim' });
});

it.each<[TailStatus, string]>([
  ['unanswered', 'TROUBLE no answer yet'],
  ['expired', 'STALE expired'],
  ['denied', 'TROUBLE denied'],
  ['ended', 'LIVE to 03:10Z'],
])('a log that is %s, of a fleet that was last asked before that, shows %s', (status, words) => {
  const { word, note } = logOfFleetState(LIVE_FLEET, { ...READ, status }, NOW_MS);
  expect(`${word} ${note}`).toBe(words);
});
