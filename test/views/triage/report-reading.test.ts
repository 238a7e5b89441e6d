import { expect, it } from 'vitest';
import { rawText } from '../../../src/terminal/text.ts';
import { hasReadReport, knownMsOf } from '../../../src/views/triage/report-reading.ts';
import { readingOf } from '../../triage/report/case-file-of.ts';
import { CALM, snapshotOf } from '../fleet/fleet-story.ts';

const UNREAD = { known: false, because: 'unread' } as const;
const DETAIL = {
  functionName: rawText('checkout-api'),
  isRead: true,
  described: UNREAD,
  aliases: UNREAD,
  provisioned: UNREAD,
  asyncDelivery: UNREAD,
  alarms: UNREAD,
  sample: null,
  reportsError: null,
  lastLines: null,
  deadLetters: null,
  versions: null,
  day: null,
};

const REPORT = { ...readingOf(), logErrors: [] };
const CALLED = snapshotOf({ functions: [{ ...CALM, name: DETAIL.functionName }] }).functions;
const LOOKED = { detail: DETAIL, detailToMs: 60_000, awaitedLogs: new Set<string>(), functions: [] };

it.each([
  ['the log and the versions were read for it', REPORT, 'checkout-api', true],
  ['the dashboard of the function was read, but no report', null, 'checkout-api', false],
  ['a report about another function was read', REPORT, 'cart-api', false],
])('a report is complete or not when %s', (_what, caseReading, name, isWhole) => {
  expect(hasReadReport({ ...LOOKED, caseReading }, name)).toBe(isWhole);
});

it.each([
  ['was not called, and has been read', {}, true],
  ['was not called, and whose log is being read', { awaitedLogs: new Set(['checkout-api']) }, false],
  ['was not called, and whose facts are being read', { detail: { ...DETAIL, isRead: false } }, false],
  ['was called, and is being read', { functions: CALLED }, false],
])('a report is complete or not on a function that %s', (_what, more, isWhole) => {
  const looked = { ...LOOKED, detailToMs: null, caseReading: REPORT, ...more };
  expect(hasReadReport(looked, 'checkout-api')).toBe(isWhole);
});

it.each([
  ['was judged', 90_000, null, 90_000],
  ['was looked into, after it was judged', 90_000, 100_000, 100_000],
  ['was judged, after the last look', 120_000, 100_000, 120_000],
])('a report dates from when its function %s', (_what, judgedMs, lookedMs, builtMs) => {
  expect(knownMsOf({ judgedMs, lookedMs })).toBe(builtMs);
});
