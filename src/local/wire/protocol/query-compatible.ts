import type { AwsFault } from '../aws-fault.ts';
import type { Service } from '../service.ts';

/**
 * A service that used to speak AWS Query sends its older error names in a header, and clients prefer them.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
export function queryCompatibleHeader(service: Service, fault: AwsFault): Readonly<Record<string, string>> {
  return service.json?.queryCompatible === true
    ? { 'x-amzn-query-error': `${fault.queryCode};${fault.blame}` }
    : {};
}
