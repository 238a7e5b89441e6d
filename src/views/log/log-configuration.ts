import type { FunctionConfiguration } from '../../lambda/function.ts';
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
