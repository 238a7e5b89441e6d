import { DEMO_PORT } from '../../settings/options.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Whereabouts } from '../../views/parts/header.ts';
import type { Session } from '../session/session.ts';

/** Whose credentials are used, in the one word that the header has room for. */
function credentialsName({ profile, usesEnvironmentKeys, endpointUrl }: Settings): string {
  if (profile.value !== null && !usesEnvironmentKeys) return profile.value;
  if (endpointUrl.value !== null) return 'local';
  return usesEnvironmentKeys ? 'env keys' : 'default';
}

/** A demo that had to take another port than is usual: whoever joins without it would look at another demo. */
function portNote({ demo }: Session): string {
  return demo === null || demo.port === null || demo.port === DEMO_PORT ? '' : `:${demo.port}`;
}

/** Where a session looks, for the header. */
export function whereaboutsOf(session: Session): Whereabouts {
  return {
    who: `${credentialsName(session.settings)}${portNote(session)}`,
    region: session.region,
    localOffsetMinutes: -new Date().getTimezoneOffset(),
    ...(session.isRecording === null ? {} : { isRecording: session.isRecording }),
    ...(session.replay === null ? {} : { replay: session.replay }),
  };
}
