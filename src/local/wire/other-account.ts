import type { WorldAccount } from '../world/world.ts';

/** The fields in which a request may name a resource by ARN, and so one of another account. */
const NAMING = ['FunctionName', 'logGroupName', 'logGroupIdentifier', 'logGroupIdentifiers'] as const;

/** The account in a function's or a log group's ARN, or in a function's partial one. */
const ACCOUNT = /^(?:arn:[^:]*:(?:lambda|logs):[^:]*:)?(\d{12}):/;

/** Whether a request names something of another account, which no policy of the local AWS allows. */
export function namesOtherAccount(input: unknown, { accountId }: Pick<WorldAccount, 'accountId'>): boolean {
  if (typeof input !== 'object' || input === null) return false;
  const fields = new Map<string, unknown>(Object.entries(input));
  return NAMING.flatMap((field) => fields.get(field)).some((named) => {
    const account = typeof named === 'string' ? ACCOUNT.exec(named)?.[1] : undefined;
    return account !== undefined && account !== accountId;
  });
}
