// A screen in the fastest shape that Ink itself has: one <Text> with ready-made ANSI for each row. Each key changes the
// lower 25 rows; bench/frame.ts compares lmon with it.
import { Box, render, Text, useInput } from 'ink';
import { createElement, memo, useState } from 'react';

const COLUMNS = 200;
const STILL_ROWS = 24;
const CHANGING_ROWS = 25;

const Row = memo(function Row({ text }: { readonly text: string }) {
  return createElement(Text, { wrap: 'truncate' }, text);
});

function App() {
  const [turn, setTurn] = useState(0);
  useInput(() => setTurn((before) => before + 1));
  const still = Array.from({ length: STILL_ROWS }, (_, place) => rowOf(`still ${place}`, place));
  const changing = Array.from({ length: CHANGING_ROWS }, (_, place) => rowOf(`turn ${turn}`, place + turn));
  return createElement(
    Box,
    { flexDirection: 'column', width: COLUMNS, height: STILL_ROWS + CHANGING_ROWS + 1 },
    [...still, ...changing].map(rowAt),
  );
}

function rowAt(text: string, place: number) {
  return createElement(Row, { key: place, text });
}

/** As many styles as a row of the fleet has. */
function rowOf(name: string, seed: number): string {
  const figures = Array.from({ length: 12 }, (_, place) => String((seed * 7_919 + place * 104_729) % 10_000));
  const cells = figures.map(
    (figure, place) => `\x1b[38;2;${place * 20};180;90m${figure.padStart(9)}\x1b[39m`,
  );
  return `\x1b[1m${name.padEnd(30)}\x1b[22m${cells.join(' ')}`;
}

render(createElement(App), {
  alternateScreen: true,
  incrementalRendering: true,
  maxFps: 60,
  exitOnCtrlC: false,
  patchConsole: false,
});
