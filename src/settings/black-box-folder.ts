import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../terminal/environment.ts';

/** The folder of all sessions' black boxes: XDG on every system, as for the configuration file. */
export function blackBoxFolder(env: Environment): string {
  return join(env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'lmon', 'black-box');
}
