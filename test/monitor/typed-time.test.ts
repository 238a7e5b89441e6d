import { afterEach, describe, expect, it, vi } from 'vitest';
import { momentOf } from '../../src/monitor/typed-time.ts';

const NOW = Date.parse('2026-11-24T03:12:10Z');

afterEach(() => vi.unstubAllEnvs());

describe('a time on the command line', () => {
  it.each([
    ['0m', '2026-11-24T03:12:10.000Z'],
    ['90s', '2026-11-24T03:10:40.000Z'],
    ['15m', '2026-11-24T02:57:10.000Z'],
    ['3h', '2026-11-24T00:12:10.000Z'],
    ['2d', '2026-11-22T03:12:10.000Z'],
    ['02:40', '2026-11-24T02:40:00.000Z'],
    ['2:40', '2026-11-24T02:40:00.000Z'],
    ['02:40Z', '2026-11-24T02:40:00.000Z'],
    ['03:12', '2026-11-24T03:12:00.000Z'],
    ['03:13', '2026-11-23T03:13:00.000Z'],
    ['23:59', '2026-11-23T23:59:00.000Z'],
    ['00:00', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24T02:40:00Z', '2026-11-24T02:40:00.000Z'],
    ['2026-11-24T02:40:00.123Z', '2026-11-24T02:40:00.123Z'],
    ['2026-11-24T02:40Z', '2026-11-24T02:40:00.000Z'],
    ['2026-11-24T04:40:00+02:00', '2026-11-24T02:40:00.000Z'],
    ['2026-11-24T02:40:00', '2026-11-24T02:40:00.000Z'],
    ['2026-11-24 02:40', '2026-11-24T02:40:00.000Z'],
    ['2026-11-24', '2026-11-24T00:00:00.000Z'],
  ])('%s means %s, wherever the machine stands', (text, expected) => {
    vi.stubEnv('TZ', 'America/New_York');
    expect(new Date(momentOf(text, NOW) ?? Number.NaN).toISOString()).toBe(expected);
  });

  it('never means a time before all times', () => {
    expect(momentOf('999999d', NOW)).toBe(0);
  });

  it.each([
    '',
    '15',
    '15 m',
    '-15m',
    '1.5h',
    '15w',
    '24:00',
    '02:60',
    '2:4',
    'yesterday',
    '1795490000',
    '2026-13-01',
    '2026-02-30',
    '2026-11-24T25:00:00Z',
    '2026-11-24 or so',
    '2026-11-24T02:40:00Z; rm',
  ])('"%s" means nothing', (text) => {
    expect(momentOf(text, NOW)).toBeNull();
  });
});
