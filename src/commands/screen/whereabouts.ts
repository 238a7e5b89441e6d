import { DEMO_PORT } from '../../settings/options.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Whereabouts } from '../../views/parts/header/header-facts.ts';
import type { Session } from '../session/session.ts';

/** Whose credentials are used, in one word for the header. */
function credentialsName({ profile, usesEnvironmentKeys, endpointUrl }: Settings): string {
  if (profile.value !== null && !usesEnvironmentKeys) return profile.value;
  if (endpointUrl.value !== null) return 'local';
  return usesEnvironmentKeys ? 'env keys' : 'default';
}

/** Shown where a demo could not use the usual port: joining without it would find another demo. */
function portNote({ demo }: Session): string {
  return demo === null || demo.port === null || demo.port === DEMO_PORT ? '' : `:${demo.port}`;
}

/** A session's identity and account, for the header. */
export function whereaboutsOf(session: Session): Whereabouts {
  return {
    who: `${credentialsName(session.settings)}${portNote(session)}`,
    region: session.region,
    localOffsetMinutes: -new Date().getTimezoneOffset(),
    ...(session.isRecording === null ? {} : { isRecording: session.isRecording }),
    ...(session.replay === null ? {} : { replay: session.replay }),
  };
}
