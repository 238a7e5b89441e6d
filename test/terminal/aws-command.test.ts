import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  type AwsAccess,
  configurationCommand,
  requestCommand,
  spanCommand,
  tailCommand,
} from '../../src/terminal/aws-command.ts';
import { safeText } from '../../src/terminal/safe-text.ts';

const REGION: AwsAccess = {
  region: 'eu-west-1',
  profile: null,
  endpointUrl: null,
  lmon: 'lmon',
  isDemo: false,
};
const EVERYTHING: AwsAccess = {
  region: 'eu-west-1',
  profile: 'my profile',
  endpointUrl: 'http://localhost:4566/?a=b&c',
  lmon: 'lmon',
  isDemo: false,
};

/** The words into which a shell splits a command. */
function words(command: string): readonly string[] {
  const script = `set -- ${command}; printf '%s\\n' "$@"`;
  return execFileSync('sh', ['-c', script]).toString().trimEnd().split('\n').slice(1);
}

describe('a command of the AWS CLI', () => {
  it.each(['file:///home/me/.aws/credentials', 'fileb://x', 'FILE://x'])(
    'reads no file, whatever a name contains: %s',
    (name) => {
      const called = safeText(name);
      for (const command of [
        configurationCommand(REGION, called),
        tailCommand(REGION, called, called),
        requestCommand(REGION, called, called, { fromMs: 0, toMs: 1 }),
        spanCommand(REGION, called, { fromMs: 0, toMs: 1 }, called),
      ])
        expect(words(command).filter((word) => /^file/i.test(word))).toEqual([]);
    },
  );

  it.each([
    [REGION, []],
    [{ ...REGION, profile: '-odd' }, ['--profile=-odd']],
    [EVERYTHING, ['--profile', 'my profile', '--endpoint-url', 'http://localhost:4566/?a=b&c']],
  ])('uses the same place and identity as lmon: %j', (access, expected) => {
    for (const command of [
      tailCommand(access, safeText('/aws/lambda/x')),
      tailCommand(access, safeText('-x')),
      requestCommand(access, safeText('/aws/lambda/x'), safeText('id'), { fromMs: 1, toMs: 2 }),
      configurationCommand(access, safeText('x')),
    ]) {
      const said = words(command);
      const region = said.indexOf('--region');
      expect(said.slice(region, region + 2 + expected.length)).toEqual([
        '--region',
        'eu-west-1',
        ...expected,
      ]);
    }
  });

  it.each(['ERROR', '{ $.a = "it\'s" }', '-DEBUG'])('filters like lmon: %s', (pattern) => {
    const filter = pattern.startsWith('-') ? [`--filter-pattern=${pattern}`] : ['--filter-pattern', pattern];
    for (const group of ['/aws/lambda/x', '-x']) {
      for (const command of [
        tailCommand(REGION, safeText(group), safeText(pattern)),
        spanCommand(REGION, safeText(group), { fromMs: 1, toMs: 2 }, safeText(pattern)),
      ])
        expect(words(command)).toEqual(expect.arrayContaining(filter));
    }
  });

  it.each(['-x', '--follow'])('does not mistake %s for an option', (name) => {
    expect(words(requestCommand(REGION, safeText(name), safeText('id'), { fromMs: 1, toMs: 2 }))).toContain(
      `--log-group-name=${name}`,
    );
    expect(words(configurationCommand(REGION, safeText(name)))).toContain(`--function-name=${name}`);
    const tail = words(tailCommand(REGION, safeText(name)));
    expect(tail).toContain(`--log-group-name=${name}`);
    expect(Number(tail[tail.indexOf('--start-time') + 1])).toBeGreaterThan(Date.now() - 16 * 60_000);
  });
});
