import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';

const { resolve } = createRequire(import.meta.url);

/** The last font has characters that the others lack, such as symbols for control characters. */
const FONT_FILES = [
  '@expo-google-fonts/jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf',
  '@expo-google-fonts/jetbrains-mono/700Bold/JetBrainsMono_700Bold.ttf',
  'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf',
  'dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf',
  '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
  'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
];

/**
 * Scripts that none of those fonts has, from Debian's fonts-noto-cjk, fonts-droid-fallback or fonts-noto-core: a font
 * for them is larger than all other fonts together.
 */
const SYSTEM_FONT_FILES = [
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf',
  '/usr/share/fonts/truetype/noto/NotoSansThai-Regular.ttf',
  '/usr/share/fonts/truetype/noto/NotoSansDevanagari-Regular.ttf',
].filter(existsSync);

/** Renders the drawing `svg` at double size. */
export function pngOf(svg: string): Buffer {
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: 2 },
    font: {
      loadSystemFonts: false,
      fontFiles: [...FONT_FILES.map((file) => resolve(file)), ...SYSTEM_FONT_FILES],
      defaultFontFamily: 'JetBrains Mono',
      monospaceFamily: 'JetBrains Mono',
    },
  });
  return image.render().asPng();
}
