import { expect } from 'vitest';

const KEYS: Readonly<Record<string, (result: number, value: number) => number>> = {
  '/': (result, value) => result / value,
  x: (result, value) => result * value,
  '+': (result, value) => result + value,
  '-': (result, value) => result - value,
};

/** The result of `2,500 / 60 s x 4.640 s` on a pocket calculator. */
function reckoned(working: string): number {
  const words = working
    .replaceAll(',', '')
    .replaceAll(/ s\b| shards| reserved/g, '')
    .trim();
  const [first, ...rest] = words.split(/ ([/x+-]) /);
  let result = Number(first);
  for (let place = 0; place < rest.length; place += 2) {
    const value = Number(rest[place + 1]);
    result = KEYS[rest[place] ?? '']?.(result, value) ?? Number.NaN;
  }
  return result;
}

/** Recalculates each line such as `says   600 / 60 s x 0.1000 s = ~1.0`, and returns the number of such lines. */
export function expectReckoned(lines: readonly string[]): number {
  const steps = lines.flatMap((line) => {
    const [, working, result] = /^.{15}(.*\d.*[/x+-].*?) *= +~?([\d,.]+)$/.exec(line) ?? [];
    return working === undefined ? [] : [{ working, result: result!.replaceAll(',', '') }];
  });
  for (const { working, result } of steps) {
    const decimals = result.split('.')[1]?.length ?? 0;
    // Correct to the last displayed digit, plus the rounding of operands that are displayed with four digits.
    const value = reckoned(working);
    const lastDigit = 10 ** -decimals;
    expect(Math.abs(value - Number(result)), working).toBeLessThanOrEqual(lastDigit / 2 + value * 0.0006);
  }
  return steps.length;
}
