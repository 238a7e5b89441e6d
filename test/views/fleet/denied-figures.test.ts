import { describe, expect, it } from 'vitest';
import { SIZES } from '../every-look.ts';
import { fleetOnScreen, rowWith } from './fleet-on-screen.ts';
import { CALM, calm, snapshotOf, THROTTLED } from './fleet-story.ts';

describe('a function whose metrics are all denied except its calls', () => {
  const denied = ['Errors Sum', 'Throttles Sum', 'Duration Sum', 'Duration p95', 'Duration Maximum'] as const;
  const snapshot = snapshotOf({
    functions: [{ ...CALM, minute: () => ({ 'Invocations Sum': 600 }), denied }],
  });

  it('shows `denied` in full in every column that has no number for it', () => {
    const row = rowWith(fleetOnScreen({ snapshot }), 'user-profile');
    expect(row).not.toContain('…');
    expect(row.match(/denied/g)).toHaveLength(5);
  });

  it('is not said to break no rule', () => {
    for (const size of SIZES.filter(({ rows }) => rows >= 24)) {
      const screen = fleetOnScreen({ ...size, snapshot }).join('\n');
      expect(screen).not.toContain('no function errs');
      expect(screen).not.toContain('no rule is broken');
      expect(screen).toMatch(/not judged by THR, ERR, TIMEOUT/);
      expect(screen).not.toContain('…');
    }
  });
});

describe('denied data', () => {
  it('is shown as denied, unlike data without a data point', () => {
    const denied = ['Errors Sum', 'Duration Sum', 'Duration p95'] as const;
    const minute = calm(() => ({}));
    const without = (age: number) =>
      Object.fromEntries(
        Object.entries(minute(age)).filter(([series]) => !denied.some((each) => each === series)),
      );
    const rows = fleetOnScreen({
      snapshot: snapshotOf({ functions: [{ ...CALM, minute: without, denied }], pool: 'denied' }),
    });
    expect(rowWith(rows, 'user-profile').match(/den/g)).toHaveLength(3);
    expect(rowWith(rows, ' claimed')).toContain('denied of  1,000');
    expect(rowWith(rows, ' claimed')).not.toContain('%');
    expect(rowWith(rows, ' unreserved')).toContain('denied of    765');
  });

  it.each([
    { story: { ...CALM, reserved: 200 }, says: /~1\/200 R\? +1 / },
    { story: CALM, says: /~1\/765 A\? +<1/ },
    { story: THROTTLED, says: /~193\/200 R +97/ },
  ])(
    'is at most a faint mark on the limit that binds, until calls are throttled: $says',
    ({ story, says }) => {
      const snapshot = snapshotOf({ functions: [story], mappings: 'denied' });
      expect(fleetOnScreen({ snapshot }).join('\n')).toMatch(says);
    },
  );
});
