// How src becomes the bundle; scripts/build.mjs writes it, and tests plant faults in it.
import { readFileSync } from 'node:fs';

/** For esbuild, with the entry `src/cli.ts`; where it goes and what is planted in it is the caller's. */
export const BUNDLE = {
  entryPoints: { lmon: 'src/cli.ts' },
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  legalComments: 'none',
  jsx: 'automatic',
  // The AWS SDK offers CommonJS first on Node: it can't be tree-shaken, and import() would lose its names.
  mainFields: ['module', 'main'],
  conditions: ['module'],
  // React's development build keeps a performance entry for every render, for ever (facebook/react#35761).
  define: {
    'process.env.NODE_ENV': '"production"',
    'process.env.DEV': '"false"',
    LMON_VERSION: JSON.stringify(JSON.parse(readFileSync('package.json', 'utf8')).version),
  },
  alias: {
    // Ink imports its developer tools on demand; left external, esbuild would hoist them to a top-level import.
    'react-devtools-core': './scripts/empty-module.mjs',
    // Of the sketches only what writes and reads protocol buffers needs it, and nothing here does either.
    'protobufjs/minimal': './scripts/empty-module.mjs',
    'string-width': './src/views/ink/ink-string-width.ts',
  },
  plugins: [
    { name: 'yoga-without-fetch', setup: yogaWithoutFetch },
    { name: 'http-without-fetch', setup: httpWithoutFetch },
  ],
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
};

/** Where the entry finds the commands, once both are built. */
export const COMMANDS = 'chunks/run-command';

/**
 * The entry as one file, without the commands: with what it shares with them in files of its own, `lmon --help` would
 * load six, and take half as long again as a bare Node.
 */
export const ENTRY = {
  ...BUNDLE,
  splitting: false,
  banner: {},
  plugins: [{ name: 'commands-apart', setup: commandsApart }],
};

function commandsApart({ onResolve }) {
  onResolve({ filter: /\/run-command\.ts$/ }, () => ({ path: `./${COMMANDS}.js`, external: true }));
}

/**
 * Yoga carries its WebAssembly as text and, where there is a fetch, decodes it with that. Node's fetch takes 20 ms to
 * load, which the first frame would wait for; without it Yoga decodes the text itself.
 */
function yogaWithoutFetch({ onLoad }) {
  onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, ({ path }) => {
    const contents = readFileSync(path, 'utf8');
    if (!contents.includes('typeof fetch'))
      throw new Error(`${path} no longer asks for fetch: drop this plugin`);
    return { contents: contents.replaceAll('typeof fetch', '"undefined"'), loader: 'js' };
  });
}

/**
 * An import of node:http asks for all that it exports. The WebSocket among it is that of Node's fetch, which takes longer to
 * load than everything else that a request needs; what is required is asked for by name.
 */
function httpWithoutFetch({ onResolve, onLoad }) {
  onResolve({ filter: /^(node:)?http$/ }, ({ kind }) =>
    kind === 'require-call'
      ? { path: 'node:http', external: true }
      : { path: 'node:http', namespace: 'required' },
  );
  onLoad({ filter: /^node:http$/, namespace: 'required' }, () => ({
    contents: "module.exports = require('node:http');",
  }));
}
