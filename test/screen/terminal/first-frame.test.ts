import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_AWS } from '../no-aws.ts';
import { openScreen } from '../open-screen.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lmon-first-frame-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes what was loaded when the first frame is complete: files of lmon, and modules of Node. */
const tellerInto = (file: string) => `
  import { writeFileSync } from 'node:fs';
  import { registerHooks } from 'node:module';
  const files = [];
  registerHooks({
    load(url, context, next) {
      if (url.includes('/dist/')) files.push(url.replace(/.*\\/|-[\\w-]{8}(?=\\.js$)/g, ''));
      return next(url, context);
    },
  });
  const { write } = process.stdout;
  process.stdout.write = function (output, ...others) {
    if (String(output).includes('\\x1b[?2026l')) {
      process.stdout.write = write;
      const modules = process.moduleLoadList.map((name) => name.replace(/^\\w+ /, ''));
      writeFileSync(${JSON.stringify(file)}, JSON.stringify({ files, modules }));
    }
    return write.call(this, output, ...others);
  };
`;

async function loadedBefore(
  line: string,
): Promise<{ files: string[]; modules: string[]; rows: readonly string[] }> {
  const told = join(folder, `${line}.json`);
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(tellerInto(told))}`;
  const env = { ...NO_AWS, AWS_ENDPOINT_URL: 'http://127.0.0.1:9', NODE_OPTIONS };
  const screen = await openScreen({ args: line.split(' '), columns: 120, rows: 40, env });
  let rows: readonly string[];
  try {
    await screen.waitFor(({ isAlternate, text }) => isAlternate() && text().some((row) => row !== ''));
    rows = screen.text();
  } finally {
    await screen.close();
  }
  return { ...JSON.parse(await readFile(told, 'utf8')), rows };
}

describe('before the first frame', () => {
  it.each(['fleet', 'watch checkout-api', 'tail checkout-api', 'triage checkout-api'])(
    '%s loads few files, and nothing of AWS, and draws its frame',
    async (line) => {
      const { files, modules, rows } = await loadedBefore(line);
      const [command] = line.split(' ');
      // To tail, which imports the screens on demand, they are two files of one name.
      const shared = ['lmon.js', 'pipe.js', 'rolldown-runtime.js', 'run-command.js', 'screen.js'];
      expect([...new Set(files)].sort()).toEqual([...shared, `${command}.js`].sort());
      expect(modules).not.toContain('crypto');
      expect(modules).not.toContain('http');
      // Only an unused export of another module needs it.
      expect(modules).not.toContain('worker_threads');
      expect(rows[0]).toMatch(/^ lmon .*starting/);
      expect(rows.at(-1)).toMatch(/ \? keys +q quit/);
    },
  );
});
