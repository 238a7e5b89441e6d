import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const INSTALL = fileURLToPath(new URL('../../scripts/install.mjs', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lmon-install-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What it does in a checkout with these files, the oldest first. */
function installed(...files: readonly string[]) {
  files.forEach((file, age) => {
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    writeFileSync(join(folder, file), '');
    utimesSync(join(folder, file), 1 + age, 1 + age);
  });
  const npm = join(folder, 'npm.cjs');
  writeFileSync(npm, "console.log('npm', process.argv[2]);");
  const env = { ...process.env, npm_execpath: npm };
  const { stdout, stderr } = spawnSync(process.execPath, [INSTALL], { cwd: folder, env, encoding: 'utf8' });
  return { stdout, stderr };
}

describe('before the first start', () => {
  it('says what is installed before npm, which is silent for as long as it takes', () => {
    expect(installed('package-lock.json')).toEqual({
      stdout: '',
      stderr: expect.stringMatching(/^installing the build and test tools, .*\nnpm ci\n$/),
    });
  });

  it('says nothing where they are installed', () => {
    const files = ['package-lock.json', 'node_modules/.package-lock.json'];
    expect(installed(...files)).toEqual({ stdout: '', stderr: '' });
  });
});
