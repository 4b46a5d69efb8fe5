import {
  isJsonObject,
  type Json,
  type Path,
  pathName,
  type TargetFile,
  type TextMap,
  type TextStart,
} from '@pawl/core';

import { textStart } from '../prompt/text-start.ts';
import type { FileSource } from './file-source.ts';
import { readFileText } from './read-file.ts';

/** Finds where the templates of a target begin in `pawl.yaml`, by the path of their value. */
export type FindTemplates = (name: string, file: TargetFile) => ReadonlyMap<string, TextStart>;

/** Reads the file once more, for its lines: a map does not say where a block text begins. */
export async function templateFinder(text: TextMap, source: FileSource): Promise<FindTemplates> {
  const read = await readFileText(source, text.locate([]).file);
  const lines = read.kind === 'text' ? read.text.split('\n') : [];
  return (name, file) =>
    new Map(
      pathsOfTexts(templatesOf(file), []).map((path) => [
        pathName(path),
        textStart(text.locate(['targets', name, ...path]), lines),
      ]),
    );
}

function templatesOf(file: TargetFile): Json {
  if (file.provider === 'http') return file.body === undefined ? {} : { body: file.body };
  if (!('model' in file)) return {};
  const contents = (file.messages ?? []).map(({ content = '' }) => ({ content }));
  return { system: file.system ?? '', messages: contents };
}

function pathsOfTexts(value: Json | undefined, path: Path): Path[] {
  if (typeof value === 'string') return [path];
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([key, inner]) => pathsOfTexts(inner, [...path, key]));
  return Array.isArray(value)
    ? value.flatMap((inner: Json, index) => pathsOfTexts(inner, [...path, index]))
    : [];
}
