import {
  ListProvisionedConcurrencyConfigsCommand,
  type ProvisionedConcurrencyConfigListItem,
} from '@aws-sdk/client-lambda';
import type { ProvisionedConcurrency } from '../../lambda/function/provisioned-concurrency.ts';
import type { Page } from '../../monitor/page.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { RawText } from '../../terminal/text.ts';
import { countOf, listOf, raw, readable, textOf } from '../answer/field.ts';
import { lambda } from '../client/lambda.ts';
import type { Ask } from '../connection/ask.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListProvisionedConcurrencyConfigs.html */
export function askProvisionedConcurrencyPage(
  ask: Ask,
  functionName: RawText,
  token: RawText | null,
  signal: AbortSignal,
): Promise<Result<Page<ProvisionedConcurrency>>> {
  return ask(
    {
      action: 'lambda:ListProvisionedConcurrencyConfigs',
      send: (clients, options) =>
        clients.of(lambda).send(
          new ListProvisionedConcurrencyConfigsCommand({
            FunctionName: functionName,
            ...(token === null ? {} : { Marker: token }),
          }),
          options,
        ),
      read: (answer) => {
        const configs = listOf(answer.ProvisionedConcurrencyConfigs);
        if (configs === null) return undefined;
        return { items: readable(configs, provisionedConcurrency), nextToken: textOf(answer.NextMarker) };
      },
    },
    signal,
  );
}

function provisionedConcurrency(config: ProvisionedConcurrencyConfigListItem): ProvisionedConcurrency | null {
  // `arn:aws:lambda:eu-west-1:123456789012:function:name:qualifier`
  const qualifier = textOf(textOf(config.FunctionArn)?.split(':')[7]);
  const requested = countOf(config.RequestedProvisionedConcurrentExecutions);
  if (qualifier === null || requested === null) return null;
  return {
    qualifier,
    requested,
    allocated: countOf(config.AllocatedProvisionedConcurrentExecutions) ?? 0,
    status: textOf(config.Status) ?? raw('UNKNOWN'),
    statusReason: textOf(config.StatusReason),
  };
}
