import type { AwsConnection } from '../../../src/aws/connect.ts';
import type { SdkClients } from '../sdk-clients.ts';

/** An account that all cases are run against: moto's, or the local AWS's by either protocol of CloudWatch. */
export interface AccountUnderTest {
  readonly server: 'moto' | 'local AWS';
  readonly sources: AwsConnection['sources'];
  readonly clients: SdkClients;
  /** Every function that it has: more than one page of ListFunctions. */
  readonly functionNames: readonly string[];
  readonly reserved: { readonly functionName: string; readonly concurrency: number };
  readonly unreservedFunctionName: string;
  /** A queue that hides a message for a minute and sets it aside after three receives. */
  readonly queue: { readonly arn: string; readonly redriveArn: string };
  /** A name that nothing in the account has yet. */
  freshName(): string;
}

/** One thing that AWS documents, and that any server that calls itself AWS should do. */
export interface ContractCase {
  readonly says: string;
  /** What the account does, in a form that does not depend on the time of the run. */
  readonly observe: (account: AccountUnderTest) => Promise<unknown>;
  /** What AWS documents; the local AWS has to do exactly that. */
  readonly documented: unknown;
  /** Where moto is known to do something else: what it does, and why AWS's documentation is right. */
  readonly moto?: { readonly gives: unknown; readonly because: string };
}
