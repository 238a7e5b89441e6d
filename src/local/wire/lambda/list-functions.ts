import * as v from 'valibot';
import { integerBetween } from '../input-shapes.ts';
import { listPage } from '../list-page.ts';
import { operation } from '../operation.ts';
import { invalidParameterValue } from './faults.ts';
import { listedFunction } from './function-document.ts';
import { latestOf } from './function-name.ts';

const FUNCTIONS_PER_PAGE = 50;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const listFunctions = operation({
  name: 'ListFunctions',
  schema: v.object({
    Marker: v.optional(v.string()),
    MaxItems: v.optional(integerBetween(1, 10_000), FUNCTIONS_PER_PAGE),
  }),
  invalid: invalidParameterValue,
  answer: ({ Marker, MaxItems }, { world }) => {
    const page = listPage(
      world.functions,
      Math.min(MaxItems, FUNCTIONS_PER_PAGE),
      Marker || undefined,
      'functions',
    );
    if (page === null) return invalidParameterValue('Invalid Marker');
    return {
      Functions: page.items.map((f) => listedFunction(world.account, latestOf(f))),
      NextMarker: page.nextToken ?? null,
    };
  },
});
