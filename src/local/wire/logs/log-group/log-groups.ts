import type { EpochMs } from '../../../../lambda/time.ts';
import { LONGEST_INGESTION_MS } from '../../../world/log/ingestion.ts';
import type { World } from '../../../world/world.ts';
import type { WorldLog } from '../../../world/world-log.ts';
import type { Account } from '../../account.ts';
import { type Log, mergedLog } from './log.ts';
import type { LogGroupClass } from './written-logs.ts';

/** A log group as readers see it, whatever writes into it. */
export interface LogGroup {
  readonly name: string;
  readonly createdMs: EpochMs;
  readonly logGroupClass: LogGroupClass;
  readonly log: Log;
}

/** A group is older than the newest deployment of the function that writes into it. */
const GROUP_AGE_MS = 90 * 24 * 3_600_000;

/** The group of that name; null if it has never been logged to. */
export function logGroup(account: Account, name: string): LogGroup | null {
  const functions = functionsByLogGroup(account.world).get(name) ?? [];
  const written = account.writtenLogs.group(name);
  if (functions.length === 0 && written === null) return null;
  const simulated = functions.flatMap((functionName) => {
    const log = account.world.log(functionName);
    return log === null ? [] : [simulatedLog(log)];
  });
  const createdMs = [
    ...account.world.functions.filter((f) => f.logGroup === name).map((f) => f.lastModifiedMs - GROUP_AGE_MS),
    ...(written === null ? [] : [written.createdMs]),
  ];
  return {
    name,
    createdMs: Math.min(...createdMs),
    logGroupClass: written?.logGroupClass ?? 'STANDARD',
    log: mergedLog([...simulated, ...(written === null ? [] : [written.log])]),
  };
}

/** A world generates its lines on demand, by time of logging and not by time of ingestion. */
function simulatedLog(log: WorldLog): Log {
  return {
    read: (request) => log.read(request),
    streams: (nowMs) => log.streams(nowMs),
    ingested: (afterMs, throughMs) =>
      log
        .read({
          startMs: afterMs - LONGEST_INGESTION_MS,
          endMs: throughMs,
          nowMs: throughMs,
          after: null,
          limit: Infinity,
          streams: null,
          ingestedAfterMs: afterMs,
        })
        .filter(({ ingestionMs }) => ingestionMs > afterMs),
  };
}

export function isSimulatedGroup(account: Account, name: string): boolean {
  return functionsByLogGroup(account.world).has(name);
}

/** Names in ASCII order, as DescribeLogGroups lists them. */
export function logGroupNames(account: Account): readonly string[] {
  const names = new Set([...functionsByLogGroup(account.world).keys(), ...account.writtenLogs.groupNames]);
  return [...names].sort();
}

/** The group that a name or an ARN (with or without `:*`) refers to. */
export function logGroupName(identifier: string): string {
  const [, name] = /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+)(?::\*)?$/.exec(identifier) ?? [];
  return name ?? identifier;
}

/** Without `:*` at its end, the form that `logGroupIdentifier` takes. */
export function logGroupArn(account: Account, name: string): string {
  const { region, accountId } = account.world.account;
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
}

const groupsOfFunctions = new WeakMap<World['functions'], ReadonlyMap<string, readonly string[]>>();

function functionsByLogGroup({ functions }: World): ReadonlyMap<string, readonly string[]> {
  const known = groupsOfFunctions.get(functions);
  if (known !== undefined) return known;
  const groups = new Map<string, string[]>();
  for (const { name, logGroup: group } of functions) groups.set(group, [...(groups.get(group) ?? []), name]);
  groupsOfFunctions.set(functions, groups);
  return groups;
}
