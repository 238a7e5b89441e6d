import type { Environment } from '../terminal/environment.ts';
import { colorDepth } from '../terminal/theme/color-depth.ts';
import type { GlyphSetName } from '../terminal/theme/glyphs.ts';
import { likelyGlyphs } from '../terminal/theme/likely-glyphs.ts';
import type { ThemeName } from '../terminal/theme/palette.ts';
import { DEFAULT_THRESHOLDS, type Thresholds } from '../triage/thresholds.ts';
import { clockSettingFrom, GREATEST_SPEED } from './clock-setting.ts';
import { type CommandLine, type Flags, regionsOf } from './command-line.ts';
import { COMMANDS, outputWords } from './commands.ts';
import { defaultConfigPath, readConfigFile } from './config-file.ts';
import type { ConfigFile } from './config-shape.ts';
import { isHttpUrl, withoutUserInfo } from './endpoint-url.ts';
import type { Output, Setting, Settings, SettingsComplaint, TypedLines } from './settings.ts';

const THEMES: readonly ThemeName[] = ['dark', 'light', 'high-contrast', 'none'];
const GLYPH_SETS: readonly GlyphSetName[] = ['ascii', 'block', 'braille'];

/** AWS answers within this time; waiting longer delays the retry. */
const LONGEST_REQUEST_S = 10;

/** Precedence: flag, environment, configuration file, default. */
export async function readSettings(
  { command, flags }: Pick<CommandLine, 'command' | 'flags'>,
  env: Environment,
  isTty: boolean,
): Promise<Settings | SettingsComplaint> {
  const configPath = flag(flags, 'config') || env['LMON_CONFIG'] || undefined;
  const file = await readConfigFile(configPath ?? defaultConfigPath(env), configPath !== undefined);
  if (file.kind === 'complaint') return { complaint: file.complaint };
  const { config } = file;

  const ofProcess = processSettings(env);
  if ('complaint' in ofProcess) return ofProcess;
  const looks = lookSettings(flags, env, config);
  if ('complaint' in looks) return looks;
  const account = accountSettings(flags, env, config);
  if ('complaint' in account) return account;
  if (flag(flags, 'record') === '') return { complaint: '--record needs the name of a file' };
  // An empty variable in a script must not select every line instead of those of one request.
  if (flag(flags, 'request') === '') return { complaint: '--request needs a request ID' };
  const output = flag(flags, 'output');
  if (output !== undefined && !isOneOf<Output>(COMMANDS[command].outputs, output))
    return { complaint: `${command} prints ${outputWords(command)}, not ${output}` };

  return {
    ...ofProcess,
    ...looks,
    ...account,
    thresholds: withOverrides(DEFAULT_THRESHOLDS, config.thresholds),
    colorDepth: flags['no-color'] ? 'none' : colorDepth(env, isTty),
    plain: flags.plain === true,
    output: output ?? null,
    follow: flags['no-follow'] !== true,
    record: flag(flags, 'record') ?? null,
    blackBox: config.blackBox ?? true,
    live: flags.live === true,
    since: flag(flags, 'since') ?? null,
    until: flag(flags, 'until') ?? null,
    request: flag(flags, 'request') ?? null,
    lines: typedLines(flags),
    warnings: file.warnings,
  };
}

/** Settings that come only from the environment, and concern the process rather than the user. */
function processSettings(
  env: Environment,
): Pick<Settings, 'clock' | 'cloudwatchProtocol' | 'requestTimeoutMs'> | SettingsComplaint {
  const clock = clockSettingFrom(env['LMON_CLOCK']);
  if (clock === null)
    return {
      complaint: `LMON_CLOCK is not an account time: <ISO time>@<epoch ms>x<speed, at most ${GREATEST_SPEED}>`,
    };
  const cloudwatchProtocol = env['LMON_CLOUDWATCH_PROTOCOL'] || 'json';
  if (cloudwatchProtocol !== 'json' && cloudwatchProtocol !== 'query')
    return { complaint: 'LMON_CLOUDWATCH_PROTOCOL is json or query' };
  const requestTimeoutMs = Number(env['LMON_REQUEST_TIMEOUT'] || LONGEST_REQUEST_S) * 1_000;
  if (!(requestTimeoutMs > 0 && requestTimeoutMs <= LONGEST_REQUEST_S * 1_000))
    return { complaint: `LMON_REQUEST_TIMEOUT is a number of seconds above 0, at most ${LONGEST_REQUEST_S}` };
  return { clock, cloudwatchProtocol, requestTimeoutMs };
}

