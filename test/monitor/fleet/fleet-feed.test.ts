import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { createFleetFeed } from '../../../src/monitor/fleet/fleet-feed.ts';
import type { FleetSnapshot } from '../../../src/monitor/fleet/fleet-snapshot.ts';
import type { FunctionDetail } from '../../../src/monitor/function/detail/function-detail.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { CALM, NOW_MS, snapshotOf } from '../../views/fleet/fleet-story.ts';

const CALM_DETAIL: FunctionDetail = {
  functionName: rawText(CALM.name),
  isRead: true,
  aliases: { known: true, value: [] },
  asyncDelivery: { known: true, value: null },
  alarms: { known: true, value: [] },
  described: { known: false, because: 'unread' },
  sample: null,
  reportsError: null,
  lastLines: null,
  deadLetters: null,
  versions: null,
  provisioned: { known: true, value: [] },
  day: null,
};

/** A monitor whose snapshot the test replaces, minute by minute. */
function watched() {
  const first = snapshotOf({ functions: [CALM], snapshot: { dataToMs: NOW_MS } });
  let newest = first;
  let isHeld = false;
  let isPresentSeen = true;
  const listeners = new Set<() => void>();
  const looked: string[] = [];
  const feed = createFleetFeed(
    {
      getSnapshot: () => newest,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      judgeBy: ({ fewestErrors }) => looked.push(`today by ${fewestErrors}`),
      refresh: () => {},
      attend: (name) => looked.push(`${name} of today`),
      showCloserLook: (isSeen) => {
        isPresentSeen = isSeen;
      },
      stop: () => looked.push('left today'),
    },
    { isHeld: () => isHeld },
    DEFAULT_THRESHOLDS,
    (untilMs, { fewestErrors }) => {
      const snapshot = snapshotOf({ functions: [CALM], snapshot: { dataToMs: untilMs - MINUTE_MS } });
      looked.push(`at ${untilMs}`);
      if (fewestErrors !== DEFAULT_THRESHOLDS.fewestErrors) looked.push(`${untilMs} by ${fewestErrors}`);
      return {
        getSnapshot: () => snapshot,
        subscribe: () => () => {},
        judgeBy: (others) => looked.push(`${untilMs} by ${others.fewestErrors}`),
        refresh: () => {},
        attend: (name) => looked.push(`${name} of ${untilMs}`),
        showCloserLook: () => {},
        stop: () => looked.push(`left ${untilMs}`),
      };
    },
  );
  return {
    feed,
    first,
    looked,
    isPresentSeen: () => isPresentSeen,
    hold: (held: boolean) => {
      isHeld = held;
    },
    minutePasses: (different: Partial<FleetSnapshot> = {}): FleetSnapshot => {
      newest = { ...newest, dataToMs: (newest.dataToMs ?? 0) + MINUTE_MS, ...different };
      for (const listener of listeners) listener();
      return newest;
    },
  };
}

