import type { EpochMs } from '../time.ts';

/**
 * Runtimes that were deprecated before November 2025.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#runtime-support-policy
 */
const DEPRECATED: ReadonlySet<string> = new Set([
  'nodejs',
  'nodejs4.3',
  'nodejs4.3-edge',
  'nodejs6.10',
  'nodejs8.10',
  'nodejs10.x',
  'nodejs12.x',
  'nodejs14.x',
  'nodejs16.x',
  'nodejs18.x',
  'python2.7',
  'python3.6',
  'python3.7',
  'python3.8',
  'ruby2.5',
  'ruby2.7',
  'java8',
  'go1.x',
  'provided',
  'dotnetcore1.0',
  'dotnetcore2.0',
  'dotnetcore2.1',
  'dotnetcore3.1',
  'dotnet5.0',
  'dotnet6',
  'dotnet7',
]);

/**
 * Runtimes deprecated since then, with the date from which AWS no longer patches them, as announced to their users. AWS
 * postpones dates that are still to come (python3.11 and Java on Amazon Linux 2 by a year), so only past dates are
 * listed.
 *
 * @see https://github.com/data-dot-all/dataall/issues/1842 for python3.9
 * @see
 * https://github.com/terraform-linters/tflint-ruleset-aws/blob/master/rules/aws_lambda_function_deprecated_runtime.go
 * for ruby3.2
 * @see https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/961 for nodejs20.x
 * @see https://github.com/awslabs/ssosync/issues/297 for provided.al2
 * @see https://github.com/aws-samples/iam-identity-center-team/issues/535 for python3.10
 * @see https://dev.to/endoflifeai/aws-lambda-net-5-6-and-8-every-deprecation-date-2k83 for dotnet8
 */
const DEPRECATED_FROM_MS: ReadonlyMap<string, EpochMs> = new Map([
  ['python3.9', Date.UTC(2025, 11, 15)],
  ['ruby3.2', Date.UTC(2026, 2, 31)],
  ['nodejs20.x', Date.UTC(2026, 3, 30)],
  ['provided.al2', Date.UTC(2026, 6, 31)],
  ['python3.10', Date.UTC(2026, 9, 31)],
  ['dotnet8', Date.UTC(2026, 10, 10)],
]);

/** @param atMs null if unknown: then only runtimes deprecated long ago count */
export function isRuntimeDeprecated(runtime: string, atMs: EpochMs | null): boolean {
  const fromMs = DEPRECATED_FROM_MS.get(runtime);
  return DEPRECATED.has(runtime) || (fromMs !== undefined && atMs !== null && atMs >= fromMs);
}
