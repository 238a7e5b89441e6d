import { describe, expect, it } from 'vitest';
import { commandLineOf, readCommandLine } from '../../src/settings/command-line.ts';
import { COMMANDS, type CommandName, type CommandShape } from '../../src/settings/commands.ts';
import { usageText } from '../../src/settings/help.ts';
import { OPTIONS, type OptionName } from '../../src/settings/options.ts';

const read = (line: string) => readCommandLine(line === '' ? [] : line.split(' '));

describe('a command line', () => {
  it.each([
    ['', { command: 'fleet', operands: [], flags: {} }],
    ['fleet --output json', { command: 'fleet', operands: [], flags: { output: 'json' } }],
    ['--output=json', { command: 'fleet', operands: [], flags: { output: 'json' } }],
    ['tail checkout-api', { command: 'tail', operands: ['checkout-api'], flags: {} }],
    [
      '--since 15m tail checkout-api --no-follow',
      { command: 'tail', operands: ['checkout-api'], flags: { since: '15m', 'no-follow': true } },
    ],
    ['tail /aws/lambda/x', { command: 'tail', operands: ['/aws/lambda/x'], flags: {} }],
    ['tail x --filter a --filter=a', { command: 'tail', operands: ['x'], flags: { filter: 'a' } }],
    ['tail x -C 3 -C 5', { command: 'tail', operands: ['x'], flags: { context: '5' } }],
    ['tail --since 5m --since 9m x', { command: 'tail', operands: ['x'], flags: { since: '9m' } }],
    [
      'tail x --include a --exclude b --include c',
      { command: 'tail', operands: ['x'], flags: { include: ['a', 'c'], exclude: ['b'] } },
    ],
    ['tail x --filter=-a -C 3', { command: 'tail', operands: ['x'], flags: { filter: '-a', context: '3' } }],
    [
      'tail x -A3 -B 2',
      { command: 'tail', operands: ['x'], flags: { 'after-context': '3', 'before-context': '2' } },
    ],
    ['tail a b /c', { command: 'tail', operands: ['a', 'b', '/c'], flags: {} }],
    [
      'tail --regex ^a --tag k=v --stack shop --tag l=w --stack billing',
      {
        command: 'tail',
        operands: [],
        flags: { regex: ['^a'], tag: ['k=v', 'l=w'], stack: ['shop', 'billing'] },
      },
    ],
    ['tail x --version 42', { command: 'tail', operands: ['x'], flags: { version: '42' } }],
    ['tail x --version=$LATEST', { command: 'tail', operands: ['x'], flags: { version: '$LATEST' } }],
    ['demo tail x --version 42', { command: 'demo', operands: ['tail', 'x'], flags: { version: '42' } }],
    [
      'replay f tail x --version 42',
      { command: 'replay', operands: ['f', 'tail', 'x'], flags: { version: '42' } },
    ],
    [
      'replay --last tail x --version 42',
      { command: 'replay', operands: ['tail', 'x'], flags: { last: true, version: '42' } },
    ],
    ['replay f --version 42', { command: 'replay', operands: ['f'], flags: { version: '42' } }],
    ['tail -- --strange-name', { command: 'tail', operands: ['--strange-name'], flags: {} }],
    ['demo', { command: 'demo', operands: [], flags: {} }],
    [
      'replay x.ndjson tail x --speed 4',
      { command: 'replay', operands: ['x.ndjson', 'tail', 'x'], flags: { speed: '4' } },
    ],
    ['replay --last', { command: 'replay', operands: [], flags: { last: true } }],
    ['demo tail x --seed 4', { command: 'demo', operands: ['tail', 'x'], flags: { seed: '4' } }],
  ])('of "%s" is read', (line, expected) => {
    expect(read(line)).toEqual({ kind: 'run', line: expected });
  });

  const EVERYWHERE: Readonly<Partial<Record<OptionName, string>>> = {
    profile: 'prod',
    region: 'eu-west-1',
    'endpoint-url': 'http://127.0.0.1:1',
    since: '15m',
    until: '02:40',
    output: 'json',
    'no-follow': '',
    plain: '',
    'no-color': '',
    theme: 'light',
    glyphs: 'ascii',
    config: 'lmon.yml',
    record: 'new.ndjson',
  };
  const OPERANDS: Readonly<Partial<Record<CommandName, string>>> = {
    watch: 'x',
    tail: 'x',
    triage: 'x',
    replay: 'recorded.ndjson',
  };
  /** Each with a reason: it would be believed to do something. */
  const REFUSED: Readonly<Partial<Record<CommandName, readonly string[]>>> = {
    doctor: ['record'],
    replay: ['profile', 'region', 'endpoint-url', 'record'],
    demo: ['profile', 'endpoint-url'],
    // It asks no account, and prints no data.
    local: Object.keys(EVERYWHERE),
  };

  it.each(Object.keys(COMMANDS) as CommandName[])('of %s takes the flags that work everywhere', (command) => {
    const refused = Object.entries(EVERYWHERE).flatMap(([flag, value]) => {
      const words = [command, OPERANDS[command] ?? [], `--${flag}`, value === '' ? [] : value].flat();
      return readCommandLine(words).kind === 'usage' ? [flag] : [];
    });
    expect(refused).toEqual(REFUSED[command] ?? []);
  });

  it.each([
    ['--help', null],
    ['-h', null],
    ['help', null],
    ['help tail', 'tail'],
    ['tail --help', 'tail'],
    ['tail x -h', 'tail'],
    ['help local', 'local'],
  ])('of "%s" asks for help', (line, command) => {
    expect(read(line)).toEqual({ kind: 'help', command });
  });

  it('asks for the version', () => {
    expect(read('--version')).toEqual({ kind: 'version' });
    expect(read('-v')).toEqual({ kind: 'version' });
    expect(read('-V')).toEqual({ kind: 'version' });
    expect(read('tail x --version')).toEqual({ kind: 'version' });
    expect(read('replay --version')).toEqual({ kind: 'version' });
    expect(read('replay f fleet --version')).toEqual({ kind: 'version' });
  });

  it('accepts --version with a value only for a tail', () => {
    const complaint = 'fleet takes no value with --version';
    expect(commandLineOf(['fleet'], { version: '42' })).toEqual({ kind: 'usage', complaint });
  });
});

