// Takes the pictures in screenshots/ from the built lmon and its demo. Names on the command line limit it to those.
import { shoot } from './screenshots/shoot.ts';

const NOW = ['--now', '2026-11-24T03:12:10Z'];
const SIZES = [
  { columns: 120, rows: 40 },
  { columns: 80, rows: 24 },
];

/** The limits come after the first numbers: a picture without them would show question marks. */
const FLEET_IS_READ = /LIVE to[\s\S]*(?:\/200 R|reserved 200)[\s\S]*keys/;

/** @type {readonly import('./screenshots/shoot.ts').Shot[]} */
const SHOTS = [
  { name: 'fleet', args: ['demo', ...NOW], ready: FLEET_IS_READ },
  {
    name: 'function',
    args: ['demo', ...NOW],
    ready: FLEET_IS_READ,
    steps: [{ press: '\r', shows: /Fleet › checkout-api[\s\S]*turned away[\s\S]*keys/ }],
  },
  { name: 'tail', args: ['demo', ...NOW, 'tail', 'checkout-api'], ready: /FOLLOW[\s\S]*payments[\s\S]*keys/ },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !SHOTS.some((shot) => shot.name === name));
if (unknown.length > 0) {
  console.error(
    `no such picture: ${unknown.join(', ')}; there are ${SHOTS.map(({ name }) => name).join(', ')}`,
  );
  process.exit(64);
}

for (const shot of SHOTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  for (const size of SIZES) {
    for (const path of await shoot(shot, size, 'screenshots')) console.log(path);
  }
}
