import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { accountEnvironment, type Environment } from '../test/moto/account-environment.ts';

/** A log of prepared pages behind HTTP. */
export interface StoredLog {
  readonly env: Environment;
  /** Number of pages requested so far. */
  askedPages(): Promise<number>;
  close(): void;
}

/** The name of its log group; any other name works too. */
export const STORED_GROUP = '/bench/stored';

const SERVER = fileURLToPath(new URL('./page-server.ts', import.meta.url));

export async function startStoredLog(eventCount: number): Promise<StoredLog> {
  const server = spawn(process.execPath, [SERVER, String(eventCount)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line]: Buffer[] = await once(server.stdout, 'data');
  const url = String(line).trim();
  return {
    env: accountEnvironment(url, 'eu-west-1'),
    askedPages: async () => Number(await (await fetch(url)).text()),
    close: () => server.kill(),
  };
}
