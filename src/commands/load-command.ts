import type { CommandName } from '../settings/commands.ts';
import type { Command } from './command/command.ts';

/** A command costs what it imports, so each is loaded when it is called. */
export async function loadCommand(name: CommandName): Promise<Command> {
  switch (name) {
    case 'fleet':
      return (await import('./fleet.ts')).fleet;
    case 'watch':
      return (await import('./watch.ts')).watch;
    case 'tail':
      return (await import('./tail.ts')).tail;
    case 'triage':
      return (await import('./triage.ts')).triage;
    case 'check':
      return (await import('./check.ts')).check;
    case 'doctor':
      return (await import('./doctor.ts')).doctor;
    case 'replay':
      return (await import('./replay.ts')).replay;
    case 'demo':
      return (await import('./demo.ts')).demo;
    case 'local':
      return (await import('./local.ts')).local;
  }
}
