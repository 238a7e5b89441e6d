import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/settings/commands.ts';
import { runLmon } from '../commands/lmon-in-process.ts';
import { frozenDemo } from '../frozen-demo.ts';
import { HURTING } from '../local/demo-functions.ts';

/**
 * What every command prints about one minute of the demo, in files that outlive a rewrite of everything inside. A change
 * of one is deliberate: read its diff as a user would, and say it in the CHANGELOG. `npx vitest run test/contract -u`
 * writes them anew.
 */
const LINES: readonly string[] = [
  'fleet',
  'fleet --output json',
  'fleet --until 02:40',
  'check',
  'check --output json',
  'check checkout-api order-stream-consumer --only capacity --within 10m',
  'check --until 02:40 --output json',
  ...['checkout-api', 'email-dispatch', 'order-stream-consumer', 'report-nightly'].flatMap((name) => [
    `watch ${name} --no-follow`,
    `watch ${name} --no-follow --output json`,
  ]),
  ...HURTING.map((name) => `triage ${name} --output json`),
  ...['checkout-api', 'email-dispatch', 'order-stream-consumer'].map((name) => `triage ${name} --output md`),
  'triage checkout-api',
  'triage user-profile',
  'triage checkout-api --until 02:40 --output json',
  'triage --all',
  'triage --all --output json',
  'triage --all --output md',
  'tail invoice-pdf --no-follow --since 8s',
  'tail invoice-pdf --no-follow --since 8s --output raw',
  'tail invoice-pdf --no-follow --since 8s --output json',
  'tail checkout-api --no-follow --since 5s --errors',
  'tail cart-api --no-follow --since 10s --level error --output json',
  'help',
  ...Object.keys(COMMANDS).map((name) => `help ${name}`),
];

describe('the frozen demo prints as it did', () => {
  it.each(LINES)('lmon %s', async (line) => {
    const env = frozenDemo();
    const { status, stdout, stderr } = await runLmon(line.split(' '), { env });
    const isJson = line.includes('--output json') && !line.startsWith('tail');
    const printed = isJson ? fieldsOf(stdout) : stdout;
    const golden = `${stderr}${printed}${status === 0 ? '' : `exit status ${status}\n`}`;
    await expect(
      golden.replaceAll(env['AWS_ENDPOINT_URL'] ?? '', 'http://127.0.0.1:15666'),
    ).toMatchFileSnapshot(`outputs/${fileName(line)}`);
  });
});

/** A line for each field of each object: a diff then shows what changed. */
function fieldsOf(jsonLines: string): string {
  return jsonLines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const fields = Object.entries(JSON.parse(line) as object);
      return `{\n${fields.map(([name, value]) => `  "${name}": ${JSON.stringify(value)},\n`).join('')}}\n`;
    })
    .join('');
}

function fileName(line: string): string {
  return `${line.replaceAll(' --', ' ').replaceAll(/[^\w-]+/g, '-')}.txt`;
}
