import type { World, WorldAccount, WorldFunction } from '../../world/world.ts';

/** `name`, `account:function:name` or the whole ARN, each with an optional version or alias behind a colon. */
const FUNCTION_NAME =
  /^(?:(?:arn:[\w-]+:lambda:[\w-]+:)?\d{12}:function:|function:)?([A-Za-z0-9_-]+)(?::([$\w-]+))?$/;

/** The function that a caller names; null when the world has none of that name. */
export function namedFunction(world: World, name: string): WorldFunction | null {
  const [, functionName] = FUNCTION_NAME.exec(name) ?? [];
  return world.functions.find((candidate) => candidate.name === functionName) ?? null;
}

export function functionArn({ region, accountId }: WorldAccount, functionName: string): string {
  const [, bareName = functionName] = FUNCTION_NAME.exec(functionName) ?? [];
  return `arn:aws:lambda:${region}:${accountId}:function:${bareName}`;
}
