import {
  defaultPolicy,
  parseIncidentFile,
  parseProjectFile,
  parseSetFile,
  parseWaiverFile,
  resolvePolicy,
} from '@pawl/core';
import type { GatePolicy, Incident, Waiver } from '@pawl/core';

import type { CommitFiles } from './commit-files.ts';

/** What the files of one commit say, read as data: no code of the project runs. */
export interface Definitions {
  readonly evals: string;
  /** Rules by set. */
  readonly policies: Readonly<Record<string, GatePolicy>>;
  /** Folder of each set. */
  readonly folders: ReadonlyMap<string, string>;
  /** Every set on every target that it runs on. */
  readonly cells: readonly { readonly set: string; readonly target: string }[];
  readonly incidents: readonly Incident[];
  /** `https://…/{id}`. */
  readonly incidentUrl?: string;
  readonly waivers: readonly WrittenWaiver[];
  /** Files that cannot be read as what their place says they are. */
  readonly unreadable: readonly string[];
}

/** A waiver with its file's text: a changed waiver is a new one. */
export interface WrittenWaiver {
  readonly waiver: Waiver;
  readonly path: string;
  readonly text: string;
}

/** Reads the project's definitions out of a commit; undefined where it holds no `pawl.yaml`. */
export async function readDefinitions(
  files: CommitFiles,
  prefix: string,
): Promise<Definitions | undefined> {
  const at = (path: string): string => (prefix === '' ? path : `${prefix}/${path}`);
  const text = await files.read(at('pawl.yaml'));
  if (text === undefined) return undefined;
  const project = parseProjectFile(text, 'pawl.yaml').value;
  if (project === undefined) return unreadableProject;
  const evals = (project.evals ?? 'evals').replace(/\/+$/, '');
  const reader = new Reader(files, at(evals));
  const policy = {
    ...resolvePolicy(project.gate ?? {}),
    blockingSeverities: project.incidents?.blocking ?? defaultPolicy.blockingSeverities,
  };
  const targets = project.defaults?.targets ?? Object.keys(project.targets);
  const sets = await reader.sets(policy, targets);
  return {
    evals,
    ...sets,
    incidents: await reader.incidents(),
    ...(project.incidents?.url === undefined ? {} : { incidentUrl: project.incidents.url }),
    waivers: await reader.waivers(),
    unreadable: reader.unreadable,
  };
}

const unreadableProject: Definitions = {
  evals: 'evals',
  policies: {},
  folders: new Map(),
  cells: [],
  incidents: [],
  waivers: [],
  unreadable: ['pawl.yaml'],
};

class Reader {
  readonly unreadable: string[] = [];
  readonly #files: CommitFiles;
  readonly #evals: string;
  #paths: Promise<readonly string[]> | undefined;

  constructor(files: CommitFiles, evals: string) {
    this.#files = files;
    this.#evals = evals;
  }

  async sets(
    over: GatePolicy,
    targets: readonly string[],
  ): Promise<Pick<Definitions, 'policies' | 'folders' | 'cells'>> {
    const policies: Record<string, GatePolicy> = {};
    const folders = new Map<string, string>();
    const cells: { set: string; target: string }[] = [];
    for (const { path, text } of await this.#read(/^[^/]+\/set\.ya?ml$/)) {
      const set = parseSetFile(text, path).value;
      if (set === undefined) {
        this.unreadable.push(path);
        continue;
      }
      policies[set.name] = resolvePolicy(set.gate ?? {}, over);
      folders.set(set.name, path.slice(0, path.lastIndexOf('/')));
      for (const target of set.targets ?? targets) cells.push({ set: set.name, target });
    }
    return { policies, folders, cells };
  }

  async incidents(): Promise<Incident[]> {
    const files = await this.#read(/^incidents\/(.+\/)?[^/]+\.(ya?ml|json)$/);
    return files.flatMap(({ path, text }) => {
      const { value } = parseIncidentFile(text, path);
      if (value === undefined) this.unreadable.push(path);
      return value ?? [];
    });
  }

  async waivers(): Promise<WrittenWaiver[]> {
    const files = await this.#read(/^waivers\/[^/]+\.(ya?ml|json)$/);
    return files.flatMap(({ path, text }) => {
      const { value: waiver } = parseWaiverFile(text, path);
      if (waiver === undefined) this.unreadable.push(path);
      return waiver === undefined ? [] : [{ waiver, path, text }];
    });
  }

  async #read(pattern: RegExp): Promise<{ readonly path: string; readonly text: string }[]> {
    this.#paths ??= this.#files.list(this.#evals);
    const found: { path: string; text: string }[] = [];
    for (const path of await this.#paths) {
      if (!pattern.test(path.slice(this.#evals.length + 1))) continue;
      const text = await this.#files.read(path);
      if (text !== undefined) found.push({ path, text });
    }
    return found;
  }
}
