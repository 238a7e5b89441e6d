import { startLocalAws } from '../local/server.ts';
import { createWorld } from '../local/world/create-world.ts';
import { createClock } from '../monitor/clock.ts';
import { clockSettingText } from '../settings/clock-setting.ts';
import type { Command } from './command/command.ts';
import { EXIT_STATUS } from './command/exit-status.ts';
import { type LocalSettings, localSettings } from './local-settings.ts';
import { complain, printLine } from './streams/standard-streams.ts';

/** Serves the local AWS until a signal ends it; its first lines point any AWS client at it. */
export const local: Command = async ({ line, env, signal }) => {
  const settings = localSettings(line.flags, Date.now());
  if ('complaint' in settings) return complain(settings.complaint, EXIT_STATUS.usage);

  const { seed, clock: clockSetting, cast, port, quotas } = settings;
  const world = createWorld({ seed, nowMs: clockSetting.anchorMs, cast });
  const clock = createClock(clockSetting);
  let server: Awaited<ReturnType<typeof startLocalAws>>;
  try {
    server = await startLocalAws({ world, clock, port, quotas });
  } catch {
    return complain(`port ${port} of 127.0.0.1 is taken`, EXIT_STATUS.usage);
  }
  for (const [name, value] of Object.entries(clientEnvironment(server.url, settings))) {
    printLine(`export ${name}='${value}'`);
  }
  await endOf(signal, env['LMON_LOCAL_OWNED'] === '1');
  await server.close();
  return EXIT_STATUS.done;
};

/** What an AWS client needs to know to ask the local AWS, and lmon to share its clock. The keys open nothing. */
function clientEnvironment(url: string, { clock }: LocalSettings): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    LMON_CLOCK: clockSettingText(clock),
  };
}

/** An owner that dies without a word closes the pipe to standard input. */
function endOf(signal: AbortSignal, isOwned: boolean): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (!isOwned) return;
    process.stdin.on('end', () => resolve());
    process.stdin.on('error', () => resolve());
    process.stdin.resume();
  });
}
