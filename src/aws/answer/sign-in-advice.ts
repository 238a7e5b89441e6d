/**
 * What to do about credentials that could not be had. The SDK names neither the profile nor the cause: its chain keeps
 * only the words of the last link.
 *
 * @param message as the SDK says it
 * @param profile null for none that was asked for
 */
export function signInAdvice(message: string, profile: string | null): string {
  const named = profile === null ? '' : ` --profile ${profile}`;
  if (/\bSSO\b/.test(message))
    return `the SSO session has expired or was never opened: aws sso login${named}`;
  if (!/Could not load credentials from any providers/.test(message)) return message;
  return profile === null
    ? 'neither the environment nor the default profile nor this machine gives any: aws configure sso makes a profile, --profile or AWS_PROFILE names one, and lmon demo needs none'
    : `profile "${profile}" gives none: see its keys, role, credential_process or SSO settings`;
}
