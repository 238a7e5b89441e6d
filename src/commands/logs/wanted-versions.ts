import type { FunctionConfiguration } from '../../lambda/function.ts';
import { type FunctionReference, isVersion } from '../../lambda/function-reference.ts';
import { type Asking, askForAll } from '../../monitor/calls/asking.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import type { Session } from '../session/session.ts';

export interface WantedVersions {
  /** Null for all of them. */
  readonly versions: readonly RawText[] | null;
  /** A notice for the user about the choice. */
  readonly notice: RawText | null;
}

/**
 * The versions behind a qualifier: itself, or all that the alias routes to. Stream names contain versions, never
 * aliases.
 */
export async function wantedVersions(
  { name, qualifier }: FunctionReference,
  { version }: FunctionConfiguration,
  { sources: { functions } }: Session,
  asking: Asking,
): Promise<WantedVersions> {
  if (qualifier === null) return { versions: null, notice: null };
  if (isVersion(qualifier)) return { versions: [rawText(qualifier)], notice: null };
  const aliases = await askForAll(asking, 'lambda:ListAliases', (token, signal) =>
    functions.aliases(rawText(name), token, signal),
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
