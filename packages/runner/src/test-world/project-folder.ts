import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A project in a folder of its own, removed when it goes out of scope. */
export interface ProjectFolder extends AsyncDisposable {
  readonly root: string;
  readonly write: (files: Readonly<Record<string, string | Uint8Array>>) => Promise<void>;
}

/** Writes files into a new temporary folder. */
export async function projectFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<ProjectFolder> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'pawl-load-')));
  const write = async (more: typeof files): Promise<void> => {
    for (const [path, content] of Object.entries(more)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
    }
  };
  await write(files);
  return {
    root,
    write,
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

/** The smallest project: one recorded target and one set of one case. */
export const smallProject: Readonly<Record<string, string>> = {
  'pawl.yaml': 'targets:\n  old: { provider: recorded, outputs: evals/recorded.jsonl }\n',
  'evals/recorded.jsonl': '{"case_id":"a","output":"x"}\n',
  'evals/demo/set.yaml': 'name: demo\nversion: 1.0.0\nowner: "@team"\nscorers:\n  - contains: x\n',
  'evals/demo/cases.jsonl': '{"id":"a","input":"say x"}\n',
};
