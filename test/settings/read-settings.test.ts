import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REAL_TIME } from '../../src/monitor/clock.ts';
import type { Flags } from '../../src/settings/command-line.ts';
import { readSettings } from '../../src/settings/read-settings.ts';
import type { Settings } from '../../src/settings/settings.ts';
import type { Environment } from '../../src/terminal/environment.ts';
import { DEFAULT_THRESHOLDS } from '../../src/triage/thresholds.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lmon-settings-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function writeConfig(text: string, name = 'lmon/config.yml'): string {
  const path = join(home, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const read = (flags: Flags = {}, env: Environment = {}, isTty = true) =>
  readSettings({ command: 'fleet', flags }, { XDG_CONFIG_HOME: home, ...env }, isTty);

async function settingsOf(flags: Flags = {}, env: Environment = {}, isTty = true): Promise<Settings> {
  const settings = await read(flags, env, isTty);
  if ('complaint' in settings) throw new Error(settings.complaint);
  return settings;
}

describe('a file given as configuration', () => {
  it('is refused at once if it is a pipe without a writer', async () => {
    const path = join(home, 'pipe');
    execFileSync('mkfifo', [path]);
    expect(await read({ config: path })).toEqual({
      complaint: `configuration file ${path} is not a regular file`,
    });
  });

  it.each([
    ['by name', (path: string) => ({ config: path })],
    ['in the default place', () => ({})],
  ])('is refused if it is too large, %s', async (_where, flags) => {
    const path = writeConfig(`theme: light\n${'#'.repeat(1_048_576)}`);
    expect(await read(flags(path))).toEqual({ complaint: `configuration file ${path} is larger than 1 MiB` });
  });

  it('may have half a megabyte', async () => {
    writeConfig(`theme: light\n${'#'.repeat(524_288)}`);
    expect((await settingsOf()).theme.value).toBe('light');
  });
});

describe('glyphs', () => {
  it.each([
    ['ascii', 'in a locale that shows no more', {}, { LANG: 'C' }],
    ['block', 'in UTF-8', {}, { LANG: 'en_US.UTF-8' }],
    ['braille', 'on request, whatever the locale', { glyphs: 'braille' }, { LANG: 'C' }],
  ])('are %s %s', async (glyphs, _where, flags, env) => {
    expect((await settingsOf(flags, env)).glyphs.value).toBe(glyphs);
  });
});

describe('a setting comes from', () => {
  const FILE = 'profile: file\nregion: file\nendpointUrl: http://file\ntheme: light\nglyphs: ascii\n';
  const ENV = {
    AWS_PROFILE: 'environment',
    AWS_REGION: 'environment',
    AWS_ENDPOINT_URL: 'http://environment',
    LMON_THEME: 'high-contrast',
    LMON_GLYPHS: 'braille',
  };
  const FLAGS = {
    profile: 'flag',
    region: 'flag',
    'endpoint-url': 'http://flag',
    theme: 'none',
    glyphs: 'block',
  };
  const KEYS = ['profile', 'region', 'endpointUrl', 'theme', 'glyphs'] as const;

  it.each([
    [
      'the flag before everything else',
      FLAGS,
      ENV,
      FILE,
      'flag',
      ['flag', 'flag', 'http://flag', 'none', 'block'],
    ],
    [
      'the environment without a flag',
      {},
      ENV,
      FILE,
      'environment',
      ['environment', 'environment', 'http://environment', 'high-contrast', 'braille'],
    ],
    [
      'the configuration file without both',
      {},
      {},
      FILE,
      'config file',
      ['file', 'file', 'http://file', 'light', 'ascii'],
    ],
    ['its default without all three', {}, {}, '', 'default', [null, null, null, 'dark', 'block']],
    [
      'the next source if flag and environment are empty',
      { profile: '', region: '', 'endpoint-url': '', theme: '', glyphs: '' },
      { AWS_PROFILE: '', AWS_REGION: '', AWS_ENDPOINT_URL: '', LMON_THEME: '', LMON_GLYPHS: '' },
      FILE,
      'config file',
      ['file', 'file', 'http://file', 'light', 'ascii'],
    ],
  ])('%s', async (_case, flags, env, file, from, values) => {
    writeConfig(file);
    const settings = await settingsOf(flags, env);
    expect(KEYS.map((key) => settings[key])).toEqual(values.map((value) => ({ value, from })));
  });

  it.each([
    [{ AWS_DEFAULT_REGION: 'eu-north-1' }, 'eu-north-1'],
    [{ AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-north-1' }, 'eu-west-1'],
    [{ AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-north-1' }, 'eu-north-1'],
  ])('the Region variables of the AWS CLI: %j', async (env, region) => {
    expect((await settingsOf({}, env)).region).toEqual({ value: region, from: 'environment' });
  });

  it('keys in the environment rather than the profile of the configuration file', async () => {
    writeConfig('profile: production\n');
    const { profile } = await settingsOf({}, { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' });
    expect(profile).toEqual({ value: null, from: 'default' });
  });
});

describe('keys in the environment', () => {
  const KEYS = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };

  it.each<[string, Flags, Environment, boolean]>([
    ['are used without a profile', {}, KEYS, true],
    ['are used even if AWS_PROFILE is set, like in the AWS CLI', {}, { ...KEYS, AWS_PROFILE: 'prod' }, true],
    ['give way to --profile', { profile: 'prod' }, KEYS, false],
    ['are not used if one of them is missing', {}, { AWS_ACCESS_KEY_ID: 'local' }, false],
    ['are not used if there are none', {}, {}, false],
  ])('%s', async (_case, flags, env, usesEnvironmentKeys) => {
    expect(await settingsOf(flags, env)).toMatchObject({ usesEnvironmentKeys });
  });
});

describe('colours', () => {
  it.each([
    ['as many as the terminal has', {}, { COLORTERM: 'truecolor', TERM: 'xterm' }, true, 'truecolor'],
    ['none with NO_COLOR', {}, { NO_COLOR: '1', COLORTERM: 'truecolor' }, true, 'none'],
    [
      'all of them with an empty NO_COLOR',
      {},
      { NO_COLOR: '', COLORTERM: 'truecolor', TERM: 'xterm' },
      true,
      'truecolor',
    ],
    ['none with --no-color', { 'no-color': true as const }, { COLORTERM: 'truecolor' }, true, 'none'],
    [
      'none with --no-color even when forced',
      { 'no-color': true as const },
      { FORCE_COLOR: '3' },
      true,
      'none',
    ],
    ['none in a pipe', {}, { COLORTERM: 'truecolor' }, false, 'none'],
  ])('are %s', async (_case, flags, env, isTty, depth) => {
    expect((await settingsOf(flags, env, isTty)).colorDepth).toBe(depth);
  });
});

describe('settings by default', () => {
  it('follow, in real time, with the default thresholds, and without warnings', async () => {
    expect(await settingsOf()).toMatchObject({
      cloudwatchProtocol: 'json',
      clock: REAL_TIME,
      thresholds: DEFAULT_THRESHOLDS,
      plain: false,
      output: null,
      follow: true,
      since: null,
      until: null,
      warnings: [],
    });
  });

  it.each([
    ['LMON_CLOCK', 'clock', REAL_TIME],
    ['LMON_CLOUDWATCH_PROTOCOL', 'cloudwatchProtocol', 'json'],
    ['LMON_REQUEST_TIMEOUT', 'requestTimeoutMs', 10_000],
    ['LMON_CONFIG', 'warnings', []],
  ] as const)('treat an empty %s as unset', async (name, key, value) => {
    expect((await settingsOf({}, { [name]: '' }))[key]).toEqual(value);
  });
});

describe('unusable settings are reported in one line', () => {
  it.each<[string, Flags, Environment, string]>([
    ['a clock', {}, { LMON_CLOCK: 'noon' }, 'LMON_CLOCK is not an account time'],
    ['a protocol', {}, { LMON_CLOUDWATCH_PROTOCOL: 'cbor' }, 'LMON_CLOUDWATCH_PROTOCOL is json or query'],
    ['an infinite patience', {}, { LMON_REQUEST_TIMEOUT: '11' }, 'LMON_REQUEST_TIMEOUT is a number of'],
    ['no patience', {}, { LMON_REQUEST_TIMEOUT: '0' }, 'LMON_REQUEST_TIMEOUT is a number of seconds above 0'],
    ['a patience in words', {}, { LMON_REQUEST_TIMEOUT: '5s' }, 'LMON_REQUEST_TIMEOUT is a number of'],
    ['a theme', { theme: 'pink' }, {}, 'theme "pink" (flag) is none of dark, light, high-contrast'],
    ['a theme from the environment', {}, { LMON_THEME: 'pink' }, 'theme "pink" (environment) is none of'],
    ['glyphs', { glyphs: 'emoji' }, {}, 'glyphs "emoji" (flag) is none of ascii, block, braille'],
    [
      'an endpoint',
      { 'endpoint-url': 'nowhere' },
      {},
      'the endpoint URL (flag) "nowhere" is not one of http or https',
    ],
    [
      'an endpoint, but never its password',
      { 'endpoint-url': 'ftp://me:p@ss/word@host/x' },
      {},
      'the endpoint URL (flag) "ftp://host/x" is not one of http or https',
    ],
    [
      'an endpoint without a scheme',
      { 'endpoint-url': 'me:pass@host' },
      {},
      'the endpoint URL (flag) "host" is',
    ],
    [
      'a clock that runs too fast',
      {},
      { LMON_CLOCK: '2026-11-24T03:12:10Z@1795490000000x100001' },
      'LMON_CLOCK is not an account time: <ISO time>@<epoch ms>x<speed, at most 100000>',
    ],
    [
      'an endpoint of another kind',
      {},
      { AWS_ENDPOINT_URL: 'file:///etc' },
      'the endpoint URL (environment)',
    ],
    ['a file without a name', { record: '' }, {}, '--record needs the name of a file'],
    ['a request without an ID', { request: '' }, {}, '--request needs a request ID'],
    ['an output', { output: 'xml' }, {}, 'fleet prints text or json, not xml'],
    ['a prototype for a theme', { theme: 'constructor' }, {}, 'theme "constructor" (flag) is none of'],
    ['a missing configuration file', { config: '/nowhere/lmon.yml' }, {}, '/nowhere/lmon.yml does not exist'],
    [
      'one from the environment',
      {},
      { LMON_CONFIG: '/nowhere/lmon.yml' },
      '/nowhere/lmon.yml does not exist',
    ],
    ['one that is a device', { config: '/dev/zero' }, {}, '/dev/zero is not a regular file'],
    ['one that is a folder', { config: '/' }, {}, 'configuration file / is not a regular file'],
  ])('%s', async (_case, flags, env, complaint) => {
    const settings = await read(flags, env);
    expect(settings).toEqual({ complaint: expect.stringContaining(complaint) });
    expect('complaint' in settings && settings.complaint).not.toContain('\n');
  });

  it.each([
    ['broken YAML', 'profile: [a, b', 'config.yml: '],
    ['infinitely nested lists', '['.repeat(50_000), 'config.yml: it is nested too deeply'],
    ['equally deep JSON', `{"profile":${'['.repeat(9_000)}${']'.repeat(9_000)}}`, 'it is nested too deeply'],
    ['a list', '- profile\n- region\n', 'not settings by name'],
    ['a sentence', 'just words', 'not settings by name'],
    ['a number for a name', 'profile: 12\n', 'profile'],
    ['a word for a threshold', 'thresholds:\n  errors: many\n', 'thresholds'],
    ['a number instead of a pair', 'thresholds:\n  throttles: 0.1\n', 'thresholds.throttles'],
    [
      'a pair instead of a number',
      'thresholds:\n  fewestErrors: { warnAt: 1, critAt: 2 }\n',
      'thresholds.fewestErrors',
    ],
    ['half a pair', 'thresholds:\n  errors: { warnAt: 0.1 }\n', 'thresholds.errors'],
    [
      'a threshold below zero',
      'thresholds:\n  errors: { warnAt: -1, critAt: 1 }\n',
      'config.yml: thresholds.errors.warnAt: -1 is not a share from 0 to 1; 0.05 is 5 %',
    ],
    [
      'a percentage instead of a share',
      'thresholds:\n  use: { warnAt: 70, critAt: 90 }\n',
      'thresholds.use.warnAt: 70 is not a share from 0 to 1',
    ],
    [
      'a warning above the critical threshold',
      'thresholds:\n  errors: { warnAt: 0.5, critAt: 0.1 }\n',
      'thresholds.errors: critAt 0.1 must not be below warnAt 0.5',
    ],
    [
      'a warning time after the critical one',
      'thresholds:\n  etaMs: { warnAt: 60000, critAt: 120000 }\n',
      'thresholds.etaMs: critAt 120000 must not be above warnAt 60000',
    ],
    [
      'half an error',
      'thresholds:\n  fewestErrors: 2.5\n',
      'thresholds.fewestErrors: 2.5 is not a whole number from 1 to 1000000',
    ],
    [
      'an infinite age',
      'thresholds:\n  iteratorAgeMs: .inf\n',
      'thresholds.iteratorAgeMs: Infinity is not milliseconds from 0 to 31536000000',
    ],
    [
      'no number at all',
      'thresholds:\n  iteratorAgeMs: .nan\n',
      'thresholds.iteratorAgeMs: must be milliseconds from 0',
    ],
    [
      'a word instead of a pair',
      'thresholds:\n  pool: full\n',
      'thresholds.pool: must be { warnAt, critAt }, each a share from 0 to 1',
    ],
    ['a number for a key', 'keys:\n  logs: 7\n', 'keys.logs: must be a key, or a list of keys'],
  ])('%s in the configuration file', async (_case, text, complaint) => {
    writeConfig(text);
    const settings = await read();
    expect(settings).toEqual({ complaint: expect.stringContaining(complaint) });
    expect('complaint' in settings && settings.complaint).not.toContain('\n');
  });
});

describe('a configuration file in the default place', () => {
  it.each([
    ['does not exist', () => {}],
    ["can't exist, as its folder is a file", () => writeFileSync(join(home, 'lmon'), '')],
  ])('may be missing: it %s', async (_how, prepare) => {
    prepare();
    expect((await settingsOf({})).warnings).toEqual([]);
  });

  /** A link to itself: root may read everything else. */
  const unreadableConfig = () => {
    mkdirSync(join(home, 'lmon'));
    const path = join(home, 'lmon', 'config.yml');
    symlinkSync('config.yml', path);
    return path;
  };

  it("is skipped with a warning if it can't be read, as it may belong to another user", async () => {
    const path = unreadableConfig();
    const { theme, warnings } = await settingsOf();
    expect(theme.from).toBe('default');
    expect(warnings).toEqual([`configuration file ${path} can't be read (ELOOP): the defaults are used`]);
  });

  it("is refused if it can't be read and was named explicitly", async () => {
    const config = unreadableConfig();
    expect(await read({ config })).toEqual({
      complaint: `configuration file ${config} can't be read (ELOOP)`,
    });
  });
});

describe('a configuration file', () => {
  it.each(['', '# nothing said yet\n', '---\n'])('may be empty: %j', async (text) => {
    writeConfig(text);
    expect((await settingsOf()).warnings).toEqual([]);
  });

  it('is taken from --config, then LMON_CONFIG, then the default place', async () => {
    writeConfig('theme: light\n');
    const named = writeConfig('theme: high-contrast\n', 'named.yml');
    const flagged = writeConfig('theme: none\n', 'flagged.yml');
    expect((await settingsOf({}, {})).theme.value).toBe('light');
    expect((await settingsOf({}, { LMON_CONFIG: named })).theme.value).toBe('high-contrast');
    expect((await settingsOf({ config: flagged }, { LMON_CONFIG: named })).theme.value).toBe('none');
  });

  it('changes only the thresholds that it names', async () => {
    writeConfig('thresholds:\n  errors: { warnAt: 0.2, critAt: 0.5 }\n  fewestErrors: 50\n');
    expect((await settingsOf()).thresholds).toEqual({
      ...DEFAULT_THRESHOLDS,
      errors: { warnAt: 0.2, critAt: 0.5 },
      fewestErrors: 50,
    });
  });

  it('may contain every default threshold', async () => {
    writeConfig(JSON.stringify({ thresholds: DEFAULT_THRESHOLDS }));
    expect((await settingsOf()).thresholds).toEqual(DEFAULT_THRESHOLDS);
  });

  it('assigns keys to actions, one or a list of them', async () => {
    writeConfig('keys:\n  logs: L\n  pageDown: [ctrl-n, PgDn]\n');
    expect((await settingsOf()).keys).toEqual({ logs: ['L'], pageDown: ['ctrl-n', 'PgDn'] });
    writeConfig('theme: light\n');
    expect((await settingsOf()).keys).toEqual({});
  });

  it('causes a warning for unknown entries, and is used all the same', async () => {
    writeConfig('theme: light\nregoin: eu-west-1\nthresholds:\n  erors: { warnAt: 0.2, critAt: 0.5 }\n');
    const settings = await settingsOf();
    expect(settings.theme.value).toBe('light');
    expect(settings.thresholds).toEqual(DEFAULT_THRESHOLDS);
    expect(settings.warnings).toEqual([
      'configuration file: "regoin" is not a setting',
      'configuration file: "thresholds.erors" is not a setting',
    ]);
  });
});
