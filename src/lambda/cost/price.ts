import type { Report } from '../line/shape/report.ts';

/**
 * List prices of us-east-1 in dollars, before volume discounts and the free tier: results are estimates. Other Regions
 * differ by some percent.
 *
 * @see https://aws.amazon.com/lambda/pricing/
 */
const DOLLARS_PER_GB_SECOND: Readonly<Record<'x86_64' | 'arm64', number>> = {
  x86_64: 0.000_016_666_7,
  arm64: 0.000_013_333_4,
};
const DOLLARS_PER_REQUEST = 0.2 / 1_000_000;

export const MB_PER_GB = 1_024;

/** Billed gigabyte-seconds of an invocation; null if its REPORT does not say. */
export function billedGbSeconds({
  billedMs,
  memoryMb,
}: Pick<Report, 'billedMs' | 'memoryMb'>): number | null {
  return billedMs === null || memoryMb === null ? null : (memoryMb / MB_PER_GB) * (billedMs / 1_000);
}

/** @param architecture from the function's configuration; if unknown, the more expensive one. */
export function computeDollars(gbSeconds: number, architecture: string | null): number {
  return gbSeconds * DOLLARS_PER_GB_SECOND[architecture === 'arm64' ? 'arm64' : 'x86_64'];
}

export function requestDollars(requests: number): number {
  return requests * DOLLARS_PER_REQUEST;
}

/** The price of calls, apart from `/tmp`. */
export function billedDollars(gbSeconds: number, requests: number, architecture: string | null): number {
  return computeDollars(gbSeconds, architecture) + requestDollars(requests);
}
