import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './read-settings.ts';

/** What a configuration file may say. Everything is optional. */
export interface ConfigFile {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly endpointUrl?: string | undefined;
  readonly theme?: string | undefined;
  readonly glyphs?: string | undefined;
  readonly thresholds?: Readonly<Record<string, unknown>> | undefined;
}

export type ReadConfigFile =
  | { readonly kind: 'read'; readonly config: ConfigFile; readonly unknownKeys: readonly string[] }
  | { readonly kind: 'complaint'; readonly complaint: string };

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
