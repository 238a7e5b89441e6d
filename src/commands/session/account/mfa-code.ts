import { createInterface } from 'node:readline/promises';
import type { Settings } from '../../../settings/settings.ts';
import { safeText } from '../../../terminal/safe-text.ts';
import type { Complaint } from '../../command/complaint.ts';
import { EXIT_STATUS } from '../../command/exit-status.ts';

/** All devices that IAM accepts use six digits. */
const CODE = /^\d{6}$/;

/** The MFA device that the credentials of `settings` require; null for none. */
export async function mfaDevice({ profile, usesEnvironmentKeys }: Settings): Promise<string | null> {
  if (usesEnvironmentKeys) return null;
  const { mfaDeviceOfProfile } = await import('../../../aws/connection/profile.ts');
  return mfaDeviceOfProfile(profile.value ?? 'default');
}

/** Asks for a code of `device` on the terminal, even when output is piped. */
export async function askMfaCode(device: string, signal: AbortSignal): Promise<string | Complaint> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    return complaintOf('without a terminal there is nobody to ask for the code of', device);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // While editing a line, Ctrl-C is a key, and no signal is sent.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const closed = new Promise<null>((resolve) => terminal.on('close', () => resolve(null)));
  const line = terminal.question(`MFA code for ${safeText(device)}: `, { signal }).catch(() => null);
  const typed = await Promise.race([line, closed]);
  terminal.close();
  // The prompt's line is still open.
  if (typed === null) process.stderr.write('\n');
  const code = typed?.trim() ?? '';
  return CODE.test(code) ? code : complaintOf('no code of six digits for', device);
}

function complaintOf(reason: string, device: string): Complaint {
  return { complaint: `${reason} the MFA device ${device}`, status: EXIT_STATUS.credentials };
}
