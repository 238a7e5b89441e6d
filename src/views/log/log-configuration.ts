import type { FunctionConfiguration } from '../../lambda/function.ts';
import type { AppSettings, OpenedTail } from '../parts/app-settings.ts';

/** The configuration of the function whose log is shown; null where it is not known, or where there are several. */
export function configurationOf(
  target: string,
  { fleet }: Pick<AppSettings, 'fleet'>,
  { functions }: Extract<OpenedTail, { kind: 'open' }>,
): FunctionConfiguration | null {
  const watched = (fleet?.getNewest().functions ?? []).map(({ configuration }) => configuration);
  const named = [...functions, ...watched].find(({ name }) => name === target);
  return named ?? (functions.length === 1 ? (functions[0] ?? null) : null);
}
