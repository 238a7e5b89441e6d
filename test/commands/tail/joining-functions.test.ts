import { afterEach, expect, it } from 'vitest';
import type { World } from '../../../src/local/world/world.ts';
import { demoWorldOf } from '../../local/demo-world-of.ts';
import { startLmon } from '../lmon-in-process.ts';
import { linesOf } from '../lmon-process.ts';
import { type LocalAccount, localAccount, START_MS } from '../local-account.ts';
import { logWriter } from '../written-log.ts';

/** A minute of the account passes in a second and a half. */
const SPEED = 40;

let account: LocalAccount | null = null;
afterEach(() => account?.close());

/** A part of the demo, without `thumbnail-cron` until `grow` is called. */
function growingWorld(): { readonly world: World; grow(): void } {
  const world = demoWorldOf(['report-nightly', 'thumbnail-cron'], START_MS);
  let functions = world.functions.filter(({ name }) => name !== 'thumbnail-cron');
  return {
    world: new Proxy(world, {
      get: (target, name) => (name === 'functions' ? functions : target[name as keyof World]),
    }),
    grow() {
      functions = world.functions.slice();
    },
  };
}

it('a function that a tag or a pattern begins to match joins while lmon follows', async () => {
  const quietGroup = '/aws/lambda/report-nightly';
  const words = ['--regex', '^report', '--tag', 'team=batch'];
  const { world, grow } = growingWorld();
  account = await localAccount(SPEED, { world });
  const writer = logWriter(account);
  const following = startLmon(['tail', ...words, '--output', 'json'], { env: account.env });
  await writer.createStream(quietGroup, 'by hand');
  await writer.write(quietGroup, 'by hand', 'it has begun');
  await following.waitFor('stdout', /it has begun/);
  grow();
  await writer.createStream('/aws/lambda/thumbnail-cron', 'by hand');
  await writer.write('/aws/lambda/thumbnail-cron', 'by hand', 'the first line');
  await following.waitFor('stdout', /the first line/);
  writer.close();
  following.interrupt();
  const { stdout } = await following.ended;
  const joined = linesOf(stdout).filter((line) => line.includes('"kind":"joined"'));
  expect(joined.map((line) => JSON.parse(line))).toMatchObject([
    { type: 'notice', logGroup: '/aws/lambda/thumbnail-cron', message: '+ thumbnail-cron' },
  ]);
  const places = ['"kind":"joined"', 'the first line'].map((words) => stdout.indexOf(words));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
});
