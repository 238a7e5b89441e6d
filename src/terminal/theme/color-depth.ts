import type { Environment } from '../environment.ts';

/** How many colours a terminal has. */
export type ColorDepth = 'truecolor' | '256' | '16' | 'none';

/**
 * What the environment says of the terminal's colours. FORCE_COLOR beats NO_COLOR, as in Node itself; NO_COLOR
 * counts when it is not empty.
 *
 * @see https://no-color.org
 * @see https://nodejs.org/api/tty.html#writestreamgetcolordepthenv
 */
export function colorDepth(env: Environment, isTty: boolean): ColorDepth {
  const forced = forcedDepth(env);
  if (forced !== undefined) return forced;
  if (env['NO_COLOR'] || !isTty) return 'none';
  return depthOfTerminal(env);
}

function forcedDepth(env: Environment): ColorDepth | undefined {
  switch (env['FORCE_COLOR']) {
    case undefined:
      return undefined;
    case '0':
    case 'false':
      return 'none';
    case '1':
      return '16';
    case '2':
      return '256';
    case '3':
      return 'truecolor';
    default: {
      const depth = depthOfTerminal(env);
      return depth === 'none' ? '16' : depth;
    }
  }
}

function depthOfTerminal(env: Environment): ColorDepth {
  const terminal = env['TERM'] ?? '';
  if (terminal === 'dumb') return 'none';
  if (/^(truecolor|24bit)$/i.test(env['COLORTERM'] ?? '')) return 'truecolor';
  if (terminal.endsWith('-direct') || env['WT_SESSION']) return 'truecolor';
  if (/-256(color)?$/.test(terminal)) return '256';
  return terminal === '' ? 'none' : '16';
}
