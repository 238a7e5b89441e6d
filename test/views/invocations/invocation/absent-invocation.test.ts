import { expect, it } from 'vitest';
import { awaitedWords } from '../../../../src/views/invocations/invocation/absent-invocation.tsx';
import { NOW_MS } from '../../fleet/fleet-story.ts';

it('says which lines an invocation without a row waits for, and why', () => {
  const span = { sinceMs: NOW_MS - 90_000, untilMs: NOW_MS };
  const says = (notation: 'utc' | 'local') =>
    awaitedWords(span, { notation, nowMs: NOW_MS, localOffsetMinutes: 60 });
  expect(says('utc')).toMatch(
    /^waiting for AWS to send all lines from 03:1\d:\d\dZ to 03:1\d:\d\dZ: the log on screen holds only a part of /,
  );
  expect(says('local')).toMatch(/ from 04:1\d:\d\d to 04:1\d:\d\d: /);
});
