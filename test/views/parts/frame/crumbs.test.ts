import { expect, it } from 'vitest';
import { plainLine } from '../../../../src/terminal/drawing/draw-line.ts';
import { safe, safeText } from '../../../../src/terminal/safe-text.ts';
import { crumbs } from '../../../../src/views/parts/frame/crumbs.ts';
import { LOOK } from '../../fleet/fleet-on-screen.ts';

const LONG = safeText('a'.repeat(30) + 'z'.repeat(30));
const LOG = [safe`Fleet`, LONG, safe`Logs`];
const REQUEST = safe`e3902be5-60b0-4cc5-88e9-1c8cc5ab0b53`;
const RUN = [safe`Fleet`, safe`order-stream-consumer`, REQUEST];

it.each([
  { room: 80, path: LOG, shows: `Fleet › ${'a'.repeat(30)}${'z'.repeat(30)} › Logs` },
  { room: 40, path: LOG, shows: 'Fleet › aaaaaaaa…zzzzzzzzzzzzzzzz › Logs' },
  { room: 20, path: LOG, shows: 'aaaa…zzzzzzzz › Logs' },
  { room: 100, path: RUN, shows: `Fleet › order-stream-consumer › ${REQUEST}` },
  { room: 62, path: RUN, shows: `Fleet › orde…m-consumer › ${REQUEST}` },
  { room: 54, path: RUN, shows: `orde…m-consumer › ${REQUEST}` },
  { room: 40, path: RUN, shows: 'ord…consumer › e3902be5…8e9-1c8cc5ab0b53' },
  { room: 24, path: RUN, shows: 'ord…consumer › e3…ab0b53' },
])('in $room cells a path reads $shows', ({ room, path, shows }) => {
  expect(plainLine(crumbs(path, room, LOOK))).toBe(shows);
});
