/** The accounts to choose from. */
const CAST_NAMES = ['demo', 'limits', 'empty'] as const;

export type CastName = (typeof CAST_NAMES)[number];

export function isCastName(name: string): name is CastName {
  return CAST_NAMES.some((known) => known === name);
}
