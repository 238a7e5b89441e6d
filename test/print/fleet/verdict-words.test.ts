import { expect, it } from 'vitest';
import { verdictSentences } from '../../../src/print/fleet/verdict-words.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { causesOfOne } from '../../../src/triage/cause/causes-of-one.ts';
import { TOLD_IN_UTC } from '../../../src/triage/sentence/time-words.ts';
import { CALM, calm, snapshotOf } from '../../views/fleet/fleet-story.ts';

it.each([
  { since: 'now', throttles: () => 60, says: 'the account pool turns away 9.1 %' },
  {
    since: 'until minutes ago',
    throttles: (age: number) => (age < 4 ? 0 : 60),
    says: /the account pool turned away [\d.]+ %, none in the newest/,
  },
])('the verdict drops other words before the account pool, which throttles calls $since', (account) => {
  const { throttles, says } = account;
  const minute = calm((age) => ({ 'Errors Sum': age < 20 ? 120 : 0, 'Throttles Sum': throttles(age) }));
  const functions = ['cart-api', 'search'].map((name) => ({ ...CALM, name, minute }));
  const snapshot = snapshotOf({ functions, pool: () => 765 });
  const status = snapshot.functions.find(({ name }) => name === 'cart-api')!;
  const sentences = verdictSentences(status, causesOfOne(snapshot.causes, status), TOLD_IN_UTC.present).map(
    lineText,
  );
  const [longest = '', shorter = ''] = sentences;
  expect(longest).toMatch(/^fails .*; the account pool .* of attempts/);
  expect(shorter.length).toBeLessThan(longest.length);
  expect(shorter).toMatch(says);
  expect(sentences.at(-1)).not.toContain('account pool');
});
