// Draws every screen of the built lmon in every look and size into .cache/contact-sheet/, to be looked at. Names on the
// command line limit it to those screens.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openScreen } from '../test/screen/open-screen.ts';
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

/** Themes and glyphs change colours and signs, never places: one of each at the sizes that most people have will do. */
const LOOKS = [
  { theme: 'dark', glyphs: 'block', colors: DARK_WINDOW, sizes: ALL_SIZES },
  { theme: 'light', glyphs: 'braille', colors: LIGHT_WINDOW, sizes: MAIN_SIZES },
  { theme: 'high-contrast', glyphs: 'block', colors: BLACK_WINDOW, sizes: MAIN_SIZES },
  { theme: 'none', glyphs: 'ascii', colors: DARK_WINDOW, sizes: MAIN_SIZES },
];

const wanted = process.argv.slice(2);
await mkdir(FOLDER, { recursive: true });
const drawn = [];
for (const pose of POSES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  drawn.push({ name: pose.name, pictures: await picturesInEachLook(pose) });
}
await writeFile(join(FOLDER, 'index.html'), page());
console.log(join(FOLDER, 'index.html'));

/** Names of the pictures of one screen. Its looks share an account: to simulate one takes longer than all that is drawn. */
async function picturesInEachLook(/** @type {import('./screenshots/poses.ts').Pose} */ pose) {
  const aws = await openPoseAccount(pose.account ?? 'demo', pose.speed ?? 1, pose.faults ?? []);
  const pictures = [];
  try {
    for (const look of LOOKS) {
      await aws.fail(pose.faults ?? []);
      pictures.push(...(await drawnOrTold(pose, look, aws)));
    }
  } finally {
    await aws.close();
  }
  return pictures;
}

/** The pictures in one look. One that cannot be taken is told of, and keeps none of the others from being taken. */
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
      await aws.fail(pose.later.faults);
      screen.press(pose.later.press ?? '');
      await screen.waitFor(pose.later.shows, TIMEOUT);
    }
    for (const { press, shows } of pose.steps ?? []) {
      screen.press(press);
      await screen.waitFor(shows, TIMEOUT);
    }
    const pictures = [];
    for (const size of pose.sizes ?? sizes) {
      await resized(screen, size);
      const picture = `${pose.name}-${theme}-${glyphs}-${size.columns}x${size.rows}.png`;
      await writeFile(join(FOLDER, picture), pngOf(renderSvg(screen.cells(), { title: picture, colors })));
      pictures.push(picture);
    }
    return pictures;
  } finally {
    await screen.close();
  }
}

function page() {
  const sections = drawn.map(
    ({ name, pictures }) =>
      `<h2>${name}</h2>\n${pictures.map((picture) => `<img src="${picture}" alt="${picture}" width="600">`).join('\n')}`,
  );
  return `<!doctype html>\n<title>lmon</title>\n${sections.join('\n')}\n`;
}
