import { describe, expect, it } from 'vitest';
import { nearest, readCommandLine } from '../../src/settings/command-line.ts';
import { COMMANDS, type CommandName } from '../../src/settings/commands.ts';
import { usageText } from '../../src/settings/help.ts';
import { GENERAL_OPTIONS } from '../../src/settings/options.ts';

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
    ['tail --since 5m --since 9m x', { command: 'tail', operands: ['x'], flags: { since: '9m' } }],
    ['tail -- --strange-name', { command: 'tail', operands: ['--strange-name'], flags: {} }],
    ['demo', { command: 'demo', operands: [], flags: {} }],
    ['demo tail x --seed 4', { command: 'demo', operands: ['tail', 'x'], flags: { seed: '4' } }],
  ])('of "%s" is read', (line, expected) => {
    expect(read(line)).toEqual({ kind: 'run', line: expected });
  });

  it.each([
    ['tial x', 'unknown command "tial"; did you mean tail?'],
    ['flete', 'unknown command "flete"; did you mean fleet?'],
    ['constructor', 'unknown command "constructor"'],
    ['tail', 'lmon tail needs a function, or a log group that begins with "/"'],
    ['tail a b', 'lmon tail does not take "b"'],
    ['fleet x', 'lmon fleet does not take "x"'],
    ['--outptu json', 'unknown flag --outptu; did you mean --output?'],
    ['--regoin=eu-west-1', 'unknown flag --regoin; did you mean --region?'],
    ['--zzzzzzzzzzzz', 'unknown flag --zzzzzzzzzzzz'],
    ['-x', 'unknown flag -x'],
    ['help tial', 'unknown command "tial"; did you mean tail?'],
  ])('of "%s" is complained of: %s', (line, complaint) => {
    expect(read(line)).toEqual({ kind: 'usage', complaint });
  });

  it.each(['--region', '--since -15m', '--plain=yes', 'tail x --output'])(
    'of "%s" is complained of in one line',
    (line) => {
      const answer = read(line);
      expect(answer).toMatchObject({
        kind: 'usage',
        complaint: expect.stringMatching(/^[^\n]+--\w+[^\n]+$/),
      });
    },
  );

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
    expect(read('tail x --version')).toEqual({ kind: 'version' });
  });
});

describe('the nearest word', () => {
  it.each([
    ['chekout-api', 'checkout-api'],
    ['checkout-ap', 'checkout-api'],
    ['CHECKOUT', null],
    ['x', null],
    ['', null],
    ['geo-lokup', 'geo-lookup'],
  ])('to "%s" is %s', (word, expected) => {
    expect(nearest(word, ['checkout-api', 'geo-lookup'])).toBe(expected);
  });
});

describe('the help', () => {
  const names = Object.keys(COMMANDS) as CommandName[];

  it('names every command and flag', () => {
    const text = usageText(null);
    for (const name of names) expect(text).toContain(name);
    for (const name of Object.keys(GENERAL_OPTIONS)) expect(text).toContain(`--${name}`);
  });

  it.each([null, ...names])(
    'of %s fits a terminal of 100 columns, without spaces at the ends of lines',
    (name) => {
      for (const line of usageText(name).split('\n')) {
        expect(line.length).toBeLessThanOrEqual(100);
        expect(line).toBe(line.trimEnd());
      }
    },
  );

  it('of tail says what it does and which flags it takes', () => {
    expect(usageText('tail')).toMatch(/^lmon tail <function \| \/log\/group>\n {2}follow the log/);
    expect(usageText('tail')).toContain('--since TIME');
    expect(usageText('tail')).not.toContain('--seed');
  });

  it('of local shows only its own flags', () => {
    expect(usageText('local')).toContain('--seed N');
    expect(usageText('local')).not.toContain('--since');
  });
});
