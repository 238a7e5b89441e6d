import { REQUESTS_PER_ENVIRONMENT } from '../../capacity/limit.ts';
import { raisedReservation } from '../../capacity/what-if.ts';
import type { FleetSnapshot } from '../../monitor/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function-status.ts';
import type { Headroom } from '../../monitor/headroom.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { type AwsAccess, awsCommand } from './aws-command.ts';

/** A command that helps, to be copied and run by a person: lmon changes nothing. */
export interface LimitCommand {
  /** `reads` comes before `writes`. */
  readonly kind: 'reads' | 'writes';
  readonly command: SafeText;
  /** What it shows; of one that writes, what it would harm. */
  readonly says: SafeText;
}

/** AWS's name for "Concurrent executions" among the quotas of Lambda. */
const CONCURRENCY_QUOTA = safe`L-B99A9384`;
const MOST_WORKERS_A_SHARD = 10;

/** What to look at first, then what would help: aimed at who causes it, never at who suffers. */
export function limitCommands(
  status: FunctionStatus,
  headroom: Headroom,
  culprit: FleetSnapshot['functions'][number] | null,
  access: AwsAccess,
): readonly LimitCommand[] {
  const { limit } = status.assessment;
  switch (limit.kind) {
    case 'off':
      return [
        readReservation(access, status),
        {
          kind: 'writes',
          command: awsCommand(access, safe`lambda delete-function-concurrency`, [named(status)]),
          says: safe`it runs again, on the account pool; whoever set it to 0 had a reason`,
        },
      ];
    case 'reserved':
    case 'requestRate': {
      const perEnvironment = limit.kind === 'requestRate' ? REQUESTS_PER_ENVIRONMENT : 1;
      const wanted = (status.assessment.demand ?? 0) / perEnvironment;
      const to = raisedReservation(limit.value / perEnvironment, wanted, headroom.pool);
      return [
        readReservation(access, status),
        ...(to === null ? [readQuota(access)] : [reserve(access, status, to)]),
      ];
    }
    case 'source':
      return sourceCommands(status, access);
    case 'account':
      return [
        ...(culprit === null ? [] : [readReservation(access, culprit), capCulprit(access, culprit)]),
        readQuota(access),
      ];
    case 'unknown':
      return [readReservation(access, status)];
  }
}

function readReservation(access: AwsAccess, status: FunctionStatus): LimitCommand {
  return {
    kind: 'reads',
    command: awsCommand(access, safe`lambda get-function-concurrency`, [named(status)]),
    says: safe`what ${safeText(status.name)} reserves now`,
  };
}

function readQuota(access: AwsAccess): LimitCommand {
  return {
    kind: 'reads',
    command: awsCommand(access, safe`service-quotas get-service-quota`, [
      [safe`service-code`, safe`lambda`],
      [safe`quota-code`, CONCURRENCY_QUOTA],
    ]),
    says: safe`the account's limit; a higher one is asked for there`,
  };
}

function reserve(access: AwsAccess, status: FunctionStatus, to: number): LimitCommand {
  return {
    kind: 'writes',
    command: awsCommand(access, safe`lambda put-function-concurrency`, [
      named(status),
      [safe`reserved-concurrent-executions`, safe`${to}`],
    ]),
    says: safe`takes it from the pool of all others, and loads what it calls as much more`,
  };
}

/** Reserving as much as it uses now keeps the rest for the others, and turns away what it would grow by. */
function capCulprit(access: AwsAccess, culprit: FunctionStatus): LimitCommand {
  const to = Math.max(1, Math.ceil(culprit.assessment.level ?? 1));
  return {
    ...reserve(access, culprit, to),
    says: safe`${safeText(culprit.name)} stays at ${groupedText(to)}, and its calls beyond are turned away`,
  };
}

function sourceCommands({ eventSources, name }: FunctionStatus, access: AwsAccess): readonly LimitCommand[] {
  const mappings = eventSources.known ? eventSources.value.map(({ mapping }) => mapping) : [];
  const narrow = mappings.find(({ parallelizationFactor }) => parallelizationFactor < MOST_WORKERS_A_SHARD);
  const read: LimitCommand = {
    kind: 'reads',
    command: awsCommand(access, safe`lambda list-event-source-mappings`, [
      [safe`function-name`, safeText(name)],
    ]),
    says: safe`its parallelization factor and the last result`,
  };
  if (narrow === undefined) return [read];
  const to = Math.min(MOST_WORKERS_A_SHARD, narrow.parallelizationFactor * 2);
  return [
    read,
    {
      kind: 'writes',
      command: awsCommand(access, safe`lambda update-event-source-mapping`, [
        [safe`uuid`, safeText(narrow.uuid)],
        [safe`parallelization-factor`, safe`${to}`],
      ]),
      says: safe`order stays within a partition key alone; as many more draw on the pool`,
    },
  ];
}

function named({ name }: Pick<FunctionStatus, 'name'>): readonly [SafeText, SafeText] {
  return [safe`function-name`, safeText(name)];
}
