import { expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { rawText } from '../../../src/terminal/text.ts';
import type { RungAlarm } from '../../../src/triage/timeline/alarm-events.ts';
import { INITIAL_FLEET } from '../../../src/views/fleet/fleet-state.ts';
import { SIZES } from '../every-look.ts';
import { fleetOnScreen, LOOK, rowWith } from './fleet-on-screen.ts';
import { CALM, type FunctionStory, NOW_MS, snapshotOf, THROTTLED } from './fleet-story.ts';

const METRICS = ['Errors Sum', 'Throttles Sum', 'Duration Sum', 'Duration p95', 'Duration Maximum'] as const;
const UNJUDGED = { ...CALM, denied: METRICS };
const RINGING: RungAlarm = {
  name: rawText('user-profile-errors'),
  metric: rawText('Errors'),
  functionName: rawText('user-profile'),
  sinceMs: NOW_MS - 600_000,
  quietMs: null,
};

function screenOf(
  alarms: readonly RungAlarm[],
  functions: readonly FunctionStory[] = [UNJUDGED],
  size = { columns: 120, rows: 40 },
) {
  const snapshot = snapshotOf({ functions, snapshot: { alarms } });
  return fleetOnScreen({ ...size, snapshot, state: { ...INITIAL_FLEET, selected: 'user-profile' } });
}

it.each(SIZES)(
  'an alarm on a function that lmon may not judge is among what needs you, at $columns x $rows',
  (size) => {
    const row = rowWith(screenOf([RINGING], [UNJUDGED], size), ' ▲ user-profile ');
    expect(row).toMatch(
      size.columns < 80
        ? / alarm user-profile-errors ringing$/
        : / alarm user-profile-errors ringing on Errors since 03:02Z$/,
    );
  },
);

it.each([
  { alarms: [{ ...RINGING, quietMs: NOW_MS }], what: 'that is quiet again' },
  { alarms: [{ ...RINGING, functionName: rawText('gone') }], what: 'on a function that is not listed' },
  { alarms: [{ ...RINGING, functionName: null }], what: 'on no function' },
])('an alarm $what is not', ({ alarms }) => {
  expect(screenOf(alarms).join('\n')).not.toContain(' rings ');
});

it.each([
  { others: ['other'], says: '1 more rings' },
  { others: ['other', 'third'], says: '2 more ring' },
])('further alarms are counted: $says', ({ others, says }) => {
  const further = others.map((name) => ({ ...RINGING, name: rawText(name) }));
  const row = rowWith(screenOf([RINGING, ...further]), ' ▲ user-profile ');
  expect(row).toMatch(new RegExp(` since 03:02Z; ${says}$`));
});

it('an alarm is only known to have rung until the last answer while AWS is silent', () => {
  const snapshot = snapshotOf({ functions: [UNJUDGED], snapshot: { alarms: [RINGING] } });
  const silent = { nowMs: NOW_MS + 30 * MINUTE_MS, look: { ...LOOK, times: 'ago' } } as const;
  const rows = fleetOnScreen({ snapshot, state: { ...INITIAL_FLEET, selected: 'user-profile' }, ...silent });
  expect(rowWith(rows, ' ▲ user-profile ')).toMatch(/ ringing on Errors for 10 min$/);
  expect(rowWith(rows, ' alarm   ')).toMatch(/ ringing on Errors for 10 min$/);
});

it('an alarm stands in WHY of its function, judged or not, at 120 columns', () => {
  expect(rowWith(screenOf([RINGING]), ' alarm   ')).toMatch(
    / user-profile-errors ringing on Errors since 03:02Z$/,
  );
  const judged = screenOf([RINGING], [CALM]);
  expect(rowWith(judged, ' alarm   ')).toMatch(/ user-profile-errors ringing on Errors since 03:02Z$/);
  expect(judged.join('\n')).not.toContain('▲ user-profile');
});

it('an alarm in WHY moves no row below while the cursor moves', () => {
  const snapshot = snapshotOf({
    functions: [UNJUDGED, { ...UNJUDGED, name: 'geo' }],
    snapshot: { alarms: [RINGING] },
  });
  const placeOf = (selected: string) => {
    const rows = fleetOnScreen({ snapshot, state: { ...INITIAL_FLEET, selected } });
    return rows.indexOf(rowWith(rows, 'EVENTS'));
  };
  expect(placeOf('user-profile')).toBe(placeOf('geo'));
});

it('what began and why it hurts takes the rows of WHY before an alarm', () => {
  const alarm = { ...RINGING, functionName: rawText(THROTTLED.name) };
  const snapshot = snapshotOf({ functions: [THROTTLED], snapshot: { alarms: [alarm] } });
  const rows = fleetOnScreen({ columns: 80, rows: 24, snapshot });
  const why = rows.slice(rows.indexOf(rowWith(rows, 'WHY')) + 1);
  expect(why[0]).toMatch(/^ \d\d:\d\dZ /);
});
