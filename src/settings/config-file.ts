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
  switch (file.kind) {
    case 'absent':
      return mustExist ? complaint(path, 'does not exist') : { kind: 'read', config: {}, warnings: [] };
    case 'closed': {
      const trouble = `can't be read (${file.code})`;
      return mustExist ? complaint(path, trouble) : passedBy(path, trouble);
    }
    case 'unfit':
      return complaint(path, file.trouble);
    case 'text':
      break;
  }
  // Most users have no configuration file, and should not wait for a parser.
  const { parseConfig } = await import('./parse-config.ts');
  return parseConfig(path, file.text);
}

function complaint(path: string, trouble: string): ReadConfigFile {
  return { kind: 'complaint', complaint: `configuration file ${path} ${trouble}` };
}

/** The default place may be another user's, as under `sudo -u` or cron: nobody asked for that file. */
function passedBy(path: string, trouble: string): ReadConfigFile {
  return {
    kind: 'read',
    config: {},
    warnings: [`configuration file ${path} ${trouble}: the defaults are used`],
  };
}

type FileAt =
  | { readonly kind: 'absent' }
  | { readonly kind: 'closed'; readonly code: string }
  | { readonly kind: 'unfit'; readonly trouble: string }
  | { readonly kind: 'text'; readonly text: string };

/** Opened without blocking on a pipe's writer, and checked before a byte is read. */
function fileAt(path: string): FileAt {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const file = fstatSync(descriptor);
    if (!file.isFile()) return { kind: 'unfit', trouble: 'is not a regular file' };
    if (file.size > MOST_BYTES) return { kind: 'unfit', trouble: 'is larger than 1 MiB' };
    return { kind: 'text', text: readFileSync(descriptor, 'utf8') };
  } catch (thrown) {
    const { code = String(thrown) } = thrown as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'absent' } : { kind: 'closed', code };
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}
