import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../terminal/environment.ts';
import type { ReadConfigFile } from './config-shape.ts';

/** XDG on every system, because people look there (jesseduffield/lazygit#641). */
export function defaultConfigPath(env: Environment): string {
  return join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'lmon', 'config.yml');
}

/** @param mustExist whether the path was asked for by name. */
export async function readConfigFile(path: string, mustExist: boolean): Promise<ReadConfigFile> {
  const text = textOf(path);
  if (text === null) {
    return mustExist
      ? { kind: 'complaint', complaint: `configuration file ${path} can't be read` }
      : { kind: 'read', config: {}, unknownKeys: [] };
  }
  // Most people have no configuration file: they need not wait for a parser.
  const { parseConfig } = await import('./parse-config.ts');
  return parseConfig(path, text);
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
