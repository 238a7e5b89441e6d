import { type LocalAwsOptions, type LocalAwsServer, startLocalAws } from '../local/server.ts';
import { createWorld } from '../local/world/create-world.ts';
import { onAbort } from '../monitor/abort.ts';
import { createClock } from '../monitor/clock.ts';
import { clockSettingText } from '../settings/clock-setting.ts';
import { DEMO_PORT } from '../settings/options.ts';
import type { Command } from './command/command.ts';
import { EXIT_STATUS } from './command/exit-status.ts';
import { localEnvironment } from './local/local-environment.ts';
import { localSettings } from './local/local-settings.ts';
import { portTrouble } from './local/port-trouble.ts';
import { complain, printLine } from './streams/standard-streams.ts';

/** Serves the local AWS until a signal ends it; its first lines point any AWS client at it. */
export const local: Command = async ({ line, env, signal }) => {
  const settings = localSettings(line.flags, Date.now());
  if ('complaint' in settings) return complain(settings.complaint, EXIT_STATUS.usage);

  const { seed, clock: clockSetting, cast, port, quotas } = settings;
  const isOwned = env['LMON_LOCAL_OWNED'] === '1';
  const world = createWorld({ seed, nowMs: clockSetting.anchorMs, cast });
  const clock = createClock(clockSetting);
  const clockText = clockSettingText(clockSetting);
  const server = await firstStarted(portsFor(port, isOwned), { world, clock, clockText, quotas });
  if (typeof server === 'string') return complain(server, EXIT_STATUS.usage);
  for (const [name, value] of Object.entries(localEnvironment(server.url, clockText))) {
    printLine(`export ${name}='${value}'`);
  }
  await endOf(signal, isOwned);
  await server.close();
  return EXIT_STATUS.done;
};

/** A demo uses the usual port so that it can be joined; a second demo needs another one, and 0 means any. */
function portsFor(port: number | null, isDemo: boolean): readonly number[] {
  if (port !== null) return [port];
  return isDemo ? [DEMO_PORT, 0] : [0];
}

/** The server on the first port that can be opened, or why the last one can't. */
async function firstStarted(
  ports: readonly number[],
  options: Omit<LocalAwsOptions, 'port'>,
): Promise<LocalAwsServer | string> {
  let trouble = 'no port to open';
  for (const port of ports) {
    try {
      return await startLocalAws({ ...options, port });
    } catch (thrown) {
      trouble = portTrouble(thrown, port);
    }
  }
  return trouble;
}

/** When the owner dies silently, the pipe to standard input closes. */
function endOf(signal: AbortSignal, isOwned: boolean): Promise<void> {
  return new Promise((resolve) => {
    onAbort(signal, resolve);
    if (!isOwned) return;
    process.stdin.on('end', () => resolve());
    process.stdin.on('error', () => resolve());
    process.stdin.resume();
  });
}
