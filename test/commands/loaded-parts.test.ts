import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLmonProcess } from './lmon-process.ts';
import { frozenAccount, type LocalAccount } from './local-account.ts';

/** Prints at the end, on standard error, which files of lmon and which modules of Node were loaded. */
const TELLER = `
  import { registerHooks } from 'node:module';
  const files = [];
  registerHooks({
    load(url, context, next) {
      if (url.includes('/dist/')) files.push(url.replace(/.*\\/|-[\\w-]{8}(?=\\.js$)/g, ''));
      return next(url, context);
    },
  });
  process.on('exit', () => {
    const modules = process.moduleLoadList.map((name) => name.replace(/^\\w+ /, ''));
    process.stderr.write(JSON.stringify({ files, modules }));
  });
`;

let account: LocalAccount;
beforeAll(async () => {
  account = await frozenAccount();
});
afterAll(() => account.close());

/** Measures start-up by what is loaded; the bench measures how long it takes. */
async function loadedBy(...args: readonly string[]): Promise<{ files: string[]; modules: string[] }> {
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(TELLER)}`;
  const ended = await startLmonProcess(args, { env: { ...account.env, NODE_OPTIONS } }).ended;
  expect(ended.status).toBe(0);
  return JSON.parse(ended.stderr);
}

describe('the code that is loaded', () => {
  it('for the help is one file, and nothing of Node that only an unused export needs', async () => {
    const { files, modules } = await loadedBy('--help');
    expect(files).toEqual(['lmon.js']);
    expect(modules).not.toContain('internal/util/diff');
  });

  it("for tailing into a pipe is no screen, no other service, and not Node's fetch", async () => {
    const { files, modules } = await loadedBy(
      'tail',
      '/aws/lambda/checkout-api',
      '--since',
      '5s',
      '--no-follow',
    );
    expect(files.sort()).toEqual([
      '_required_node_http.js',
      'aws.js',
      'connect.js',
      'lmon.js',
      'log-page.js',
      'pipe.js',
      'rolldown-runtime.js',
      'run-command.js',
      'tail.js',
    ]);
    expect(modules).toContain('http');
    expect(modules).not.toContain('internal/deps/undici/undici');
    expect(modules).not.toContain('http2');
  });
});