describe('the feed of the fleet', () => {
  it('shows what the monitor publishes', () => {
    const { feed, first, minutePasses } = watched();
    expect(feed.getSnapshot()).toBe(first);
    expect(feed.getSnapshot()).not.toBe(minutePasses());
    expect(feed.getSnapshot()).toEqual(feed.getNewest());
    expect(feed.getSnapshot()).toBe(feed.getSnapshot());
  });

  it('reads no current log for a closer look that nobody sees', () => {
    const { feed, isPresentSeen } = watched();
    feed.lookAt(NOW_MS - 30 * MINUTE_MS);
    expect(isPresentSeen()).toBe(false);
    feed.lookAt(null);
    expect(isPresentSeen()).toBe(true);
  });

  it('stands still while it is frozen, and counts new minutes', () => {
    const { feed, first, minutePasses } = watched();
    feed.toggleFreeze();
    expect(feed.getSnapshot()).toEqual({ ...first, held: { kind: 'frozen', newerMinutes: 0 } });
    minutePasses();
    const newest = minutePasses();
    expect(feed.getSnapshot()).toEqual({ ...first, held: { kind: 'frozen', newerMinutes: 2 } });
    expect(feed.getSnapshot()).toBe(feed.getSnapshot());
    expect(feed.getNewest()).toEqual(newest);
    expect(feed.isFrozen).toBe(true);
    feed.toggleFreeze();
    expect(feed.getSnapshot()).toEqual(newest);
    expect(feed.isFrozen).toBe(false);
  });

  it('shows the closer look at a function that is selected while it is frozen', () => {
    const { feed, first, minutePasses } = watched();
    feed.toggleFreeze();
    feed.attend(CALM_DETAIL.functionName);
    expect(feed.getSnapshot().detail).toBeNull();
    minutePasses({ detail: CALM_DETAIL });
    expect(feed.getSnapshot()).toMatchObject({ dataToMs: first.dataToMs, detail: CALM_DETAIL });
    expect(feed.getSnapshot()).toBe(feed.getSnapshot());
  });

  it('keeps the closer look it had when it was frozen', () => {
    const { feed, minutePasses } = watched();
    feed.attend(CALM_DETAIL.functionName);
    minutePasses({ detail: CALM_DETAIL });
    feed.toggleFreeze();
    minutePasses({ detail: { ...CALM_DETAIL, day: [] } });
    expect(feed.getSnapshot().detail).toBe(CALM_DETAIL);
  });

  it('completes a closer look that was not over when it was frozen', () => {
    const { feed, minutePasses } = watched();
    feed.attend(CALM_DETAIL.functionName);
    minutePasses({ detail: { ...CALM_DETAIL, isRead: false } });
    feed.toggleFreeze();
    minutePasses({ detail: CALM_DETAIL });
    expect(feed.getSnapshot().detail).toBe(CALM_DETAIL);
  });

  it('says that calls are stopped, frozen or not', () => {
    const { feed, first, hold } = watched();
    hold(true);
    expect(feed.getSnapshot()).toEqual({ ...first, held: { kind: 'stopped' } });
    feed.toggleFreeze();
    expect(feed.getSnapshot().held).toEqual({ kind: 'stopped' });
    expect(feed.isFrozen).toBe(true);
    hold(false);
    expect(feed.getSnapshot().held).toEqual({ kind: 'frozen', newerMinutes: 0 });
  });

  it('notifies its listeners of both until they unsubscribe', () => {
    const { feed, minutePasses } = watched();
    let heard = 0;
    const leave = feed.subscribe(() => {
      heard += 1;
    });
    feed.toggleFreeze();
    minutePasses();
    expect(heard).toBe(2);
    leave();
    feed.toggleFreeze();
    minutePasses();
    expect(heard).toBe(2);
  });

  it('shows another time, with its own closer look, until it returns to the present', () => {
    const { feed, first, looked } = watched();
    const pastMs = NOW_MS - 30 * MINUTE_MS;
    feed.attend(rawText('worker'));
    feed.lookAt(pastMs);
    expect(feed.getSnapshot()).toMatchObject({
      dataToMs: pastMs - MINUTE_MS,
      held: { kind: 'past', atMs: pastMs },
    });
    expect(feed.getSnapshot()).toBe(feed.getSnapshot());
    expect([feed.pastMs, feed.getNewest()]).toEqual([pastMs, first]);
    feed.lookAt(null);
    expect([feed.pastMs, feed.getSnapshot()]).toEqual([null, first]);
    feed.stop();
    expect(looked).toEqual([
      'worker of today',
      `at ${pastMs}`,
      `worker of ${pastMs}`,
      `left ${pastMs}`,
      'worker of today',
      'left today',
    ]);
  });

  it('judges by new thresholds at once, at any time that is shown from then on', () => {
    const { feed, looked } = watched();
    feed.lookAt(1);
    feed.judgeBy({ ...DEFAULT_THRESHOLDS, fewestErrors: 20 });
    expect(feed.thresholds.fewestErrors).toBe(20);
    feed.lookAt(2);
    expect(looked.filter((each) => each.includes(' by '))).toEqual(['today by 20', '1 by 20', '2 by 20']);
  });

  it('moves from one past time to another', () => {
    const { feed, looked } = watched();
    feed.lookAt(1);
    feed.lookAt(2);
    expect(feed.pastMs).toBe(2);
    expect(looked).toContain('left 1');
  });
});
