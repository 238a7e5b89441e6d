import { expect, it } from 'vitest';
import type { FunctionMinute } from '../../../src/triage/minute/function-minute.ts';
import { onceFor } from '../../../src/triage/minute/once-for.ts';

it('an answer about the same minutes is worked out once, even if it is no', () => {
  const asked: (readonly FunctionMinute[])[] = [];
  const isAny = onceFor((minutes) => {
    asked.push(minutes);
    return minutes.length > 0;
  });
  const none: readonly FunctionMinute[] = [];
  expect([isAny(none), isAny(none)]).toEqual([false, false]);
  expect(asked).toEqual([none]);
  isAny([]);
  expect(asked).toHaveLength(2);
});
