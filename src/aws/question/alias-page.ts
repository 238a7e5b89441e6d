import { type AliasConfiguration, ListAliasesCommand } from '@aws-sdk/client-lambda';
import type { Alias, WeightedVersion } from '../../lambda/function/alias.ts';
import type { Page } from '../../monitor/page.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { RawText } from '../../terminal/text.ts';
import { listOf, numberOf, readable, textOf } from '../answer/field.ts';
import { lambda } from '../client/lambda.ts';
import type { Ask } from '../connection/ask.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
export function askAliasPage(
  ask: Ask,
  functionName: RawText,
  token: RawText | null,
  signal: AbortSignal,
): Promise<Result<Page<Alias>>> {
  return ask(
    {
      action: 'lambda:ListAliases',
      send: (clients, options) =>
        clients.of(lambda).send(
          new ListAliasesCommand({
            FunctionName: functionName,
            ...(token === null ? {} : { Marker: token }),
          }),
          options,
        ),
      read: (answer) => {
        const aliases = listOf(answer.Aliases);
        if (aliases === null) return undefined;
        return { items: readable(aliases, aliasOf), nextToken: textOf(answer.NextMarker) };
      },
    },
    signal,
  );
}

function aliasOf(alias: AliasConfiguration): Alias | null {
  const name = textOf(alias.Name);
  const version = textOf(alias.FunctionVersion);
  if (name === null || version === null) return null;
  const others = otherVersions(alias);
  // AWS gives only the additional version's weight: the alias's own version has the rest.
  const left = 1 - others.reduce((sum, { weight }) => sum + weight, 0);
  const versions = [{ version, weight: Math.max(0, left) }, ...others];
  return { name, versions: versions.toSorted((one, other) => other.weight - one.weight) };
}

function otherVersions({ RoutingConfig }: AliasConfiguration): readonly WeightedVersion[] {
  return Object.entries(RoutingConfig?.AdditionalVersionWeights ?? {}).flatMap(([name, share]) => {
    const version = textOf(name);
    const weight = numberOf(share);
    return version === null || weight === null || weight < 0 || weight > 1 ? [] : [{ version, weight }];
  });
}
