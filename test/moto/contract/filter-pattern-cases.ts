import type { ContractCase } from './contract-case.ts';
import { newLog, type Written } from './contract-log.ts';

const LINES: readonly Written[] = [
  [0, 'START RequestId: 1'],
  [1, 'ERROR payment refused'],
  [2, 'error in lower case'],
  [3, 'ERROR timeout'],
  [4, '{"level":"ERROR","durationMs":120}'],
  [5, '{"level":"INFO","durationMs":20}'],
];

/** Lines are identified by their index in `LINES`. */
function matches(says: string, pattern: string, documented: readonly number[]): ContractCase {
  return {
    says: `a filter pattern ${says}: ${pattern}`,
    observe: async (account) => {
      const log = await newLog(account);
      await log.put(LINES);
      const found = await log.read(0, 1_000, pattern);
      return found.map(({ timestampMs }) => timestampMs - log.startMs);
    },
    documented,
  };
}

function motoMatches(gives: readonly number[], because: string): Pick<ContractCase, 'moto'> {
  return { moto: { gives, because } };
}

const ALL = [0, 1, 2, 3, 4, 5];

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
export const FILTER_PATTERN_CASES: readonly ContractCase[] = [
  matches('of one term is case-sensitive', 'ERROR', [1, 3, 4]),
  matches('of two terms wants both', 'ERROR timeout', [3]),
  matches('in quotes wants the phrase', '"payment refused"', [1]),
  matches('that matches nothing finds nothing', 'nobody', []),
  {
    ...matches('with question marks wants any of its terms', '?refused ?timeout', [1, 3]),
    ...motoMatches(
      ALL,
      'moto knows terms and phrases; by its own account it lets all events through otherwise',
    ),
  },
  {
    ...matches('with a minus leaves out', 'ERROR -timeout', [1, 4]),
    ...motoMatches([], 'moto takes the minus for a part of the term'),
  },
  {
    ...matches('in braces reads JSON', '{ $.level = "ERROR" && $.durationMs > 100 }', [4]),
    ...motoMatches(ALL, 'as with question marks'),
  },
];
