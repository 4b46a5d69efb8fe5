import type { RateLimits } from './rate-limits.ts';

/** The machine, as far as providers need it. One host a run: what targets share is kept by it. */
export interface ProviderHost {
  /** Absolute path of the project folder. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Loads a module of the project by its absolute path; gives the module's namespace. */
  readonly loadModule: (path: string) => Promise<unknown>;
  readonly now: () => Date;
  /** Is told what a provider says about its limits, with each answer and each refusal that says so. */
  readonly observe?: (limits: RateLimits) => void;
}
