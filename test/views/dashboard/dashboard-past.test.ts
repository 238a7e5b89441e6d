import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { FleetSnapshot } from '../../../src/monitor/fleet/fleet-snapshot.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { LOOK } from '../fleet/fleet-on-screen.ts';
import { CALM, NOW_MS, snapshotOf, THROTTLED } from '../fleet/fleet-story.ts';
import { detailOf, onScreen, PAST, scene } from './dashboard-stories.ts';

describe('the dashboard', () => {
  it.each([
    {
      momentShown: '2026-11-24T03:12:00Z',
      changed: '2026-11-24T02:42:00Z',
      says: /changed +02:42Z, 30m before {2}\$LATEST/,
    },
    {
      momentShown: '2026-11-24T02:00:00Z',
      changed: '2026-11-24T02:42:00Z',
      says: /changed +02:42Z, 42m after/,
    },
    {
      momentShown: '2026-11-20T02:55:00Z',
      changed: '2026-11-24T02:42:00Z',
      says: /changed +24 Nov, 3d 23h after/,
    },
  ])('at $momentShown in the past says of a change at $changed: $says', ({ momentShown, changed, says }) => {
    const snapshot = snapshotOf({
      functions: [CALM],
      snapshot: { connection: PAST, judgedMs: Date.parse(momentShown) },
    });
    const { status } = scene(CALM);
    const configuration = { ...status.configuration, lastModifiedMs: Date.parse(changed) };
    const words = onScreen(CALM, {
      snapshot,
      status: { ...status, configuration },
      nowMs: Date.parse('2026-11-24T22:00:00Z'),
    });
    expect(words).toContain('CONFIG, as of now');
    expect(words).toMatch(says);
    // Beside "as of now", an age would be taken for one of now.
    expect(words).not.toMatch(/changed .* ago/);
  });

  it('in the past names the version beside the change', () => {
    const judgedMs = Date.parse('2026-11-24T02:55:00Z');
    const snapshot = snapshotOf({ functions: [CALM], snapshot: { connection: PAST, judgedMs } });
    const { status } = scene(CALM);
    const lastModifiedMs = Date.parse('2026-10-30T03:12:00Z');
    const shown = (columns: number) => {
      const configuration = { ...status.configuration, lastModifiedMs };
      return onScreen(CALM, { columns, rows: 40, snapshot, status: { ...status, configuration } });
    };
    for (const columns of [120, 100])
      expect(shown(columns)).toMatch(/changed +30 Oct, 24d 23h before {2}\$LATEST$/m);
  });

  it('in the past says that its window ends at that time', () => {
    const past = snapshotOf({ functions: [CALM], snapshot: { connection: PAST } });
    expect(onScreen(CALM, { snapshot: past })).toMatch(/ the hour before /);
    expect(onScreen(CALM)).toMatch(/ last hour /);
  });

  it.each([
    { story: THROTTLED, says: /turned away [\d.]+ % of attempts then, since .*callers got 429/s },
    { story: CALM, says: /nothing hurt: no rule was broken/ },
  ])('in the past tells its verdict in the past tense: $says', ({ story, says }) => {
    const past = snapshotOf({ functions: [story], snapshot: { connection: PAST } });
    expect(onScreen(story, { snapshot: past })).toMatch(says);
  });

  it.each([
    { columns: 120, rows: 40, where: 'below the verdict' },
    { columns: 80, rows: 24, where: 'in a section of its own' },
  ])('lets an alarm $where ring until the last answer while AWS is silent', ({ columns, rows }) => {
    const snapshot = snapshotOf({ functions: [THROTTLED] });
    const alarm = {
      functionName: rawText(THROTTLED.name),
      name: rawText('checkout throttles'),
      metric: rawText('Throttles'),
      sinceMs: NOW_MS - 10 * MINUTE_MS,
    };
    const detail = detailOf(THROTTLED, { alarms: { known: true, value: [alarm] } as const });
    const said = onScreen(THROTTLED, {
      columns,
      rows,
      pane: { at: 'setup', isLarge: false },
      snapshot: { ...snapshot, detail },
      nowMs: NOW_MS + 30 * MINUTE_MS,
      look: { ...LOOK, times: 'ago' },
    });
    expect(said).toContain('checkout throttles ringing on Throttles for 10 min');
  });

  it('tells a stale verdict as of the last answer, not of now', () => {
    const stale = onScreen(THROTTLED, { nowMs: NOW_MS + 10 * MINUTE_MS });
    expect(stale).toMatch(/turned away [\d.]+ % of attempts then, since .*callers got 429/s);
    expect(stale).not.toMatch(/turns away|turned away now/);
  });

  it('in the past says what else is of now, and of which hour its cost is', () => {
    const delivery = { maximumRetries: 1, maximumEventAgeMs: null, failureDestination: null };
    const detail = detailOf(CALM, { asyncDelivery: { known: true as const, value: delivery } });
    const words = (connection: FleetSnapshot['connection']) => {
      const snapshot = snapshotOf({ functions: [CALM], snapshot: { connection } });
      return onScreen(CALM, { rows: 60, snapshot: { ...snapshot, detail } });
    };
    const past = words(PAST);
    expect(past.match(/ASYNCHRONOUS EVENTS.*/g)).toEqual([expect.stringContaining('EVENTS, as of now ─')]);
    expect(past).toMatch(/COST AN HOUR ─+ that hour, at list price/);
    expect(words({ ...PAST, state: 'live' })).toMatch(
      /ASYNCHRONOUS EVENTS ─[\s\S]*COST AN HOUR ─+ last hour, at list price/,
    );
  });

  it('in the past says that alias weights are current ones', () => {
    const past = snapshotOf({ functions: [CALM], snapshot: { connection: PAST } });
    const version = { version: rawText('42'), weight: 1, invocations: 9, errorRate: 0, durationP95Ms: 80 };
    const detail = detailOf(CALM, {
      aliases: { known: true as const, value: [{ name: rawText('live'), versions: [version] }] },
    });
    const shown = (connection: FleetSnapshot['connection']) =>
      onScreen(CALM, { snapshot: { ...past, connection, detail } });
    expect(shown(PAST)).toMatch(/ALIAS live 15m [─ ]+weight now {2}ERR%/);
    expect(shown({ ...PAST, state: 'live' })).toMatch(/ALIAS live 15m [─ ]+weight {3}ERR%/);
  });
});
