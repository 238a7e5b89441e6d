import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveLog } from '../../../src/commands/screen/saved-log.ts';
import { unfolded } from '../../../src/logs/lines/story-item.ts';
import { createStoryMemory } from '../../../src/logs/story/story-memory.ts';
import type { TailItem } from '../../../src/logs/tail-item.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { logged } from '../../logs/lines/log-lines.ts';
import { line, lines } from '../../views/tail/tail-story.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 3, 12, 10, 42);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lmon-saved-'));
});
afterEach(() => rm(folder, { recursive: true }));

const save = (target: string, items: readonly TailItem[] = lines(3), into = folder) =>
  saveLog({ target, items, rowCount: items.length, unfinished: null, folder: into, nowMs: NOW_MS });

describe('a saved log', () => {
  it('does not pass for the whole log while more of it is being read', async () => {
    const unfinished = safe` since 05:22Z (still reading back to 05:00Z)`;
    const says = await saveLog({
      target: 'cart-api',
      items: lines(3),
      rowCount: 3,
      unfinished,
      folder,
      nowMs: NOW_MS,
    });
    expect(says).toMatch(/^saved 3 lines since 05:22Z \(still reading back to 05:00Z\) to \//);
  });

  it('is a file in the folder that only its owner may read, and the answer names it', async () => {
    const path = join(folder, 'lmon-checkout-api-20261124T031210Z.log');
    expect(await save('checkout-api')).toBe(`saved 3 lines to ${path}`);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await readFile(path, 'utf8')).split('\n')).toMatchObject([
      expect.stringMatching(/^2026-11-24T\S+Z checkout-api a41f .* line 0$/),
      expect.stringMatching(/ line 1$/),
      expect.stringMatching(/ line 2$/),
      '',
    ]);
  });

  it('counts rows, too, if some stand for more than one line', async () => {
    const log = { target: 'cart-api', items: lines(3), unfinished: null, folder, nowMs: NOW_MS };
    expect(await saveLog({ ...log, rowCount: 1 })).toMatch(/^saved 3 lines of 1 row to \//);
    expect(await saveLog({ ...log, rowCount: 2 })).toMatch(/^saved 3 lines of 2 rows to \//);
  });

  it('never replaces another', async () => {
    await save('checkout-api', lines(1));
    await save('checkout-api', lines(2));
    expect((await readdir(folder)).sort()).toEqual([
      'lmon-checkout-api-20261124T031210Z-2.log',
      'lmon-checkout-api-20261124T031210Z.log',
    ]);
    const first = await readFile(join(folder, 'lmon-checkout-api-20261124T031210Z.log'), 'utf8');
    expect(first).not.toContain('line 1');
  });

  it.each([
    { target: '/aws/lambda/checkout-api', file: 'lmon-aws-lambda-checkout-api-20261124T031210Z.log' },
    { target: '../../etc/passwd', file: 'lmon-etc-passwd-20261124T031210Z.log' },
    { target: '\x1b[2J.日', file: 'lmon-2J-20261124T031210Z.log' },
    { target: 'x'.repeat(500), file: `lmon-${'x'.repeat(80)}-20261124T031210Z.log` },
  ])('of $target has a name that stays in the folder', async ({ target, file }) => {
    await save(target);
    expect(await readdir(folder)).toEqual([file]);
  });

  it('does nothing to the terminal that it is shown on', async () => {
    await save('checkout-api', [line(1, '\x1b[2J\x1b]52;c;aGk=\x07owned')]);
    const [name = ''] = await readdir(folder);
    expect(await readFile(join(folder, name), 'utf8')).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
  });

  it('has room for gaps and notices, too', async () => {
    const gap = { type: 'gap', startMs: NOW_MS, endMs: null, reason: 'busy' } as const;
    await saveLog({
      target: 'checkout-api',
      items: [gap],
      rowCount: 1,
      unfinished: null,
      folder,
      nowMs: NOW_MS,
    });
    const [name = ''] = await readdir(folder);
    expect(await readFile(join(folder, name), 'utf8')).toMatch(/^--- 03:12:10Z and on: API busy/);
  });

  it('names the log of each gap and notice if there are several', async () => {
    const of = (name: string) => ({
      origin: { group: rawText(`/aws/lambda/${name}`), functionName: rawText(name) },
    });
    const gap = { type: 'gap', startMs: NOW_MS, endMs: null, reason: 'busy' } as const;
    const notice = {
      type: 'notice',
      atMs: NOW_MS,
      name: rawText('cart-web'),
      message: rawText('no'),
    } as const;
    await save('cart-*', [
      { ...gap, ...of('cart-api') },
      { ...notice, ...of('cart-web'), kind: 'ended' },
      { ...notice, kind: 'joined' },
    ]);
    const [name = ''] = await readdir(folder);
    expect((await readFile(join(folder, name), 'utf8')).split('\n')).toMatchObject([
      expect.stringMatching(/^--- cart-api: 03:12:10Z and on/),
      expect.stringMatching(/^--- cart-web: not read any further/),
      '--- + cart-web',
      '',
    ]);
  });

  it('is missing if nothing can be written, and the answer says why', async () => {
    expect(await save('checkout-api', lines(1), join(folder, 'absent'))).toBe(
      'not saved: there is no such folder',
    );
  });

  it('tells how runs ended as the screen does', async () => {
    const memory = createStoryMemory({ maxItems: 10, maxBytes: 10_000 });
    memory.add(['START@10', 'THROWN@20', 'REPORT@30'].map((words) => logged(words)));
    await save('checkout-api', unfolded(memory.all.view(0, memory.size)));
    const [name = ''] = await readdir(folder);
    expect(await readFile(join(folder, name), 'utf8')).toMatch(/ END {3}error .* TypeError\n$/);
  });
});
