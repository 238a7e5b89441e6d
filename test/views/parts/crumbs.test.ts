import { expect, it } from 'vitest';
import { plainLine } from '../../../src/terminal/draw-line.ts';
import { safe, safeText } from '../../../src/terminal/safe-text.ts';
import { crumbs } from '../../../src/views/parts/crumbs.ts';
import { LOOK } from '../fleet-on-screen.ts';

it.each([
  { room: 80, shows: `Fleet › ${'a'.repeat(30)}${'z'.repeat(30)} › Logs` },
  { room: 40, shows: 'Fleet › aaaaaaaaaaaa…zzzzzzzzzzzz › Logs' },
  { room: 10, shows: 'Fleet › aaaaaa…zzzzz › Logs' },
])('where a log stands is said in $room cells, names without their middle', ({ room, shows }) => {
  const path = [safe`Fleet`, safeText('a'.repeat(30) + 'z'.repeat(30)), safe`Logs`];
  expect(plainLine(crumbs(path, room, LOOK))).toBe(shows);
});
