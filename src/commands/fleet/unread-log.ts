import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { NOT_RECORDED, type SourceError } from '../../monitor/source-error.ts';

/**
 * Why some of the log of a function that was looked at could not be read: its failures, its REPORTs, or what a report
 * compares. Null where all was, or where there is none: what AWS or a recording does not have did not fail.
 */
export function unreadLogError(
  functionName: string,
  { failures, detail, caseReading }: Pick<FleetSnapshot, 'failures' | 'detail' | 'caseReading'>,
): SourceError | null {
  const ownErrors =
    detail?.functionName === functionName ? [detail.reportsError, ...(caseReading?.logErrors ?? [])] : [];
  const errors = [failures.get(functionName)?.error ?? null, ...ownErrors];
  return errors.find((error) => error !== null && hasFailed(error)) ?? null;
}

function hasFailed({ kind, name }: SourceError): boolean {
  return kind !== 'absent' && name !== NOT_RECORDED;
}
