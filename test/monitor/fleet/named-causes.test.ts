import { expect, it } from 'vitest';
import type { FailureEvidence } from '../../../src/monitor/case/failure-probe.ts';
import { namedCauses, withNamedReasons } from '../../../src/monitor/fleet/named-causes.ts';
import { worstPhrase } from '../../../src/print/fleet/worst-phrase.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { sentenceOf } from '../../../src/triage/sentence/cause-sentence.ts';
import { TOLD_IN_UTC } from '../../../src/triage/sentence/time-words.ts';
import { snapshotOf } from '../../views/fleet/fleet-story.ts';
import { scriptedError } from '../scripted-account.ts';

function invoices({ calls = 100, longestMs = 12_600 } = {}) {
  const minute = () => ({ 'Invocations Sum': calls, 'Errors Sum': 1, 'Duration Maximum': longestMs });
  return snapshotOf({ functions: [{ name: 'invoices', timeoutMs: 15_000, minute }] });
}

const READ: FailureEvidence = {
  fromMs: 0,
  toMs: Date.UTC(2026, 10, 24, 3, 12),
  isComplete: true,
  hasLines: true,
  error: null,
  groups: [],
  newest: [],
};

const [fromMs, toMs] = [Date.UTC(2026, 10, 24, 2, 57), Date.UTC(2026, 10, 24, 3, 12)];
const DEATHS: FailureEvidence = {
  ...READ,
  fromMs,
  toMs,
  groups: [
    {
      kind: 'outOfMemory',
      says: rawText('killed'),
      wording: [rawText('killed')],
      count: 14,
      endedCount: 14,
      firstMs: fromMs,
      byMinute: Array.from({ length: 14 }, (_, index) => ({ minuteMs: fromMs + index * 60_000, count: 1 })),
    },
  ],
};

function judgedBy(
  told: FailureEvidence | null,
  { causes, functions } = invoices(),
  awaitedLogs: ReadonlySet<string> = new Set(),
) {
  const failures = new Map(told === null ? [] : [['invoices', told]]);
  const look = { failures, awaitedLogs, versions: new Map(), detail: null };
  const named = namedCauses(causes, functions, look);
  const [status] = withNamedReasons(functions, named, failures);
  const [cause] = named;
  return { cause: cause!, status: status!, phrase: plainLine(worstPhrase(status!, cause)) };
}

it('says that it runs out of memory as soon as its log tells, but how often only once that was read back', () => {
  const { cause, phrase } = judgedBy(DEATHS, invoices(), new Set(['invoices']));
  expect(lineText(sentenceOf(cause, TOLD_IN_UTC.present).says)).toMatch(
    /^running out of memory.*; reading its log$/,
  );
  expect(phrase).toBe('MEM, reading its log');
});

it('is as severe as what its log says, where that is worse than what metrics say', () => {
  const { status, phrase } = judgedBy(DEATHS);
  expect(invoices().functions[0]?.severity).toBe('warn');
  expect([status.severity, status.reasons[0]?.rule, phrase]).toEqual([
    'crit',
    'memory',
    'MEM 14 calls died of it in 15m',
  ]);
});

it('leads with the calls that ran out of memory even if they are few, where they explain a call at its timeout', () => {
  const { cause, status, phrase } = judgedBy(DEATHS, invoices({ calls: 10_000, longestMs: 15_000 }));
  expect(lineText(sentenceOf(cause, TOLD_IN_UTC.present).says)).toMatch(
    /^running out of memory.*: 14 calls died of it/,
  );
  expect([status.severity, status.reasons.map(({ rule, severity }) => [rule, severity]), phrase]).toEqual([
    'crit',
    [
      ['memory', 'crit'],
      ['timeout', 'crit'],
    ],
    'MEM 14 calls died of it in 15m',
  ]);
});

it.each([
  ['has no line', { ...READ, hasLines: false }, ['noLines']],
  ['was not read', null, ['unread']],
  ['could not be read', { ...READ, error: scriptedError('logs:FilterLogEvents', 'throttled') }, ['unread']],
  ['is denied', { ...READ, error: scriptedError('logs:FilterLogEvents', 'denied') }, ['denied']],
  ['has lines', READ, []],
] as const)('says that memory was not judged where its log %s', (_what, told, because) => {
  const { status } = judgedBy(told);
  expect(status.severity).toBe('warn');
  expect(status.notJudged.filter(({ rule }) => rule === 'memory').map((each) => each.because)).toEqual(
    because,
  );
});

it('keeps what its log told while that can no longer be read, until metrics are well beyond it', () => {
  const error = scriptedError('logs:FilterLogEvents', 'throttled');
  const readFor = (minutes: number) => judgedBy({ ...DEATHS, toMs: toMs - minutes * 60_000, error });
  expect(readFor(0)).toMatchObject({ status: { severity: 'crit' }, cause: { kind: 'outOfMemory' } });
  expect(readFor(3)).toMatchObject({ status: { severity: 'crit' }, cause: { kind: 'outOfMemory' } });
  expect(readFor(9)).toMatchObject({ status: { severity: 'warn' }, cause: { kind: 'failing' } });
});

it('says in its row that its log has no line, where metrics alone say what is wrong', () => {
  expect(judgedBy({ ...READ, hasLines: false }).phrase).toMatch(
    /^(?:ERR|TIMEOUT) [\d.]+ %, its log is gone or empty$/,
  );
});
