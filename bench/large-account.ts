// A local AWS in its own process, with many functions of which few are called: node bench/large-account.ts <functions>
// <called> <account seconds per second>. Prints the environment that points a client at it.
import { startLocalAws } from '../src/local/server.ts';
import { simulatedWorld } from '../src/local/world/simulated-world.ts';
import { createClock } from '../src/monitor/clock.ts';
import { clockSettingText } from '../src/settings/clock-setting.ts';
import { accountEnvironment } from '../test/moto/account-environment.ts';
import { largeAccountModel } from './large-account-model.ts';

const [functions = 1_000, called = 100, speed = 1] = process.argv.slice(2).map(Number);
/** The three hours that lmon shows, and a few minutes before them. */
const HISTORY_MS = 185 * 60_000;

const setting = { anchorMs: Date.now(), wallStartMs: Date.now(), speed };
const model = largeAccountModel(functions, called, setting.anchorMs);
const world = simulatedWorld(model, 1, setting.anchorMs - HISTORY_MS);
world.advanceShared(setting.anchorMs);
setting.wallStartMs = Date.now();
const clock = createClock(setting);
const { url } = await startLocalAws({ clock, world, port: 0, quotas: true });
console.log(
  JSON.stringify({ ...accountEnvironment(url, 'eu-west-1'), LMON_CLOCK: clockSettingText(setting) }),
);
