import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { type HttpProxy, startHttpProxy } from './faults/http-proxy.ts';
import { createMemory, FROZEN_MS, STANDS_STILL } from './frozen-demo.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What points an AWS client, and lmon, at the demo whose time stands still. */
    frozenDemo: Readonly<Record<string, string>>;
  }
}

const LMON = fileURLToPath(new URL('../dist/lmon.js', import.meta.url));

/** Serves the demo at one moment for the whole run: building that account is dearer than most of what is asked of it. */
export default async function startFrozenDemo(project: TestProject): Promise<() => void> {
  const home = mkdtempSync(join(tmpdir(), 'lmon-frozen-'));
  const time = ['--now', new Date(FROZEN_MS).toISOString(), '--speed', STANDS_STILL.toFixed(7)];
  // Where no time passes, a quota that was used up would never allow another call.
  const server = spawn(process.execPath, [LMON, 'local', '--port', '0', '--no-quotas', ...time], {
    // It ends with this process, even if that is killed.
    env: { PATH: process.env['PATH'], LMON_LOCAL_OWNED: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const env: Record<string, string> = { HOME: home, AWS_EC2_METADATA_DISABLED: 'true' };
  for await (const line of createInterface({ input: server.stdout })) {
    const [, name, value] = /^export (\w+)='(.*)'$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) env[name] = value;
    if (name === 'LMON_CLOCK') break;
  }
  if (env['LMON_CLOCK'] === undefined) throw new Error('the local AWS did not start: npm run build');
  const answers = await rememberedAnswers(env['AWS_ENDPOINT_URL'] ?? '');
  project.provide('frozenDemo', { ...env, AWS_ENDPOINT_URL: answers.url });
  return () => {
    answers.close();
    server.kill();
    rmSync(home, { recursive: true, force: true });
  };
}

/** Where time stands still, the same question has the same answer: most of a run's questions are asked many times. */
async function rememberedAnswers(url: string): Promise<HttpProxy> {
  const proxy = await startHttpProxy(url);
  const remembered = createMemory();
  proxy.answering = async (request, response, pass) => {
    const { status, headers, body } = await remembered(request, pass);
    response.writeHead(status, headers).end(body);
  };
  return proxy;
}
