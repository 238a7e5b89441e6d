import { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createOutputRoom } from '../../../src/views/ink/output-room.ts';

describe('room for a frame', () => {
  it('is there once all that was written has been taken, which is told once', async () => {
    const takings: (() => void)[] = [];
    const terminal = new Writable({ write: (_chunk, _encoding, taken) => void takings.push(taken) });
    let told = 0;
    const room = createOutputRoom(terminal, () => {
      told += 1;
    });
    expect(room.isFree()).toBe(true);
    terminal.write('frame');
    expect([room.isFree(), room.isFree()]).toEqual([false, false]);
    takings.shift()?.();
    takings.shift()?.();
    await nextTurn();
    expect([room.isFree(), told]).toEqual([true, 1]);
  });

  it('is not there before who waits for it was told, so that no old frame comes before the whole one of a resize', async () => {
    const takings: (() => void)[] = [];
    const terminal = new Writable({ write: (_chunk, _encoding, taken) => void takings.push(taken) });
    const free: boolean[] = [];
    const room = createOutputRoom(terminal, () => free.push(room.isFree()));
    terminal.write('frame');
    expect(room.isFree()).toBe(false);
    takings.shift()?.();
    expect([terminal.writableLength, room.isFree(), free]).toEqual([0, false, []]);
    takings.shift()?.();
    await nextTurn();
    expect(free).toEqual([true]);
  });
});
