import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochMs } from '../../lambda/time.ts';
import { isoTime } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { fileTrouble } from './file-trouble.ts';

export interface NewFile {
  /** Its subject, as named by the user. */
  readonly subject: string;
  /** `log`, `md` */
  readonly ending: string;
  readonly text: string;
  readonly folder: string;
  readonly nowMs: EpochMs;
}

export type WrittenFile = { readonly path: SafeText } | { readonly complaint: SafeText };

const MOST_NAMES = 100;

/** Writes a file readable only by its owner, without replacing any other. */
export async function writeNewFile(file: NewFile): Promise<WrittenFile> {
  for (let attempt = 1; attempt <= MOST_NAMES; attempt += 1) {
    const path = join(file.folder, fileName(file, attempt));
    try {
      const handle = await open(path, 'wx', 0o600);
      await handle.writeFile(file.text).finally(() => handle.close());
      return { path: safeText(path) };
    } catch (thrown) {
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') continue;
      return {
        complaint: safe`not saved: ${safeText(fileTrouble(thrown))}`,
      };
    }
  }
  return {
    complaint: safe`not saved: ${safeText(fileName(file, 1))} and ${MOST_NAMES - 1} more are there already`,
  };
}

/** `lmon-checkout-api-20261124T031210Z.log`: the subject, and when it was saved. */
function fileName({ subject, ending, nowMs }: NewFile, attempt: number): string {
  const name = subject
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  const time = isoTime(nowMs).replace(/[-:]|\.\d+/g, '');
  return `lmon-${name}-${time}${attempt === 1 ? '' : `-${attempt}`}.${ending}`;
}
