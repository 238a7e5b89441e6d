import type { FailureEvidence } from '../../monitor/case/failure-probe.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { tenseOfState } from '../../monitor/fleet/freshness.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { numberOf } from '../../monitor/reading.ts';
import { causesOfOne } from '../../triage/cause/causes-of-one.ts';
import { fleetRecord } from '../fleet/fleet-json.ts';
import { withMeasuredEnds } from '../fleet/why/measured-ends.ts';
import { jsonLine } from '../json-line.ts';
import { functionRecord } from './function-record.ts';
import { askedFirst } from './qualifier-lines.ts';
import { versionRecords } from './version-record.ts';

/** A settled minute of one function as a JSON line: its fleet record, and the minute's own figures. */
export function watchJson(
  status: FunctionStatus,
  { causes, connection, detail, failures }: FleetSnapshot,
  qualifier: string | null = null,
): string {
  const minute = status.minutes.at(-1);
  const own = detail?.functionName === status.name ? detail : null;
  const evidence = failures.get(status.name);
  return jsonLine({
    ...fleetRecord(status, causesOfOne(causes, status), tenseOfState(connection.state)),
    attempts: numberOf(status.attempts),
    invocations: minute?.invocations ?? null,
    errors: minute?.errors ?? null,
    throttles: minute?.throttles ?? null,
    durationAverageMs: numberOf(status.durationAverageMs),
    durationMaxMs: minute?.durationMaxMs ?? null,
    maxMemoryUsedMb: own?.sample?.maxMemoryMb ?? null,
    qualifier,
    aliases: own?.aliases.known ? askedFirst(own.aliases.value, qualifier) : null,
    alarms: own?.alarms.known ? own.alarms.value.map(({ name }) => name) : null,
    versions: own?.versions == null ? null : versionRecords(own.versions, status.configuration.architecture),
    ...functionRecord(status, own),
    failures:
      evidence === undefined || evidence.error !== null
        ? null
        : failureRecords(withMeasuredEnds(evidence, status.minutes)),
  });
}

/** `atLeast`: not all of the log was read, so counts are lower bounds. */
function failureRecords({ groups, isComplete }: FailureEvidence): readonly object[] {
  return groups.map(({ kind, says, count, eventCount = count, endedCount }) => ({
    kind,
    says,
    count,
    eventCount,
    endedCount,
    atLeast: !isComplete,
  }));
}
