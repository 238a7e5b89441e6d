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
    [
      '--since 15m tail checkout-api --no-follow',
      { command: 'tail', operands: ['checkout-api'], flags: { since: '15m', 'no-follow': true } },
    ],
    ['tail x -C 3 -C 5', { command: 'tail', operands: ['x'], flags: { context: '5' } }],
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
    ['demo tail x --version 42', { command: 'demo', operands: ['tail', 'x'], flags: { version: '42' } }],
    [
      'replay --last tail x --version 42',
      { command: 'replay', operands: ['tail', 'x'], flags: { last: true, version: '42' } },
    ],
    ['replay f --version 42', { command: 'replay', operands: ['f'], flags: { version: '42' } }],
    ['tail -- --strange-name', { command: 'tail', operands: ['--strange-name'], flags: {} }],
  ])('of "%s" is read', (line, expected) => {
    expect(read(line)).toEqual({ kind: 'run', line: expected });
  });

  it.each([
    ['--help', null],
    ['-h', null],
    ['help', null],
    ['help tail', 'tail'],
    ['tail x -h', 'tail'],
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

  it.each(names)('of %s lists the flags it accepts, but for those without effect', (name) => {
    const { ignores = [] }: CommandShape = COMMANDS[name];
    const operands = COMMANDS[name].fewest === 0 ? [] : ['x'];
    const listed = [...usageText(name).matchAll(/^ {2}--([\w-]+)/gm)].map(([, flag]) => flag);
    const taken = (Object.keys(OPTIONS) as OptionName[]).filter(
      (flag) => commandLineOf([name, ...operands], { [flag]: true }).kind === 'run',
    );
    expect([...listed, ...ignores].toSorted()).toEqual(taken.toSorted());
  });
});
