import type { Api } from './api.ts';
import type { Git } from './git.ts';
import type { Inputs } from './inputs.ts';
import type { Place, Trigger } from './trigger.ts';
import type { World } from './world.ts';

/** All that a mode works with. */
export interface Desk {
  readonly inputs: Inputs;
  readonly place: Place;
  readonly trigger: Trigger;
  readonly world: World;
  readonly git: Git;
  readonly api: Api;
  /** Folder of the project inside its repository, without a slash at its end; empty for the repository itself. */
  readonly prefix: string;
}
