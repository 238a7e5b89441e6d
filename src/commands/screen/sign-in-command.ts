import type { Settings } from '../../settings/settings.ts';
import { shellWord } from '../../terminal/aws-command.ts';
import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

/** A command of the AWS CLI as separate words: no shell parses it. */
export type SignInCommand = readonly [program: 'aws', ...words: string[]];

/** The command that renews the session behind the credentials; null for credentials of another origin. */
export async function signInCommand({
  profile,
  usesEnvironmentKeys,
}: Pick<Settings, 'profile' | 'usesEnvironmentKeys'>): Promise<SignInCommand | null> {
  if (usesEnvironmentKeys) return null;
  const { sessionOfProfile } = await import('../../aws/connection/profile.ts');
  const session = await sessionOfProfile(profile.value ?? 'default');
  // A profile with a leading dash would be a flag to the CLI.
  if (session === null || session.profile.startsWith('-')) return null;
  return ['aws', ...session.command.split(' '), '--profile', session.profile];
}

/** As typed in a shell. */
export function typedCommand(command: SignInCommand): SafeText {
  return joinSafe(
    command.map((word) => shellWord(safeText(word))),
    safe` `,
  );
}
