import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import { regionOfArn } from '../../lambda/region-of-arn.ts';
import type { LogOrigin } from '../../logs/tail-item.ts';
import type { AppSettings, OpenedTail } from '../parts/app-settings.ts';

/** The configuration of the log's function; null when unknown, or with several functions. */
export function configurationOf(
  target: string,
  { fleet }: Pick<AppSettings, 'fleet'>,
  { functions }: Extract<OpenedTail, { kind: 'open' }>,
): FunctionConfiguration | null {
  const watched = (fleet?.getNewest().functions ?? []).map(({ configuration }) => configuration);
  const named = [...functions, ...watched].find(({ name }) => name === target);
  return named ?? (functions.length === 1 ? (functions[0] ?? null) : null);
}

/** The configuration of the function that writes to a log; null when unknown. */
export function configurationIn(
  { functionName, region }: LogOrigin,
  functions: readonly FunctionConfiguration[],
): FunctionConfiguration | null {
  const isThere = (arn: string) => region === undefined || regionOfArn(arn) === region.name;
  return functions.find(({ name, arn }) => name === functionName && isThere(arn)) ?? null;
}
