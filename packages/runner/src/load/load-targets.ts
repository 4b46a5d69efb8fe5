import {
  digest,
  type Path,
  type Problem,
  type ProjectFile,
  type Target,
  type ModelTargetFile,
  type RecordedTargetFile,
  type TargetFile,
  type TextMap,
} from '@pawl/core';

import { sha256 } from '../files/sha256.ts';
import type { FileSource } from './file-source.ts';
import { hashFiles, rememberHashes } from './hash-files.ts';
import { hashModule } from './hash-module.ts';
import { readFileText } from './read-file.ts';
import { templateFinder } from './template-places.ts';
import { toJson } from './to-json.ts';

/** The targets by name, and every mistake. */
export interface LoadedTargets {
  readonly targets: ReadonlyMap<string, Target>;
  readonly problems: readonly Problem[];
}

const defaultTimeoutMs = 60_000;

/** Loads the targets with their prompts; each digest covers the configuration and the files it names. */
export async function loadTargets(
  written: ProjectFile['targets'],
  text: TextMap,
  source: FileSource,
): Promise<LoadedTargets> {
  const targets = new Map<string, Target>();
  const problems: Problem[] = [];
  const hash = rememberHashes(source);
  const templates = await templateFinder(text, source);
  for (const [name, file] of Object.entries(written)) {
    const target = await toTarget(file, { name, text, source, problems, hash });
    targets.set(name, { ...target, templates: templates(name, file) });
  }
  return { targets, problems };
}

interface Loading {
  readonly name: string;
  readonly text: TextMap;
  readonly source: FileSource;
  readonly problems: Problem[];
  readonly hash: (path: string) => Promise<string | undefined>;
}

async function toTarget(file: TargetFile, loading: Loading): Promise<Target> {
  if (file.provider === 'recorded') return toRecorded(file, loading);
  if ('model' in file) return toModel(file, loading);
  const sum = file.files === undefined ? undefined : await hashNamed(file.files, loading);
  const code = file.provider === 'module' ? await hashCode(file.module, loading) : undefined;
  const { files: _files, timeout, ...own } = file;
  const digests = { files: sum, code };
  const seen = { transparent: sum !== undefined, digest: sumOf(file, digests) };
  return { ...own, ...seen, name: loading.name, timeoutMs: timeout ?? defaultTimeoutMs };
}

async function toRecorded(file: RecordedTargetFile, loading: Loading): Promise<Target> {
  const { timeout, ...own } = file;
  const outputs = await loading.hash(file.outputs);
  if (outputs === undefined) missing(file.outputs, 'outputs', loading);
  const seen = { transparent: true, digest: sumOf(file, { outputs }) };
  return { ...own, ...seen, name: loading.name, timeoutMs: timeout ?? defaultTimeoutMs };
}

async function toModel(file: ModelTargetFile, loading: Loading): Promise<Target> {
  const { prompt: promptFile, timeout, ...own } = file;
  const prompt = promptFile === undefined ? undefined : await readPrompt(promptFile, loading);
  return {
    ...own,
    ...(promptFile === undefined ? {} : { promptFile }),
    ...(prompt === undefined ? {} : { prompt }),
    name: loading.name,
    timeoutMs: timeout ?? defaultTimeoutMs,
    transparent: true,
    digest: sumOf(file, { prompt }),
  };
}

/** What decides when a target is asked, at what price and with which key, not what it answers. */
const aside = new Set([
  'timeout',
  'requestsPerMinute',
  'tokensPerMinute',
  'concurrency',
  'price',
  'apiKeyEnv',
]);

function sumOf(file: TargetFile, files: Readonly<Record<string, string | undefined>>): string {
  const config = Object.fromEntries(Object.entries(file).filter(([key]) => !aside.has(key)));
  return digest({ config: toJson(config), files: toJson(files) }, sha256);
}

async function readPrompt(promptFile: string, loading: Loading): Promise<string | undefined> {
  const read = await readFileText(loading.source, promptFile);
  if (read.kind === 'text') return read.text.replace(/^\u{FEFF}/u, '');
  if (read.problem.code === 'bad-encoding') loading.problems.push(read.problem);
  else missing(promptFile, 'prompt', loading);
  return undefined;
}

async function hashNamed(files: readonly string[], loading: Loading): Promise<string | undefined> {
  const sum = await hashFiles(loading.source, files);
  if (sum === undefined) missing(files.join(', '), 'files', loading);
  return sum;
}

async function hashCode(module: string, loading: Loading): Promise<string | undefined> {
  const sum = await hashModule(loading.source, module);
  if (sum === undefined) missing(module, 'module', loading);
  return sum;
}

function missing(path: string, key: string, { name, text, source, problems }: Loading): void {
  const at: Path = ['targets', name, key];
  problems.push({
    code: 'file-missing',
    place: text.locate(at),
    message: `Target ${name}: ${key}: there is no file ${JSON.stringify(path)} in the project`,
    hint: `Paths start from the folder of pawl.yaml, ${source.root}.`,
    severity: 'error',
  });
}