function lookSettings(
  flags: Flags,
  env: Environment,
  config: ConfigFile,
): Pick<Settings, 'theme' | 'glyphs' | 'keys'> | SettingsComplaint {
  const theme = oneOf('theme', THEMES, chosen(flag(flags, 'theme'), env['LMON_THEME'], config.theme, 'dark'));
  if ('complaint' in theme) return theme;
  const glyphs = oneOf(
    'glyphs',
    GLYPH_SETS,
    chosen(flag(flags, 'glyphs'), env['LMON_GLYPHS'], config.glyphs, likelyGlyphs(env)),
  );
  if ('complaint' in glyphs) return glyphs;
  const keys = Object.fromEntries(
    Object.entries(config.keys ?? {}).map(([action, pressed]) => [action, [pressed].flat()]),
  );
  return { theme, glyphs, keys };
}

/** The account, and the endpoint. */
function accountSettings(
  flags: Flags,
  env: Environment,
  config: ConfigFile,
):
  | Pick<Settings, 'profile' | 'usesEnvironmentKeys' | 'region' | 'regions' | 'endpointUrl'>
  | SettingsComplaint {
  const endpointUrl = chosen(flag(flags, 'endpoint-url'), env['AWS_ENDPOINT_URL'], config.endpointUrl, null);
  if (endpointUrl.value !== null && !isHttpUrl(endpointUrl.value))
    return {
      complaint: `the endpoint URL (${endpointUrl.from}) "${withoutUserInfo(endpointUrl.value)}" is not one of http or https`,
    };
  const hasKeys = Boolean(env['AWS_ACCESS_KEY_ID'] && env['AWS_SECRET_ACCESS_KEY']);
  // Keys in the environment identify the user too, and take precedence over a file.
  const ofFile = hasKeys ? undefined : config.profile;
  const profile = chosen(flag(flags, 'profile'), env['AWS_PROFILE'], ofFile, null);
  const ofEnvironment = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'];
  const regions = regionsOf(flags.region);
  return {
    profile,
    usesEnvironmentKeys: hasKeys && profile.from !== 'flag',
    region: chosen(regions[0], ofEnvironment, config.region, null),
    regions,
    endpointUrl,
  };
}

function typedLines(flags: Flags): TypedLines {
  return {
    filter: flag(flags, 'filter') || null,
    include: flags.include ?? [],
    exclude: flags.exclude ?? [],
    level: flag(flags, 'level') ?? null,
    errors: flags.errors === true,
    before: flag(flags, 'before-context') ?? flag(flags, 'context') ?? null,
    after: flag(flags, 'after-context') ?? flag(flags, 'context') ?? null,
  };
}

function chosen<Value extends string | null>(
  fromFlag: string | undefined,
  fromEnvironment: string | undefined,
  fromFile: string | undefined,
  fallback: Value,
): Setting<string | Value> {
  if (fromFlag) return { value: fromFlag, from: 'flag' };
  if (fromEnvironment) return { value: fromEnvironment, from: 'environment' };
  if (fromFile) return { value: fromFile, from: 'config file' };
  return { value: fallback, from: 'default' };
}

function oneOf<Name extends string>(
  what: string,
  names: readonly Name[],
  setting: Setting<string>,
): Setting<Name> | SettingsComplaint {
  const { value, from } = setting;
  return isOneOf(names, value)
    ? { value, from }
    : { complaint: `${what} "${value}" (${from}) is none of ${names.join(', ')}` };
}

function isOneOf<Name extends string>(names: readonly Name[], value: string): value is Name {
  return (names as readonly string[]).includes(value);
}

function flag(flags: Flags, name: keyof Flags): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** The file was validated to have numbers for numbers, and pairs for pairs. */
function withOverrides(defaults: Thresholds, overrides: ConfigFile['thresholds']): Thresholds {
  return { ...defaults, ...overrides };
}
