import type { EvalSet } from './eval-set.ts';
import type { Incident } from './incident.ts';
import type { GatePolicy } from './policy.ts';
import type { Problem } from './problem.ts';
import type { Target } from './target.ts';
import type { Waiver } from './waiver.ts';

/** Everything that the user's files say, checked. */
export interface Project {
  /** Absolute path of the folder that holds `pawl.yaml`. */
  readonly root: string;
  readonly evalsFolder: string;
  readonly sets: readonly EvalSet[];
  readonly targets: ReadonlyMap<string, Target>;
  readonly incidents: readonly Incident[];
  readonly waivers: readonly Waiver[];
  readonly defaults: ProjectDefaults;
  readonly policy: GatePolicy;
  /** US dollars for one run; left out: no limit. */
  readonly maxCostUsd?: number;
  /** `https://…/{id}`. */
  readonly incidentUrl?: string;
  readonly warnings: readonly Problem[];
}

/** What a run does where nothing else is asked. */
export interface ProjectDefaults {
  readonly targets: readonly string[];
  readonly trials: number;
  readonly concurrency: number;
}
