import { limitMet } from '../../capacity/assessment.ts';
import { reservationThatHolds } from '../../capacity/limit/what-if.ts';
import { type EventSourceMapping, isStream } from '../../lambda/delivery/event-source.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { Headroom } from '../../monitor/headroom/headroom.ts';
import { raisableSource } from '../../monitor/headroom/more-workers.ts';
import { numberOf } from '../../monitor/reading.ts';
import { type AwsAccess, awsCommand } from '../../terminal/aws-command.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { waitsForDependency } from '../../triage/cause/slow-dependency.ts';
import { streamSuspicion } from '../../triage/cause/stream-suspicion.ts';

/** A command that helps, for the user to run: lmon changes nothing. */
export interface LimitCommand {
  /** `reads` comes before `writes`. */
  readonly kind: 'reads' | 'writes';
  readonly command: SafeText;
  /** What it shows; for one that writes, what it may harm. */
  readonly says: SafeText;
}

/** AWS's name for "Concurrent executions" among the quotas of Lambda. */
const CONCURRENCY_QUOTA = safe`L-B99A9384`;
/** Enough for a dependency that was briefly away. */
const TRIES_OF_A_RECORD = 3;

/** What to check first, then what would help: aimed at the culprit, never at its victims. */
export function limitCommands(
  status: FunctionStatus,
  headroom: Headroom,
  culprit: FleetSnapshot['functions'][number] | null,
  access: AwsAccess,
): readonly LimitCommand[] {
  const limit = limitMet(status.assessment);
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
    case 'requestRate':
      return [readReservation(access, status), ...raiseReservation(access, status, headroom)];
    case 'source':
      return streamSuspicion(status) === 'blockedShard'
        ? blockedShardCommands(status, access)
        : sourceCommands(status, access);
    case 'account':
      return [
        ...(culprit === null
          ? []
          : [readReservation(access, culprit), ...capCulprit(access, culprit, headroom.pool)]),
        readQuota(access),
      ];
    case 'scaling':
      return [readProvisioned(access, status)];
    case 'provisioned':
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

/** Only environments that are ready beforehand are there sooner. */
function readProvisioned(access: AwsAccess, status: FunctionStatus): LimitCommand {
  return {
    kind: 'reads',
    command: awsCommand(access, safe`lambda list-provisioned-concurrency-configs`, [named(status)]),
    says: safe`what is kept ready for a burst; no limit can be raised for it`,
  };
}

function readQuota(access: AwsAccess): LimitCommand {
  return {
    kind: 'reads',
    command: awsCommand(access, safe`service-quotas get-service-quota`, [
      [safe`service-code`, safe`lambda`],
      [safe`quota-code`, CONCURRENCY_QUOTA],
    ]),
    says: safe`the account's limit; raised in Service Quotas`,
  };
}

function reserve(access: AwsAccess, status: FunctionStatus, to: number): LimitCommand {
  // While none is turned away, the same calls come as before.
  const load = status.assessment.flag === 'throttling' ? safe`gets` : safe`may then get`;
  return {
    kind: 'writes',
    command: awsCommand(access, safe`lambda put-function-concurrency`, [
      named(status),
      [safe`reserved-concurrent-executions`, safe`${to}`],
    ]),
    says: waitsForDependency(status)
      ? safe`reserves ${to}, taken from the pool; no cure for a slow dependency, which gets more load`
      : safe`reserves ${to}, taken from the pool that all share; what it calls ${load} more load`,
  };
}

/** None where the needed value is unknown: a guess could be off by two either way. */
function raiseReservation(
  access: AwsAccess,
  status: FunctionStatus,
  { scenarios }: Headroom,
): readonly LimitCommand[] {
  if (scenarios.length === 0) return [];
  const raised = scenarios.find(({ name }) => name === 'raised');
  return raised === undefined ? [readQuota(access)] : [reserve(access, status, raised.to)];
}

/** Reserving its present use protects the others, and throttles its growth. */
function capCulprit(
  access: AwsAccess,
  culprit: FunctionStatus,
  pool: Headroom['pool'],
): readonly LimitCommand[] {
  const { level } = culprit.assessment;
  const peak = Math.max(level ?? 0, numberOf(culprit.observedMax) ?? 0);
  const to = reservationThatHolds(level, peak, pool);
  if (to === null) return [];
  const asNow = to >= peak ? safe`, its peak now` : safe``;
  return [
    {
      ...reserve(access, culprit, to),
      says: safe`${safeText(culprit.name)} stays at ${groupedText(to)}${asNow}; calls beyond are turned away`,
    },
  ];
}

/** Lambda retries a failing batch until its records expire, unless told to give up. */
function blockedShardCommands(status: FunctionStatus, access: AwsAccess): readonly LimitCommand[] {
  const mappings = mappingsOf(status).filter(({ source }) => isStream(source));
  const [endless] = mappings.filter(({ failurePolicy }) => failurePolicy?.maximumRetries == null);
  const read: LimitCommand = {
    ...readMappings(status, access),
    says: safe`how often it tries a batch, and where it puts what failed`,
  };
  if (endless === undefined) return [read];
  const isKept = endless.failurePolicy?.destination != null;
  return [
    read,
    {
      kind: 'writes',
      command: awsCommand(access, safe`lambda update-event-source-mapping --bisect-batch-on-function-error`, [
        [safe`uuid`, safeText(endless.uuid)],
        [safe`maximum-retry-attempts`, safe`${TRIES_OF_A_RECORD}`],
      ]),
      says: isKept
        ? safe`after ${TRIES_OF_A_RECORD} tries its destination takes the record, and the shard goes on`
        : safe`after ${TRIES_OF_A_RECORD} tries the record is LOST, as it has no destination; the shard goes on`,
    },
  ];
}

function mappingsOf({ eventSources }: FunctionStatus): readonly EventSourceMapping[] {
  return eventSources.known ? eventSources.value.map(({ mapping }) => mapping) : [];
}

function readMappings({ name }: FunctionStatus, access: AwsAccess): LimitCommand {
  return {
    kind: 'reads',
    command: awsCommand(access, safe`lambda list-event-source-mappings`, [
      [safe`function-name`, safeText(name)],
    ]),
    says: safe`its parallelization factor and the last result`,
  };
}

function sourceCommands(status: FunctionStatus, access: AwsAccess): readonly LimitCommand[] {
  const read = readMappings(status, access);
  const raisable = raisableSource(status);
  if (raisable === null) return [read];
  const { mapping, setting, from, to } = raisable;
  const raised = (name: SafeText, value: SafeText) =>
    awsCommand(access, safe`lambda update-event-source-mapping`, [
      [safe`uuid`, safeText(mapping.uuid)],
      [name, value],
    ]);
  switch (setting) {
    case 'parallelizationFactor':
      return [
        read,
        {
          kind: 'writes',
          command: raised(safe`parallelization-factor`, safe`${to}`),
          says: safe`${to} workers for each shard: only records of one partition key keep their order, and each new worker takes 1 of the pool`,
        },
      ];
    case 'maximumConcurrency':
      return [
        read,
        {
          kind: 'writes',
          command: raised(safe`scaling-config`, safe`MaximumConcurrency=${to}`),
          says: safe`more calls use up its limit and load what it calls; somebody chose ${from}`,
        },
      ];
  }
}

function named({ name }: Pick<FunctionStatus, 'name'>): readonly [SafeText, SafeText] {
  return [safe`function-name`, safeText(name)];
}
