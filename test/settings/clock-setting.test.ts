import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REAL_TIME } from '../../src/monitor/clock.ts';
import { clockSettingFrom, clockSettingText } from '../../src/settings/clock-setting.ts';

describe('LMON_CLOCK', () => {
  it.each([undefined, ''])('of %j is real time', (text) => {
    expect(clockSettingFrom(text)).toEqual(REAL_TIME);
  });

  it('maps a wall time to an account time, with a speed', () => {
    expect(clockSettingFrom('2026-11-24T03:12:10.000Z@1795490000000x60')).toEqual({
      anchorMs: Date.parse('2026-11-24T03:12:10Z'),
      wallStartMs: 1_795_490_000_000,
      speed: 60,
    });
  });

  it('is read back as it was written', () => {
    const setting = fc.record({
      anchorMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
      wallStartMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
      speed: fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.constantFrom(0.5, 1.5, 0.001, 0.000_000_1)),
    });
    fc.assert(
      fc.property(setting, (each) => {
        expect(clockSettingFrom(clockSettingText(each))).toEqual(each);
      }),
    );
  });

  it.each([
    '2026-11-24T03:12:10Z',
    'soon@1795490000000x1',
    '2026-11-24T03:12:10Z@1795490000000x0',
    '2026-11-24T03:12:10Z@x1',
    '2026-11-24T03:12:10Z@1795490000000x100001',
    `2026-11-24T03:12:10Z@1795490000000x${'9'.repeat(400)}`,
    `2026-11-24T03:12:10Z@${'9'.repeat(400)}x1`,
    '2026-11-24T03:12:10Z@1795490000000x1e-400',
  ])('of "%s" is not a time', (text) => {
    expect(clockSettingFrom(text)).toBeNull();
  });
});
