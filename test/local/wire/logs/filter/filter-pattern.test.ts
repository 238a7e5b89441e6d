import { describe, expect, it } from 'vitest';
import { filterMatcher } from '../../../../../src/local/wire/logs/filter/filter-pattern.ts';

/** Time that doubles with each letter would never end. */
const LENGTH = 10_000;

const TEXT = 'ERROR payment 4711 failed: timed out after 3.00 seconds';
const JSON_LINE = JSON.stringify({
  level: 'ERROR',
  message: 'Charge failed',
  durationMs: 3_000,
  retried: true,
  cause: null,
  order: { id: 'o-17', items: [{ sku: 'A1' }] },
});

describe('a filter pattern of terms', () => {
  it.each([
    ['', true],
    ['ERROR refund', false],
    ['"timed  out"', false],
    ['-payment', false],
    ['?refund ?cancel', false],
    ['ERROR ?refund', true],
    ['%\\d{4} failed%', true],
    ['%^failed%', false],
    ['?"REPORT RequestId" ?"timed out"', true],
  ])('%s matches the line: %s', (pattern, expected) => {
    expect(filterMatcher(pattern)?.(TEXT)).toBe(expected);
  });
});

describe('a filter pattern with backtracking in a long line', () => {
  const LONG = `${'a'.repeat(LENGTH)}b`;
  it.each([
    ['%(a+)+$%', LONG],
    ['[..., last = *a*a*a*a*a*a*a*a*c]', LONG],
    ['{ $.m = "*a*a*a*a*a*a*a*a*c" }', JSON.stringify({ m: LONG })],
  ])('%s is evaluated quickly', (pattern, message) => {
    expect(filterMatcher(pattern)?.(message)).toBe(false);
  });
});

describe('a filter pattern for fields between spaces', () => {
  const REPORT = 'REPORT RequestId: 8d41 Duration: 80.30 ms Status: timeout';
  const REQUEST = '127.0.0.1 [24/Nov/2026:03:12:10 +0000] "GET /a, b" 404 1534';

  it.each([
    [REPORT, '[a, b, c, d, e, f, g, h]', true],
    [REPORT, '[a, b]', false],
    [REPORT, '[label = "REPORT", name = "RequestId:", id, ...]', true],
    [REPORT, '[..., status = timeout]', true],
    [REPORT, '[a = REPORT, ..., status != timeout]', false],
    [REPORT, '[a, b, c, d, duration > 80, ...]', true],
    [REPORT, '[a, b, c, d, duration > 80.3, ...]', false],
    [REPORT, '[a, b, c, d > 1, ...]', false],
    [REPORT, '[a = REP*, ...]', true],
    [REPORT, '[a = %^RE.{2}RT$%, ...]', true],
    [REQUEST, '[ip, time, request, status = 4*, bytes]', true],
    [REQUEST, '[ip, time, request = "GET /a, b", ...]', true],
    [REQUEST, '[ip, time = *2026*, ...]', true],
    ['', '[...]', true],
    ['', '[a]', false],
  ])('of %s: %s: %s', (message, pattern, expected) => {
    expect(filterMatcher(pattern)?.(message)).toBe(expected);
  });
});

describe('a filter pattern for JSON', () => {
  it.each([
    ['{ $.level = "ERROR" }', true],
    ['{ $.level != "ERROR" }', false],
    ['{ $.missing != "ERROR" }', false],
    ['{ $.level = "ERR*" }', true],
    ['{ $.level = "*" && $.message = "Charge*" }', true],
    ['{ $.level = %^ERR% }', true],
    ['{ $.durationMs >= 3000 }', true],
    ['{ $.durationMs < 3e3 || $.durationMs = 3000 }', true],
    ['{ $.order.id = "o-17" }', true],
    ['{ $.order.items[0].sku = "A1" }', true],
    ['{ $.cause IS NULL }', true],
    ['{ $.retried IS TRUE }', true],
    ['{ $.missing NOT EXISTS }', true],
    ['{ ($.level = "WARN" || $.level = "ERROR") && $.durationMs > 1000 }', true],
    ['{ $.level = "WARN" || $.level = "ERROR" && $.durationMs > 9000 }', false],
  ])('%s matches the line: %s', (pattern, expected) => {
    expect(filterMatcher(pattern)?.(JSON_LINE)).toBe(expected);
  });

  it.each(['plain text', '{ broken', '[1]', ''])('never matches %j', (message) => {
    expect(filterMatcher('{ $.level NOT EXISTS }')?.(message)).toBe(false);
  });
});

describe('an unreadable filter pattern', () => {
  it.each([
    '[a, b',
    '[a, , b]',
    '[..., a, ...]',
    '[a = ]',
    '[a > x]',
    '[a = 1 2]',
    '[]',
    '{',
    '{ }',
    '{ $.a }',
    '{ $.a = }',
    '{ $.a = "x" && }',
    '{ $.a = "x" } trailing',
    '{ ($.a = "x" }',
    '{ $.a > "x" }',
    '{ a = "x" }',
    'un-quoted',
    '"open',
    '%[%',
  ])('is %s', (pattern) => {
    expect(filterMatcher(pattern)).toBeNull();
  });
});
