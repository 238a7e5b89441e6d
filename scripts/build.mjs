// Bundles src into dist: one small entry, and chunks that are loaded when a command needs them.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const { metafile, outputFiles } = await build({
  // What was built before stays until all of the new is there.
  write: false,
  entryPoints: { lmon: 'src/cli.ts' },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  metafile: true,
  logLevel: 'warning',
  legalComments: 'none',
  jsx: 'automatic',
  // The AWS SDK offers CommonJS first on Node: it can't be tree-shaken, and import() would lose its names.
  mainFields: ['module', 'main'],
  conditions: ['module'],
  // React's development build keeps a performance entry for every render, for ever (facebook/react#35761).
  define: {
    'process.env.NODE_ENV': '"production"',
    'process.env.DEV': '"false"',
    LMON_VERSION: JSON.stringify(version),
  },
  alias: {
    // Ink imports its developer tools on demand; left external, esbuild would hoist them to a top-level import.
    'react-devtools-core': './scripts/empty-module.mjs',
    'string-width': './src/views/parts/ink-string-width.ts',
  },
  plugins: [{ name: 'yoga-without-fetch', setup: yogaWithoutFetch }],
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
});

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist/chunks', { recursive: true });
for (const { path, text } of outputFiles) {
  const isEntry = path.endsWith('lmon.js');
  writeFileSync(path, isEntry ? `#!/usr/bin/env node\n${text}` : text, { mode: isEntry ? 0o755 : 0o644 });
}
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', thirdPartyLicenses(metafile));

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

/** The licence of every package that is inside the bundle: their terms ask that it goes along. */
function thirdPartyLicenses({ inputs }) {
  const folders = new Set();
  for (const path of Object.keys(inputs)) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (match) folders.add(match[1]);
  }
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file ? readFileSync(join(folder, file), 'utf8').trim() : '';
      return `${name} ${version} (${license})\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
