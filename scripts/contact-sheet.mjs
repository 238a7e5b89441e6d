// Draws every screen of the built lmon in every look and size into .cache/contact-sheet/, for review. Names on the
// command line select screens; names of themes select looks.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openScreen } from '../test/screen/open-screen.ts';
import { isFinished } from './screenshots/finished.ts';
import { pngOf } from './screenshots/png.ts';
import { openPoseAccount } from './screenshots/pose-account.ts';
import { POSES, READ } from './screenshots/poses.ts';
import { resized } from './screenshots/resized.ts';
import { renderSvg } from './screenshots/svg.ts';
import { BLACK_WINDOW, DARK_WINDOW, LIGHT_WINDOW } from './screenshots/window-colors.ts';

const FOLDER = '.cache/contact-sheet';
const FIRST = { columns: 120, rows: 40 };
const ALL_SIZES = [
  { columns: 60, rows: 15 },
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  FIRST,
  { columns: 200, rows: 60 },
];
const MAIN_SIZES = [{ columns: 80, rows: 24 }, FIRST];
const TIMEOUT = { timeoutMs: 120_000 };

/** Themes and glyphs change colours and characters, never the layout, so one combination is enough at common sizes. */
const LOOKS = [
  { theme: 'dark', glyphs: 'block', colors: DARK_WINDOW, sizes: ALL_SIZES },
  { theme: 'light', glyphs: 'braille', colors: LIGHT_WINDOW, sizes: MAIN_SIZES },
  { theme: 'high-contrast', glyphs: 'block', colors: BLACK_WINDOW, sizes: MAIN_SIZES },
  { theme: 'none', glyphs: 'ascii', colors: DARK_WINDOW, sizes: MAIN_SIZES },
];

/**
 * Other poses reuse an account for this much account time: simulating one takes longer than drawing all of its
 * pictures.
 */
const SHARED_FOR_MS = 240_000;
/** @type {Map<string, { openedMs: number, aws: import('./screenshots/pose-account.ts').PoseAccount }>} */
const accounts = new Map();

const asked = process.argv.slice(2);
await mkdir(FOLDER, { recursive: true });
const drawn = [];
for (const pose of wantedOf(POSES, ({ name }) => name)) {
  drawn.push({ name: pose.name, pictures: await picturesInEachLook(pose) });
}
await Promise.all([...accounts.values()].map(({ aws }) => aws.close()));
await writeFile(join(FOLDER, 'index.html'), page());
console.log(join(FOLDER, 'index.html'));

/**
 * The items that were asked for by name; all if none was.
 *
 * @template Item
 */
function wantedOf(/** @type {readonly Item[]} */ items, /** @type {(item: Item) => string} */ nameOf) {
  const named = items.filter((item) => asked.includes(nameOf(item)));
  return named.length === 0 ? items : named;
}

/** File names of the pictures of one screen. */
async function picturesInEachLook(/** @type {import('./screenshots/poses.ts').Pose} */ pose) {
  const aws = await accountOf(pose);
  const pictures = [];
  for (const look of wantedOf(LOOKS, ({ theme }) => theme)) {
    await aws.fail(pose.faults ?? []);
    pictures.push(...(await drawnOrTold(pose, look, aws)));
  }
  return pictures;
}

/** The account of a screen, shared with an earlier one if both use the same kind. */
async function accountOf({ account = 'demo', speed = 1 }) {
  const key = `${account} ${speed}`;
  const open = accounts.get(key);
  if (open !== undefined && (Date.now() - open.openedMs) * speed < SHARED_FOR_MS) return open.aws;
  await open?.aws.close();
  const aws = await openPoseAccount(account, speed);
  accounts.set(key, { openedMs: Date.now(), aws });
  return aws;
}

/** Takes the pictures in one look. A failed picture is reported and does not stop the others. */
async function drawnOrTold(
  /** @type {import('./screenshots/poses.ts').Pose} */ pose,
  /** @type {(typeof LOOKS)[number]} */ look,
  /** @type {import('./screenshots/pose-account.ts').PoseAccount} */ aws,
) {
  try {
    return await picturesOf(pose, look, aws);
  } catch (cause) {
    console.error(`${pose.name} in ${look.theme}: ${cause instanceof Error ? cause.message : String(cause)}`);
    process.exitCode = 1;
    return [];
  }
}

/** Names of the pictures in one look, size by size. */
async function picturesOf(
  /** @type {import('./screenshots/poses.ts').Pose} */ pose,
  /** @type {(typeof LOOKS)[number]} */ { theme, glyphs, colors, sizes },
  /** @type {import('./screenshots/pose-account.ts').PoseAccount} */ aws,
) {
  const screen = await openScreen({
    args: [...(pose.args ?? []), '--glyphs', glyphs, ...(pose.env?.NO_COLOR ? [] : ['--theme', theme])],
    env: { ...aws.env, AWS_PROFILE: undefined, AWS_EC2_METADATA_DISABLED: 'true', ...pose.env },
    ...(pose.openedAt ?? FIRST),
  });
  try {
    await screen.waitFor(pose.ready ?? READ, TIMEOUT);
    if (pose.later !== undefined) {
      await screen.waitFor(isFinished, TIMEOUT);
      await aws.fail(pose.later.faults);
      screen.press(pose.later.press ?? '');
      await screen.waitFor(pose.later.shows, TIMEOUT);
    }
    for (const { press, shows } of pose.steps ?? []) {
      screen.press(press);
      await screen.waitFor(shows, TIMEOUT);
    }
    if (pose.slept !== undefined) await sleepThrough(screen, pose.slept, pose.speed ?? 1);
    const pictures = [];
    for (const size of pose.sizes ?? sizes) {
      await resized(screen, size);
      // A larger screen tells more.
      if (!staysUnfinished(pose)) await screen.waitFor(isFinished, TIMEOUT);
      const picture = `${pose.name}-${theme}-${glyphs}-${size.columns}x${size.rows}.png`;
      await writeFile(join(FOLDER, picture), pngOf(renderSvg(screen.cells(), { title: picture, colors })));
      pictures.push(picture);
    }
    return pictures;
  } finally {
    await screen.close();
  }
}

/** Whether what is still being read stays so: in an outage, and where AWS does not answer. */
function staysUnfinished(/** @type {import('./screenshots/poses.ts').Pose} */ { later, faults = [] }) {
  return later !== undefined || faults.some(({ kind }) => kind === 'delay');
}

/** Stops the program for a while, like a machine that sleeps. */
async function sleepThrough(
  /** @type {import('../test/screen/open-screen.ts').Screen} */ screen,
  /** @type {NonNullable<import('./screenshots/poses.ts').Pose['slept']>} */ { forMs, shows },
  /** @type {number} */ speed,
) {
  process.kill(screen.pid, 'SIGSTOP');
  await setTimeout(forMs / speed);
  process.kill(screen.pid, 'SIGCONT');
  await screen.waitFor(shows, TIMEOUT);
}

function page() {
  const sections = drawn.map(
    ({ name, pictures }) =>
      `<h2>${name}</h2>\n${pictures.map((picture) => `<img src="${picture}" alt="${picture}" width="600">`).join('\n')}`,
  );
  return `<!doctype html>\n<title>lmon</title>\n${sections.join('\n')}\n`;
}
