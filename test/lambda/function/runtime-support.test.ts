import { describe, expect, it } from 'vitest';
import { isRuntimeDeprecated } from '../../../src/lambda/function/runtime-support.ts';

const DAY_MS = 24 * 3_600_000;

describe('a runtime', () => {
  it.each([
    ['python3.9', '2025-12-15'],
    ['ruby3.2', '2026-03-31'],
    ['nodejs20.x', '2026-04-30'],
    ['provided.al2', '2026-07-31'],
    ['python3.10', '2026-10-31'],
    ['dotnet8', '2026-11-10'],
  ])('as %s is deprecated from %s on, not a day earlier', (runtime, day) => {
    const fromMs = Date.parse(day);
    expect(isRuntimeDeprecated(runtime, fromMs - DAY_MS)).toBe(false);
    expect(isRuntimeDeprecated(runtime, fromMs)).toBe(true);
    expect(isRuntimeDeprecated(runtime, null)).toBe(false);
  });

  it.each(['nodejs18.x', 'python3.8', 'java8', 'go1.x', 'provided', 'dotnet6'])(
    'as %s is deprecated at any time',
    (runtime) => {
      expect(isRuntimeDeprecated(runtime, null)).toBe(true);
    },
  );

  it.each(['nodejs22.x', 'nodejs24.x', 'python3.13', 'java21', 'provided.al2023'])(
    'as %s is supported in November 2026',
    (runtime) => {
      expect(isRuntimeDeprecated(runtime, Date.UTC(2026, 10, 28))).toBe(false);
    },
  );
});
