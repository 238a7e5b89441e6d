import type { Clock } from '../../../monitor/clock.ts';
import type { SleepWatch } from '../../../monitor/sleep-watch.ts';
import type { Sources } from '../../../monitor/sources.ts';
import type { RecordingHeader } from '../../../recording/file/recording-header.ts';
import type { FileRecorder, Recorder } from '../../../recording/recorder/recorder.ts';
import { blackBoxFolder } from '../../../settings/black-box-folder.ts';
import type { CommandLine } from '../../../settings/command-line.ts';
import type { Settings } from '../../../settings/settings.ts';
import type { Environment } from '../../../terminal/environment.ts';
import type { Complaint } from '../../command/complaint.ts';
import { EXIT_STATUS } from '../../command/exit-status.ts';
import { fileTrouble } from '../../streams/file-trouble.ts';
import { printNotice } from '../../streams/standard-streams.ts';
import { recordedFlags } from './recorded-flags.ts';

declare const LMON_VERSION: string;

/** The recorders of a session: the requested file, and the black box. */
export interface SessionRecorders {
  /** Whether `--record` is still recording; null where it was not requested. */
  readonly isRecording: (() => boolean) | null;
  recorded(sources: Sources): Promise<Sources>;
  end(): void;
  /** Ends them, and removes what `--record` wrote. */
  discard(): void;
}

export interface RecordedSession {
  readonly line: CommandLine;
  readonly env: Environment;
  readonly settings: Settings;
  readonly region: string;
  readonly regions: readonly string[];
  readonly clock: Clock;
  readonly sleeps: SleepWatch;
  readonly hasScreen: boolean;
}

/**
 * Opens the session's recorders. Only sessions on a screen have a black box: piped lines are kept by the user, scripts
 * would push out what may still be needed, and a drain of a million lines must not wait for a disk.
 */
export async function sessionRecorders(session: RecordedSession): Promise<SessionRecorders | Complaint> {
  const { settings, env, hasScreen } = session;
  const notices: string[] = [];
  // A printed line would be written across the screen.
  const tell = (notice: string) => (hasScreen ? notices.push(notice) : printNotice(notice));
  const file = settings.record === null ? null : await fileRecorder(settings.record, session, tell);
  if (file !== null && 'complaint' in file) return file;
  const recorders: Recorder[] = file === null ? [] : [file];
  const end = () => {
    for (const recorder of recorders) recorder.end();
    for (const notice of notices.splice(0)) printNotice(notice);
  };
  return {
    isRecording: file?.isOn ?? null,
    async recorded(sources) {
      if (hasScreen && settings.blackBox) recorders.push(await blackBox(blackBoxFolder(env), session, tell));
      return recorders.reduce((asked, recorder) => recorder.recorded(asked), sources);
    },
    end,
    discard() {
      end();
      file?.discard();
    },
  };
}

/** An existing file holds somebody's recording, and is never overwritten. */
async function fileRecorder(
  path: string,
  session: RecordedSession,
  tell: (notice: string) => void,
): Promise<FileRecorder | Complaint> {
  const { recordToFile } = await import('../../../recording/recorder/recorder.ts');
  try {
    return recordToFile(path, {
      header: await headerOf(session),
      now: session.clock.now,
      sleeps: session.sleeps,
      onTrouble: (reason) => tell(`the recording ${path} ends here: ${reason}`),
    });
  } catch (thrown) {
    return { complaint: `--record ${path}: ${fileTrouble(thrown)}`, status: EXIT_STATUS.usage };
  }
}

async function blackBox(
  folder: string,
  session: RecordedSession,
  tell: (notice: string) => void,
): Promise<Recorder> {
  const { recordToBlackBox } = await import('../../../recording/recorder/recorder.ts');
  return recordToBlackBox(folder, Date.now(), {
    header: await headerOf(session),
    now: session.clock.now,
    sleeps: session.sleeps,
    onTrouble: (reason) =>
      tell(`the black box of this session ends early: ${reason}; blackBox: false does without`),
  });
}

async function headerOf({
  line,
  region,
  regions,
  clock,
}: RecordedSession): Promise<Omit<RecordingHeader, 'startedMs'>> {
  const { RECORDING_FORMAT } = await import('../../../recording/file/recording-header.ts');
  const { command, operands, flags } = line;
  return {
    recording: RECORDING_FORMAT,
    lmon: LMON_VERSION,
    region,
    ...(regions.length > 1 ? { regions } : {}),
    command,
    operands,
    flags: recordedFlags(flags, clock.now()),
    isRedacted: false,
  };
}
