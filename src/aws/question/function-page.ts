import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import type { Page } from '../../monitor/page.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { RawText } from '../../terminal/text.ts';
import { listOf, readable, textOf } from '../answer/field.ts';
import { lambda } from '../client/lambda.ts';
import type { Ask } from '../connection/ask.ts';
import { functionConfiguration } from './function-configuration.ts';

/** AWS gives at most 50 functions a page. @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export function askFunctionPage(
  ask: Ask,
  token: RawText | null,
  signal: AbortSignal,
): Promise<Result<Page<FunctionConfiguration>>> {
  return ask(
    {
      action: 'lambda:ListFunctions',
      send: (clients, options) =>
        clients.of(lambda).send(new ListFunctionsCommand(token === null ? {} : { Marker: token }), options),
      read: (answer) => {
        const functions = listOf(answer.Functions);
        if (functions === null) return undefined;
        return { items: readable(functions, functionConfiguration), nextToken: textOf(answer.NextMarker) };
      },
    },
    signal,
  );
}
