import { expect, it } from 'vitest';
import { MET_NOW } from '../../../src/capacity/assessment.ts';
import { worstPhrase } from '../../../src/print/fleet/worst-phrase.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { causesOf } from '../../../src/triage/cause/causes-of-all.ts';
import type { Reason } from '../../../src/triage/rules/reason.ts';
import { CANARY, FAILING, USUAL } from '../../triage/sentence/sentence-causes.ts';
import { assessmentOf, poolOf700, reasonOf } from '../../triage/troubled.ts';
import { CALM, calm, snapshotOf } from '../../views/fleet/fleet-story.ts';

const LAG: Reason = { ...reasonOf('iteratorAge'), severity: 'crit', value: 31 * 60_000 };
const LOST: Reason = { ...reasonOf('deadLetterErrors'), severity: 'crit', value: 6 };
const thrown = (severity: Reason['severity']): Reason => ({
  ...reasonOf('throttles'),
  severity,
  value: 0.139,
});

function phraseOf(...reasons: readonly Reason[]): string {
  const [status] = snapshotOf({ functions: [CALM] }).functions;
  return lineText(worstPhrase({ ...status!, steady: null, reasons }));
}

it.each([
  ['a stream far behind, not a trickle of throttles beside it', [LAG, thrown('warn')], /^LAG 31m/],
  ['throttles before what only follows from them', [LAG, thrown('crit')], /^THR 13\.9 %/],
  ['losses before throttles', [thrown('crit'), LOST], /^LOST 6 events/],
])('the worst trouble of a function in one phrase is %s', (_what, reasons, says) => {
  expect(phraseOf(...reasons)).toMatch(says);
});

it('names the pool of a function that a full pool throttles, and then its own trouble', () => {
  const [calm] = snapshotOf({ functions: [CALM] }).functions;
  const errors: Reason = { ...reasonOf('errors'), severity: 'warn', value: 0.031 };
  const status = {
    ...calm!,
    assessment: assessmentOf(poolOf700(700)),
    reasons: [thrown('crit'), errors],
    steady: null,
  };
  const own = causesOf([status], null).find(({ kind }) => kind === 'failing')!;
  expect(lineText(worstPhrase(status, own))).toMatch(
    /^THR 13\.9 % of attempts in 5m, account pool {2}ERR 3\.1 % of calls in 5m$/,
  );
});

it('says that it is the account pool that is full soon, for a function without a limit of its own', () => {
  const [calm] = snapshotOf({ functions: [CALM] }).functions;
  const soon: Reason = { ...reasonOf('eta'), severity: 'warn', value: 12 * 60_000 };
  const status = { ...calm!, assessment: assessmentOf(poolOf700(398)), reasons: [soon], steady: null };
  expect(lineText(worstPhrase(status))).toBe('POOL full in ~12m');
});

it.each([
  { eta: MET_NOW, says: 'POOL full now' },
  { eta: { earlyMs: 0, likelyMs: 0, lateMs: 60_000 }, says: 'POOL full in <1m' },
])('says when the pool is full in words, not in 0 s: $says', ({ eta, says }) => {
  const [calm] = snapshotOf({ functions: [CALM] }).functions;
  const soon: Reason = { ...reasonOf('eta'), value: eta.likelyMs };
  const status = {
    ...calm!,
    assessment: { ...assessmentOf(poolOf700(650)), eta },
    reasons: [soon],
    steady: null,
  };
  expect(lineText(worstPhrase(status))).toBe(says);
});

it('has the usual durations of functions below each other, however often they are called', () => {
  const called = [1, 600, 18_000].map((count) => ({
    ...CALM,
    name: `called-${count}`,
    minute: calm(() => ({ 'Invocations Sum': count })),
  }));
  const phrases = snapshotOf({ functions: called }).functions.map((status) => lineText(worstPhrase(status)));
  expect(phrases).toHaveLength(3);
  expect(new Set(phrases.map((phrase) => phrase.indexOf('  p95 180 ms')))).toEqual(new Set([6]));
});

it.each([
  { rules: ['throttles', 'errors', 'silence'], says: 'denied: metrics' },
  { rules: ['throttles', 'errors', 'deadLetterErrors', 'silence'], says: 'denied: metrics' },
  { rules: ['throttles', 'errors', 'silence', 'use', 'eta'], says: 'denied: metrics and limit' },
] as const)('is the same for all functions where no metric may be read: $says', ({ rules, says }) => {
  const [calm] = snapshotOf({ functions: [CALM] }).functions;
  const unread = { requestsPerSecond: 'denied', errorRate: 'denied', throttleRate: 'denied' } as const;
  const notJudged = rules.map((rule) => ({ rule, because: 'denied' as const }));
  const status = { ...calm!, ...unread, durationP95Ms: 'denied' as const, notJudged };
  expect(lineText(worstPhrase(status))).toBe(says);
});

it('says since when a function that was fine is not called, for its columns have no figure', () => {
  const minute = (age: number) => (age < 4 ? {} : calm()(age));
  const [quiet] = snapshotOf({ functions: [{ ...CALM, minute }] }).functions;
  expect([quiet!.severity, lineText(worstPhrase(quiet!))]).toEqual(['ok', 'no call for 3m']);
});

it('claims no time without calls where the number of calls got no answer', () => {
  const minute = (age: number) => (age < 4 ? {} : calm()(age));
  const [unanswered] = snapshotOf({ functions: [{ ...CALM, minute }] }).functions;
  const notJudged = [{ rule: 'silence', because: 'unread' }] as const;
  expect(lineText(worstPhrase({ ...unanswered!, notJudged }))).toBe('-');
});

it('names the version that fails in no tense, as the moment may be past', () => {
  const [calm] = snapshotOf({ functions: [CALM] }).functions;
  const status = { ...calm!, steady: null, reasons: [{ ...reasonOf('errors'), value: 0.031 }] };
  const cause = { ...FAILING, suspect: { bad: CANARY, good: USUAL } };
  expect(lineText(worstPhrase(status, cause))).toMatch(/^ERR .*, version 42: ERR 26\.0 %$/);
});
