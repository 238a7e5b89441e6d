import type { EpochMs } from '../../lambda/time.ts';
import { createFleetFeed, type FleetFeed } from '../../monitor/fleet/fleet-feed.ts';
import { type FleetMonitor, watchFleet } from '../../monitor/fleet/fleet-monitor.ts';
import type { WatchedConcurrency } from '../../monitor/log/watched-concurrency.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { Session } from '../session/session.ts';
import type { FirstScreen, RequestedLog } from './first-screen.ts';

/** The fleet behind the screens. */
export interface ScreenFleet {
  readonly feed: FleetFeed;
  /** The account as it is now, whatever the feed shows. */
  readonly present: FleetMonitor;
}

/** Watches the fleet for all screens, except where lmon was started for a log. */
export function screenFleet(
  session: Session,
  first: Exclude<FirstScreen, RequestedLog>,
  watched: WatchedConcurrency,
): ScreenFleet {
  const thresholds = (first.name === 'fleet' ? first.judgedBy : undefined) ?? session.settings.thresholds;
  const present = watchedUntil(null, thresholds);
  const feed = createFleetFeed(present, session.budget, thresholds, watchedUntil);
  if (first.untilMs !== null) feed.lookAt(first.untilMs);
  return { feed, present };

  function watchedUntil(untilMs: EpochMs | null, judgedBy: Thresholds): FleetMonitor {
    const screen = { looksCloser: true, showsParts: true, showsTimeline: true, untilMs, watched };
    return watchFleet({ ...session, thresholds: judgedBy, ...screen });
  }
}
