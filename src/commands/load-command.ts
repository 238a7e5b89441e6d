import type { CommandName } from '../settings/commands.ts';
import type { Command } from './command.ts';

/** A command costs what it imports, so each is loaded when it is called. */
export async function loadCommand(name: CommandName): Promise<Command> {
  switch (name) {
    case 'fleet':
      return (await import('./fleet.ts')).fleet;
    case 'tail':
      return (await import('./tail.ts')).tail;
    case 'demo':
      return (await import('./demo.ts')).demo;
    case 'local':
      return (await import('./local.ts')).local;
  }
}
