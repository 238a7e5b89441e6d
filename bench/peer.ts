import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian's package `awscli` installs it. */
const DEBIAN_AWS = '/usr/bin/aws';

/** The AWS CLI to compare with: Debian's, or else the first one on the PATH; null if there is none. */
export function awsCliPath(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return [DEBIAN_AWS, ...folders.map((folder) => join(folder, 'aws'))].find(existsSync) ?? null;
}

export const LMON = 'dist/lmon.js';

/** `lmon tail` of a log of this bench. */
export function lmonTail(group: string, ...flags: readonly string[]): readonly string[] {
  return [process.execPath, LMON, 'tail', group, '--since', SINCE, ...flags];
}

export function awsLogsTail(aws: string, group: string, ...flags: readonly string[]): readonly string[] {
  return [aws, 'logs', 'tail', group, '--since', SINCE, ...flags];
}

/** Longer than any log of this bench. */
const SINCE = '2h';