describe('the help', () => {
  const names = Object.keys(COMMANDS) as CommandName[];

  it('names the commands that read a recording', () => {
    expect(usageText('replay')).toMatch(/^lmon replay <file> \[command\]\n/);
  });

  it('of a check ends with its exit statuses', () => {
    expect(usageText('check')).toMatch(
      /\n\nExit status: 0 all is well, 1 a warning, 2 critical, 3 could not tell,.*\n$/,
    );
  });

  it('names every command and flag', () => {
    const text = usageText(null);
    for (const name of names) expect(text).toContain(name);
    for (const name of Object.keys(OPTIONS)) expect(text).toMatch(new RegExp(`--${name}\\b`));
  });

  it.each([null, ...names])('of %s fits a terminal of 100 columns, without trailing spaces', (name) => {
    for (const line of usageText(name).split('\n')) {
      expect(line.length).toBeLessThanOrEqual(100);
      expect(line).toBe(line.trimEnd());
    }
  });

  it('of tail says what it does and which flags it accepts', () => {
    expect(usageText('tail')).toMatch(/^lmon tail <function \| \/log\/group>\.\.\.\n {2}follow the logs of/);
    expect(usageText('tail')).toContain('--since TIME');
    expect(usageText('tail')).not.toContain('--seed');
  });

  it.each(names)('of %s lists the flags it accepts, but for those without effect', (name) => {
    const { ignores = [] }: CommandShape = COMMANDS[name];
    const operands = COMMANDS[name].fewest === 0 ? [] : ['x'];
    const listed = [...usageText(name).matchAll(/^ {2}--([\w-]+)/gm)].map(([, flag]) => flag);
    const taken = (Object.keys(OPTIONS) as OptionName[]).filter(
      (flag) => commandLineOf([name, ...operands], { [flag]: true }).kind === 'run',
    );
    expect([...listed, ...ignores].toSorted()).toEqual(taken.toSorted());
  });

  it('of local shows only its own flags', () => {
    expect(usageText('local')).toContain('--seed N');
    expect(usageText('local')).not.toContain('--since');
  });
});
