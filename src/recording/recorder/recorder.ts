import type { EpochMs } from '../../lambda/time.ts';
import type { SleepWatch } from '../../monitor/sleep-watch.ts';
import type { Sources } from '../../monitor/sources.ts';
import type { Fact } from '../fact.ts';
import { createFactMemory, type FactMemory } from '../fact-memory.ts';
import { checkNewFile, createFactFile, type FactFile } from '../file/fact-file.ts';
import type { RecordingHeader } from '../file/recording-header.ts';
import { openBlackBox } from './black-box.ts';
import { createNotebook } from './notebook.ts';
import { recordedSources } from './recorded-sources.ts';

/** Records what sources answer, until it is ended or can't write. */
export interface Recorder {
  recorded(sources: Sources): Sources;
  /** Whether it is still recording. */
  isOn(): boolean;
  end(): void;
}

export interface FileRecorder extends Recorder {
  /** Ends it, and removes its file. */
  discard(): void;
}

export interface RecorderSettings {
  readonly header: Omit<RecordingHeader, 'startedMs'>;
  /** Account time. */
  readonly now: () => EpochMs;
  /** Sleeps of this process, for the replay. */
  readonly sleeps?: SleepWatch;
  /** Called once with the reason when it stops writing. The session goes on unrecorded. */
  readonly onTrouble: (reason: string) => void;
}

/** Where facts are written. Both methods throw what the file system throws. */
interface Sink {
  write(facts: readonly Fact[]): void;
  close(): void;
}

/** Records into a new file. Throws what the file system throws when it can't be made. */
export function recordToFile(path: string, settings: RecorderSettings): FileRecorder {
  checkNewFile(path);
  const header = () => ({ ...settings.header, startedMs: settings.now() });
  const files: FactFile[] = [];
  const open = () => {
    const file = createFactFile(path, header);
    files.push(file);
    return file;
  };
  const recorder = recorderInto(createFactMemory(), open, settings);
  return {
    ...recorder,
    discard() {
      recorder.end();
      for (const file of files.splice(0)) file.remove();
    },
  };
}

/** Keeps the last hours in a folder. Trouble with the folder is reported when writing, never before. */
export function recordToBlackBox(folder: string, wallMs: EpochMs, settings: RecorderSettings): Recorder {
  const memory = createFactMemory();
  return recorderInto(memory, () => openBlackBox({ ...settings, folder, wallMs, memory }), settings);
}

/** @param open creates the sink when there is something to write */
function recorderInto(
  memory: FactMemory,
  open: () => Sink,
  { now, sleeps, onTrouble }: RecorderSettings,
): Recorder {
  let sink: Sink | null = null;
  let isOver = false;
  const attempt = (work: (into: Sink) => void) => {
    if (isOver) return;
    try {
      sink ??= open();
      work(sink);
    } catch (thrown) {
      isOver = true;
      onTrouble(thrown instanceof Error ? thrown.message : String(thrown));
    }
  };
  const write = (facts: readonly Fact[]) => {
    if (facts.length > 0) attempt((into) => into.write(facts));
  };
  const stopListening = sleeps?.listen({ woke: sleepNoter(sleeps, now, write) });
  return {
    recorded: (sources) => recordedSources(sources, createNotebook({ now, memory, write })),
    isOn: () => !isOver,
    end() {
      stopListening?.();
      // If nothing was recorded there is no file, and none is made to say so.
      if (sink !== null) {
        write([{ fact: 'end', atMs: now() }]);
        attempt((into) => into.close());
      }
      isOver = true;
    },
  };
}

/** Records each sleep that has just ended. */
function sleepNoter(
  sleeps: SleepWatch,
  now: () => EpochMs,
  write: (facts: readonly Fact[]) => void,
): () => void {
  let notedMs = sleeps.sleptMs;
  return () => {
    const atMs = now();
    // With an odd clock speed, a beat is no whole number of milliseconds.
    write([{ fact: 'slept', atMs, startMs: Math.round(atMs - (sleeps.sleptMs - notedMs)) }]);
    notedMs = sleeps.sleptMs;
  };
}
