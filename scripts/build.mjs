// Bundles src into dist: one small entry, and chunks that are loaded when a command needs them.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { BUNDLE, COMMANDS, ENTRY } from './bundle.mjs';

const OUTPUT = {
  // What was built before stays until all of the new is there.
  write: false,
  outdir: 'dist',
  minify: true,
  metafile: true,
  logLevel: 'warning',
};

const built = await Promise.all([
  build({ ...ENTRY, ...OUTPUT }),
  build({ ...BUNDLE, ...OUTPUT, entryPoints: { [COMMANDS]: 'src/commands/run-command.ts' } }),
]);

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist/chunks', { recursive: true });
for (const { path, text } of built.flatMap(({ outputFiles }) => outputFiles)) {
  const isEntry = path.endsWith('lmon.js');
  writeFileSync(path, isEntry ? `#!/usr/bin/env node\n${text}` : text, { mode: isEntry ? 0o755 : 0o644 });
}
writeFileSync(
  'dist/THIRD-PARTY-LICENSES.txt',
  thirdPartyLicenses(built.flatMap(({ metafile }) => Object.keys(metafile.inputs))),
);

/** The licence of every package that is inside the bundle: their terms ask that it goes along. */
function thirdPartyLicenses(inputs) {
  const folders = new Set();
  for (const path of inputs) {
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
