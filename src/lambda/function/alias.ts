import type { RawText } from '../../terminal/text.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_AliasConfiguration.html */
export interface Alias {
  readonly name: RawText;
  /** Where calls go, heaviest first: one version, or two that share them. Weights add up to 1. */
  readonly versions: readonly WeightedVersion[];
}

export interface WeightedVersion {
  readonly version: RawText;
  readonly weight: number;
}

/** Whether a qualifier means this alias, or a version that gets calls by way of it. */
export function isBehind(
  {
    name,
    versions,
  }: { readonly name: RawText; readonly versions: readonly Pick<WeightedVersion, 'version'>[] },
  qualifier: string,
): boolean {
  return name === qualifier || versions.some(({ version }) => version === qualifier);
}
