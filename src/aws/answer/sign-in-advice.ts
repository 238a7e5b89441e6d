/**
 * What to do about unavailable credentials. The SDK names neither the profile nor the cause: its chain keeps only the
 * message of the last provider.
 *
 * @param message from the SDK
 * @param profile null where none was requested
 */
export function signInAdvice(message: string, profile: string | null): string {
  const named = profile === null ? '' : ` --profile ${profile}`;
  if (/\bSSO\b/.test(message))
    return `the SSO session has expired or was never opened: aws sso login${named}`;
  if (!areMissing(message)) return message;
  return profile === null
    ? 'neither the environment nor the default profile nor this machine gives any: aws configure sso makes a profile, --profile or AWS_PROFILE names one, and lmon demo needs none'
    : `profile "${profile}" gives none: see its keys, role, credential_process or SSO settings`;
}

/** Whether the SDK found no credentials anywhere. */
export function areMissing(message: string): boolean {
  return /Could not load credentials from any providers/.test(message);
}
