import * as v from 'valibot';
import { reservedAt } from '../../world/function/reserved-at.ts';
import { operation } from '../operation.ts';
import { invalidParameterValue } from './faults.ts';

const CODE_STORAGE_BYTES = 80_530_636_800;
const CODE_SIZE_BYTES = 1_048_576;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
export const getAccountSettings = operation({
  name: 'GetAccountSettings',
  schema: v.object({}),
  invalid: invalidParameterValue,
  answer: (_input, { world }, nowMs) => {
    const reserved = world.functions.reduce((sum, f) => sum + (reservedAt(f, nowMs) ?? 0), 0);
    return {
      AccountLimit: {
        TotalCodeSize: CODE_STORAGE_BYTES,
        CodeSizeUnzipped: 262_144_000,
        CodeSizeZipped: 52_428_800,
        ConcurrentExecutions: world.account.concurrencyLimit,
        UnreservedConcurrentExecutions: world.account.concurrencyLimit - reserved,
      },
      AccountUsage: {
        TotalCodeSize: world.functions.length * CODE_SIZE_BYTES,
        FunctionCount: world.functions.length,
      },
    };
  },
});
