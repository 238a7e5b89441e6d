import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../terminal/environment.ts';
import type { ReadConfigFile } from './config-shape.ts';

/** XDG on every system, because people look there (jesseduffield/lazygit#641). */
export function defaultConfigPath(env: Environment): string {
  return join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'lmon', 'config.yml');
}

/** A hundred times the size of any configuration. */
const MOST_BYTES = 1_048_576;

/** @param mustExist whether the path was given explicitly */
export async function readConfigFile(path: string, mustExist: boolean): Promise<ReadConfigFile> {
  const file = fileAt(path);
  if (file === 'absent' && !mustExist) return { kind: 'read', config: {}, unknownKeys: [] };
  if (file === 'absent') return { kind: 'complaint', complaint: `configuration file ${path} does not exist` };
  if ('trouble' in file)
    return { kind: 'complaint', complaint: `configuration file ${path} ${file.trouble}` };
  // Most users have no configuration file, and should not wait for a parser.
  const { parseConfig } = await import('./parse-config.ts');
  return parseConfig(path, file.text);
}

/** Opened without blocking on a pipe's writer, and checked before a byte is read. */
function fileAt(path: string): { readonly text: string } | { readonly trouble: string } | 'absent' {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const file = fstatSync(descriptor);
    if (!file.isFile()) return { trouble: 'is not a regular file' };
    if (file.size > MOST_BYTES) return { trouble: 'is larger than 1 MiB' };
    return { text: readFileSync(descriptor, 'utf8') };
  } catch (thrown) {
    const { code = String(thrown) } = thrown as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'absent' : { trouble: `can't be read (${code})` };
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}
