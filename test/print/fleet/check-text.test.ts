import { expect, it } from 'vitest';
import { checkText } from '../../../src/print/fleet/check-text.ts';
import type { Tense } from '../../../src/terminal/tense.ts';
import { NO_CAUSES } from '../../../src/triage/cause/causes-of-one.ts';
import { CALM, calm, type FunctionStory, snapshotOf, THROTTLED } from '../../views/fleet/fleet-story.ts';

const LOOKUP: FunctionStory = { ...CALM, name: 'geo-lookup' };
const RESIZE: FunctionStory = {
  name: 'image-resize',
  minute: calm((age) => ({ 'Duration Sum': Math.max(60, 400 - age * 20) * 60_000 })),
};
const SHARES_IT = /\[account pool, \d+ %, <?[\d.]+ % by it\]$/;

function checked(
  functions: readonly FunctionStory[],
  pool?: (age: number) => number,
  tense: Tense = 'present',
) {
  const snapshot = snapshotOf({ functions, ...(pool === undefined ? {} : { pool }) });
  return checkText(
    snapshot.functions.map((status) => ({ status, causes: NO_CAUSES })),
    tense,
  );
}

it('says only once when the pool is full, for the function that fills it', () => {
  const lines = checked([THROTTLED, LOOKUP, RESIZE, CALM], (age) => Math.max(70, 410 - age * 20));
  const ofPool = lines.filter((line) => line.includes('account pool'));
  expect(ofPool).toHaveLength(3);
  for (const line of ofPool) {
    expect(line).toMatch(
      line.includes('image-resize') ? /\[account pool \d+ of \d+, \d+ %, met in .+\]$/ : SHARES_IT,
    );
  }
});

it('shows of a full pool what an admitted function has of it, too', () => {
  const turnedAway: FunctionStory = { ...LOOKUP, minute: calm(() => ({ 'Throttles Sum': 90 })) };
  const others: FunctionStory = { ...turnedAway, name: 'search' };
  const lines = checked([turnedAway, others, CALM], () => 765);
  expect(lines.find((line) => line.includes('geo-lookup'))).toMatch(/\[account pool 765 of 765, 100 %/);
  expect(lines.find((line) => line.includes('search'))).toMatch(/\[account pool, 100 %\]$/);
  expect(lines.find((line) => line.includes(CALM.name))).toMatch(SHARES_IT);
});

it.each([
  ['got no answer', 'unread', /THR .+; errors are not judged: not read/],
  ['are denied', 'denied', /THR .+; errors are not judged: metrics denied/],
] as const)('says beside what hurts that errors %s', (_why, because, says) => {
  const [status] = snapshotOf({ functions: [THROTTLED] }).functions;
  const unjudged = { ...status!, notJudged: [{ rule: 'errors', because }] as const };
  expect(checkText([{ status: unjudged, causes: NO_CAUSES }], 'present')[0]).toMatch(says);
});

const DENIED = { rule: 'throttles', because: 'denied' } as const;
const UNANSWERED = { rule: 'errors', because: 'unread' } as const;

it.each([
  {
    beside: 'what hurts',
    story: THROTTLED,
    says: /THR .+; throttles are not judged: metrics denied; errors are not judged: not read/,
  },
  { beside: 'what is denied', story: CALM, says: /denied: THR; errors are not judged: not read {2}\[/ },
])('says beside $beside which other metric got no answer', ({ story, says }) => {
  const [status] = snapshotOf({ functions: [story] }).functions;
  const unjudged = { ...status!, notJudged: [DENIED, UNANSWERED] };
  expect(checkText([{ status: unjudged, causes: NO_CAUSES }], 'present')[0]).toMatch(says);
});

it('shows it for the first function if none fills the pool', () => {
  const [first, ...others] = checked([LOOKUP, CALM]);
  expect(first).toMatch(/\[account pool \d+ of \d+, \d+ %\]$/);
  for (const line of others) expect(line).toMatch(SHARES_IT);
});

it('tells of a past moment when the pool was to be full', () => {
  const lines = checked([LOOKUP, RESIZE], (age) => Math.max(70, 410 - age * 20), 'past');
  expect(lines.find((line) => line.includes('image-resize'))).toMatch(/\d %, to be met in .+\]$/);
});
