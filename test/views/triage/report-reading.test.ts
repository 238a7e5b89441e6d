import { expect, it } from 'vitest';
import { rawText } from '../../../src/terminal/text.ts';
import { hasReadReport, knownMsOf } from '../../../src/views/triage/report-reading.ts';
import { readingOf } from '../../triage/report/case-file-of.ts';

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

it.each([
  ['the log and the versions were read for it', readingOf(), 'checkout-api', true],
  ['the dashboard of the function was read, but no report', null, 'checkout-api', false],
  ['a report about another function was read', readingOf(), 'cart-api', false],
])('a report is complete or not when %s', (_what, caseReading, name, isWhole) => {
  expect(hasReadReport({ detail: DETAIL, detailToMs: 60_000, caseReading }, name)).toBe(isWhole);
});

it.each([
  ['was judged', 90_000, null, 90_000],
  ['was looked into, after it was judged', 90_000, 100_000, 100_000],
  ['was judged, after the last look', 120_000, 100_000, 120_000],
])('a report dates from when its function %s', (_what, judgedMs, lookedMs, builtMs) => {
  expect(knownMsOf({ judgedMs, lookedMs })).toBe(builtMs);
});
