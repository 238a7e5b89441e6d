import type { World } from '../world/world.ts';
import type { WrittenMetrics } from './cloudwatch/written-metrics.ts';
import type { LogQueries } from './logs/insights/log-queries.ts';
import type { LiveSessions } from './logs/live-sessions.ts';
import type { WrittenLogs } from './logs/log-group/written-logs.ts';

/** Everything that operations answer from: the simulated world and what callers have written. */
export interface Account {
  readonly world: World;
  readonly writtenLogs: WrittenLogs;
  readonly writtenMetrics: WrittenMetrics;
  readonly liveSessions: LiveSessions;
  readonly queries: LogQueries;
}
