import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { Headroom } from '../../monitor/headroom/headroom.ts';
import { commandRows } from '../../terminal/command-rows.ts';
import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import { toned } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';
import { type Section, wholeBlocks } from '../parts/sections/sections.ts';
import type { HeadroomScene } from './headroom-scene.ts';
import { type LimitCommand, limitCommands } from './limit-commands.ts';

export function commandsSection(scene: HeadroomScene, headroom: Headroom, width: number): Section {
  const commands = commandsOf(scene, headroom).map((command, place) =>
    commandLines(command, place + 1, width),
  );
  return {
    title: safe`COMMANDS TO COPY`,
    note: safe`lmon changes nothing`,
    ...wholeBlocks(commands),
    fewest: 2,
    rank: 5,
  };
}

/** Long commands are wrapped: a cut one could not be trusted. */
function commandLines({ kind, command, says }: LimitCommand, place: number, width: number): readonly Line[] {
  const room = Math.max(20, width - 2);
  const does: Line = [
    toned('dim', kind === 'reads' ? safe`reads: ` : safe`writes: `),
    toned(kind === 'reads' ? 'dim' : 'warn', says),
  ];
  const rows = [...wrappedLine(does, room), ...commandRows(command, room).map((row) => [toned('fact', row)])];
  return rows.map(
    (row, index): Line => [index === 0 ? toned('focus', safe`${place} `) : toned('fact', safe`  `), ...row],
  );
}

export function commandsOf(
  { status, snapshot, access }: HeadroomScene,
  headroom: Headroom,
): readonly LimitCommand[] {
  return limitCommands(status, headroom, poolCulprit(snapshot), access);
}

function poolCulprit({ causes, functions }: HeadroomScene['snapshot']): FunctionStatus | null {
  const names = causes.flatMap((cause) => {
    if (cause.kind === 'poolFull') return cause.culprit ?? [];
    return cause.kind === 'poolFilling' ? (cause.pressure.culprit ?? []) : [];
  });
  return functions.find(({ name }) => name === names[0]) ?? null;
}
