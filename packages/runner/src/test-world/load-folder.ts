import { formatProblem, isUsageError, type Project } from '@pawl/core';

import { loadProject, type LoadOptions } from '../load/load-project.ts';
import { projectFolder, smallProject } from './project-folder.ts';
import { smallCatalog } from './small-catalog.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;
type Asked = Partial<Omit<LoadOptions, 'cwd' | 'catalog'>>;

const day = { catalog: smallCatalog, today: '2026-11-20' };

/** Loads the small project with some files changed. */
export async function loadFolder(files: Files = {}, asked: Asked = {}): Promise<Project> {
  await using folder = await projectFolder({ ...smallProject, ...files });
  return await loadProject({ cwd: folder.root, ...day, ...asked });
}

/** What a person reads when loading the small project with some files changed: the mistakes, else the warnings. */
export async function saidAbout(files: Files, asked: Asked = {}): Promise<string> {
  await using folder = await projectFolder({ ...smallProject, ...files });
  try {
    const { warnings } = await loadProject({ cwd: folder.root, ...day, ...asked });
    return `\n${warnings.map(formatProblem).join('\n')}\n`;
  } catch (error) {
    if (!isUsageError(error)) throw error;
    const lines = [error.message, error.hint ?? '', ...error.problems.map(formatProblem)];
    return `\n${lines.join('\n').replaceAll(folder.root, '<root>')}\n`;
  }
}
