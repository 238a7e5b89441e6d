import { type FunctionConfiguration, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda';
import type { FunctionVersion } from '../../lambda/function/function-version.ts';
import type { Page } from '../../monitor/page.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { RawText } from '../../terminal/text.ts';
import { listOf, readable, textOf } from '../answer/field.ts';
import { lambda } from '../client/lambda.ts';
import type { Ask } from '../connection/ask.ts';
import { functionConfiguration } from './function-configuration.ts';

/** The most layers that a function may have. */
const MOST_LAYERS = 5;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
export function askVersionPage(
  ask: Ask,
  functionName: RawText,
  token: RawText | null,
  signal: AbortSignal,
): Promise<Result<Page<FunctionVersion>>> {
  return ask(
    {
      action: 'lambda:ListVersionsByFunction',
      send: (clients, options) =>
        clients.of(lambda).send(
          new ListVersionsByFunctionCommand({
            FunctionName: functionName,
            ...(token === null ? {} : { Marker: token }),
          }),
          options,
        ),
      read: (answer) => {
        const versions = listOf(answer.Versions);
        if (versions === null) return undefined;
        return { items: readable(versions, functionVersion), nextToken: textOf(answer.NextMarker) };
      },
    },
    signal,
  );
}

function functionVersion(answer: FunctionConfiguration): FunctionVersion | null {
  const configuration = functionConfiguration(answer);
  if (configuration === null) return null;
  const { version, lastModifiedMs, runtime, architecture, memoryMb, timeoutMs } = configuration;
  const layers = readable(listOf(answer.Layers) ?? [], ({ Arn }) => textOf(Arn));
  return {
    version,
    modifiedMs: lastModifiedMs,
    codeDigest: textOf(answer.CodeSha256),
    runtime,
    architecture,
    memoryMb,
    timeoutMs,
    layers: layers.slice(0, MOST_LAYERS),
  };
}
