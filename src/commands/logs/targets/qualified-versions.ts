import type { FunctionConfiguration } from '../../../lambda/function/function.ts';
import { isVersion } from '../../../lambda/function/function-reference.ts';
import { askForAll } from '../../../monitor/calls/asking.ts';
import { type RawText, rawText } from '../../../terminal/text.ts';
import type { FoundFunction } from './found-function.ts';

export interface QualifiedVersions {
  /** Null for all of them. */
  readonly versions: readonly RawText[] | null;
  /** A notice for the user about the choice. */
  readonly notice: RawText | null;
}

/**
 * The versions behind a qualifier: itself, or all that the alias routes to. Stream names contain versions, never
 * aliases.
 */
export async function qualifiedVersions(
  { version }: FunctionConfiguration,
  { reference: { name, qualifier }, place, session, asking }: FoundFunction,
): Promise<QualifiedVersions> {
  const { functions } = session.sources;
  if (qualifier === null) return { versions: null, notice: null };
  if (isVersion(qualifier)) return { versions: [rawText(qualifier)], notice: null };
  const aliases = await askForAll(asking, 'lambda:ListAliases', (token, signal) =>
    functions.aliases(place.functionName, token, signal),
  );
  const alias = aliases.ok ? aliases.value.find((each) => each.name === qualifier) : undefined;
  if (alias !== undefined) return { versions: alias.versions.map((each) => each.version), notice: null };
  return {
    versions: [version],
    notice: rawText(
      `the versions behind ${name}:${qualifier} can't be listed: taking version ${version} alone`,
    ),
  };
}
