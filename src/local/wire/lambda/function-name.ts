import type { EpochMs } from '../../../lambda/time.ts';
import type { World, WorldAccount, WorldFunction } from '../../world/world.ts';

/** `name`, `account:function:name` or the whole ARN, each with an optional version or alias after a colon. */
const FUNCTION_NAME =
  /^(?:(?:arn:[\w-]+:lambda:[\w-]+:)?\d{12}:function:|function:)?([A-Za-z0-9_-]+)(?::([$\w-]+))?$/;

/** The function that a caller names; null if the world has none of that name. */
export function namedFunction(world: World, name: string): WorldFunction | null {
  const [, functionName] = FUNCTION_NAME.exec(name) ?? [];
  return world.functions.find((candidate) => candidate.name === functionName) ?? null;
}

/** A function as named by a caller. */
export interface QualifiedFunction {
  readonly f: WorldFunction;
  /** The version or the alias; null if only the function was named. */
  readonly qualifier: string | null;
  /** `$LATEST` or a number. */
  readonly version: string;
  readonly publishedMs: EpochMs;
}

/** The function as lists of functions name it. */
export function latestOf(f: WorldFunction): QualifiedFunction {
  return { f, qualifier: null, version: '$LATEST', publishedMs: f.lastModifiedMs };
}

/** Null if the world has no such function, or the function no such version or alias. */
export function qualifiedFunction(
  world: World,
  name: string,
  qualifierBeside: string | undefined,
  nowMs: EpochMs,
): QualifiedFunction | null {
  const f = namedFunction(world, name);
  if (f === null) return null;
  const qualifier = qualifierBeside ?? FUNCTION_NAME.exec(name)?.[2] ?? null;
  if (qualifier === null || qualifier === '$LATEST') return { ...latestOf(f), qualifier };
  const alias = world.aliases(f.name, nowMs).find((each) => each.name === qualifier);
  const versions = world.versions(f.name, nowMs);
  const found = versions.find(({ version }) => version === (alias?.version ?? qualifier));
  return found === undefined ? null : { f, qualifier, ...found };
}

/** @param qualifier a version or an alias; null for the function alone. */
export function functionArn(
  { region, accountId }: WorldAccount,
  functionName: string,
  qualifier: string | null = null,
): string {
  const [, bareName = functionName] = FUNCTION_NAME.exec(functionName) ?? [];
  const suffix = qualifier === null ? '' : `:${qualifier}`;
  return `arn:aws:lambda:${region}:${accountId}:function:${bareName}${suffix}`;
}
