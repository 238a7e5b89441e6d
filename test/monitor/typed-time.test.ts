import { afterEach, describe, expect, it, vi } from 'vitest';
import { momentOf } from '../../src/monitor/typed-time.ts';

const NOW = Date.parse('2026-11-24T03:12:10Z');

afterEach(() => vi.unstubAllEnvs());

describe('a time on the command line', () => {
  it.each([
    ['0m', '2026-11-24T03:12:10.000Z'],
    ['1h30m', '2026-11-24T01:42:10.000Z'],
    ['1d2h3m4s', '2026-11-23T01:09:06.000Z'],
    ['02:40', '2026-11-24T02:40:00.000Z'],
    ['03:13', '2026-11-23T03:13:00.000Z'],
    ['02:40:30', '2026-11-24T02:40:30.000Z'],
    ['23:59', '2026-11-23T23:59:00.000Z'],
    ['00:00', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24T02:40Z', '2026-11-24T02:40:00.000Z'],
    ['2026-11-24T04:40:00+02:00', '2026-11-24T02:40:00.000Z'],
    ['2026-11-24 02:40', '2026-11-24T02:40:00.000Z'],
    ['2026-11-24', '2026-11-24T00:00:00.000Z'],
  ])("%s means %s, whatever the machine's time zone", (text, expected) => {
    vi.stubEnv('TZ', 'America/New_York');
    expect(new Date(momentOf(text, NOW) ?? Number.NaN).toISOString()).toBe(expected);
  });

  it('never means a time before the epoch', () => {
    expect(momentOf('999999d', NOW)).toBe(0);
  });

  it.each([
    '',
    '15',
    '-15m',
    '1.5h',
    '15w',
    '1h30',
    '30m1h',
    '24:00',
    '02:40:3',
    '1795490000',
    '2026-02-30',
    '2026-11-24T25:00:00Z',
    '2026-11-24 or so',
    '2026-11-24T02:40:00Z; rm',
  ])('"%s" is not a time', (text) => {
    expect(momentOf(text, NOW)).toBeNull();
  });
});
