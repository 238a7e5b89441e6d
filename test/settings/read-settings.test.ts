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
  ])('%s', async (_case, flags, env, usesEnvironmentKeys) => {
    expect(await settingsOf(flags, env)).toMatchObject({ usesEnvironmentKeys });
  });
});

describe('colours', () => {
  it.each([
    ['as many as the terminal has', {}, { COLORTERM: 'truecolor', TERM: 'xterm' }, true, 'truecolor'],
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

it('never repeats the password of an endpoint that is refused', async () => {
  expect(await read({ 'endpoint-url': 'ftp://me:p@ss/word@host/x' })).toEqual({
    complaint: expect.stringContaining('"ftp://host/x" is not one of http or https'),
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
