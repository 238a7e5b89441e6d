/** Least first. */
export const LOG_LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** The names of the six levels in runtimes and their logging libraries, in lower case. */
const LEVELS: ReadonlyMap<string, LogLevel> = new Map([
  ['trace', 'TRACE'],
  ['trce', 'TRACE'],
  ['verbose', 'TRACE'],
  ['debug', 'DEBUG'],
  ['dbug', 'DEBUG'],
  ['info', 'INFO'],
  ['information', 'INFO'],
  ['notice', 'INFO'],
  ['warn', 'WARN'],
  ['warning', 'WARN'],
  ['error', 'ERROR'],
  ['fail', 'ERROR'],
  ['fatal', 'FATAL'],
  ['crit', 'FATAL'],
  ['critical', 'FATAL'],
]);

const LONGEST_NAME = 11;

/** The level of this name in any runtime; null for a word that is no level. */
export function logLevel(name: string): LogLevel | null {
  if (name.length > LONGEST_NAME) return null;
  return LEVELS.get(name.toLowerCase()) ?? null;
}

export function isAtLeast(level: LogLevel, least: LogLevel): boolean {
  return LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(least);
}
