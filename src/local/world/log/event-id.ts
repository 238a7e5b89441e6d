import type { EpochMs } from '../../../lambda/time.ts';
import { mixed } from '../chance/hash.ts';

const LINES_AT_MOST = 10_000;

/**
 * 56 decimal digits, like CloudWatch's, that sort by time, then by the order in which the function was called, then
 * by line.
 *
 * @param line below 10,000.
 */
export function eventIdOf(
  timestampMs: EpochMs,
  functionSeed: number,
  sequence: number,
  line: number,
): string {
  const noise = mixed(mixed(functionSeed, sequence), line);
  const place = digits(sequence * LINES_AT_MOST + line, 16);
  return `3${digits(timestampMs, 14)}${digits(functionSeed, 10)}${place}${digits(noise, 15)}`;
}

function digits(value: number, length: number): string {
  return value.toString().padStart(length, '0');
}
