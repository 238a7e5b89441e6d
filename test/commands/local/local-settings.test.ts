import { describe, expect, it } from 'vitest';
import { localSettings } from '../../../src/commands/local/local-settings.ts';

const WALL_MS = Date.parse('2026-11-24T03:12:10Z');

describe('the settings of the local AWS', () => {
  it('default to a demo with quotas that starts now, in real time, on any port', () => {
    expect(localSettings({}, WALL_MS)).toEqual({
      seed: 1,
      port: null,
      clock: { anchorMs: WALL_MS, wallStartMs: WALL_MS, speed: 1 },
      cast: 'demo',
      quotas: true,
    });
  });

  it('are what its flags say', () => {
    const flags = {
      seed: '42',
      port: '4566',
      speed: '2.5',
      now: '2026-01-02T03:04:05Z',
      empty: true,
      'no-quotas': true,
    } as const;
    expect(localSettings(flags, WALL_MS)).toEqual({
      seed: 42,
      port: 4_566,
      clock: { anchorMs: Date.parse('2026-01-02T03:04:05Z'), wallStartMs: WALL_MS, speed: 2.5 },
      cast: 'empty',
      quotas: false,
    });
  });

  it.each([
    ['15m', WALL_MS - 15 * 60_000],
    ['02:40', Date.parse('2026-11-24T02:40:00Z')],
    ['2026-11-23T09:00:00', Date.parse('2026-11-23T09:00:00Z')],
  ])('accept times like the rest of lmon: %s', (now, anchorMs) => {
    expect(localSettings({ now }, WALL_MS)).toMatchObject({ clock: { anchorMs } });
  });

  it.each(['noon', ''])('reject an invalid time: "%s"', (now) => {
    expect(localSettings({ now }, WALL_MS)).toEqual({
      complaint: `--now ${now} is not a time: 15m, 02:40 or 2026-11-24T03:12:10Z`,
    });
  });

  it('can name another account', () => {
    expect(localSettings({ cast: 'limits' }, WALL_MS)).toMatchObject({ cast: 'limits' });
  });

  it.each([
    [{ seed: '-1' }, '--seed'],
    [{ seed: '1e3' }, '--seed'],
    [{ port: '65536' }, '--port'],
    [{ port: 'http' }, '--port'],
    [{ speed: '0' }, '--speed'],
    [{ speed: '-1' }, '--speed'],
    [{ speed: 'fast' }, '--speed'],
    [{ speed: '10001' }, '--speed'],
    [{ speed: 'Infinity' }, '--speed'],
    [{ cast: 'demo', empty: true as const }, '--cast'],
    [{ cast: 'nobody' }, '--cast'],
    [{ cast: 'toString' }, '--cast'],
  ])('are reported if they make no sense: %j', (flags, flag) => {
    expect(localSettings(flags, WALL_MS)).toEqual({ complaint: expect.stringContaining(`${flag} takes`) });
  });
});
