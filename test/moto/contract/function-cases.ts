import { ListFunctionsCommand, paginateListFunctions } from '@aws-sdk/client-lambda';
import type { FunctionConfiguration } from '../../../src/lambda/function/function.ts';
import type { Page } from '../../../src/monitor/page.ts';
import type { FunctionSource } from '../../../src/monitor/sources.ts';
import type { RawText } from '../../../src/terminal/text.ts';
import { answerOf, errorOf, patient, raw } from '../../aws/loopback-aws.ts';
import type { ContractCase } from './contract-case.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const FUNCTION_CASES: readonly ContractCase[] = [
  {
    says: 'ListFunctions lists every function once, over all its pages',
    observe: async ({ sources, functionNames }) => {
      const listed: FunctionConfiguration[] = [];
      let token: RawText | null = null;
      do {
        const page: Page<FunctionConfiguration> = answerOf(await sources.functions.page(token, patient));
        listed.push(...page.items);
        token = page.nextToken;
      } while (token !== null);
      const names = listed.map(({ name }) => name).sort();
      return names.join() === functionNames.toSorted().join();
    },
    documented: true,
  },
  {
    says: 'ListFunctions puts no more than 50 functions on a page',
    observe: async ({ clients: { lambda: client } }) => {
      const sizes: number[] = [];
      for await (const { Functions = [] } of paginateListFunctions({ client }, {}))
        sizes.push(Functions.length);
      return { full: sizes[0], isPaged: sizes.length > 1 };
    },
    documented: { full: 50, isPaged: true },
    moto: {
      gives: { full: 60, isPaged: false },
      because: 'the API reference gives 50 functions in a response even when asked for more; moto gives all',
    },
  },
  {
    says: 'ListFunctions puts fewer on a page on request',
    observe: async ({ clients: { lambda } }) => {
      const { Functions, NextMarker } = await lambda.send(new ListFunctionsCommand({ MaxItems: 3 }));
      return { functions: Functions?.length, more: typeof NextMarker === 'string' };
    },
    documented: { functions: 3, more: true },
    moto: { gives: { functions: 60, more: false }, because: 'moto does not read MaxItems' },
  },
  {
    says: 'GetFunctionConfiguration returns the same as the list, plus states',
    observe: async ({ sources }) => {
      const { asked, listed } = await askedAndListed(sources.functions);
      return JSON.stringify(withoutStates(asked)) === JSON.stringify(withoutStates(listed));
    },
    documented: true,
  },
  {
    says: 'GetFunctionConfiguration returns the states of a function, and ListFunctions omits them',
    observe: async ({ sources }) => {
      const { asked, listed } = await askedAndListed(sources.functions);
      return [asked, listed].map(({ setup }) => [
        setup?.state?.status ?? null,
        setup?.lastUpdate?.status ?? null,
      ]);
    },
    documented: [
      ['Active', 'Successful'],
      [null, null],
    ],
    moto: {
      gives: [
        ['Active', 'Successful'],
        ['Active', 'Successful'],
      ],
      because: 'moto writes the same document for the list',
    },
  },
  {
    says: 'GetFunctionConfiguration finds no unknown function',
    observe: async ({ sources }) => {
      const { kind, name } = errorOf(await sources.functions.configuration(raw('nobody'), patient));
      return { kind, name };
    },
    documented: { kind: 'absent', name: 'ResourceNotFoundException' },
  },
  {
    says: 'GetFunctionConcurrency returns a reservation, or nothing without one',
    observe: async ({ sources, reserved, unreservedFunctionName }) => {
      const ask = async (name: string) =>
        answerOf(await sources.functions.reservedConcurrency(raw(name), patient));
      return [(await ask(reserved.functionName)) === reserved.concurrency, await ask(unreservedFunctionName)];
    },
    documented: [true, null],
  },
  {
    says: 'GetFunctionConcurrency finds no unknown function',
    observe: async ({ sources }) =>
      errorOf(await sources.functions.reservedConcurrency(raw('nobody'), patient)).kind,
    documented: 'absent',
  },
  {
    says: 'ListAliases lists none for a function without aliases',
    observe: async ({ sources, unreservedFunctionName }) =>
      answerOf(await sources.functions.aliases(raw(unreservedFunctionName), null, patient)),
    documented: { items: [], nextToken: null },
  },
  {
    says: 'ListVersionsByFunction lists $LATEST of a function without published versions',
    observe: async ({ sources, unreservedFunctionName }) =>
      answerOf(await sources.functions.versions(raw(unreservedFunctionName), null, patient)).items.map(
        ({ version }) => version,
      ),
    documented: ['$LATEST'],
  },
  {
    says: 'ListAliases finds no unknown function',
    observe: async ({ sources }) =>
      errorOf(await sources.functions.aliases(raw('nobody'), null, patient)).kind,
    documented: 'absent',
  },
  {
    says: 'GetFunctionEventInvokeConfig finds none unless configured',
    observe: async ({ sources, unreservedFunctionName }) =>
      answerOf(await sources.functions.asyncDelivery(raw(unreservedFunctionName), patient)),
    documented: null,
  },
  {
    says: 'DescribeAlarms lists no alarm if none rings',
    observe: async ({ sources }) => answerOf(await sources.alarms.ringing(null, patient)),
    documented: { items: [], nextToken: null },
  },
  {
    says: 'GetCallerIdentity returns an account and an ARN in it',
    observe: async ({ sources }) => {
      const { accountId, arn } = answerOf(await sources.identity.caller(patient));
      return [/^\d{12}$/.test(accountId), arn?.startsWith('arn:aws:sts::'), arn?.includes(accountId)];
    },
    documented: [true, true, true],
  },
];

async function askedAndListed(functions: FunctionSource) {
  const [listed] = answerOf(await functions.page(null, patient)).items;
  if (listed === undefined) throw new Error('the account lists no function');
  return { listed, asked: answerOf(await functions.configuration(listed.name, patient)) };
}

function withoutStates({ setup, ...configuration }: FunctionConfiguration): object {
  return { ...configuration, setup: { ...setup, state: null, lastUpdate: null } };
}
