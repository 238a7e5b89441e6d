import type { AwsConnection } from '../../../src/aws/connect.ts';
import type { SdkClients } from '../sdk-clients.ts';

/** An account that all cases run against: moto's, or the local AWS's with either CloudWatch protocol. */
export interface AccountUnderTest {
  readonly server: 'moto' | 'local AWS';
  readonly sources: AwsConnection['sources'];
  readonly clients: SdkClients;
  /** All of its functions: more than one page of ListFunctions. */
  readonly functionNames: readonly string[];
  readonly reserved: { readonly functionName: string; readonly concurrency: number };
  readonly unreservedFunctionName: string;
  /** A queue with a visibility timeout of a minute, whose messages go to a dead-letter queue after three receives. */
  readonly queue: { readonly arn: string; readonly redriveArn: string };
  /** A name that is still unused in the account. */
  freshName(): string;
}

/** One behaviour that AWS documents and that any AWS server should have. */
export interface ContractCase {
  readonly says: string;
  /** The account's behaviour, in a form that does not depend on the time of the run. */
  readonly observe: (account: AccountUnderTest) => Promise<unknown>;
  /** The behaviour that AWS documents; the local AWS must match it exactly. */
  readonly documented: unknown;
  /** Where moto is known to differ: what it does, and why AWS's documentation is right. */
  readonly moto?: { readonly gives: unknown; readonly because: string };
}
