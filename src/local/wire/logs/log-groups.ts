import type { EpochMs, World } from '../../world/world.ts';
import type { Account } from '../account.ts';
import type { Log } from './log.ts';
import { mergedLog } from './log.ts';

/** A log group as readers see it, whoever writes into it. */
export interface LogGroup {
  readonly name: string;
  readonly createdMs: EpochMs;
  readonly log: Log;
}

/** A group is older than the newest deployment of the function that writes into it. */
const GROUP_AGE_MS = 90 * 24 * 3_600_000;

/** The group of that name; null when nothing has ever logged there. */
export function logGroup(account: Account, name: string): LogGroup | null {
  const functions = functionsByLogGroup(account.world).get(name) ?? [];
  const written = account.writtenLogs.group(name);
  if (functions.length === 0 && written === null) return null;
  const simulated = functions.flatMap((functionName) => account.world.log(functionName) ?? []);
  const createdMs = [
    ...account.world.functions.filter((f) => f.logGroup === name).map((f) => f.lastModifiedMs - GROUP_AGE_MS),
    ...(written === null ? [] : [written.createdMs]),
  ];
  return {
    name,
    createdMs: Math.min(...createdMs),
    log: mergedLog([...simulated, ...(written === null ? [] : [written.log])]),
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

/** The group that a name or an ARN (with or without `:*`) speaks of. */
export function logGroupName(identifier: string): string {
  const [, name] = /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+)(?::\*)?$/.exec(identifier) ?? [];
  return name ?? identifier;
}

/** Ends in no `:*`: the form that `logGroupIdentifier` takes. */
export function logGroupArn(account: Account, name: string): string {
  const { region, accountId } = account.world.account;
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
}

const groupsOfWorld = new WeakMap<World, ReadonlyMap<string, readonly string[]>>();

function functionsByLogGroup(world: World): ReadonlyMap<string, readonly string[]> {
  const known = groupsOfWorld.get(world);
  if (known !== undefined) return known;
  const groups = new Map<string, string[]>();
  for (const { name, logGroup: group } of world.functions)
    groups.set(group, [...(groups.get(group) ?? []), name]);
  groupsOfWorld.set(world, groups);
  return groups;
}
