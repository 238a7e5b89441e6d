import type { AwsFault } from './aws-fault.ts';
import type { Operation } from './operation.ts';

/** One AWS service: its operations and its errors. */
export interface Service {
  /** The prefix of its IAM actions, such as `logs` in `logs:FilterLogEvents`. */
  readonly actionPrefix: string;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly refusals: Refusals;
  /** Its protocols; a service may have several. */
  readonly json?: {
    readonly version: '1.0' | '1.1';
    readonly targetPrefix: string;
    readonly queryCompatible: boolean;
  };
  readonly cbor?: { readonly serviceName: string };
  readonly query?: { readonly apiVersion: string; readonly xmlNamespace: string };
  readonly rest?: readonly Route[];
}

/** The errors that every operation of a service may give. Their names and statuses differ between services. */
export interface Refusals {
  readonly throttled: AwsFault;
  readonly expiredToken: AwsFault;
  readonly internal: AwsFault;
  /** The body could not be read. */
  readonly malformed: AwsFault;
  readonly denied: (action: string, callerArn: string) => AwsFault;
  readonly unknownOperation: (name: string) => AwsFault;
}

/** `path` is a template: `/2015-03-31/functions/{FunctionName}/configuration`. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: string;
}

/** The operations by name. */
export function operationsByName(operations: readonly Operation[]): ReadonlyMap<string, Operation> {
  return new Map(operations.map((operation) => [operation.name, operation]));
}

/** The IAM action of an operation, which is its name in quotas, faults and counts. */
export function actionOf(service: Service, operationName: string): string {
  return `${service.actionPrefix}:${operationName}`;
}
