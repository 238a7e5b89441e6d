import { build } from 'rolldown';
import { expect, it } from 'vitest';
import { bundleOf } from '../../scripts/bundle.mjs';

/** The package as its next release might be: the module is there, but its file has another name. */
const movedTo = (file: RegExp) => ({
  name: 'moved',
  resolveId: {
    order: 'pre' as const,
    filter: { id: file },
    handler: () => '/elsewhere/moved.js',
  },
  load: {
    filter: { id: /moved\.js$/ },
    handler: () => ({ code: 'export default () => {};', moduleType: 'js' as const }),
  },
});

it.each([
  { what: 'the renderer of Ink', file: /\.\/renderer\.js$/, plugin: 'rows-as-they-are' },
  { what: 'the WebAssembly of Yoga', file: /yoga-wasm-base64-esm\.js$/, plugin: 'yoga-without-fetch' },
])('the bundle is not built once $what has moved', async ({ file, plugin }) => {
  const options = bundleOf({ lmon: 'src/commands/run-command.ts' }, [movedTo(file)]);
  const built = build({ ...options, logLevel: 'silent', write: false });
  await expect(built).rejects.toThrow(`${plugin}: what it changes has moved`);
});
