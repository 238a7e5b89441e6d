import { INCLUDED_STORAGE_MB } from '../function/function-setup.ts';
import { HOUR_MS, SECOND_MS } from '../time.ts';
import { computeDollars, MB_PER_GB, requestDollars } from './price.ts';

/** For us-east-1, as of November 2026. @see https://aws.amazon.com/lambda/pricing/ */
const DOLLARS_PER_STORAGE_GB_SECOND = 0.000_000_030_9;

/** A function's use within a span. */
export interface FunctionUse {
  readonly spanMs: number;
  readonly invocations: number;
  /** The sum over all handlers. */
  readonly durationMs: number;
  /** The sum over all cold starts, which are billed since August 2025. Null if they were not counted. */
  readonly initMs: number | null;
}

export interface PricedFunction {
  readonly architecture: string | null;
  readonly memoryMb: number;
  readonly ephemeralStorageMb: number;
}

/** Dollars an hour, at the rate of the use that it was computed from. */
export interface HourlyCost {
  readonly gbSeconds: number;
  readonly requests: number;
  readonly computeDollars: number;
  /** Null if cold starts were not counted. */
  readonly initDollars: number | null;
  readonly requestDollars: number;
  /** For `/tmp` beyond the free size. */
  readonly storageDollars: number;
  readonly totalDollars: number;
}

export function hourlyCost(
  { architecture, memoryMb, ephemeralStorageMb }: PricedFunction,
  { spanMs, invocations, durationMs, initMs }: FunctionUse,
): HourlyCost {
  const perHour = HOUR_MS / spanMs;
  const seconds = (durationMs / SECOND_MS) * perHour;
  const initSeconds = initMs === null ? null : (initMs / SECOND_MS) * perHour;
  const requests = invocations * perHour;
  const gb = memoryMb / MB_PER_GB;
  const storageGb = Math.max(0, ephemeralStorageMb - INCLUDED_STORAGE_MB) / MB_PER_GB;
  const forCompute = computeDollars(seconds * gb, architecture);
  const forInit = initSeconds === null ? null : computeDollars(initSeconds * gb, architecture);
  const forRequests = requestDollars(requests);
  const forStorage = (seconds + (initSeconds ?? 0)) * storageGb * DOLLARS_PER_STORAGE_GB_SECOND;
  return {
    gbSeconds: (seconds + (initSeconds ?? 0)) * gb,
    requests,
    computeDollars: forCompute,
    initDollars: forInit,
    requestDollars: forRequests,
    storageDollars: forStorage,
    totalDollars: forCompute + (forInit ?? 0) + forRequests + forStorage,
  };
}
