// Draws every screen of the built lmon in every look and size into .cache/contact-sheet/, to be looked at. Names on the
// command line limit it to those screens.
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openScreen } from '../test/screen/open-screen.ts';
import { pngOf } from './screenshots/png.ts';
import { POSES, READ } from './screenshots/poses.ts';
import { resized } from './screenshots/resized.ts';
import { renderSvg } from './screenshots/svg.ts';
import { BLACK_WINDOW, DARK_WINDOW, LIGHT_WINDOW } from './screenshots/window-colors.ts';

const LMON = fileURLToPath(new URL('../dist/lmon.js', import.meta.url));
const FOLDER = '.cache/contact-sheet';
const NOW = '2026-11-24T03:12:10Z';
const FIRST = { columns: 120, rows: 40 };
const ALL_SIZES = [
  { columns: 60, rows: 15 },
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  FIRST,
  { columns: 200, rows: 60 },
];
const MAIN_SIZES = [{ columns: 80, rows: 24 }, FIRST];
const TIMEOUT = { timeoutMs: 60_000 };

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
  const pictures = [];
  for (const look of LOOKS) pictures.push(...(await picturesOf(pose, look)));
  drawn.push({ name: pose.name, pictures });
}
await writeFile(join(FOLDER, 'index.html'), page());
console.log(join(FOLDER, 'index.html'));

/** Names of the pictures of one screen in one look, size by size. */
async function picturesOf(
  /** @type {import('./screenshots/poses.ts').Pose} */ pose,
  /** @type {(typeof LOOKS)[number]} */ { theme, glyphs, colors, sizes },
) {
  const aws = await localAws(pose.speed ?? 1);
  await aws.fail(pose.faults ?? []);
  const screen = await openScreen({
    args: ['--theme', theme, '--glyphs', glyphs],
    env: { ...aws.env, AWS_PROFILE: undefined, AWS_EC2_METADATA_DISABLED: 'true' },
    ...FIRST,
  });
  try {
    await screen.waitFor(pose.ready ?? READ, TIMEOUT);
    if (pose.later !== undefined) {
      await aws.fail(pose.later.faults);
      await screen.waitFor(pose.later.shows, TIMEOUT);
    }
    for (const { press, shows } of pose.steps ?? []) {
      screen.press(press);
      await screen.waitFor(shows, TIMEOUT);
    }
    const pictures = [];
    for (const size of sizes) {
      await resized(screen, size);
      const picture = `${pose.name}-${theme}-${glyphs}-${size.columns}x${size.rows}.png`;
      await writeFile(join(FOLDER, picture), pngOf(renderSvg(screen.cells(), { title: picture, colors })));
      pictures.push(picture);
    }
    return pictures;
  } finally {
    await screen.close();
    aws.close();
  }
}

/** A local AWS of its own for each picture: nothing that one has changed shows in the next. */
async function localAws(/** @type {number} */ speed) {
  const server = spawn(process.execPath, [LMON, 'local', '--now', NOW, '--speed', String(speed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  /** @type {Record<string, string>} */
  const env = {};
  for await (const line of createInterface({ input: server.stdout })) {
    const [, name = '', value = ''] = /^export (\w+)='(.*)'$/.exec(line) ?? [];
    env[name] = value;
    if (name === 'LMON_CLOCK') break;
  }
  return {
    env,
    fail: (/** @type {readonly object[]} */ faults) =>
      fetch(`${env['AWS_ENDPOINT_URL']}/_local/faults`, { method: 'POST', body: JSON.stringify(faults) }),
    close: () => server.kill(),
  };
}

function page() {
  const sections = drawn.map(
    ({ name, pictures }) =>
      `<h2>${name}</h2>\n${pictures.map((picture) => `<img src="${picture}" alt="${picture}" width="600">`).join('\n')}`,
  );
  return `<!doctype html>\n<title>lmon</title>\n${sections.join('\n')}\n`;
}
