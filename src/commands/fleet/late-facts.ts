import { mayPass } from '../../monitor/calls/asking.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { someNames } from '../../print/fleet/some-names.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { EXIT_STATUS, type ExitStatus, exitStatusOf } from '../command/exit-status.ts';

/** What is given up where AWS does not answer for too long. */
export type LateFact = 'limits' | 'week' | 'look';

/** What is told: of some functions, or of all. */
type Told = Pick<FleetSnapshot, 'api' | 'functions'>;

/** One function alone, where the limits of others change nothing that is told. */
export function toldOf<Whole extends Told>(functionName: string, whole: Whole): Whole {
  return { ...whole, functions: whole.functions.filter(({ name }) => name === functionName) };
}

/**
 * What was given up, or that AWS answered with nothing but passing errors, in words.
 *
 * @param unlooked the functions at which no look came to its end
 */
export function lateNotices(
  late: readonly LateFact[],
  told: Told,
  unlooked: readonly RawText[],
): readonly SafeText[] {
  return missingFacts(late, told).map((fact) => lateNotice(fact, unlooked));
}

function lateNotice(fact: LateFact, unlooked: readonly RawText[]): SafeText {
  switch (fact) {
    case 'limits':
      return safe`not read: the limits of some functions, so their use and the time that is left are not known`;
    case 'week':
      return safe`not read: whether functions have failed all week, so not all failures are judged`;
    case 'look':
      return unlooked.length === 1
        ? safe`not read: some of the log and settings of ${someNames(unlooked)}; its trouble may have another cause`
        : safe`not read: some of the logs and settings of ${someNames(unlooked)}; their trouble may have another cause`;
  }
}

/** The status of the error that kept facts from being read, or of none at all; null where all were. */
export function lateStatus(late: readonly LateFact[], told: Told): ExitStatus | null {
  const missing = missingFacts(late, told);
  if (missing.length === 0) return null;
  const last = lastPassing(missing, told);
  return last === undefined ? EXIT_STATUS.unreachable : exitStatusOf(last.error);
}

/** Limits that failed are missing like late ones; those that a recording lacks did not fail. */
function missingFacts(late: readonly LateFact[], told: Told): readonly LateFact[] {
  const haveFailed = lastPassing(['limits'], told) !== undefined && told.functions.some(lacksLimits);
  return haveFailed && !late.includes('limits') ? ['limits', ...late] : late;
}

const READ_BY: Readonly<Record<LateFact, readonly string[]>> = {
  limits: [
    'lambda:GetAccountSettings',
    'lambda:GetFunctionConcurrency',
    'lambda:ListEventSourceMappings',
    'kinesis:DescribeStreamSummary',
    'dynamodb:DescribeStream',
    'sqs:GetQueueAttributes',
  ],
  week: ['cloudwatch:GetMetricData'],
  look: [
    'cloudwatch:DescribeAlarms',
    'cloudwatch:GetMetricData',
    'lambda:GetFunctionConfiguration',
    'lambda:GetFunctionEventInvokeConfig',
    'lambda:ListAliases',
    'lambda:ListProvisionedConcurrencyConfigs',
    'lambda:ListVersionsByFunction',
    'logs:FilterLogEvents',
  ],
};

function lastPassing(facts: readonly LateFact[], { api: { failures } }: Told) {
  const actions = facts.flatMap((fact) => READ_BY[fact]);
  return failures.findLast(({ error }) => mayPass(error) && actions.includes(error.action));
}

/** Those that were not asked for have no answer either, and managed instances have none. */
function lacksLimits({ assessment: { limit }, configuration }: FunctionStatus): boolean {
  const hasFailed = limit.kind === 'unknown' && limit.because === 'unread' && limit.answer === undefined;
  return hasFailed && configuration.capacityProvider === undefined;
}
